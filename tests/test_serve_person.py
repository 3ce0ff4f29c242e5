"""What one has said of oneself is seen and put right from every page, and one comes back to where one was."""

from __future__ import annotations

import re
from types import SimpleNamespace

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PHONE
from playwright.sync_api import expect
from test_serve_join import form, join
from test_serve_let import SMALL

from kerne_widgets import create_workshop
from kerne_widgets.serve.person import PersonPage
from kerne_widgets.serve.visitors import Visitor
from kerne_widgets.store import open_store


@pytest.fixture
def workshop(room):
    store = open_store(f"sqlite:///{room.folder / 'kerne.sqlite'}")
    yield create_workshop("Hjemmeplejen Syd", store=store)
    store.close()


@pytest.fixture
def client(room, workshop):
    with httpx.Client(base_url=room.origin, timeout=30, follow_redirects=False) as opened:
        join(opened, workshop.code, let="1", rolle="Sygeplejerske", gruppe="Bord 3")
        yield opened


def people(workshop):
    return [(p.role, p.group, p.n_people) for p in workshop.participant_list()]


def change(client, back="/let/value_missed", **fields):
    page = client.get("/om", params={"tilbage": back})
    return client.post("/om", data={**form(page), **fields})


def test_it_is_shown_as_it_was_said_and_changed_and_the_answers_stay(client, workshop):
    (me,) = workshop.participant_list()
    workshop.submit(me.participant_id, "missed_if_gone", "Nattevagten")
    page = client.get("/om", params={"tilbage": "/let/value_missed"})
    assert [re.search(f'name="{name}" value="([^"]*)"', page.text)[1] for name in ("rolle", "gruppe")] == [
        "Sygeplejerske",
        "Bord 3",
    ]
    answer = change(client, rolle=" Social- og  sundhedsassistent ", gruppe="", antal="3")
    assert (answer.status_code, answer.headers["location"]) == (303, "/let/value_missed")
    assert people(workshop) == [("Social- og sundhedsassistent", "", 3)]
    assert list(workshop.latest(me.participant_id).values()) == ["Nattevagten"]
    # the facilitator's server and the next page see it too
    assert 'value="Social- og sundhedsassistent"' in client.get("/om").text
    assert "Om dig: Social- og sundhedsassistent · 3 om telefonen" in client.get("/").text


def offered(page, name):
    listed = re.search(rf'<select id="{name}".*?</select>', page.text, re.DOTALL)
    return re.findall(r"<option([^>]*)>([^<]*)", listed[0]) if listed else []


def test_a_role_is_chosen_from_the_facilitator_s_list_and_another_one_can_be_written(client, workshop, room):
    assert offered(client.get("/om"), "rolle") == []
    workshop.set_choices("role", ["Sygeplejerske", "Leder", "<b>Kok</b>"])
    page = client.get("/om")
    assert [(told, " selected" in look) for look, told in offered(page, "rolle")] == [
        ("Vælg, eller lad det stå tomt", False),
        ("Sygeplejerske", True),
        ("Leder", False),
        ("&lt;b&gt;Kok&lt;/b&gt;", False),
        ("Andet", False),
    ]
    assert offered(page, "gruppe") == []
    change(client, rolle="Leder", gruppe="Bord 3")
    assert people(workshop) == [("Leder", "Bord 3", 1)]
    change(client, rolle="*", rolle_anden="Psykolog", gruppe="Bord 3")
    assert people(workshop) == [("Psykolog", "Bord 3", 1)]
    page = client.get("/om")
    assert [told for look, told in offered(page, "rolle") if "selected" in look] == ["Andet"]
    assert 'name="rolle_anden" value="Psykolog"' in page.text
    # what is left in the field of another one is not what was chosen
    change(client, rolle="Sygeplejerske", rolle_anden="Psykolog", gruppe="")
    assert people(workshop) == [("Sygeplejerske", "", 1)]
    with httpx.Client(base_url=room.origin, timeout=30) as stranger:
        assert "<details open>" in stranger.get("/", params={"kode": workshop.code}).text
        assert [told for _, told in offered(stranger.get("/", params={"kode": workshop.code}), "rolle")][1:] == [
            *("Sygeplejerske", "Leder", "&lt;b&gt;Kok&lt;/b&gt;", "Andet")
        ]
        join(stranger, workshop.code, let="1", rolle="leder")
    assert people(workshop)[1][0] == "Leder"


def test_who_was_taken_out_meanwhile_comes_to_the_join_page_where_one_can_come_in_again(client, workshop):
    (me,) = workshop.participant_list()
    page = client.get("/om")
    workshop.join(participant_id=me.participant_id, on_behalf=True)
    workshop.take_out(me.participant_id)
    known = dict(client.cookies)
    for method, address in (("GET", "/om"), ("POST", "/om"), ("GET", "/let/value_missed")):
        client.cookies.update(known)  # it is taken back each time
        answer = client.request(method, address, data={**form(page), "rolle": "Leder"} if method == "POST" else None)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/?kode={workshop.code}")
    assert people(workshop) == []
    join(client, workshop.code, let="1", rolle="Leder")
    assert people(workshop) == [("Leder", "", 1)]


