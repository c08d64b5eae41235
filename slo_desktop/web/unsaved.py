"""What was typed and is not saved: kept until somebody has decided about it.

Two things stand in the way of a save: somebody else saved the record meanwhile, or a
value cannot be kept as it stands. What was typed then lies beside the drafts, so that
it outlives the page, and every page says that it is there.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask import request

from slo_desktop.domain.foreign_json import fits, parsed_object
from slo_desktop.domain.values import dataclass
from slo_desktop.web.asking import is_our_page
from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from slo_desktop.web.forms import RecordForm

NAME = re.compile(r"(collision|refused)-([a-z-]{1,40})-([0-9]{1,18})\.json")


class Why(StrEnum):
    """What stood in the way."""

    COLLISION = "collision"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one form holds that is not saved.

    Attributes:
        save_url: where the form is sent.
        fields: values by name of the field.
        labels: what each of those fields is called, as an English message id.
    """

    save_url: str
    fields: Mapping[str, list[str]]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """What was typed about one record and is not saved.

    Attributes:
        kind: table name of the record.
        url: the page on which it was typed.
        words: one for each form of that page.
    """

    why: Why
    kind: str
    number: int
    url: str
    words: tuple[Words, ...]


def keep(
    why: Why, of: tuple[str, int], form: RecordForm, names: Iterable[str], url: str
) -> None:
    """Keep what this request holds in some fields, beside what was kept before.

    Args:
        why: what stood in the way.
        of: kind and number of the record.
        form: filled from the request.
        names: which fields.
        url: the page on which it was typed.
    """
    names = list(names)
    mine = Words(
        save_url=request.path,
        fields={name: request.form.getlist(name) for name in names},
        labels={name: str(form[name].label.text) for name in names},
    )
    before = _without(found(why, *of), request.path, set(names))
    _write(_key(why, *of), url, (*before, mine))


def let_go(
    why: Why, kind: str, number: int, names: Collection[str] | None = None
) -> None:
    """Forget what was kept: it is saved, or was given up.

    Args:
        why: what stood in the way.
        kind: of record.
        number: of the record.
        names: only these fields of the form that sends this request.
    """
    key = _key(why, kind, number)
    if names is None:
        folder().drafts.drop(key)
    elif kept := found(why, kind, number):
        left = tuple(_without(kept, request.path, set(names)))
        if left:
            _write(key, kept.url, left)
        else:
            folder().drafts.drop(key)


def rewrite(kept: Unsaved, save_url: str, values: Mapping[str, list[str]]) -> None:
    """Keep other words than before in some fields of one form."""
    words = tuple(
        Words(
            save_url=each.save_url,
            fields={
                name: values.get(name, before) if each.save_url == save_url else before
                for name, before in each.fields.items()
            },
            labels=each.labels,
        )
        for each in kept.words
    )
    _write(_key(kept.why, kept.kind, kept.number), kept.url, words)


def found(why: Why, kind: str, number: int) -> Unsaved | None:
    """What is kept about a record, if anything is."""
    try:
        draft = folder().drafts.read(_key(why, kind, number))
    except KeyError:  # no kind of record has such a name
        return None
    return _understood(draft or b"", why, kind, number)


def everything() -> tuple[Unsaved, ...]:
    """All that is kept, of any record."""
    names: list[str] = []
    with suppress(OSError):
        names = sorted(path.name for path in folder().drafts.folder.iterdir())
    told = (
        found(Why(name[1]), name[2].replace("-", "_"), int(name[3]))
        for name in map(NAME.fullmatch, names)
        if name
    )
    return tuple(each for each in told if each)


def _key(why: Why, kind: str, number: int) -> str:
    return f"{why}-{kind.replace('_', '-')}-{number}"


def _without(
    kept: Unsaved | None, save_url: str, names: Collection[str]
) -> Iterator[Words]:
    """What is kept, apart from some fields of one form."""
    for words in kept.words if kept else ():
        is_other = words.save_url != save_url
        left = [name for name in words.fields if is_other or name not in names]
        if left:
            yield Words(
                save_url=words.save_url,
                fields={name: words.fields[name] for name in left},
                labels={name: words.labels[name] for name in left},
            )


def _write(key: str, url: str, words: Iterable[Words]) -> None:
    """Put it in a safe place, the fields of each form together."""
    forms: dict[str, dict[str, dict[str, Any]]] = {}
    for each in words:
        form = forms.setdefault(each.save_url, {"fields": {}, "labels": {}})
        form["fields"] |= each.fields
        form["labels"] |= each.labels
    text = json.dumps({"url": url, "forms": forms}, ensure_ascii=False)
    folder().drafts.keep(key, text.encode())


def _understood(draft: bytes, why: Why, kind: str, number: int) -> Unsaved | None:
    """What a draft says; nothing where it is not what is kept here."""
    try:
        kept = parsed_object(draft)
        # Earlier versions kept the fields of one form only.
        forms = kept.get("forms") or {kept["save_url"]: kept}
        words = tuple(_words(url, form) for url, form in forms.items())
        is_ours = is_our_page(kept["url"]) and bool(words)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if not is_ours:
        return None
    return Unsaved(why=why, kind=kind, number=number, url=kept["url"], words=words)


def _words(save_url: str, form: Mapping[str, Any]) -> Words:
    fields, labels = form["fields"], form["labels"]
    is_right = (
        is_our_page(save_url)
        and fits(fields, dict[str, list[str]])
        and fits(labels, dict[str, str])
        and fields.keys() <= labels.keys()
        and bool(fields)
    )
    if not is_right:
        raise ValueError(save_url)
    return Words(save_url=save_url, fields=fields, labels=labels)
