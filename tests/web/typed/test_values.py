"""Titles, dates and money as they are typed; what is in the bin; what undo says."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.web.typed.saving import JSON, RECORD, answered, save

NO_SUCH_DAY = "There is no such day: 31 February. Last day of that month: 29."
TOO_LARGE = "This is too large. Largest amount: £1,000,000,000."


class TestNames:
    @pytest.mark.parametrize(
        ("url", "field"),
        [(RECORD, "title"), ("/plan/actions/1", "title"), ("/school", "name")],
    )
    def test_a_record_does_not_lose_its_last_title(
        self, client: FlaskClient, url: str, field: str
    ) -> None:
        names = {f"{field}_cy": "", f"{field}_en": ""}
        errors = answered(save(client, url, **names))["errors"]
        (sentence,) = errors.values()
        assert "Welsh" in sentence
        assert "English" in sentence
        assert "Everything is saved." in client.get("/").text

    def test_one_of_two_titles_may_go(self, client: FlaskClient) -> None:
        assert save(client, RECORD, title_cy="").status_code == 200
        assert save(client, RECORD, {"rev": "2"}, title_en=" ").status_code == 422
        assert "A walk" in client.get(RECORD).text

    @pytest.mark.parametrize(
        "url", ["/evidence", "/learning", "/plan/2026/priorities/new"]
    )
    def test_a_new_record_is_asked_for_one_in_the_same_words(
        self, client: FlaskClient, url: str
    ) -> None:
        page = client.post(url, data={"title_cy": "", "title_en": ""}).text
        assert ">Title</a>: Write a title in Welsh or in English." in page
        assert ">Teitl</a>" not in page


class TestReading:
    def test_a_date_is_shown_back_in_full(self, client: FlaskClient) -> None:
        answer = answered(save(client, RECORD, happened_on="3 Tachwedd"))
        assert answer["shown"] == {"happened_on": "03/11/2026"}
        assert answer["questions"] == {}

    def test_a_day_of_an_action_lies_in_the_year_of_its_plan(
        self, client: FlaskClient
    ) -> None:
        answer = answered(save(client, "/plan/actions/1", due="3 Mehefin"))
        assert answer["shown"] == {"due": "03/06/2027"}
        answer = answered(save(client, "/plan/actions/1", {"rev": "2"}, due="1/1/1900"))
        assert "1 January 1900. Is it right?" in answer["questions"]["due"]

    def test_a_day_far_away_is_kept_and_asked_about(self, client: FlaskClient) -> None:
        answer = answered(save(client, RECORD, happened_on="1/1/1900"))
        question = "This is far from today: 1 January 1900. Is it right?"
        assert answer["questions"] == {"happened_on": question}
        whole = {"rev": "2", "happened_on": "1/1/2126", "title_en": "A walk"}
        page = client.post(RECORD, data=whole, follow_redirects=True).text
        assert "This is far from today: 1 January 2126. Is it right?" in page

    def test_money_is_shown_back_as_it_is_kept(self, client: FlaskClient) -> None:
        answer = answered(save(client, "/plan/actions/1", cost_pence="1200,5"))
        assert answer["shown"] == {"cost_pence": "1,200.50"}
        assert answered(save(client, "/plan/actions/1", {"rev": "2"}, cost_pence="0"))
        page = client.get("/plan/actions/1").text
        assert re.search(r'name="cost_pence"[^>]*value="0"', page)

    def test_a_priority_without_costs_names_none(self, client: FlaskClient) -> None:
        pages = ("/plan/2026", "/plan/priorities/1")
        for path in pages:
            assert "£" not in client.get(path).text.partition("<form")[0]
            assert "spent: " not in client.get(path).text
        save(client, "/plan/actions/1", cost_pence="5")
        for path in pages:
            assert "£5" in client.get(path).text
            assert "spent: " not in client.get(path).text
        save(client, "/plan/actions/1", {"rev": "2"}, spent_pence="0")
        for path in pages:
            assert "spent: £0" in client.get(path).text

    def test_a_box_that_is_emptied_says_nothing_and_a_nought_costs_nothing(
        self, client: FlaskClient
    ) -> None:
        page = client.get("/plan/actions/1").text
        assert re.search(r'name="cost_pence"[^>]*value=""', page)
        assert answered(save(client, "/plan/actions/1", cost_pence="0"))
        assert '<td class="acts__cost num">£0</td>' in client.get("/plan/2026").text
        answer = answered(save(client, "/plan/actions/1", {"rev": "2"}, cost_pence=""))
        assert answer["shown"] == {}
        assert '<td class="acts__cost num"></td>' in client.get("/plan/2026").text
        page = client.get("/plan/actions/1").text
        assert re.search(r'name="cost_pence"[^>]*value=""', page)

    @pytest.mark.parametrize(
        ("asked", "answer"),
        [
            ("day?text=ddoe", {"shown": "21/11/2026"}),
            ("day?text=3+Mehefin&near=year&year=2026", {"shown": "03/06/2027"}),
            ("day?text=1/2&near=coming", {"shown": "01/02/2027"}),
            ("day?text=", {}),
            ("day?text=31/2", {"error": NO_SUCH_DAY}),
            ("pounds?text=1200,50", {"shown": "1,200.50"}),
            ("pounds?text=-5", {"error": "An amount cannot be below nought."}),
            ("pounds?text=9999999999", {"error": TOO_LARGE}),
            ("pounds?text=dear", {"error": "Write pounds like this: 1250 or 12.50."}),
        ],
    )
    def test_a_box_is_read_when_it_is_left(
        self, client: FlaskClient, asked: str, answer: dict[str, str]
    ) -> None:
        found = client.get(f"/fields/{asked}", headers=JSON)
        assert found.json == {"error": "", "shown": "", "question": ""} | answer


class TestMeetings:
    def test_a_bad_date_is_told_at_its_field(self, client: FlaskClient) -> None:
        answer = client.post("/school/meetings", data={"held_on": "31/2/2026"})
        assert answer.status_code == 422
        assert 'value="31/2/2026"' in answer.text
        assert "There is no such day: 31 February 2026." in answer.text
        assert 'aria-invalid="true"' in answer.text

    def test_a_meeting_in_the_past_is_asked_about(self, client: FlaskClient) -> None:
        sent = {"held_on": "01/02/2026"}
        page = client.post("/school/meetings", data=sent, follow_redirects=True).text
        assert "Meeting added." in page
        assert "This day has passed: 1 February 2026. Is it right?" in page

    def test_dates_that_cross_are_told_at_their_field(
        self, client: FlaskClient
    ) -> None:
        client.post("/school/meetings", data={"held_on": "8 Rhagfyr"})
        answer = save(client, "/school/meetings/1", papers_due="9/12/2026")
        assert "The end comes before the start." in str(answered(answer)["errors"])
        answer = save(client, "/school/meetings/1", held_on="")
        assert answered(answer)["errors"] == {"held_on": "Write a date."}

    def test_without_scripts_a_term_comes_back_with_its_dates(
        self, client: FlaskClient
    ) -> None:
        sent = {"rev": "1", "starts": "31/9", "ends": "20 Rhag"}
        answer = client.post("/school/terms/1", data=sent)
        assert answer.status_code == 422
        assert 'value="31/9"' in answer.text
        assert "There is no such day: 31 September 2026." in answer.text


class TestBin:
    def test_what_is_in_the_bin_is_read_and_not_written(
        self, client: FlaskClient
    ) -> None:
        client.post(f"{RECORD}/bin")
        page = client.get(RECORD).text
        assert re.search(r"<fieldset class=\"as-it-was\"[^>]* disabled>", page)
        assert "Bring it back to change it." in page
        assert save(client, RECORD, {"rev": "2"}, title_en="Mine").status_code == 409
        assert client.post(f"{RECORD}/file").status_code == 409
        client.post(f"{RECORD}/restore")
        assert not re.search(r" disabled>", client.get(RECORD).text)
        assert save(client, RECORD, {"rev": "3"}, title_en="Mine").status_code == 200


class TestUndoWords:
    def test_the_toast_says_what_was_taken_back_and_offers_it_again(
        self, client: FlaskClient
    ) -> None:
        save(client, RECORD, note_en="A note")
        page = client.post("/history/undo", follow_redirects=True).text
        assert "Undone: A walk – What was seen, and what it shows" in page
        assert re.search(r'action="/history/redo">.*?>Redo<', page)
        page = client.post("/history/redo", follow_redirects=True).text
        assert "Brought back: A walk – What was seen, and what it shows" in page
        assert re.search(r'action="/history/undo">.*?>Undo<', page)

    def test_filing_and_the_bin_are_called_by_their_names(
        self, client: FlaskClient
    ) -> None:
        client.post("/evidence/capture", data={"note": "Seen today"})
        client.post("/evidence/2/file")
        page = client.post("/history/undo", follow_redirects=True).text
        assert "Undone: Seen today – Filing" in page
        client.post("/evidence/2/bin")
        page = client.post("/history/undo", follow_redirects=True).text
        assert "Undone: Seen today – Restored" not in page
        assert "Undone: Seen today – Put in the bin" in page
        page = client.post("/history/redo", follow_redirects=True).text
        assert "Brought back: Seen today – Put in the bin" in page

    def test_the_way_back_stands_on_the_page_of_the_history(
        self, client: FlaskClient
    ) -> None:
        found = re.search(r'href="(/history/[0-9a-f-]{36})"', client.get(RECORD).text)
        assert found
        main = client.get(found[1]).text.partition("<main")[2]
        assert f'href="{RECORD}"' in main
        assert "Back to the record" in main