def test_who_is_taken_out_while_the_page_is_drawn_is_no_error(fresh_store, monkeypatch):
    workshop = create_workshop(store=fresh_store)
    page = object.__new__(PersonPage)
    page.standing, page.visitor = SimpleNamespace(workshop=workshop), Visitor(workshop.code, "nobody", "da")
    sent = []
    monkeypatch.setattr(page, "stranger", sent.append)
    page.get()
    assert sent == [page.visitor]


def test_nothing_is_written_when_nothing_was_changed(client, workshop):
    before = workshop.last_seq()
    assert change(client).status_code == 303
    assert workshop.last_seq() == before


@pytest.mark.parametrize("typed", ["31", "0", "mange", "-1", "1e3", "٣"])
def test_how_many_is_a_whole_number_and_what_was_typed_stays(client, workshop, typed):
    answer = change(client, rolle="Pædagog", antal=typed)
    assert answer.status_code == 422
    assert "Skriv et tal fra 1 til 30." in answer.text
    assert 'value="Pædagog"' in answer.text
    assert 'aria-invalid="true" aria-describedby="problem"' in answer.text
    assert people(workshop) == [("Sygeplejerske", "Bord 3", 1)]


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/om", "/let/x?side=1&y=2", "/let/../om", ""]
)
def test_one_is_taken_back_to_our_own_pages_only(client, back):
    assert change(client, back=back).headers["location"] == "/"


@pytest.mark.parametrize("back", ["/", "/deltag", "/let", "/let/place_tasks?side=2", "/let/thanks"])
def test_one_is_taken_back_to_where_one_was(client, back):
    assert change(client, back=back, gruppe="Bord 4").headers["location"] == back


def test_a_form_from_another_site_changes_nobody(client, workshop):
    headers = {"Origin": "https://evil.example"}
    assert client.post("/om", data={"rolle": "x"}, headers=headers).status_code == 403
    assert people(workshop) == [("Sygeplejerske", "Bord 3", 1)]


def test_a_token_that_was_lost_on_the_way_is_told_and_what_was_typed_stays(client, room):
    answer = client.post("/om", data={"rolle": "Pædagog"}, headers={"Origin": room.origin})
    assert answer.status_code == 403
    assert "Gem igen" in answer.text
    assert 'value="Pædagog"' in answer.text


def test_a_stranger_is_sent_to_the_join_page(room):
    with httpx.Client(base_url=room.origin, follow_redirects=False) as stranger:
        assert stranger.get("/om").headers["location"] == "/"
        assert stranger.post("/om", data={"rolle": "x"}).headers["location"] == "/"


def test_markup_is_text(client):
    assert change(client, rolle='"><script>alert(1)</script>').status_code == 303
    for address in ("/om", "/"):
        assert "<script>alert" not in client.get(address).text


def test_what_is_typed_on_the_simple_page_is_saved_on_the_way(client, workshop):
    page = client.get("/let/value_missed")
    (me,) = workshop.participant_list()
    answer = client.post("/let/value_missed", data={**form(page), "missed_if_gone": "Nattevagten", "go": "about"})
    assert answer.headers["location"] == "/om?tilbage=/let/value_missed"
    assert list(workshop.latest(me.participant_id).values()) == ["Nattevagten"]
    workshop.set_open("value_missed", False)
    for screen in ("value_missed", "thanks"):
        assert f'href="/om?tilbage=/let/{screen}"' in client.get(f"/let/{screen}").text


@pytest.mark.browser
def test_it_is_put_right_from_the_page_in_the_middle_of_a_word(phone, room, workshop):
    page = phone.new_page()
    page.goto(f"{room.origin}/?kode={workshop.code}")
    page.get_by_role("button", name="Gå ind").click()
    page.locator(".kerne-screen").wait_for(timeout=60_000)
    workshop.set_step("opening_question")
    field = page.locator(".kerne-screen--opening_question textarea")
    field.fill("Vi får hverdagen til at hænge sammen")
    page.get_by_role("link", name="Om dig").tap()
    page.get_by_label("Din rolle").fill("Sygeplejerske")
    page.get_by_label("Hvor mange er I").fill("4")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate(SMALL) == []
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    page.get_by_role("button", name="Gem").tap()
    expect(field).to_have_value("Vi får hverdagen til at hænge sammen", timeout=60_000)
    expect(page.locator(".kerne-state-stored")).to_contain_text("Gemt")
    assert people(workshop) == [("Sygeplejerske", "", 4)]
    (me,) = workshop.participant_list()
    assert list(workshop.latest(me.participant_id).values()) == ["Vi får hverdagen til at hænge sammen"]


@pytest.mark.browser
def test_without_javascript_it_is_put_right_and_one_comes_back(browser, room, workshop):
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{room.origin}/?kode={workshop.code}&lang=en")
    page.get_by_role("button", name="Join").tap()
    page.wait_for_url("**/let/*")
    where = page.url
    page.get_by_role("button", name="About you").tap()
    page.get_by_label("Your team").fill("Table 3")
    page.get_by_role("button", name="Save").tap()
    page.wait_for_url(where)
    assert people(workshop) == [("", "Table 3", 1)]
    page.goto(f"{room.origin}/")
    page.get_by_role("link", name="About you: Table 3").tap()
    page.get_by_role("link", name="Back without saving").tap()
    page.wait_for_url(f"{room.origin}/")
    context.close()
