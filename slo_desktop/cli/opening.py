"""The verbs that open the program, and those it starts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.cli.launch import DONE
from slo_desktop.desktop import main
from slo_desktop.desktop.portable import check_medium
from slo_desktop.domain.opened import found

if TYPE_CHECKING:
    from slo_desktop.cli.launch import Launch


def window(launch: Launch) -> int:
    """Open the program for a person, with the file that they opened it with.

    Raises:
        OpenedFileError: it is not there, or of no kind that the program opens.
        ReadOnlyMediumError: this copy keeps its data where nothing can be written.
    """
    if launch.options.opened is not None:
        launch.settings.opened.put(found(launch.options.opened))
    check_medium(launch.settings.database)
    main.run(launch.settings, browser=launch.options.browser)
    return DONE


def serve(launch: Launch) -> int:
    """Answer without a window, until told to stop."""
    main.serve(launch.settings, port=launch.options.port)
    return DONE


def check_worker(launch: Launch) -> int:
    """Look at the whole folder for the program that started this one."""
    from slo_desktop.services.safety import watcher  # noqa: PLC0415  rarely needed

    return watcher.run([str(launch.options.folder)])


def pdf_worker(launch: Launch) -> int:
    """Print for the program that started this one."""
    from slo_desktop.reports import worker  # noqa: PLC0415  loads WeasyPrint

    return worker.run([launch.options.cache])


def prove_worker(launch: Launch) -> int:
    """Restore a backup for trial, for the program that started this one."""
    from slo_desktop.services.safety import prover  # noqa: PLC0415  loads the checks

    return prover.run([launch.options.backup, launch.options.scratch])


def lock_worker(_launch: Launch) -> int:
    """Lock or open with a passphrase, for the program that started this one."""
    import sys  # noqa: PLC0415  only here

    from slo_desktop.storage.backup import slow_lock  # noqa: PLC0415  loads the encryption

    return slow_lock.run(sys.stdin, sys.stdout)
