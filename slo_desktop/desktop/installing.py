"""Start the installer of an update in each system's own way, and close for it.

On Windows the setup waits until the program has closed, and opens it again. Debian's
package is not put in place while the program is open either, so that a few lines of
shell wait for the end, check the file once more, have the system ask for the password
of whoever may install, and open the program again, whatever came of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.desktop import web_view
from slo_desktop.domain.updates import SetupRefusedError, UpdateEnding
from slo_desktop.storage.programs import apart, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from slo_desktop.domain.languages import Language

CLOSE_SECONDS = 3.0
"""The page that says why the program closes can be read before it does."""
LOOK_SECONDS = 1.0
"""An installer that ends as soon as it was started did not start."""
ASK_SECONDS = 20.0
"""So long a person may take to allow it; the setup waits a minute for us to close."""
PROGRAMS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
ASKER, INSTALLER = "pkexec", "apt-get"
AFTERWARDS = """
file=$1 sum=$2 open=$3
shift 3
tries=0
while kill -0 "$open" 2>/dev/null && [ "$tries" -lt 600 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
if [ "$(sha256sum <"$file" | cut -c1-64)" = "$sum" ]; then
    pkexec apt-get install --yes "$file"
fi
exec "$@"
"""


class Setups:
    """Hands installers to this computer for one program."""

    def __init__(self, data_dir: Path, leave: Callable[[], None]) -> None:
        """Be ready.

        Args:
            data_dir: the folder that the program opens again afterwards.
            leave: closes the program.
        """
        self._data_dir, self._leave = data_dir, leave

    def __call__(
        self, installer: Path, *, sha256: str, language: Language
    ) -> UpdateEnding:
        """Start an installer; where the program must be closed for it, it is, soon.

        Raises:
            SetupRefusedError: the computer did not let it start.
        """
        try:
            ending = self._start(installer, sha256, language)
        except (OSError, subprocess.SubprocessError) as error:
            raise SetupRefusedError from error
        if ending is UpdateEnding.CLOSING:
            timer = threading.Timer(CLOSE_SECONDS, self._leave)
            timer.daemon = True
            timer.start()
        return ending

    def _start(self, installer: Path, sha256: str, language: Language) -> UpdateEnding:
        if sys.platform == "win32":
            _start_setup(installer, language)
            return UpdateEnding.CLOSING
        if sys.platform == "darwin":
            subprocess.run(("open", os.fspath(installer)), check=True)  # noqa: S603, S607  the system's own
            return UpdateEnding.OPENED
        if not _may_ask():
            return UpdateEnding.BY_HAND
        again = [*paths.own_command(), "--data", os.fspath(self._data_dir)]
        told = (os.fspath(installer), sha256, str(os.getpid()), *again)
        _begin(("/bin/sh", "-c", AFTERWARDS, "sh", *told))
        return UpdateEnding.CLOSING


def _may_ask() -> bool:
    """Whether the system can ask for a password in a window of its own."""
    tools = shutil.which(ASKER) and shutil.which(INSTALLER)
    return bool(tools) and web_view.has_display()


def _begin(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a program that lives on without us."""
    with apart():
        return subprocess.Popen(  # noqa: S603  a proven file, and words of our own
            command,
            cwd=os.fspath(Path(command[0]).parent),
            env=surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _start_setup(setup: Path, language: Language) -> None:
    """Start the setup of Windows, which waits for the program to close.

    It asks for an administrator's rights itself, and opens the program without them.
    It is not told to be silent, for it asks nothing, and can say what stood in its way.

    Raises:
        SetupRefusedError: it ended at once, or the person did not allow it.
        OSError: it could not be started.
    """
    words, wait = ["/UPDATE", f"/LANG={language.value}"], LOOK_SECONDS
    if is_for_everybody(Path(sys.executable)):
        words, wait = [*words, "/ALLUSERS"], ASK_SECONDS
    started = _begin((os.fspath(setup), *words))
    try:
        code = started.wait(wait)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise SetupRefusedError


def is_for_everybody(program: Path) -> bool:
    """Whether this program was installed for all who use the computer."""
    folders = [os.environ[name] for name in PROGRAMS if os.environ.get(name)]
    return any(program.is_relative_to(folder) for folder in folders)
