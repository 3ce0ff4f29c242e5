"""The light form on the real server: without JavaScript, for the same people, with the same answers."""

import gzip
import os
import re
import subprocess
import sys
import time

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PHONE, Room, free_port
from plain_form import PlainForm
from playwright.sync_api import expect
from test_serve_join import join

from kerne_widgets import create_workshop
from kerne_widgets.serve.packed import Packer
from kerne_widgets.store import open_store

TASKS = ("Personlig pleje sammen med borgeren", "Hverdagsrehabilitering", "Dokumentation i omsorgssystemet")
NOT_PLACED = ("opening", "maalgruppen", "vaerdien", "ambitionen", "tilgangen")

# what a finger must hit: radio buttons fill their label
SMALL = """() => [...document.querySelectorAll("button:not(.unseen), a, textarea, input[type=text], input[type=radio]")]
  .filter((n) => n.offsetParent && (n.offsetHeight < 44 || n.offsetWidth < 44
    || (n.matches("[type=text], textarea") && parseFloat(getComputedStyle(n).fontSize) < 16)))
  .map((n) => n.outerHTML.slice(0, 120))"""


@pytest.fixture
def workshop(room: Room):
    store = open_store(f"sqlite:///{room.folder / 'kerne.sqlite'}")
    made = create_workshop("Hjemmeplejen Syd", store=store)
    for task in TASKS:
        made.add_task(task)
    yield made
    store.close()


@pytest.fixture
def client(room, workshop):
    with httpx.Client(base_url=room.origin, timeout=30, follow_redirects=False) as opened:
        assert join(opened, workshop.code, let="1").headers["location"] == "/let"
        yield opened


@pytest.fixture
def me(client, workshop):  # noqa: ARG001  # who has joined by then
    return workshop.participant_list()[0].participant_id


@pytest.fixture
def plain(browser, room, workshop):
    """A phone without JavaScript, in the room."""
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{room.origin}/?kode={workshop.code}")
    page.get_by_role("button", name="Gå ind").click()
    page.wait_for_url("**/let/*")
    yield page
    context.close()


def test_a_page_is_danish_small_private_and_the_same_packed_or_not(client):
    address = client.get("/let").headers["location"]
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    packed = client.get(address)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    for page in (plain, packed):
        assert page.status_code == 200
        assert '<html lang="da">' in page.text
        assert page.text.rstrip().endswith("</html>")
        assert len(page.content) < 30_000
        assert page.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "http" not in re.sub(r'"http-equiv|http://www\.w3\.org', "", page.text)


def test_packing_keeps_every_byte():
    start = b"<style>" + bytes(range(256)) * 40
    packer = Packer(start)
    for rest in (b"", b"x", "æøå 👩‍👩‍👧".encode() * 3_000):
        assert gzip.decompress(packer.pack(start + rest)) == start + rest


def test_strangers_are_sent_to_the_join_page_and_start_nothing(room, workshop):
    with httpx.Client(base_url=room.origin) as stranger:
        for address in ("/let", "/let/value_missed", "/let/thanks"):
            assert stranger.get(address).headers["location"] == "/"
            assert stranger.head(address).status_code == 303
        assert stranger.get(f"/let?kode={workshop.code}").headers["location"] == f"/?kode={workshop.code}"
        assert stranger.post("/let/value_missed", data={"missed_if_gone": "x"}).headers["location"] == "/"
        assert stranger.get("/let/nyt").status_code == 403


