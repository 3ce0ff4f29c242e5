"""The participant's page on a real phone-sized browser, against the real server."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import tap_key
from playwright.sync_api import expect

from kerne_widgets import create_workshop
from kerne_widgets.messages import text as sentence
from kerne_widgets.store import open_store

pytestmark = pytest.mark.browser

TASKS = ("Personlig pleje sammen med borgeren", "Hverdagsrehabilitering", "Dokumentation i omsorgssystemet")

# controls under 44 px, and fields in which a phone would zoom
SMALL = """() =>
  [...document.querySelectorAll(".kerne-page :is(button, textarea, input[type=text], .widget-radio-box label)")]
    .filter((n) => n.offsetParent && getComputedStyle(n).visibility != "hidden")
    .filter((n) => !n.closest(".kerne-mailbox, [aria-hidden=true]"))
    .filter((n) => n.offsetHeight < 44 || n.offsetWidth < 44
      || (n.matches("input, textarea") && parseFloat(getComputedStyle(n).fontSize) < 16))
    .map((n) => n.outerHTML.slice(0, 120))"""

# fields that do not show that they have the focus
UNSEEN_FOCUS = """() =>
  [...document.querySelectorAll(".kerne-page :is(textarea, input[type=text], input[type=date]):not([tabindex='-1'])")]
    .filter((n) => n.offsetParent)
    .filter((n) => { n.focus(); const seen = getComputedStyle(n).outlineStyle; n.blur(); return seen === "none"; })
    .map((n) => n.outerHTML.slice(0, 120))"""


@pytest.fixture
def workshop(room):
    store = open_store(f"sqlite:///{room.folder / 'kerne.sqlite'}")
    made = create_workshop("Hjemmeplejen Syd", store=store)
    for task in TASKS:
        made.add_task(task)
    yield made
    store.close()


@pytest.fixture
def page(room, workshop, phone):
    opened = phone.new_page()
    troubles = []
    opened.on("pageerror", lambda error: troubles.append(error.stack))
    opened.goto(f"{room.origin}/?kode={workshop.code}")
    opened.locator("button[type=submit]").first.click()
    expect(opened.locator(".kerne-head")).to_be_visible(timeout=60_000)
    yield opened
    assert not troubles, troubles


@pytest.fixture
def answers(workshop):
    def given(prompt_id):
        everyone = workshop.participant_list()
        return [v for p in everyone for v in workshop.latest(p.participant_id, prompt_id).values()]

    return given


def show(page, workshop, exercise_id):
    # nobody is taken along out of a field
    page.evaluate("document.activeElement?.blur()")
    workshop.set_step(exercise_id)
    # a screen reader is taken to the new heading; whoever is quicker than that would lose the focus again
    expect(page.locator(f".kerne-screen--{exercise_id} h1")).to_be_focused()
    expect(page.locator("html:not([data-kerne-leading])")).to_be_attached()
    workshop.set_step(None)


def pass_time(page, seconds):
    """Let the page's clock be later, with nobody waiting for it."""
    page.evaluate("seconds => { const now = Date.now; Date.now = () => now() + seconds * 1000; }", seconds)


def saved(page):
    expect(page.locator(".kerne-state-stored")).to_have_text(re.compile("Gemt"))
    expect(page.locator("html")).to_have_attribute("data-kerne", "")


@contextmanager
def commits(page, times=1):
    """Wait until what is done inside has been answered by the kernel, which it does after the commit."""
    before = int(page.locator(".kerne-head").get_attribute("data-n"))
    yield
    page.wait_for_function("(n) => document.querySelector('.kerne-head')?.dataset.n >= n", arg=before + times)


