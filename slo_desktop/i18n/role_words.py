"""Words that roles in a school are made of, in both languages.

They only tell a role from a name in a list that somebody pastes; any role may be
written.
"""

from __future__ import annotations

import re
from typing import Final

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold, mutations

WORD: Final = re.compile(r"[^\W\d_]+")
WELSH: Final = """
    pennaeth prifathro prifathrawes dirprwy athro athrawes athrawon cynorthwyydd
    cynorthwywyr cynorthwyol cymhorthydd cymorthyddion arweinydd cydlynydd cogydd
    cogyddes gofalwr gofalwraig glanhawr glanhawraig llywodraethwr llywodraethwraig
    llywodraethwyr cadeirydd clerc ysgrifennydd ysgrifenyddes swyddog gweinyddwr
    gweinyddwraig gweinyddol goruchwyliwr technegydd rheolwr rheolwraig bwrsar nyrs
    tiwtor hyfforddwr hyfforddwraig llyfrgellydd cynghorydd gweithiwr
"""
ENGLISH: Final = """
    head headteacher principal deputy teacher teachers assistant assistants leader
    coordinator cook caterer caretaker cleaner cleaners governor governors chair
    chairman chairwoman chairperson clerk secretary administrator officer supervisor
    technician manager bursar nurse tutor instructor librarian adviser advisor
    worker practitioner counsellor trainee student
"""
EITHER: Final = """
    mentor
    ht dht aht ta hlta lsa tla tas lsas hltas senco alnco cady cadi dsl slt smt nqt ect
    ppa calu elsa mdsa
    enw enwau swydd swyddi rol llythrennau name names role roles initials
"""
"""With the headings that a table of people has, which name nobody either."""
BESIDE: Final = """
    a ac ag ar am at i o y yr n r dros gan gyda mewn yn
    and of the for to in with
    blwyddyn bl dosbarth derbyn meithrin cyfnod sylfaen cynradd uwch is lefel cam
    addysg addysgu dysgu ysgol staff adran iau babanod rhan amser llawn dros
    cynhwysol cynhwysiant anghenion ychwanegol ady adys cymraeg saesneg mathemateg
    rhifedd llythrennedd digidol cerdd chwaraeon cwricwlwm lles bugeiliol diogelu
    canol dydd cinio brecwast clwb cegin swyddfa gofal plant unigol un amddiffyn
    gweithredol dynodedig rhieni rhiant cymuned awdurdod lleol cyngor corff
    nursery reception class year yr infant infants junior juniors key stage phase
    foundation learning support teaching school staff class primary senior lead acting
    early years additional needs aln sen inclusion welsh english maths mathematics
    numeracy literacy digital music sport sports curriculum wellbeing pastoral
    safeguarding protection midday lunchtime breakfast club kitchen office admin
    administrative business care child part time full vice co parent community
    authority local council body designated safeguard level higher special educational
    job share one teitl title blaen
"""
"""What may stand beside the words of a role, and makes none by itself."""

SPOKEN: Final = {
    Language.CY: frozenset(WELSH.split()),
    Language.EN: frozenset(ENGLISH.split()),
}
_ROLES = frozenset().union(*SPOKEN.values(), EITHER.split())
_BESIDE = frozenset(BESIDE.split())


def role_language(text: str) -> Language | None:
    """The language of a role; None where its words are of neither or of both."""
    words = _words(text)
    spoken = [
        language
        for language, known in SPOKEN.items()
        if any(_is_any(word, known) for word in words)
    ]
    return spoken[0] if len(spoken) == 1 else None


def is_role(text: str) -> bool:
    """Whether words say what somebody does, and not who somebody is."""
    words = _words(text)
    is_about_a_role = [_is_any(word, _ROLES) for word in words]
    return any(is_about_a_role) and all(
        role or _is_any(word, _BESIDE)
        for word, role in zip(words, is_about_a_role, strict=True)
    )


def _words(text: str) -> list[str]:
    return [fold(word) for word in WORD.findall(text)]


def _is_any(word: str, known: frozenset[str]) -> bool:
    return not known.isdisjoint((word, *mutations(word)))
