"""Every limit in one place; each refusal names the one it met."""

from __future__ import annotations

FILE_BYTES = 200 * 1024 * 1024
FILES_BYTES = 390 * 1024 * 1024
"""Of all the files that a browser sends with one form."""
BACKUP_BYTES = 390 * 1024 * 1024
"""Of a backup that a browser sends; a file that lies on this computer may be larger."""
INSTALLER_BYTES = 500 * 1024 * 1024
UPDATE_BYTES = 2000 * 1024 * 1024
"""Of all the installers in an update together."""
PHOTO_PIXELS = 60_000_000
TEXT_CHARACTERS = 100_000
FORM_BYTES = 4 * 1024 * 1024
IMPORT_BYTES = 50 * 1024 * 1024
TITLE_CHARACTERS = 300
