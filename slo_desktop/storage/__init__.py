"""Where records, files and preferences are kept."""

# First of all: whoever loads SQLite another way gets this one too.
from slo_desktop.storage import driver as driver
