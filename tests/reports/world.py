"""An invented report, small and huge, without a database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.governors import (
    ActionProgress,
    Criterion,
    DimensionSources,
    EvidenceItem,
    GovernorsReport,
    Impact,
    LearningItem,
    Move,
    Naming,
    News,
    Photo,
    PriorityProgress,
    Standing,
    TermNote,
)
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import CriterionState
from slo_desktop.domain.school_year import TermKey
from slo_desktop.i18n.frameworks import frameworks


def both(cy: str, en: str) -> Bilingual:
    return Bilingual.of(cy=cy, en=en)


HEAD = both("Pennaeth", "Headteacher")
TEACHER = both("Athrawes", "Teacher")
ASSISTANT = both("Cynorthwyydd addysgu", "Teaching assistant")

ACTIONS = (
    (
        "P2627-1.1",
        "Llinell sylfaen darllen, Bl. 2 i Bl. 6",
        "Reading baseline, Years 2 to 6",
        Standing.DONE,
    ),
    (
        "P2627-1.2",
        "Arsylwi gwersi darllen mewn parau",
        "Observe reading lessons in pairs",
        Standing.AT_RISK,
    ),
    (
        "P2627-1.3",
        "Adnewyddu llyfrau darllen Cymraeg, Bl. 3 i Bl. 6",
        "Renew Welsh reading books, Years 3 to 6",
        Standing.NOT_STARTED,
    ),
    (
        "P2627-1.4",
        "Noson ddarllen i rieni a gofalwyr",
        "Reading evening for parents and carers",
        Standing.UNDER_WAY,
    ),
    (
        "P2627-1.5",
        "Holi dysgwyr am eu dewisiadau darllen",
        "Ask learners about their reading choices",
        Standing.LATE,
    ),
    (
        "P2627-1.6",
        "Cymedroli darllen gyda’r clwstwr",
        "Moderate reading with the cluster",
        Standing.ON_TRACK,
    ),
    (
        "P2627-1.7",
        "Clwb darllen amser cinio",
        "Lunchtime reading club",
        Standing.STOPPED,
    ),
)
PRIORITIES = (
    ("Codi safonau darllen ar draws yr ysgol", "Raise standards of reading"),
    ("Gwella rhesymu rhifiadol", "Improve numerical reasoning"),
    ("Codi presenoldeb a chryfhau lles", "Raise attendance and wellbeing"),
    ("Tyfu fel sefydliad sy’n dysgu", "Grow as a learning organisation"),
)


def action(index: int, priority: int) -> ActionProgress:
    ref, cy, en, standing = ACTIONS[index]
    return ActionProgress(
        ref=ref.replace("-1.", f"-{priority}."),
        title=both(cy, en),
        owners=(TEACHER, HEAD, TEACHER),
        due=dt.date(2026, 9 + index % 4, 25),
        standing=standing,
        cost_pence=index * 15_000,
        criteria=(
            Criterion(
                text=both(
                    "Mae man cychwyn wedi’i gofnodi ar gyfer pob dysgwr.",
                    "A starting point is recorded for every learner.",
                ),
                state=list(CriterionState)[index % 4],
            ),
        ),
        notes=(
            TermNote(
                term=TermKey.AUTUMN,
                written_on=dt.date(2026, 11, 12),
                text=Bilingual.of(cy="Wedi’i wneud mewn tair wythnos yn lle dwy."),
            ),
        ),
    )


def priority(number: int) -> PriorityProgress:
    cy, en = PRIORITIES[(number - 1) % len(PRIORITIES)]
    return PriorityProgress(
        ref=f"P2627-{number}",
        number=number,
        title=both(cy, en),
        outcome=both(
            "Erbyn Gorffennaf 2027 bydd y rhan fwyaf o’r dysgwyr yn darllen yn rhugl.",
            "By July 2027 most learners will read fluently.",
        ),
        lead=HEAD,
        standing=Standing.UNDER_WAY,
        elements=("1.3", "4.2"),
        criteria=(),
        actions=tuple(action(i, number) for i in range(7 - number % 3)),
    )


def evidence(number: int, *, photos: tuple[Photo, ...] = ()) -> EvidenceItem:
    return EvidenceItem(
        ref=f"E2627-{number:03d}",
        day=dt.date(2026, 11, 1 + number % 20),
        until=None,
        title=both(
            "Dyddiaduron darllen gyda’r clwstwr", "Reading journals with the cluster"
        ),
        note=both(
            "Edrychodd athrawon o dair ysgol ar 18 o ddyddiaduron darllen."
            " Roedd y rhan fwyaf o’r dysgwyr yn cyfiawnhau barn drwy gyfeirio at y"
            " testun. Nid oedd hyn i’w weld eto ym Mlwyddyn 3.\n\nByddwn yn treialu"
            " hyn cyn y Nadolig.\nYn ôl ym mis Chwefror.",
            "Teachers from three schools looked at 18 reading journals. Most learners"
            " justified opinions by referring to the text. This was not yet seen in"
            " Year 3.\n\nWe will try this before Christmas.\nBack in February.",
        ),
        kind=both("Craffu ar waith dysgwyr", "Scrutiny of learners’ work"),
        worked=list(Worked)[number % 3],
        elements=("3.6", "5.2", "6.3"),
        priorities=("1",),
        photos=photos,
        photos_kept_back=0,
        has_pupil_data=False,
    )


def learning(number: int) -> LearningItem:
    return LearningItem(
        ref=f"L2627-{number:03d}",
        day=dt.date(2026, 10, 1 + number % 20),
        until=dt.date(2026, 10, 3 + number % 20) if number % 4 == 0 else None,
        title=both("Astudio gwers mewn triawdau", "Lesson study in threes"),
        kind=both("Astudio gwersi", "Lesson study"),
        who=(TEACHER, ASSISTANT),
        minutes=90,
        applied=both(
            "Mae tri aelod o staff yn cynllunio’r cwestiwn cyntaf gyda’i gilydd.",
            "Three members of staff plan the first question together.",
        ),
        impacts=(
            Impact(
                level=both("Newid mewn arfer", "Change in practice"),
                text=Bilingual.of(
                    en="One good open question is worth five closed ones."
                ),
                judged_on=dt.date(2026, 11, 16),
            ),
        ),
        review_on=dt.date(2027, 1, 30),
    )


def dimensions() -> tuple[DimensionSources, ...]:
    now = (2.6, 1.9, 2.0, 1.9, 2.8, 2.0, 2.6)
    before = (1.6, 1.3, 1.0, 1.6, 1.5, 1.7, 1.4)
    return tuple(
        DimensionSources(number=entry.short, name=entry.name, now=n, before=b)
        for entry, n, b in zip(frameworks().dimensions, now, before, strict=True)
    )


def news() -> News:
    return News(
        moves=(
            Move(
                ref="P2627-1.1",
                day=dt.date(2026, 11, 2),
                before=Standing.UNDER_WAY,
                after=Standing.DONE,
            ),
            Move(
                ref="P2627-1.2",
                day=dt.date(2026, 11, 9),
                before=None,
                after=Standing.AT_RISK,
            ),
        ),
        evidence=23,
        worked=((Worked.YES, 17), (Worked.MIXED, 4), (Worked.NO, 2)),
        learning=5,
    )


def some_evidence() -> tuple[EvidenceItem, ...]:
    return (
        *(evidence(n) for n in (14, 15)),
        replace(
            evidence(16),
            title=Bilingual.of(cy="Holiadur rhieni: darllen gartref"),
            note=Bilingual.of(cy="Daeth 31 ateb."),
        ),
        replace(
            evidence(17),
            title=both("Ffrindiau darllen: ni weithiodd", "Reading buddies"),
            note=Bilingual.of(cy="Ni ddaeth digon.", en="Too few came.").with_text(
                Language.CY, "Ni ddaeth digon o ddysgwyr."
            ),
        ),
    )


def report(*photos: Photo) -> GovernorsReport:
    """A report of an ordinary autumn."""
    return GovernorsReport(
        school=both("Ysgol Dôl yr Ŵyn", "Ysgol Dôl yr Ŵyn"),
        meeting=dt.date(2026, 12, 1),
        since=dt.date(2026, 10, 13),
        until=dt.date(2026, 11, 22),
        year=2026,
        first=Language.CY,
        naming=Naming.ROLES,
        news=news(),
        priorities=tuple(priority(number) for number in range(1, 5)),
        dimensions=dimensions(),
        evidence=(evidence(12, photos=photos), *some_evidence()),
        learning=tuple(learning(n) for n in range(1, 6)),
    )


def small_report(**over: Any) -> GovernorsReport:
    """A cover and hardly more, for what does not need the rest."""
    nothing = {"priorities": (), "evidence": (), "learning": ()}
    return replace(report(), **nothing | over)


def huge_report() -> GovernorsReport:
    """About thirty pages side by side: many priorities, much evidence."""
    return replace(
        report(),
        priorities=tuple(priority(number) for number in range(1, 13)),
        evidence=tuple(evidence(n) for n in range(1, 73)),
        learning=tuple(learning(n) for n in range(1, 31)),
    )


def photo_file(place: Path, *, size: tuple[int, int] = (1200, 800)) -> Path:
    """A photo that knows where it was taken."""
    picture = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera SN 12345"
    exif.get_ifd(0x8825)[1] = "N"
    path = place / "photo.jpg"
    picture.save(path, exif=exif)
    return path


def photo(place: Path) -> Photo:
    return Photo(
        sha256="ab" * 32,
        path=photo_file(place),
        caption=both(
            "Dyddiaduron darllen o dair ysgol.", "Reading journals from three schools."
        ),
    )
