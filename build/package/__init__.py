"""The verb `package`: the program as a folder that needs no Python, and its installers.

What every system has in common lies here, what only one needs in a room of its own.
"""
