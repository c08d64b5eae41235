"""The one front door for developers: `python3 build/dev.py VERB`.

Needs only Python 3.11 or newer; the first verb sets everything else up.
"""

from __future__ import annotations

import argparse
import sys

if sys.version_info < (3, 11):  # noqa: UP036  said before anything newer is read
    sys.exit("SLO Desktop needs Python 3.11 or newer.")

import proving
from checking import check
from installing import compile_catalogues, install
from package import installers
from places import OURS, become, program, start, venv_python
from system import FOR_WINDOWS, PACKAGING, go_on_in_debians, install_missing


def set_up(*, tests: bool = True) -> None:
    """Make this machine able to run the program, and its tests."""
    install_missing(tests=tests)
    install()
    compile_catalogues()


def run(arguments: list[str]) -> int:
    """Open the program; without a display it says where to look with a browser."""
    set_up(tests=False)
    return become(program("slo-desktop"), *arguments)


def setup(_arguments: list[str]) -> int:
    """Install everything that the program and its tests need."""
    set_up()
    return 0


def check_all(_arguments: list[str]) -> int:
    """Lint, types, contracts and catalogues."""
    set_up()
    return check()


def test(arguments: list[str]) -> int:
    """Every check, then every test, and what was shown."""
    set_up()
    failed = check()
    return proving.test(arguments) or failed


def translate(_arguments: list[str]) -> int:
    """Bring the catalogues up to date with the code, and list what lacks Welsh."""
    set_up(tests=False)
    return start(*venv_python("build/catalogues.py", "update"))


def bench(arguments: list[str]) -> int:
    """Measure the budgets with 20,000 records."""
    set_up()
    return start(*venv_python("-m", "tests.bench", *arguments))


def faults(arguments: list[str]) -> int:
    """Power cuts, full disks and attacks, and the table of what was shown."""
    set_up()
    return proving.faults(arguments)


def package(arguments: list[str]) -> int:
    """Make the installer, and with `--test` prove it."""
    tools = FOR_WINDOWS if "--windows" in arguments else PACKAGING
    install_missing(tests="--test" in arguments, packaging=tools)
    return installers.make(arguments)


def release(arguments: list[str]) -> int:
    """Make keys, sign the update file, or write the check sums."""
    set_up(tests=False)
    return start(*venv_python("-m", "release.making", *arguments), **OURS)


VERBS = {
    "run": run,
    "test": test,
    "setup": setup,
    "check": check_all,
    "translate": translate,
    "bench": bench,
    "faults": faults,
    "package": package,
    "release": release,
}


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(
        prog="python3 build/dev.py",
        description="What follows the verb is given to what it starts.",
    )
    parser.add_argument("verb", choices=VERBS, metavar="|".join(VERBS))
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    go_on_in_debians()
    return VERBS[asked.verb](asked.rest)


if __name__ == "__main__":
    sys.exit(main())
