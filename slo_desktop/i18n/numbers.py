"""Money, time and sizes as people write them, and as they type them."""

from __future__ import annotations

import re
from decimal import Decimal

from slo_desktop.domain.languages import Language

MINUTES = 60
QUARTER = 15
PENCE = 100
NOT_ENTERED = "–"
KILO = 1024
MOST_PENCE = 10**11
MOST_MINUTES = 60 * 10_000
MONEY = re.compile(
    r"([-−–])?\s*£?\s*([-−–])?\s*(\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.(\d{1,2}))?$"
)
DECIMAL_COMMA = re.compile(r"(\D*)(\d{1,3}(?:[. ]\d{3})+|\d+),(\d{1,2})$")
"""1200,50 and 1.200,50, as the rest of Europe writes money."""
DECIMAL_HOURS = re.compile(r"(\d+(?:[.,]\d+)?|[.,]\d+)\s*(?:h|hrs?|hours?|awr|oriau)?$")
CLOCK_HOURS = re.compile(r"(\d+)\s*(?::|h|hrs?|hours?|awr)\s*([0-5]?\d)\s*(?:m\w*)?$")
ONLY_MINUTES = re.compile(r"(\d+)\s*(?:m|mins?|minutes?|mun|munud)$")


def money(pence: int | None, language: Language) -> str:  # noqa: ARG001  both write it alike
    """£1,250, or £1,234.50 where there are pence; a dash where nothing was entered."""
    if pence is None:
        return NOT_ENTERED
    pounds, rest = divmod(abs(pence), PENCE)
    sign = "−" if pence < 0 else ""
    return f"{sign}£{pounds:,}" + (f".{rest:02d}" if rest else "")


class NegativeMoneyError(ValueError):
    """An amount is below nought."""


class TooMuchMoneyError(ValueError):
    """An amount is larger than can be kept."""


def parse_money(text: str) -> int | None:
    """Read £1,234.50, 1234.5, 1200,50 or 990, in pence; None where nothing is written.

    Raises:
        NegativeMoneyError: it is below nought.
        TooMuchMoneyError: it is larger than can be kept.
        ValueError: the text is not an amount.
    """
    plain = text.strip()
    if not plain:
        return None
    if found := DECIMAL_COMMA.match(plain):
        plain = f"{found[1]}{re.sub('[. ]', '', found[2])}.{found[3]}"
    found = MONEY.match(plain)
    if not found:
        raise ValueError(text)
    pounds = int(re.sub(r"\D", "", found[3])[:20])
    pence = pounds * PENCE + int((found[4] or "").ljust(2, "0"))
    if pence and (found[1] or found[2]):
        raise NegativeMoneyError(text)
    if pence > MOST_PENCE:
        raise TooMuchMoneyError(text)
    return pence


def hours(minutes: int, language: Language) -> str:
    """1.5 awr; 45 munud; 1 awr 20 munud."""
    whole, rest = divmod(minutes, MINUTES)
    if whole and rest % QUARTER == 0:
        number = f"{Decimal(minutes) / MINUTES:.2f}".rstrip("0").rstrip(".")
        return _hours(number, language)
    if not whole:
        return _minutes(rest, language)
    return f"{_hours(str(whole), language)} {_minutes(rest, language)}"


def _hours(number: str, language: Language) -> str:
    if language == Language.CY:
        return f"{number} awr"
    return f"{number} hour" if number == "1" else f"{number} hours"


def _minutes(number: int, language: Language) -> str:
    if language == Language.CY:
        return f"{number} munud"
    return f"{number} minute" if number == 1 else f"{number} minutes"


def parse_hours(text: str) -> int:
    """Read 1.5, 1:30, 1h 30, 90 munud or 2 awr, in minutes; nothing is no time.

    Raises:
        ValueError: the text is not a length of time.
    """
    plain = text.strip().lower()
    if not plain:
        return 0
    if found := ONLY_MINUTES.match(plain):
        minutes = Decimal(found[1])
    elif found := DECIMAL_HOURS.match(plain):
        minutes = Decimal(found[1].replace(",", ".")) * MINUTES
    elif found := CLOCK_HOURS.match(plain):
        minutes = Decimal(found[1]) * MINUTES + Decimal(found[2])
    else:
        raise ValueError(text)
    if minutes > MOST_MINUTES:
        raise ValueError(text)
    return int(minutes.to_integral_value())


def file_size(size: int, language: Language) -> str:
    """340 KB, or 1.4 MB; very small files count single bytes."""
    if size < KILO:
        return f"{size} beit" if language == Language.CY else f"{size} bytes"
    amount = Decimal(size) / KILO
    for unit in ("KB", "MB"):
        if amount < KILO:
            return _sized(amount, unit)
        amount /= KILO
    return _sized(amount, "GB")


def _sized(amount: Decimal, unit: str) -> str:
    if amount >= 10 or unit == "KB":  # noqa: PLR2004  two figures say enough
        return f"{amount:.0f} {unit}"
    return f"{amount:.1f} {unit}"
