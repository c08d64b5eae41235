"""Put a staged backup in place of the data file, in one step that a crash can split.

From the moment `restoring.json` lies in the data folder the restore is decided: whoever
opens the folder next ends it. Before that moment nothing of the old data was touched,
and after it every step can be taken again (SAFETY.md, F4).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from contextlib import closing, suppress
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.domain.safety.backups import YEARS
from slo_desktop.domain.safety.restoring import Ending, RestoreNote
from slo_desktop.storage.backup.staged import (
    STAGED,
    digest_of,
    leave_no_trace,
    staging_folder,
    sync_all,
)
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.files import (
    PRIVATE_FOLDER,
    rename_into_place,
    sync_folder,
    write_atomically,
)
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.preferences import PreferenceStore

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.domain.safety.restoring import Laid

MARKER = "restoring.json"
NOTE = "restored.json"
DATABASE = "school.sqlite"
PUT_BY = "put_by"
"""In the marker, once the unsaved words of the school that goes are out of the way."""
STAMP = "%Y%m%dT%H%M%SZ"
SAFETY = re.compile(r"-(\d{8}T\d{6}Z)-\d+\.slobackup$")
ASIDE = re.compile(r"damaged-[0-9TZ]+\.sqlite")
SENSELESS = (KeyError, TypeError, ValueError, AttributeError)


def put_in_place(
    data_dir: Path, laid: Laid, note: RestoreNote, *, aside: str | None = None
) -> None:
    """Make a staged data file the school's; nobody has the folder open meanwhile.

    Args:
        data_dir: the school's folder.
        laid: what was staged and proven.
        note: what is to be told afterwards.
        aside: name that a damaged data file gets in the folder, so that it is kept.

    Raises:
        OSError: the disk refused; the next start ends it, one way or the other.
    """
    sync_all(laid.folder)
    _add_files(data_dir, laid.folder)
    told = {"sha256": laid.sha256, "aside": aside, "note": _plain(note)}
    write_atomically(data_dir / MARKER, json.dumps(told).encode(), private=True)
    _finish(data_dir, told)


def end_restore(data_dir: Path) -> RestoreNote | None:
    """End a restore that was interrupted, before anything else reads the folder.

    Returns:
        What became of it; None where there was none.
    """
    if not (data_dir / MARKER).exists():
        return _drop(data_dir)
    told = _read(data_dir / MARKER)
    if told is None or not _is_ours(told) or not _is_possible(data_dir, told):
        return _drop(data_dir)
    told["note"]["ending"] = Ending.FINISHED.value
    return _finish(data_dir, told)


def abandon(data_dir: Path) -> None:
    """Remove what was staged and not decided; the folder is as it was."""
    shutil.rmtree(staging_folder(data_dir) / STAGED, ignore_errors=True)
    leave_no_trace(data_dir)


def fail(data_dir: Path, *, own: bool = False) -> None:
    """A swap could not begin: tell so, unless the next start has to end it."""
    if not (data_dir / MARKER).exists():
        abandon(data_dir)
        with suppress(OSError):
            leave_note(data_dir, RestoreNote(ending=Ending.FAILED, own=own))


def last_note(data_dir: Path) -> RestoreNote | None:
    """What became of the last restore, if there ever was one."""
    found = _read(data_dir / NOTE)
    with suppress(*SENSELESS):
        return _note(found) if found else None
    return None


def leave_note(data_dir: Path, note: RestoreNote) -> None:
    """Keep what became of a restore."""
    text = json.dumps(_plain(note), ensure_ascii=False)
    write_atomically(data_dir / NOTE, text.encode(), private=True)


def _add_files(data_dir: Path, staged: Path) -> None:
    """Files that the folder lacks; they harm nobody if the restore ends here."""
    store = ObjectStore(data_dir)
    for path in sorted((staged / "objects").glob("*/*")):
        store.take_in(path, path.parent.name + path.name)
    for path in sorted((staged / "editions").rglob("*")):
        if path.is_file():
            place = data_dir / path.relative_to(staged)
            place.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            rename_into_place(path, place)


def _is_ours(told: dict[str, Any]) -> bool:
    """Whether a marker says what a restore says; its names lead to no other folder."""
    aside = told.get("aside", "")
    if aside is not None and not (isinstance(aside, str) and ASIDE.fullmatch(aside)):
        return False
    with suppress(*SENSELESS):
        _note(told["note"])
        return True
    return False


def _is_possible(data_dir: Path, told: dict[str, Any]) -> bool:
    """Whether the staged data file lies ready, or in place already."""
    staged, database = staging_folder(data_dir) / STAGED / DATABASE, data_dir / DATABASE
    return any(
        path.is_file() and digest_of(path) == told.get("sha256")
        for path in (staged, database)
    )


def _finish(data_dir: Path, told: dict[str, Any]) -> RestoreNote:
    staged, database = staging_folder(data_dir) / STAGED / DATABASE, data_dir / DATABASE
    if staged.is_file():
        _clear_the_way(database, told["aside"])
        rename_into_place(staged, database)
        sync_folder(staged.parent)
    _begin_journal(data_dir, database)
    note = _note(told["note"])
    _change_drafts(data_dir, told, note)
    _tell_preferences(data_dir, note)
    leave_note(data_dir, note)
    # Tidied first: without the marker, what lies staged is a restore not decided.
    _tidy(data_dir)
    (data_dir / MARKER).unlink()
    sync_folder(data_dir)
    return note


def _clear_the_way(database: Path, aside: str | None) -> None:
    """The old file's unfinished save must not be rolled back into the new file."""
    hot = database.with_name(f"{database.name}-journal")
    if aside and database.exists():
        if hot.exists():
            rename_into_place(hot, database.with_name(f"{aside}-journal"))
        rename_into_place(database, database.with_name(aside))
    elif hot.exists():
        with suppress(dbapi2.DatabaseError), closing(_open(database)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
        hot.unlink(missing_ok=True)
        sync_folder(database.parent)


def _open(database: Path) -> Any:  # noqa: ANN401  DB-API
    return dbapi2.connect(str(database))


def _begin_journal(data_dir: Path, database: Path) -> None:
    """Set the journal aside, unless it tells the restored file's own story."""
    journal = Journal(data_dir)
    seq, hash_ = journal.head()
    if not any(journal.folder.glob("*.jsonl")):
        return
    with closing(_open(database)) as connection:
        known = connection.execute(
            'SELECT 1 FROM "change" WHERE seq = ? AND hash = ?', (seq, hash_)
        ).fetchone()
    if not known:
        journal.set_aside()


def _tell_preferences(data_dir: Path, note: RestoreNote) -> None:
    """Who writes and which page was last belong to the data that was replaced."""
    school = None if note.own else note.school or None
    PreferenceStore(data_dir).update(
        school=school, last_page=None, writer=None, closed=None
    )


def _change_drafts(data_dir: Path, told: dict[str, Any], note: RestoreNote) -> None:
    """Unsaved words of the invented school go with it, and come back with it.

    Those of the school that it comes back in place of go with that one in turn. Both
    are told by the time of a backup, which its name and the two notes have in common.
    """
    if note.made_at is None:
        return
    mark, drafts = f"{note.made_at:{STAMP}}".lower(), DraftStore(data_dir)
    if note.own:
        drafts.put_by(mark)
    elif drafts.has_put_by(mark):
        other = SAFETY.search(note.safety or "")
        if other and other[1].lower() != mark and not told.get(PUT_BY):
            drafts.put_by(other[1].lower())
            # Told, because after a crash some of what is here is taken up already.
            told[PUT_BY] = True
            write_atomically(data_dir / MARKER, json.dumps(told).encode(), private=True)
        drafts.take_up(mark)


def _drop(data_dir: Path) -> RestoreNote | None:
    """Leave the data as it is, and tell so where a restore had begun."""
    staged, note = staging_folder(data_dir) / STAGED / DATABASE, None
    if staged.exists() or (data_dir / MARKER).exists():
        note = RestoreNote(ending=Ending.DROPPED)
        leave_note(data_dir, note)
    (data_dir / MARKER).unlink(missing_ok=True)
    _tidy(data_dir)
    return note


def _tidy(data_dir: Path) -> None:
    shutil.rmtree(staging_folder(data_dir), ignore_errors=True)
    leave_no_trace(data_dir)


def _plain(note: RestoreNote) -> dict[str, Any]:
    made_at = note.made_at.isoformat() if note.made_at else None
    told = asdict(note) | {"ending": note.ending.value, "made_at": made_at}
    if not note.own:  # earlier versions of the program know no such thing
        del told["own"]
    return told


def _note(told: dict[str, Any]) -> RestoreNote:
    made_at = dt.datetime.fromisoformat(told["made_at"]) if told["made_at"] else None
    note = RestoreNote(**told | {"ending": Ending(told["ending"])})
    texts = (note.school, note.safety or "", note.chain or "")
    if made_at is not None and made_at.year not in YEARS:
        raise ValueError(made_at)
    facts = (note.told, note.own)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(texts)
    if not all(type(fact) is bool for fact in facts):
        raise TypeError(facts)
    return replace(note, made_at=made_at)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return parsed_object(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