def test_saving_leads_on_and_tells_when_it_was_stored(client, workshop, me):
    form = PlainForm(client.get("/let/value_missed").text)
    answer = client.post("/let/value_missed", data=form.sends(missed_if_gone="At nogen opdager det"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/let/value_success")
    assert workshop.latest(me, "missed_if_gone") == {("missed_if_gone", ""): "At nogen opdager det"}
    assert re.search(r"Gemt \d\d:\d\d", PlainForm(client.get("/let/value_success").text).text)
    assert client.get("/let").headers["location"] == "/let/value_missed"


def test_a_form_from_another_site_stores_nothing(client, workshop, me):
    form = PlainForm(client.get("/let/value_missed").text).sends(missed_if_gone="Fremmed")
    del form["_xsrf"]
    for headers in ({}, {"Origin": "http://evil.example"}):
        answer = client.post("/let/value_missed", data=form, headers=headers)
        assert answer.status_code == 403
        assert "Fremmed" not in answer.text
    assert workshop.latest(me) == {}


def test_a_page_that_lost_its_token_asks_to_save_again_with_what_was_typed(room, client, workshop, me):
    form = PlainForm(client.get("/let/value_missed").text).sends(missed_if_gone="Skrevet længe")
    del form["_xsrf"]
    answer = client.post("/let/value_missed", data=form, headers={"Origin": room.origin})
    assert answer.status_code == 403
    assert workshop.latest(me) == {}
    again = PlainForm(answer.text)
    assert again.holds["missed_if_gone"] == "Skrevet længe"
    assert client.post("/let/value_missed", data=again.sends()).status_code == 303
    assert workshop.latest(me) == {("missed_if_gone", ""): "Skrevet længe"}


def test_addresses_that_are_nobodys_and_forms_without_sense_are_answered(client):
    assert client.get("/let/findes_ikke").status_code == 404
    assert client.get("/let/nyt?her=findes_ikke").status_code == 404
    assert client.get("/let/place_tasks?side=999999&ved=%22%3E").status_code == 200
    token = PlainForm(client.get("/let/value_missed").text).holds["_xsrf"]
    assert client.post("/let/thanks", data={"_xsrf": token}).status_code == 405
    assert client.post(
        "/let/value_missed", data={"_xsrf": token, "go": "undo", "drawn": ": ::", "part": "x"}
    ).is_redirect
    try:
        refused = client.post("/let/value_missed", data={"_xsrf": token, "missed_if_gone": "x" * 300_000}).status_code
    except httpx.TransportError:
        refused = 413  # hung up on while still sending
    assert refused >= 400
    assert client.get("/let/value_missed").status_code == 200


def test_the_room_leads_and_nobody_runs_ahead(client, workshop):
    before = client.get("/let/nyt?her=value_missed").json()
    workshop.set_step("value_missed")
    assert client.get("/let").headers["location"] == "/let/value_missed"
    assert client.get("/let/value_success").headers["location"] == "/let/value_missed"
    assert client.get("/let/thanks").headers["location"] == "/let/value_missed"
    assert client.get("/let/target_group_who").status_code == 200
    told = client.get("/let/nyt?her=value_missed").json()
    assert (told["step"], told["moved"]) == ("value_missed", "")
    assert "»Fra mål til formål«" in client.get("/let/nyt?her=target_group_who").json()["moved"]
    workshop.set_open("value_missed", False)
    assert client.get("/let/nyt?her=value_missed").json()["mark"] != before["mark"]


def test_someone_whose_workshop_is_deleted_is_sent_to_the_join_page(client, workshop):
    assert client.get("/let/value_missed").status_code == 200
    workshop.store.delete_workshop(workshop._id)
    assert client.get("/let/value_missed").headers["location"] == f"/?kode={workshop.code}"


def fill(page, prompt):
    """Answer a prompt with the controls a person has."""
    field = page.locator(f"#q-{prompt.prompt_id}")
    if prompt.kind in ("short_text", "long_text"):
        field.locator("input, textarea").fill(f"Svar på {prompt.prompt_id}")
    elif prompt.kind == "date":
        field.locator("input").fill("2025-03-14")
    elif prompt.kind == "cards":
        field.locator("input").fill(f"Kort 1 til {prompt.prompt_id}")
        with page.expect_navigation():
            field.locator("input").press("Enter")
        field.locator("input").fill(f"Kort 2 til {prompt.prompt_id}")
    elif prompt.kind == "table":
        for column in prompt.columns:
            field.get_by_label(column.text("da")).fill(field_of(column, prompt))
    elif prompt.kind == "scale" or prompt.is_one_star:
        field.get_by_role("radio").nth(2 if prompt.kind == "scale" else 0).check(force=True)
    elif prompt.kind in ("choice", "sort"):
        for group in field.get_by_role("group").all():
            group.get_by_role("radio").nth(1).check(force=True)
    else:
        for place, group in enumerate(field.get_by_role("group").all()):
            group.get_by_role("radio").nth(place).check(force=True)
            group.get_by_label("Timer om ugen").fill(f"{place + 1},5")


def listed(prompt):
    """What ``fill`` has written to a list of cards or entries."""
    if prompt.kind == "cards":
        return [f"Kort {n} til {prompt.prompt_id}" for n in (1, 2)]
    return ["\n".join(field_of(column, prompt) for column in prompt.columns)]


def field_of(column, prompt):
    return "2031-03-14" if column.kind == "date" else f"{column.key} til {prompt.prompt_id}"


@pytest.mark.browser
@pytest.mark.timeout(300)
def test_everything_can_be_answered_without_javascript_and_the_full_page_has_it_too(plain, browser, room, workshop):
    exercises = workshop.planned
    for exercise in exercises:
        plain.wait_for_url(f"**/let/{exercise.exercise_id}")
        for prompt in exercise.prompts:
            fill(plain, prompt)
        plain.get_by_role("button", name=re.compile("Gem og")).click()
    plain.wait_for_url("**/let/thanks")
    expect(plain.get_by_role("heading", name="Tak for dine svar")).to_be_visible()
    expect(plain.get_by_text("Mangler svar")).to_have_count(0)

    answers = workshop.answers()
    for prompt in [prompt for exercise in exercises for prompt in exercise.prompts]:
        own = answers[answers.prompt_id == prompt.prompt_id]
        if prompt.kind in ("short_text", "long_text"):
            assert list(own.value_text) == [f"Svar på {prompt.prompt_id}"]
        elif prompt.kind == "date":
            assert list(own.value_text) == ["2025-03-14"]
        elif prompt.is_list:
            assert list(own.value_text) == listed(prompt)
        elif prompt.kind == "scale":
            assert list(own.value_number) == [3]
        elif prompt.kind == "sort":
            assert set(own.value_text) == {prompt.options[1].key}
            assert len(own) == 2
        elif prompt.kind == "placement":
            assert set(zip(own.value_number, own.hours_week, strict=True)) == {(0, 1.5), (1, 2.5), (2, 3.5)}
    assert answers.participant_id.nunique() == 1

    full = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    full.add_cookies(plain.context.cookies())
    page = full.new_page()
    workshop.set_step("value_missed")
    page.goto(f"{room.origin}/deltag")
    expect(page.locator(".kerne-screen--value_missed textarea")).to_have_value("Svar på missed_if_gone", timeout=60_000)
    expect(page.locator(".kerne-screen--value_missed .kerne-card p").first).to_have_text("Kort 1 til effects")
    # and back: what is typed on the full page is in the light form
    page.locator("textarea").fill("Rettet på den fulde side")
    expect(page.locator("html")).to_have_attribute("data-kerne", "")
    full.close()
    plain.goto(f"{room.origin}/let")
    expect(plain.locator("textarea")).to_have_value("Rettet på den fulde side")
    assert workshop.answers().participant_id.nunique() == 1


@pytest.mark.browser
def test_the_full_page_without_javascript_leads_back_to_the_light_form(plain, room):
    plain.get_by_role("button", name="Skift til den almindelige side").click()
    plain.wait_for_url("**/deltag")
    expect(plain.locator("noscript p")).to_be_visible()
    plain.get_by_role("link", name="Brug den enkle side").click()
    plain.wait_for_url(f"{room.origin}/let/*")


@pytest.mark.browser
def test_every_screen_fits_the_phone_reads_well_aloud_and_is_easy_to_hit(phone, room, workshop):
    page = phone.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.on("console", lambda told: told.type == "error" and errors.append(told.text))
    page.goto(f"{room.origin}/?kode={workshop.code}")
    page.get_by_role("button", name="Enkel side").click()
    page.wait_for_url("**/let/*")
    person = workshop.participant_list()[0].participant_id
    workshop.submit(person, "obstacles", "Speciallægekonsulentordningen i almenpraksissektoren")
    workshop.submit(person, "known_for", "At vi holder ord")
    for screen_id in [exercise.exercise_id for exercise in workshop.model.exercises] + ["thanks"]:
        page.goto(f"{room.origin}/let/{screen_id}")
        found = Axe().run(page)
        assert not found.response["violations"], (screen_id, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], screen_id
        assert page.evaluate(SMALL) == [], screen_id
    assert not errors


@pytest.mark.browser
def test_what_is_wrong_is_said_at_the_top_and_by_the_field_and_leads_there(phone, room, workshop):
    page = phone.new_page()
    page.goto(f"{room.origin}/?kode={workshop.code}")
    page.get_by_role("button", name="Enkel side").click()
    page.goto(f"{room.origin}/let/place_tasks")
    page.get_by_label("Timer om ugen").nth(1).fill("8")
    page.get_by_role("button", name="Gem og videre").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith("Ikke gemt")
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    summary.get_by_role("link").click()
    expect(page.get_by_role("group", name=re.compile(TASKS[1])).get_by_role("radio").first).to_be_focused()
    expect(page.get_by_label("Timer om ugen").nth(1)).to_have_value("8")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Gem og videre").click()
    page.wait_for_url("**/let/deprioritise")
    assert list(workshop.placements().hours_week) == [8]


@pytest.mark.browser
def test_the_room_moving_on_is_said_and_never_takes_the_sentence_away(phone, room, workshop):
    page = phone.new_page()
    page.goto(f"{room.origin}/?kode={workshop.code}")
    page.get_by_role("button", name="Enkel side").click()
    page.goto(f"{room.origin}/let/target_group_meeting")
    page.locator("textarea").press_sequentially("Jeg er midt i")
    expect(page.locator(".count").first).to_have_text("13 af 4.000 tegn")
    workshop.set_step("value_missed")
    expect(page.get_by_role("status")).to_have_text(re.compile("Fra mål til formål"), timeout=8_000)
    page.locator("textarea").press_sequentially(" en sætning")
    page.get_by_role("button", name="Gå med videre").click()
    page.wait_for_url("**/let/value_missed")
    person = workshop.participant_list()[0].participant_id
    assert workshop.latest(person, "meeting_them") == {("meeting_them", ""): "Jeg er midt i en sætning"}
    page.locator("textarea").fill("Endnu ikke gemt")
    workshop.set_revealed("value_missed", True)
    page.get_by_role("button", name="Gem og opdater").click(timeout=8_000)
    expect(page.get_by_text("Kig op på storskærmen")).to_be_visible()
    expect(page.locator("textarea")).to_have_value("Endnu ikke gemt")


@pytest.mark.browser
def test_what_is_typed_and_not_saved_outlasts_a_reload_and_a_visit_elsewhere_and_the_page_says_so(
    phone, room, workshop
):
    page = phone.new_page()
    page.goto(f"{room.origin}/?kode={workshop.code}")
    page.get_by_role("button", name="Enkel side").click()
    page.goto(f"{room.origin}/let/value_missed")
    missed, effect = page.locator("textarea"), page.locator("input[name=effects]")
    expect(page.locator(".state")).not_to_have_text("Husk at trykke »Gem«")
    missed.press_sequentially("Trygheden")
    effect.fill("Færre fald")
    expect(page.locator(".state")).to_have_text("Husk at trykke »Gem«")
    page.reload()
    page.goto(f"{room.origin}/let/check_out")
    page.go_back()
    expect(missed).to_have_value("Trygheden")
    expect(effect).to_have_value("Færre fald")
    expect(page.locator(".state")).to_have_text("Husk at trykke »Gem«")
    page.get_by_role("button", name="Gem og videre").click()
    page.goto(f"{room.origin}/let/value_missed")
    expect(missed).to_have_value("Trygheden")
    expect(effect).to_have_value("")
    expect(page.locator(".state")).to_have_text(re.compile("Gemt"))
    person = workshop.participant_list()[0].participant_id
    assert list(workshop.latest(person).values()) == ["Trygheden", "Færre fald"]


SMALL_HOUSE = """
import sys
from traitlets.config import Config
from kerne_widgets.serve.participants import ParticipantsApplication
config = Config()
config.RoomKernels.kernels_max = 0
config.Voila.ip = "127.0.0.1"
ParticipantsApplication.launch_instance([], port=int(sys.argv[1]), data_folder=sys.argv[2], config=config)
"""


@pytest.fixture
def small_house(tmp_path):
    """The participants' server with no kernel to give."""
    store = open_store(f"sqlite:///{tmp_path / 'kerne.sqlite'}")
    workshop = create_workshop("Biblioteket", store=store)
    env = {**os.environ, "KERNE_DATA_DIR": str(tmp_path), "KERNE_STORE": store.address}
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", SMALL_HOUSE, str(port), str(tmp_path)], env=env)
    origin = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            httpx.get(origin)
            break
        except httpx.TransportError:
            assert process.poll() is None
            time.sleep(0.1)
    yield origin, workshop
    process.terminate()
    process.wait(30)
    store.close()


def test_when_every_kernel_is_given_out_the_light_form_takes_over(small_house):
    origin, workshop = small_house
    with httpx.Client(base_url=origin, timeout=60, follow_redirects=True) as client:
        join(client, workshop.code)
        page = client.get("/deltag")
        assert page.url.path == "/let/opening_story"
        form = PlainForm(page.text)
        assert "fuldt hus" in form.text
        assert "full" in form.buttons
        assert client.post(str(page.url), data=form.sends(opening_notice="At vi ser hende")).status_code == 200
    person = workshop.participant_list()[0].participant_id
    assert list(workshop.latest(person).values()) == ["At vi ser hende"]


def test_whoever_has_a_page_open_in_a_follow_up_is_taken_to_its_programme_and_counted(client, workshop, me):
    (ready,) = (one for one in workshop.model.programmes if one.programme_id == "opfoelgning")
    left_behind = next(one.exercise_id for one in workshop.planned if one.exercise_id not in ready.exercise_ids)
    assert client.get(f"/let/{left_behind}").status_code == 200
    workshop.start_round(programme=ready)
    assert client.get(f"/let/{left_behind}").headers["location"] == f"/let/{ready.exercise_ids[0]}"
    until = time.monotonic() + 20
    while workshop.attending() != {me}:
        assert time.monotonic() < until
        time.sleep(0.05)
