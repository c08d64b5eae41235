"""`python -m slo_desktop` is the program."""

import sys

from slo_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
