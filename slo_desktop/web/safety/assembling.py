"""Puts the Safety page together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from slo_desktop.domain.safety.backups import Place
from slo_desktop.domain.safety.keys import KeyDamagedError
from slo_desktop.domain.safety.restoring import RECORDS
from slo_desktop.domain.safety.standing import Care
from slo_desktop.i18n.safety_words import (
    broken_line,
    care_line,
    fault_line,
    place_name,
    reason_name,
)
from slo_desktop.services.invented import is_invented
from slo_desktop.services.safety.copying import looked_at
from slo_desktop.services.safety.standing import standing
from slo_desktop.storage.backup.keyring import Keyring
from slo_desktop.storage.checked import CheckedStore
from slo_desktop.storage.school import the_school
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.safety.disk import disk_line
from slo_desktop.web.safety.forms import ChangeForm, CopyForm, FolderForm
from slo_desktop.web.safety.jobs import box_of
from slo_desktop.web.safety.pages import (
    BackupRow,
    BrokenRow,
    PlaceCard,
    Rule,
    SafetyPage,
)
from slo_desktop.web.saving import reading
from slo_desktop.web.standing import has_key, key_is_damaged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slo_desktop.domain.safety.backups import Kept
    from slo_desktop.domain.safety.standing import Copies, Standing
    from slo_desktop.web.folder import Folder
    from slo_desktop.web.jobs import Job

WORST = (Care.BACKUP_FAILED, Care.TRIAL_FAILED, Care.NOTHING_HERE)


def safety_page(
    *,
    job: Job | None = None,
    change: ChangeForm | None = None,
    copy: CopyForm | None = None,
    chosen: Mapping[Place, FolderForm] | None = None,
) -> SafetyPage:
    """The page as things are at this moment.

    Args:
        job: work to show on it.
        change: the form for another passphrase, where it was refused.
        copy: the form for a complete copy, where it was refused.
        chosen: forms for a folder that was refused.
    """
    here = folder()
    now_safe = _standing(here)
    key_name, damaged = _key(here)
    kept, mine = here.backups.kept.all(), current_language()
    cares = [care_line(care, mine) for care in now_safe.cares()]
    return SafetyPage(
        title=_("Safety"),
        verdict=_verdict(now_safe),
        is_good=not cares,
        cares=cares,
        standing=now_safe,
        rules=_rules(now_safe),
        places=tuple(_card(one, now_safe, chosen or {}) for one in now_safe.all),
        disk=disk_line(),
        waiting=_waiting(here, kept[0] if kept else None),
        rows=tuple(map(_row, kept)),
        broken=tuple(
            BrokenRow(name=one.path.name, why=broken_line(one.fault, mine))
            for one in here.backups.kept.broken()
        ),
        job=box_of(job) if job else None,
        key_name=key_name,
        key_is_damaged=damaged,
        change=change or ChangeForm(formdata=None),
        copy=copy or CopyForm(formdata=None),
        has_window=here.shell is not None,
        watched=CheckedStore(here.settings.data_dir).last(),
    )


def _standing(here: Folder) -> Standing:
    """Unlike the foot of every page, this looks at the places themselves."""
    preferences, now = here.preferences.load(), here.settings.now()
    with reading() as session:
        school = the_school(session)
        is_sample = is_invented(school)
    return standing(
        here.backups.kept,
        looked_at(preferences.places, now),
        preferences.taken,
        now=now,
        has_key=has_key(here.settings.data_dir),
        has_work=not is_sample,
    )


def _key(here: Folder) -> tuple[str | None, bool]:
    """Name of the key, and whether a part of it cannot be read."""
    data_dir = here.settings.data_dir
    try:
        keys = Keyring(data_dir).public()
    except KeyDamagedError:
        keys = None
    return (keys.name if keys else None), key_is_damaged(data_dir)


def _verdict(now_safe: Standing) -> str:
    cares = now_safe.cares()
    if cares and cares[0] in WORST:
        return care_line(cares[0], current_language())
    if now_safe.keeps_the_rule:
        return _("Your work is in three places, and one of them is away from school.")
    if now_safe.devices == 1:
        return _("Your work is on this computer alone.")
    if now_safe.is_away:
        return _("Your work is on this computer, and away from school.")
    return _("Your work is in two places, and both are in school.")


def _rules(now_safe: Standing) -> tuple[Rule, ...]:
    away = 1 if now_safe.is_away else 0
    return (
        Rule(
            wanted=_("In three places, this one included"),
            found=now_safe.copies,
            kept=now_safe.copies >= 3,  # noqa: PLR2004  the rule's own figure
        ),
        Rule(
            wanted=_("On two devices"),
            found=now_safe.devices,
            kept=now_safe.devices >= 2,  # noqa: PLR2004  the same
        ),
        Rule(wanted=_("One away from school"), found=away, kept=now_safe.is_away),
    )


def _card(
    one: Copies, now_safe: Standing, chosen: Mapping[Place, FolderForm]
) -> PlaceCard:
    mine = current_language()
    days = (now_safe.now - one.newest_at).days if one.newest_at else 0
    form = None
    if one.place is not Place.HERE:
        form = chosen.get(one.place) or FolderForm(None, data={"path": one.path})
    return PlaceCard(
        kind=one.place.value,
        name=place_name(one.place, mine),
        count=one.count,
        newest_at=one.newest_at,
        days=max(days, 0),
        fresh=one.is_fresh(now_safe.now),
        path=one.path,
        seen_at=one.seen_at,
        fault=fault_line(one.fault, mine) if one.fault else None,
        same_disk=one.same_disk,
        by_hand=one.by_hand,
        form=form,
    )


def _waiting(here: Folder, newest: Kept | None) -> int:
    seq = newest.manifest.seq if newest else 0
    return max(here.journal.last_seq - seq, 0)


def _row(kept: Kept) -> BackupRow:
    manifest = kept.manifest
    return BackupRow(
        name=kept.path.name,
        made_at=manifest.made_at,
        reason=manifest.reason,
        why=reason_name(manifest.reason, current_language()),
        records=sum(manifest.counts.get(table, 0) for table in RECORDS),
        files=len(manifest.objects),
        size=manifest.size,
        proven_at=kept.proven_at,
    )
