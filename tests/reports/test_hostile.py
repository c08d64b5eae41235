from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from slo_desktop import paths
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.governors import GovernorsReport, Layout
from tests.reports import reading, world
from tests.reports.conftest import Complaints, Print

CORPUS = (
    "<img src=file:///etc/hostname>",
    '<link rel="attachment" href="file:///etc/hostname">',
    "<style>@import url(http://127.0.0.1/x.css);</style>",
    "</td></tr></table></main><script>app.alert(1)</script>",
    '<p style="background:url(file:///etc/hostname)">x',
    '<svg><image href="file:///etc/hostname"/></svg>',
    '<a href="javascript:alert(1)">x</a><a href="https://example.org">y</a>',
    '<object data="file:///etc/hostname"></object><iframe src="file:///"></iframe>',
    "<img src=data:image/svg+xml;base64,AAAA>",
    "{{ 7*7 }}{% include 'governors/report.html' %}",
    "</title></style><base href=file:///>",
    '" onload="x" class="cover',
    "app:photo/../../etc/hostname",
)


def hostile_report() -> GovernorsReport:
    everything = Bilingual.of(cy=" ".join(CORPUS), en=" ".join(CORPUS))
    item = replace(
        world.evidence(1), title=everything, note=everything, kind=everything
    )
    action = replace(world.action(0, 1), title=everything, owners=(everything,))
    priority = replace(
        world.priority(1), title=everything, outcome=everything, actions=(action,)
    )
    return replace(
        world.report(),
        school=everything,
        evidence=(item,),
        priorities=(priority,),
        learning=(replace(world.learning(1), title=everything),),
    )


def test_s10_mark_up_in_a_text_is_only_text(
    print_out: Print, complaints: Complaints
) -> None:
    before = len(complaints.found)
    for layout in Layout:
        pdf = print_out(hostile_report(), layout)
        assert reading.dangers(pdf) == []
        assert reading.faults(pdf) == []
        words = reading.words(pdf).replace(" ", "").replace("\xad", "")
        assert "<imgsrc=file:///etc/hostname>" in words
        assert "{{7*7}}" in words
    assert complaints.found[before:] == []


def test_letters_that_no_font_has_leave_a_sign(print_out: Print) -> None:
    odd = "Da iawn 🎉 你好 a\u0301 \u200b\u2066x\u2069 \x07 ŵŷ"
    item = replace(world.evidence(1), title=Bilingual.of(cy=odd, en=odd))
    pdf = print_out(world.small_report(evidence=(item,)), Layout.CY)
    assert reading.faults(pdf) == []
    assert "Da iawn [?] [?] á x ŵŷ" in reading.words(pdf)


def test_one_very_long_text_runs_over_pages(print_out: Print) -> None:
    long = "\n\n".join(f"Paragraff {n} " + "gair " * 80 for n in range(120))
    item = replace(world.evidence(1), note=Bilingual.of(cy=long, en=long))
    pdf = print_out(world.small_report(evidence=(item,)), Layout.SIDE_BY_SIDE)
    assert "Paragraff 119" in reading.words(pdf)


def test_a_word_without_a_break_stays_on_the_paper(print_out: Print) -> None:
    word = "x" * 500
    item = replace(world.evidence(1), title=Bilingual.of(cy=word, en=word))
    pdf = print_out(world.small_report(evidence=(item,)), Layout.SIDE_BY_SIDE)
    assert word in reading.text(pdf).replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1/",
        "https://example.org/",
        "data:text/plain,x",
        "app:print/../../pyproject.toml",
        "app:css/app.css",
        "app:print/nothing.css",
        "app:photo/" + "0" * 64,
        "app:photo/../../etc/hostname",
        "/etc/hostname",
    ],
)
def test_s10_every_address_but_ours_is_refused(print_out: Print, address: str) -> None:
    del print_out  # the fonts come before the import
    from slo_desktop.reports.fetching import (
        AppFetcher,
        RefusedAddressError,
    )

    with pytest.raises(RefusedAddressError):
        AppFetcher(paths.assets(), {}).fetch(address)


def test_what_we_ship_is_served(print_out: Print) -> None:
    del print_out
    from slo_desktop.reports.fetching import AppFetcher

    answer = AppFetcher(paths.assets(), {}).fetch("app:print/governors.css")
    assert answer.content_type == "text/css"
    assert answer.read()


def test_s10_d15_photos_lose_everything_but_the_picture(
    print_out: Print, tmp_path: Path
) -> None:
    photo = world.photo(tmp_path)
    assert b"Camera SN" in photo.path.read_bytes()
    pdf = print_out(
        world.small_report(evidence=(world.evidence(1, photos=(photo,)),)),
        Layout.SIDE_BY_SIDE,
    )
    pictures = reading.images(pdf)
    assert pictures
    for picture in pictures:
        assert b"Exif" not in picture
        assert b"Camera" not in picture
