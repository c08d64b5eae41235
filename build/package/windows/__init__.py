"""The setup and the portable copy for Windows, made there or under Wine."""