def test_every_screen_fits_the_phone_reads_well_aloud_and_is_easy_to_hit(page, workshop):
    workshop.submit(workshop.participant_list()[0].participant_id, "obstacles", "Speciallægekonsulentordningen")
    seen = set()
    while "thanks" not in seen:
        screen = page.locator(".kerne-screen")
        name = re.search(r"kerne-screen--(\w+)", screen.get_attribute("class"))[1]
        seen.add(name)
        found = [v["id"] for v in Axe().run(page).response["violations"]]
        assert not found, (name, found)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, name
        small = page.evaluate(SMALL)
        assert small == [], name
        assert page.evaluate(UNSEEN_FOCUS) == [], name
        nameless = page.locator(".kerne-page [role=radiogroup]:not([aria-label])").count()
        assert nameless == 0
        if name != "thanks":
            before = page.locator(".kerne-stage").first.inner_html()
            page.locator(".kerne-on").click()
            page.wait_for_function("(old) => document.querySelector('.kerne-stage').innerHTML != old", arg=before)
            # what is on its way out is inert until the next is drawn, and has no heading for a screen reader
            expect(page.locator("html:not([data-kerne-leading])")).to_be_attached()
    assert {"opening_story", "ambition_sort", "place_tasks"} <= seen


def test_what_is_typed_and_not_yet_saved_survives_a_reload(page, workshop, answers):
    show(page, workshop, "target_group_meeting")
    page.locator("textarea").fill("Vi begynder med at lytte")
    page.reload()
    expect(page.locator(".kerne-head")).to_be_visible(timeout=60_000)
    saved(page)
    assert answers("meeting_them") == ["Vi begynder med at lytte"]
    expect(page.locator(".kerne-screen--target_group_meeting")).to_be_visible()
    expect(page.locator("textarea")).to_have_value("Vi begynder med at lytte")


def test_half_a_card_is_still_in_the_field_after_a_reload_and_whole_cards_are_added_in_order(page, workshop, answers):
    show(page, workshop, "target_group_who")
    field = page.locator(".kerne-whole input")
    for card in ("Ældre", "Unge", "Pårørende"):
        field.press_sequentially(card)
        field.press("Enter")
    field.press_sequentially("Borgere, der lige")
    expect(page.locator(".kerne-card")).to_have_count(3)
    expect(page.locator(".kerne-state")).to_have_text("Ikke tilføjet endnu", use_inner_text=True)
    page.reload()
    expect(page.locator(".kerne-whole input")).to_have_value("Borgere, der lige", timeout=60_000)
    assert answers("target_groups") == ["Ældre", "Unge", "Pårørende"]
    page.locator(".kerne-on").click()
    expect(page.locator(".kerne-screen--target_group_primary")).to_be_visible()
    assert answers("target_groups")[-1] == "Borgere, der lige"


def test_a_text_over_the_limit_says_so_keeps_every_letter_and_saves_when_shortened(page, workshop, answers):
    show(page, workshop, "target_group_meeting")
    page.locator("textarea").fill("æ" * 4_001)
    expect(page.locator(".kerne-count")).to_have_text(re.compile(r"4\.001 af 4\.000"))
    expect(page.locator(".kerne-state-over")).to_be_visible()
    assert page.locator("textarea").input_value() == "æ" * 4_001
    assert answers("meeting_them") == []
    page.locator("textarea").fill("æ" * 4_000)
    saved(page)
    assert answers("meeting_them") == ["æ" * 4_000]


def test_markup_in_an_answer_is_text_on_the_page(page, workshop):
    show(page, workshop, "target_group_who")
    nasty = '<img src=x onerror="document.title=1"> $x$ 👩‍👩‍👧 مرحبا'
    field = page.locator(".kerne-whole input")
    field.fill(nasty)
    field.press("Enter")
    expect(page.locator(".kerne-card p")).to_have_text(nasty)
    assert page.locator(".kerne-card img").count() == 0


def test_the_facilitator_takes_the_phone_along_but_not_out_of_a_sentence(page, workshop, answers):
    show(page, workshop, "target_group_meeting")
    page.locator("textarea").press_sequentially("Jeg er midt i", delay=20)
    saved(page)
    # whoever stops to think is still writing
    pass_time(page, 10)
    workshop.set_step("value_missed")
    expect(page.locator(".kerne-invitation")).to_be_visible()
    page.locator("textarea").press_sequentially(" en sætning", delay=20)
    saved(page)
    pass_time(page, 10)
    workshop.add_task("Noget, som alle sider hører om")
    expect(page.locator(".kerne-invitation")).to_be_visible()
    expect(page.locator(".kerne-screen--target_group_meeting")).to_be_visible()
    page.locator(".kerne-along").tap()
    expect(page.locator(".kerne-screen--value_missed")).to_be_visible()
    assert answers("meeting_them") == ["Jeg er midt i en sætning"]


