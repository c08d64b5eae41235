from __future__ import annotations

from flask.testing import FlaskClient

JSON = {"Accept": "application/json"}


def test_a_list_of_people_is_pasted(client: FlaskClient, in_english: None) -> None:
    sent = {"people": "Mererid Haul, Head\nGwion Cwmwl", "group": ""}
    page = client.post("/people", data=sent, follow_redirects=True).text
    assert "People added: 2" in page
    assert page.index("Gwion Cwmwl") < page.index("Mererid Haul")


def test_lines_that_were_not_used_stay_in_the_box_with_the_reason(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    sent = {
        "people": "•\tMererid Haul\tHead\nGovernors:\nSiân Eira, Teacher",
        "group": "role-groups/governors",
    }
    page = client.post("/people", data=sent, follow_redirects=True).text
    assert "People added: 1" in page
    assert "<b>Governors:</b> – No name was found in this line." in page
    assert "<b>Siân Eira, Teacher</b> – Somebody with this name is here" in page
    assert ">Siân Eira, Teacher\nGovernors:</textarea>" in page
    assert '<option value="role-groups/governors" selected>' in page
    later = client.get("/people").text
    assert "These lines are still in the box" in later
    assert "data-focus>" in page
    assert "data-focus>" not in later
    again = client.post("/people", data={"people": "Gwion Cwmwl", "group": ""}).location
    assert again == "/people"
    assert "still in the box" not in client.get("/people").text


def test_a_list_of_no_people_adds_nobody_and_says_so(
    client: FlaskClient, in_english: None
) -> None:
    sent = {"people": "Governors:", "group": ""}
    page = client.post("/people", data=sent, follow_redirects=True).text
    assert "People added" not in page
    assert "No name was found in this line." in page
    client.post("/people", data={"people": "", "group": ""})
    assert "still in the box" not in client.get("/people").text


def test_an_empty_list_is_refused(client: FlaskClient, in_english: None) -> None:
    answer = client.post("/people", data={"people": "", "group": ""})
    assert answer.status_code == 422
    assert "Paste or type at least one name." in answer.text


def test_a_person_is_changed_and_leads_to_their_records(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    client.post(
        "/learning",
        data={"starts_on": "18/11/2026", "title_en": "Course", "people": "1"},
    )
    page = client.get("/people/1").text
    assert "Siân Eira" in page
    assert "/learning/2" in page
    sent = {"rev": "1", "_fields": "role_en", "role_en": "Teacher"}
    assert client.post("/people/1", data=sent, headers=JSON).json
    nameless = {"rev": "2", "_fields": "name", "name": ""}
    refused = client.post("/people/1", data=nameless, headers=JSON)
    assert refused.json == {"errors": {"name": "Write a name."}}


def test_older_records_of_a_person_fold_away(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    for day in range(1, 11):
        sent = {"starts_on": f"{day}/10/2026", "title_en": f"Course {day}"}
        client.post("/learning", data=sent | {"people": "1"})
    page = client.get("/people/1").text
    folded = page.index("Older ones: 2")
    assert page.index("Course 10<") < page.index("Course 3<") < folded
    assert folded < page.index("Course 2<") < page.index("Course 1<")


def test_without_scripts_a_refused_form_comes_back(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    answer = client.post("/people/1", data={"rev": "1", "name": ""})
    assert answer.status_code == 422
    assert "Write a name." in answer.text
    kept = client.post(
        "/people/1",
        data={"rev": "1", "name": "Siân Eira-Rhys"},
        follow_redirects=True,
    )
    assert "Siân Eira-Rhys" in kept.text
    assert "Saved." in kept.text


def test_somebody_in_the_bin_can_be_brought_back(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    page = client.post("/people/1/bin", follow_redirects=True).text
    assert "Put in the bin: Siân Eira" in page
    assert "Siân Eira" in client.get("/bin").text
    back = client.post("/bin/person/1/restore", follow_redirects=True).text
    assert "Brought back: Siân Eira" in back


def test_changes_carry_the_name_of_the_writer(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    page = client.get("/people").text
    uid = page.split('<option value="')[2].split('"')[0]
    client.post("/preferences", data={"writer": uid})
    client.post(
        "/learning/1",
        data={"rev": "1", "_fields": "applied_en", "applied_en": "Yes"},
        headers=JSON,
    )
    record = client.get("/learning/1").text
    history = record.split('href="/history/')[1].split('"')[0]
    assert "Siân Eira" in client.get(f"/history/{history}").text
