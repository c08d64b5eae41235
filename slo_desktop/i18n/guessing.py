"""Whether a few words are Welsh or English, by small words and by letters."""

from __future__ import annotations

import re
from typing import Final

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
WELSH: Final = """
    y yr yn ac ag ar o dan dros drwy trwy heb hyd gan gyda mewn wrth rhwng er ers
    tan mae maen oedd roedd ydy ydyw yw sy sydd bod fod wedi bydd byddai bu fu
    cafodd cafwyd cael nid nad ni na ddim dim hwn hon hyn hynny honno hwnnw ei eu
    ein eich fy dy ef hi nhw chi pan os fel ond neu hefyd eto nawr yma yno lle pob
    pawb rhai mwy iawn da un dau dwy tri tair plant blant disgyblion ddisgyblion
    dysgwyr ddysgwyr rhieni athrawes athro dosbarth gwers wers gwaith waith blwyddyn
    flwyddyn bl bore prynhawn heddiw ddoe clywais gwelais aeth daeth gwnaeth
    dywedodd soniodd taith llafar darllen ysgrifennu siarad chwarae gwrando adborth
    cynllunio cyfarfod sgwrs
"""
ENGLISH: Final = """
    the and of is was were are be been being it its this that these those with for
    to from by into he she they them we us his her their our my not but or if when
    as has have had on an in about some more most very each every who which what
    there here saw heard said told asked today yesterday morning afternoon child
    children pupil pupils learner learners parent parents teacher class lesson work
    year school reading writing talk play listened feedback meeting visit
"""
OF_WELSH: Final = re.compile(
    r"dd|ngh|nh|mh|rh|ll|ff|chw|gw|.*(?:w[nrbdgm]|['’][rnuwi])$"
)
"""How words begin or end that are Welsh and nothing else, where they are no names."""
OF_ENGLISH: Final = re.compile(r".*(?:[kqvxz]|ing$|tion$|ed$|['’]s$)|wh|sh")
OWN_LETTERS: Final = frozenset("ŵŷ")

_WELSH, _ENGLISH = frozenset(WELSH.split()), frozenset(ENGLISH.split())


def guess_language(text: str) -> Language | None:
    """The language that most of the words speak for; None where they are even."""
    found = 0
    for word in WORD.findall(text):
        found += _speaks_for_welsh(word) - _speaks_for_english(word)
    if found == 0:
        return None
    return Language.CY if found > 0 else Language.EN


def _speaks_for_welsh(word: str) -> bool:
    looks_so = bool(word.islower() and OF_WELSH.match(word))
    return looks_so or fold(word) in _WELSH or not OWN_LETTERS.isdisjoint(word.lower())


def _speaks_for_english(word: str) -> bool:
    return fold(word) in _ENGLISH or bool(word.islower() and OF_ENGLISH.match(word))