def test_a_card_that_is_written_and_not_added_never_passes_for_saved_and_comes_along(page, workshop, answers):
    show(page, workshop, "target_group_who")
    field, state = page.locator(".kerne-whole input"), page.locator(".kerne-state")
    field.fill("Ældre")
    field.press("Enter")
    saved(page)
    field.fill("Unge")
    expect(state).to_have_text("Ikke tilføjet endnu", use_inner_text=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    workshop.set_step("value_missed", 4)
    expect(page.locator(".kerne-invitation")).to_be_visible()
    assert answers("target_groups") == ["Ældre"]
    page.locator(".kerne-along").tap()
    expect(page.locator(".kerne-screen--value_missed")).to_be_visible()
    assert answers("target_groups") == ["Ældre", "Unge"]

    show(page, workshop, "target_group_who")
    field.fill("Pårørende")
    workshop.set_step("value_missed", 4)
    expect(page.locator(".kerne-invitation")).to_be_visible()
    # after minutes without a letter nobody is writing any more
    pass_time(page, 130)
    expect(page.locator(".kerne-screen--value_missed")).to_be_visible()
    assert answers("target_groups") == ["Ældre", "Unge", "Pårørende"]
    saved(page)


def test_what_is_half_written_is_added_when_the_exercise_is_closed_and_a_screen_reader_hears_of_it(
    page, workshop, answers
):
    show(page, workshop, "target_group_who")
    heard, told = page.locator("#kerne-room-says"), page.locator(".kerne-room.is-closed-now")
    page.locator(".kerne-whole input").fill("Unge")
    workshop.set_open("target_group_who", False)
    expect(told).to_be_visible()
    expect(page.locator(".kerne-card p")).to_have_text(["Unge"])
    expect(page.locator(".kerne-state")).to_have_text("Lukket for svar", use_inner_text=True)
    assert answers("target_groups") == ["Unge"]
    expect(heard).to_contain_text("lukket for svar")
    assert told.bounding_box()["y"] < page.locator(".kerne-question").first.bounding_box()["y"]
    expect(page.locator(".kerne-room.is-half")).to_be_hidden()
    workshop.set_revealed("target_group_who", True)
    expect(heard).to_contain_text("storskærmen")
    workshop.set_revealed("target_group_who", False)
    workshop.set_open("target_group_who", True)
    expect(heard).to_have_text("Øvelsen er åben for svar igen.")
    saved(page)


def test_a_card_added_without_the_net_is_listed_as_waiting_and_written_again_is_still_one(page, workshop, answers):
    show(page, workshop, "target_group_who")
    page.context.set_offline(True)
    expect(page.locator("html")).to_have_attribute("data-kerne", "offline")
    field, waiting = page.locator(".kerne-whole input"), page.locator(".kerne-waiting li")
    for text in ("Unge", "Ældre", " unge"):
        field.fill(text)
        field.press("Enter")
    expect(waiting.locator("span")).to_have_text(["Unge", "Ældre"])
    expect(waiting.locator("em")).to_have_text(["Venter", "Venter"])
    expect(field).to_have_value("")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.set_offline(False)
    expect(page.locator(".kerne-card p")).to_have_text(["Unge", "Ældre"], timeout=60_000)
    expect(waiting).to_have_count(0)
    saved(page)
    assert answers("target_groups") == ["Unge", "Ældre"]


def test_closing_an_exercise_leaves_the_text_and_opening_it_lets_one_go_on(page, workshop):
    show(page, workshop, "target_group_meeting")
    page.locator("textarea").fill("Skrevet")
    saved(page)
    workshop.set_open("target_group_meeting", False)
    expect(page.locator(".kerne-room.is-closed-now")).to_be_visible()
    expect(page.locator("textarea")).not_to_be_editable()
    expect(page.locator("textarea")).to_have_value("Skrevet")
    workshop.set_open("target_group_meeting", True)
    expect(page.locator("textarea")).to_be_editable()


def test_a_tap_that_comes_too_late_goes_back_and_the_phone_lets_go_of_it(page, workshop, answers):
    show(page, workshop, "target_group_meeting")
    keys = page.locator(".kerne-f--partner_scale input[type=radio]")
    with commits(page):
        tap_key(page.locator(".kerne-f--partner_scale"), 1)
    workshop.set_open("target_group_meeting", False)
    expect(page.locator(".kerne-room.is-closed-now")).to_be_visible()
    # a page that opens now has seen nobody write when it was closed
    page.reload()
    expect(keys.first).to_be_disabled(timeout=60_000)
    page.evaluate(
        """() => {
            const key = document.querySelectorAll(".kerne-f--partner_scale input[type=radio]")[4];
            key.disabled = false;
            key.click();
        }"""
    )
    expect(page.locator(".kerne-late")).to_have_text(sentence("page.late_closed"))
    expect(keys.nth(1)).to_be_checked()
    expect(page.locator("#kerne-says[aria-live]")).to_contain_text(sentence("page.late_closed"))
    expect(page.locator("html")).to_have_attribute("data-kerne", "")
    expect(page.locator(".kerne-state")).to_have_text(sentence("page.state_closed"), use_inner_text=True)
    kept = page.evaluate("Object.keys(localStorage).filter((name) => name.includes('partner_scale'))")
    assert (kept, answers("partner_scale")) == ([], [2])


def test_the_keyboard_alone_answers_scales_and_places_tasks(page, workshop, answers):
    show(page, workshop, "target_group_meeting")
    page.locator("input[type=radio]").first.focus()
    with commits(page, times=2):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    assert answers("partner_scale") == [2]
    show(page, workshop, "place_tasks")
    page.locator(".chip").first.focus()
    with commits(page, times=2):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
    expect(page.locator(".tray-count")).to_have_text("1 af 3 placeret")
    expect(page.locator(".kerne-where")).to_have_text(re.compile(r"^Trin \d+ af \d+ · "))
    with commits(page):
        page.locator(".kerne-more").press("Enter")
    assert answers("task_placement") == [{"centrality": 1, "hours_week": 1}]


def test_the_next_task_the_hours_and_what_is_missing_are_said_to_whoever_cannot_see_them(page, workshop):
    show(page, workshop, "place_tasks")
    on = page.locator(".kerne-on")
    on.focus()
    page.keyboard.press("Enter")
    name = f"2 · {TASKS[1]}"
    expect(page.locator("#kerne-task-now[aria-live]")).to_have_text(name)
    expect(page.get_by_role("radiogroup", name=name)).to_be_visible()
    expect(on).to_be_focused()
    for hours in (1, 2):
        page.get_by_role("button", name="En time mere").press("Enter")
        expect(page.locator("#kerne-counted[aria-live]")).to_have_text(f"Timer om ugen: {hours}")
    expect(page.locator("#kerne-says[aria-live]")).to_contain_text("Vælg også en ring, så bliver timerne gemt.")
    # a name that is changed while one looks at it
    workshop.rename_task(workshop.task_list()[1].task_id, "Træning i hverdagen")
    expect(page.get_by_role("radiogroup", name="2 · Træning i hverdagen")).to_be_visible()


@pytest.mark.parametrize(("width", "letters"), [(360, 100), (360, 150), (360, 200), (240, 100)])
def test_the_keys_of_the_board_stay_on_the_screen_with_large_letters_and_when_it_is_zoomed(
    page, workshop, width, letters
):
    for number in range(6):
        workshop.add_task(f"Opgave {number}")
    show(page, workshop, "place_tasks")
    page.set_viewport_size({"width": width, "height": 740 * width // 360})
    page.add_style_tag(content=f"* {{ text-size-adjust: {letters}% !important; transition: none !important }}")
    keys = page.locator(".kerne-task label, .kerne-task button, .chip, .tray-more, .tray-count")
    # the chips are as many as there is room for
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    boxes = [key.bounding_box() for key in keys.filter(visible=True).all()]
    assert len(boxes) >= 5 + 1 + 2 + 3 + 2
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    names = [box for key in page.locator(".kerne-rings label").all() if (box := key.bounding_box())]
    assert all(a["x"] + a["width"] <= b["x"] or a["y"] + a["height"] <= b["y"] for a, b in pairwise(names))
    assert page.evaluate("innerWidth") == width
    # where one is can be read whole
    place = page.locator(".kerne-where span").first
    expect(place).to_have_text(re.compile(r"^Trin \d+ af \d+$"))
    assert place.evaluate("n => n.scrollWidth <= n.clientWidth && n.scrollHeight <= n.clientHeight + 1")
    assert place.evaluate(
        "n => n.getBoundingClientRect().bottom <= n.closest('.kerne-head').getBoundingClientRect().bottom"
    )


def test_a_letter_taken_back_and_a_second_tap_on_the_same_key_are_not_waited_for(page, workshop):
    show(page, workshop, "opening_question")
    key = page.locator(".kerne-kind-scale .widget-radio-box label").nth(1)
    with commits(page):
        key.tap()
    saved(page)
    key.tap()
    expect(page.locator("html")).to_have_attribute("data-kerne", "")
    page.locator("textarea").press("a")
    page.locator("textarea").press("Backspace")
    expect(page.locator("html")).to_have_attribute("data-kerne", "")


def test_hours_that_are_no_number_leave_the_ring_and_are_named_with_their_task(page, workshop, answers):
    show(page, workshop, "place_tasks")
    with commits(page):
        page.get_by_label("Timer om ugen").fill("mange")
    with commits(page):
        page.locator(".kerne-rings .widget-radio-box label").nth(1).tap()
    expect(page.locator(".kerne-state-stored")).to_have_text("Ikke gemt")
    expect(page.locator("html")).to_have_attribute("data-kerne", "")
    assert answers("task_placement") == [{"centrality": 1, "hours_week": None}]
    page.locator(".kerne-on").tap()
    expect(page.locator(".kerne-problem")).to_contain_text(f"1 · {TASKS[0]}: ")
    expect(page.get_by_label("Timer om ugen")).not_to_have_attribute("aria-invalid", "true")
    page.locator(".kerne-back").tap()
    expect(page.get_by_label("Timer om ugen")).to_have_value("mange")
    with commits(page):
        page.get_by_label("Timer om ugen").fill("7,5")
    saved(page)
    assert answers("task_placement") == [{"centrality": 1, "hours_week": 7.5}]


def test_undo_brings_the_text_before_back_into_the_field(page, workshop, answers):
    show(page, workshop, "target_group_meeting")
    page.locator("textarea").fill("Først")
    saved(page)
    page.locator("textarea").fill("Siden")
    saved(page)
    with commits(page):
        page.locator(".kerne-kind-long_text .kerne-undo").click()
    expect(page.locator("textarea")).to_have_value("Først")
    assert answers("meeting_them") == ["Først"]


def test_items_are_ordered_weighed_and_compared_by_tap_and_by_key_and_survive_a_reload(page, workshop, answers):
    for source in ("effects", "quality_criteria", "competence_need"):
        for text in ("Ro", "Hverdagsrehabiliteringskoordinatorordningen", "Tid"):
            workshop.submit(workshop.join(), source, text)
    live = page.locator(".kerne-composer [aria-live]")

    show(page, workshop, "value_effects")
    for name in ("Føj til: Tid", "Føj til: Ro"):
        page.get_by_role("button", name=name).tap()
    up = page.get_by_role("button", name="Flyt op: Ro")
    up.focus()
    page.keyboard.press("Enter")
    expect(live).to_have_text("Ro er nu nummer 1 af 2")
    # the key that was pressed has moved, and the next press is still about the same thing
    expect(up).to_be_focused()
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate(SMALL) == []
    page.reload()
    expect(page.locator(".kerne-head")).to_be_visible(timeout=60_000)
    saved(page)
    texts = {item.item_id: item.text for item in workshop.items(workshop.model.prompt("effects_ranked"))}
    assert [[texts[item] for item in order] for order in answers("effects_ranked")] == [["Ro", "Tid"]]
    expect(page.locator(".kerne-ranked .kerne-item")).to_have_text(["Ro", "Tid"])
    with commits(page):
        page.locator(".kerne-undo").tap()
    expect(page.locator(".kerne-ranked")).to_have_count(0)

    show(page, workshop, "quality_points")
    with commits(page):
        page.get_by_role("button", name="Flere: Tid").tap()
        page.get_by_role("button", name="Flere: Tid").tap()
        page.get_by_label("Point til: Ro").fill("120")
        expect(page.locator(".kerne-left")).to_contain_text("30 for meget")
        # what is too much stays as it is written, and what was stored is still stored
        page.get_by_label("Point til: Ro").press("Tab")
        expect(page.get_by_label("Point til: Ro")).to_have_value("120")
        # from one field to the next with a finger: the field that is tapped is the one that is written in
        page.get_by_label("Point til: Tid").tap()
        page.keyboard.press("End")
        page.keyboard.type("x")
        problem = page.locator(".kerne-share .kerne-problem:not(:empty)")
        expect(problem).to_contain_text("»10x« er ikke et helt tal")
        expect(page.locator(".kerne-number[aria-invalid]")).to_have_count(1)
        page.get_by_label("Point til: Tid").fill("10")
        expect(problem).to_have_count(0)
        page.get_by_label("Point til: Ro").fill("85")
        page.get_by_label("Point til: Ro").press("Tab")
        expect(page.locator(".kerne-left")).to_have_text("5 point tilbage af 100")
    saved(page)
    assert [sorted(given.values()) for given in answers("quality_points")] == [[10, 85]]
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(SMALL) == []

    show(page, workshop, "competence_pairs")
    expect(page.locator(".kerne-pair-at")).to_have_text("Par 1 af 3")
    page.locator(".kerne-option").first.tap()
    expect(page.locator(".kerne-pair-at")).to_have_text("Par 2 af 3")
    page.get_by_role("button", name="Begge lige meget").tap()
    page.get_by_role("button", name="Spring over").tap()
    expect(page.locator(".kerne-pair")).to_contain_text("2 af 3 par")
    page.get_by_role("button", name="Forrige par").tap()
    page.get_by_role("button", name="Forrige par").tap()
    expect(page.get_by_role("button", name="Begge lige meget")).to_have_attribute("aria-pressed", "true")
    saved(page)
    assert len(answers("competence_pairs")) == 2
    assert "equal" in answers("competence_pairs")
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate(SMALL) == []


def test_the_only_star_goes_along_to_the_card_that_is_tapped_and_is_taken_back_where_it_is(page, workshop, answers):
    for text in ("De ældre", "Hverdagsrehabiliteringskoordinatorordningens langtidssygemeldte", "Pårørende"):
        workshop.submit(workshop.join(), "target_groups", text)
    ids = {item.text: item.item_id for item in workshop.items(workshop.model.prompt("primary_group_vote"))}
    show(page, workshop, "target_group_primary")
    stars, left = page.locator(".kerne-star"), page.locator(".kerne-left")
    expect(left).to_have_text("Du har én stjerne. Tryk på det kort, du vælger.")
    for text in ("De ældre", "Pårørende"):
        with commits(page):
            page.get_by_role("button", name=text).tap()
        assert answers("primary_group_vote")[-1] == {ids[text]: 1}
        expect(page.locator(".kerne-star[aria-pressed=true]")).to_have_text([text])
        expect(page.locator(".kerne-star[aria-disabled=true]")).to_have_count(0)
    expect(left).to_have_text("Din stjerne er givet. Tryk på et andet kort for at flytte den.")
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(SMALL) == []
    page.get_by_role("button", name="Pårørende").focus()
    with commits(page):
        page.keyboard.press("Enter")
    expect(stars.and_(page.locator("[aria-pressed=true]"))).to_have_count(0)
    assert answers("primary_group_vote") == []


def test_a_double_tap_answers_about_one_pair(page, workshop, answers):
    for text in ("Ro", "Tid", "Nærvær"):
        workshop.submit(workshop.join(), "competence_need", text)
    show(page, workshop, "competence_pairs")
    at = page.locator(".kerne-pair-at")
    expect(at).to_have_text("Par 1 af 3")
    box = page.locator(".kerne-option").first.bounding_box()
    for _ in range(2):
        page.touchscreen.tap(box["x"] + 40, box["y"] + box["height"] / 2)
    expect(at).to_have_text("Par 2 af 3")
    page.get_by_role("button", name="Begge lige meget").tap()
    expect(at).to_have_text("Par 3 af 3")
    saved(page)
    assert len(answers("competence_pairs")) == 2
    assert "equal" in answers("competence_pairs")


def test_a_hint_comes_when_typing_pauses_is_read_aloud_and_goes_with_one_tap(page, workshop, answers):
    show(page, workshop, "opening_question")
    hint = page.locator(".kerne-hint")
    field = page.locator("textarea")
    field.fill("Pleje og omsorg af høj kvalitet")
    expect(hint).to_contain_text("»omsorg« rummer meget. Hvad ville man se jer gøre en almindelig tirsdag?")
    expect(page.locator("#kerne-hints")).to_contain_text("»omsorg«")
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".kerne-hint-close").click()
    expect(hint).to_be_hidden()
    expect(field).to_have_value("Pleje og omsorg af høj kvalitet")
    assert answers("core_task_alone") == ["Pleje og omsorg af høj kvalitet"]


def test_what_is_typed_as_a_follow_up_begins_is_told_to_its_writer_and_answers_nothing(page, workshop, answers):
    show(page, workshop, "target_group_meeting")
    page.locator("textarea").fill("Med ro")
    saved(page)
    # it stays in the phone, as where the net is gone for a moment
    page.evaluate(
        """() => { document.addEventListener("change", (event) => event.stopImmediatePropagation(), true); }"""
    )
    page.locator("textarea").press_sequentially(" og tid")
    workshop.start_round("Tre måneder efter")
    left = page.locator(".kerne-behind")
    expect(left).to_be_hidden()
    page.reload()
    expect(left.locator(".kerne-older-text")).to_have_text("Med ro og tid", timeout=60_000)
    expect(left.locator("[role=status]")).to_have_text(sentence("page.left_words"))
    show(page, workshop, "target_group_meeting")
    expect(page.locator("textarea")).to_have_value("")
    left.get_by_role("button").tap()
    expect(left).to_be_hidden()
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.includes('meeting_them'))")
    page.reload()
    expect(page.locator("textarea")).to_have_value("", timeout=60_000)
    expect(left).to_be_hidden()
    assert answers("meeting_them") == []


def test_an_open_page_loses_and_mixes_nothing_as_a_follow_up_begins(page, workshop, answers):
    show(page, workshop, "target_group_meeting")
    workshop.set_step("target_group_meeting")
    # what was written last in each round
    page.evaluate(
        """() => {
            window.written = {};
            document.addEventListener("input", ({ target }) => {
                const round = target.closest(".kerne-screen").className.match(/kerne-of--\\w+(-2)?/)[1] ? 2 : 1;
                window.written[round] = target.value;
            }, true);
        }"""
    )
    field = page.locator("textarea")
    field.press_sequentially("Med ro ")
    workshop.start_round("Tre måneder efter")
    workshop.set_step("target_group_meeting")
    for _ in range(400):
        field.press_sequentially("a")
        if "2" in page.evaluate("window.written"):
            break
    expect(page.locator("html")).to_have_attribute("data-kerne", "")
    saved(page)
    written = page.evaluate("window.written")
    (person,) = (one.participant_id for one in workshop.participant_list())
    assert answers("meeting_them") == [written["2"]]
    assert re.fullmatch("a+", written["2"])
    if [written["1"]] != list(workshop.latest(person, "meeting_them", 1).values()):
        expect(page.locator(".kerne-behind .kerne-older-text")).to_have_text(written["1"])
