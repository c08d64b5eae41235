from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tests.faults.attacking import Answer, Inside
from tests.faults.planting import picture, rev_of

AT_ONCE = 8
PAGE = "/evidence/5"


def write(inside: Inside, rev: str, words: str) -> Answer:
    sent = {"title_en": words, "rev": rev, "_fields": "title_en"}
    return inside.post(PAGE, sent, accept="application/json")


def test_p6_of_many_who_write_at_once_one_saves_and_the_rest_are_told(
    inside: Inside,
) -> None:
    rev = rev_of(inside, PAGE, PAGE)
    inside.csrf()
    windows = [replace(inside) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(
            pool.map(lambda n: write(windows[n], rev, f"words {n}"), range(AT_ONCE))
        )
    assert Counter(a.status for a in answers) == {200: 1, 409: AT_ONCE - 1}
    winner = next(n for n, answer in enumerate(answers) if answer.status == 200)
    assert f"words {winner}" in inside.get(PAGE).text
    loser = next(a for a in answers if a.status == 409)
    both = inside.get(json.loads(loser.body)["collision"])
    assert both.status in {200, 409}
    assert f"words {winner}" in both.text


def test_p6_undo_during_an_autosave_keeps_the_words_typed_last(inside: Inside) -> None:
    inside.csrf()
    first = write(inside, rev_of(inside, PAGE, PAGE), "before the undo")
    step = json.loads(first.body)["step"]
    rev = str(json.loads(first.body)["rev"])
    typing, undoing = replace(inside), replace(inside)
    with ThreadPoolExecutor(2) as pool:
        saved = pool.submit(write, typing, rev, "typed meanwhile")
        undone = pool.submit(undoing.post, "/history/undo", {"step": step})
    assert saved.result().status in {200, 409}
    assert undone.result().status in {303, 409}
    if saved.result().status == 200 and undone.result().status == 409:
        assert "typed meanwhile" in inside.get(PAGE).text


def test_p6_the_same_file_sent_many_times_at_once_is_kept_once(inside: Inside) -> None:
    inside.csrf()
    content = picture() + b"the same"
    windows = [replace(inside) for _ in range(4)]
    files = [("files", "same.jpg", content)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda w: w.post("/evidence/6/files", files=files), windows)
        )
    assert {answer.status for answer in answers} == {303}
    assert inside.get("/evidence/6").status == 200


def test_p6_new_records_at_once_all_have_their_own_number(inside: Inside) -> None:
    inside.csrf()
    sent = {"title_en": "Twice", "happened_on": "2026-11-20"}
    windows = [replace(inside) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda w: w.post("/evidence", sent), windows))
    places = {answer.headers.get("location") for answer in answers}
    assert {answer.status for answer in answers} == {303}
    assert len(places) == AT_ONCE
