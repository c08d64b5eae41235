"""What is shown in place of the program when its folder cannot be opened safely.

An application of its own, behind the same door and the same guards, which needs no
data file to show anything. Both languages stand side by side, because nobody may be
sure which one the person reads.
"""
