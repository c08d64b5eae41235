"""Bring evidence, a plan or professional learning in from a CSV file.

All rows are read and checked before the first one is kept. Where one of them is bad,
nothing of the file is kept unless that is asked for.
"""

from slo_desktop.services.importing.example import example
from slo_desktop.services.importing.files import KeptFiles, keep_files
from slo_desktop.services.importing.leaving_out import LeftOut
from slo_desktop.services.importing.reading import Table, read_file, read_table
from slo_desktop.services.importing.running import import_file, import_table

__all__ = [
    "KeptFiles",
    "LeftOut",
    "Table",
    "example",
    "import_file",
    "import_table",
    "keep_files",
    "read_file",
    "read_table",
]
