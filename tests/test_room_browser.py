"""The programme in the control room as it is used: with keys, by dragging, from two places, and on a phone."""

from __future__ import annotations

import re
from functools import partial

import pytest
from conftest import PHONE, start_room, stop_room
from playwright.sync_api import expect

LATE_MS = 3_000  # in which the room has long seen what has happened
DELIBERATE_MS = 1_500


@pytest.fixture
def own_room(tmp_path):
    started = start_room(tmp_path / "data", "--name", "Biblioteket", "--programme", "halvanden_time")
    yield started
    stop_room(started)


def titles(page):
    return page.locator(".kp-edit .kp-title")


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_the_programme_is_moved_by_key_and_by_dragging_added_to_undone_and_seen_by_who_else_leads(browser, own_room):
    workshop = own_room.workshop()
    lead = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    other = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    for page in (lead, other):
        page.goto(own_room.facilitator_url)
        page.locator(".kp-list").wait_for(timeout=60_000)
    first, second, third = (exercise.title.da for exercise in workshop.planned[:3])

    lead.get_by_role("button", name="Ret", exact=True).click()
    down = lead.get_by_role("button", name=f"Flyt ned: {first}")
    down.focus()
    down.press("Enter")
    expect(titles(lead)).to_contain_text([second, first, third])
    # the key that was pressed is still the one in hand, for one more press
    expect(lead.get_by_role("button", name=f"Flyt ned: {first}")).to_be_focused()

    grip, last = lead.locator(".kp-grip").first, lead.locator(".kp-edit").nth(2)
    grip.drag_to(last, target_position={"x": 20, "y": 30})
    expect(titles(lead)).to_contain_text([first, third, second])
    lead.locator(".kp-head").get_by_role("button", name="Fortryd").click()
    expect(titles(lead)).to_contain_text([second, first, third])

    burn, habit = (workshop.model.exercise(one).title.da for one in ("value_burn", "value_habit"))
    offered = lead.get_by_role("region", name="Flere øvelser")
    offered.get_by_role("button", name=re.compile("Værdien")).press("Enter")
    lead.get_by_label("Hvor i programmet?").select_option(label=f"Efter {second}")
    for title in (burn, habit):
        offered.get_by_role("button", name=f"Føj til programmet: {title}").press("Enter")
        expect(lead.get_by_text(f"»{title}« er kommet med")).to_be_visible()
        lead.wait_for_timeout(DELIBERATE_MS)
    # one after the other, as they were added, and the hand is still there to add more
    expect(titles(lead)).to_contain_text([second, burn, habit, first])
    expect(offered.locator(".kp-offered button:focus")).to_have_count(1)
    for _ in range(2):
        lead.locator(".kp-head").get_by_role("button", name="Fortryd").click()
        lead.wait_for_timeout(DELIBERATE_MS)
    # what is changed next is changed in what is seen
    expect(titles(lead).nth(1)).to_have_text(first)
    lead.get_by_label(f"Minutter: {first}").fill("9")
    lead.get_by_label(f"Minutter: {first}").press("Enter")
    lead.get_by_label("Gem som mit program").fill("Birgits")
    lead.get_by_role("button", name="Gem", exact=True).click()
    expect(lead.get_by_text("Gemt som »Birgits«")).to_be_in_viewport(ratio=1)
    expect(lead.locator(".kp-heading")).to_have_text("Birgits")
    assert "minutes = 9 }" in (own_room.folder / "programmes" / "birgits.toml").read_text()

    expect(other.locator(".kp-go .kp-title").nth(2)).to_have_text(third, timeout=2_000)
    assert other.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    other.locator(".kp-go", has_text=third).tap()
    expect(lead.locator(".kp-edit.is-current")).to_contain_text(third, timeout=2_000)
    expect(lead.get_by_role("button", name=f"Tag ud: {third}")).to_be_disabled()
    assert workshop.step().exercise_id == plan(workshop)[2]


def plan(workshop):
    return workshop.programme.exercise_ids


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_a_pile_of_sheets_is_typed_in_and_each_answer_is_its_own_persons(browser, own_room):
    workshop = own_room.workshop()
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(own_room.facilitator_url)
    page.get_by_role("button", name="Svar for en uden telefon").click(timeout=60_000)
    pile = page.locator(".kr-behalf")
    pile.get_by_label("Hvilken øvelse?").select_option(label=workshop.model.exercise("gather_tasks").title.da)
    field = pile.locator(".kerne-field input[type=text]")
    for number in (1, 2, 3):
        # neither added with the key beside it nor waited for
        field.fill(f"Opgave fra ark {number}")
        page.get_by_role("button", name="Næste ark →").click()
        person = pile.get_by_label("Hvem svarer du for?").locator("option:checked")
        expect(person).to_have_text(f"Person {number + 1} uden telefon (ny)")
        expect(pile.locator(".kerne-card")).to_have_count(0)
        expect(field).to_have_value("")
    people = [person.participant_id for person in workshop.participant_list() if person.on_behalf]
    given = [list(workshop.latest(person, "work_tasks").values()) for person in people]
    assert given == [["Opgave fra ark 1"], ["Opgave fra ark 2"], ["Opgave fra ark 3"]]


def load_with_late_scripts(page, address, act):
    """Load a page that has asked how all stands, and waits for scripts while something is done."""
    asked, late = [], []

    def hear(frame):
        if not asked and "request_states" in (frame if isinstance(frame, str) else frame.decode("latin-1")):
            asked.append(frame)

    def carry(route):
        if asked and late is not None:
            late.append(route)
        else:
            route.continue_()

    page.on("websocket", lambda socket: socket.on("framesent", hear))
    page.route("**/*.js*", carry)
    with page.expect_request(lambda _: asked, timeout=60_000):
        page.goto(address)
    act()
    page.wait_for_timeout(LATE_MS)
    assert late
    held, late = late, None
    for route in held:
        route.continue_()


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_what_happens_while_a_page_is_loading_is_seen_when_it_is_there(browser, own_room):
    workshop = own_room.workshop()
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    wall = own_room.facilitator_url.partition("/kontrolrum")[0] + "/storskaerm"
    first, *others = workshop.planned
    workshop.set_step(first.exercise_id)
    pages = ((own_room.facilitator_url, ".kr-title h2"), (wall, ".kw-title"))
    for (address, shown), exercise in zip(pages, others, strict=False):
        page = context.new_page()
        load_with_late_scripts(page, address, partial(workshop.set_step, exercise.exercise_id))
        expect(page.locator(shown)).to_have_text(exercise.title.da)
        page.close()


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_a_double_click_takes_one_step_and_a_press_that_is_meant_takes_the_next(browser, own_room):
    workshop = own_room.workshop()
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(own_room.facilitator_url)
    begin, onward = (page.get_by_role("button", name=name) for name in ("Begynd →", "Næste →"))
    presses = (
        begin.dblclick,
        onward.dblclick,
        lambda: [onward.press("Enter") for _ in range(5)],
        lambda: [onward.press("Space") for _ in range(2)],
        onward.click,
        onward.click,
    )
    begin.wait_for(timeout=60_000)
    for act, exercise in zip(presses, workshop.planned, strict=False):
        act()
        expect(page.locator(".kr-title h2")).to_have_text(exercise.title.da)
        page.wait_for_timeout(DELIBERATE_MS)
        assert workshop.step().exercise_id == exercise.exercise_id


CONSULTANTS_DESK = {"width": 1366, "height": 768}


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_the_page_stays_where_it_is_however_many_tasks_are_proposed(browser, own_room):
    workshop = own_room.workshop()
    for number in range(14):
        workshop.submit(workshop.join(), "work_tasks", f"Opgave {number}", item_id="card")
    workshop.set_step("gather_tasks")
    page = browser.new_context(viewport=CONSULTANTS_DESK).new_page()
    page.goto(own_room.facilitator_url)
    expect(page.get_by_text("14 nye opgaver")).to_be_visible(timeout=60_000)
    assert page.evaluate("document.scrollingElement.scrollHeight - innerHeight") <= 0
    page.mouse.move(600, 400)
    page.mouse.wheel(0, 3_000)
    expect(page.get_by_role("button", name="Næste →")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
    # and what stands below them is there to be pressed
    page.get_by_role("button", name="Rapport (PDF)").click(trial=True)


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_the_programme_follows_to_where_the_room_is_and_tells_what_other_exercises_are_for(browser, own_room):
    workshop = own_room.workshop()
    workshop.set_step(workshop.planned[-1].exercise_id)
    page = browser.new_context(viewport=CONSULTANTS_DESK).new_page()
    page.goto(own_room.facilitator_url)
    page.locator(".kp-list").wait_for(timeout=60_000)
    current = page.locator(".kp-row.is-current")
    for exercise in (workshop.planned[-1], workshop.planned[0], workshop.planned[-2]):
        workshop.set_step(exercise.exercise_id)
        expect(current).to_contain_text(exercise.title.da)
        expect(current).to_be_in_viewport(ratio=1)
    offered = page.get_by_role("region", name="Flere øvelser")
    offered.get_by_role("button", name=re.compile("Værdien")).click()
    burn = workshop.model.exercise("value_burn")
    row = offered.locator(".kp-offered", has_text=burn.title.da)
    expect(row).to_contain_text(f"{burn.minutes} min. · en linje, kort · {burn.row}")
    expect(row).to_contain_text(burn.notes.purpose.da)
    page.get_by_role("button", name="Begynd en opfølgning").click()
    expect(page.get_by_role("button", name="Begynd nu")).to_be_in_viewport(ratio=1)


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_a_long_name_of_the_workplace_keeps_off_what_is_beside_it(browser, own_room):
    own_room.workshop().rename("Rehabilitering og hjemmepleje i de fire distrikter " * 3)
    lead = browser.new_context().new_page()
    lead.goto(own_room.facilitator_url)
    name, saved = lead.locator(".kr-name"), lead.locator(".kr-saved")
    saved.wait_for(timeout=60_000)
    for width in (1440, 1024, 360):
        lead.set_viewport_size({"width": width, "height": 900})
        expect(name).to_be_in_viewport()
        of_name, of_saved = name.bounding_box(), saved.bounding_box()
        assert of_name["x"] + of_name["width"] <= of_saved["x"] or of_name["y"] + of_name["height"] <= of_saved["y"]
        assert of_name["height"] < 70  # two lines
        assert lead.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_the_keys_of_the_clock_are_whole_words_on_a_phone(browser, own_room):
    lead = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    lead.goto(own_room.facilitator_url)
    own_room.workshop().set_step("place_tasks", minutes=16)
    expect(lead.locator(".kr-timer button").first).to_have_text("Pause", timeout=60_000)
    cut = lead.evaluate("""() => [...document.querySelectorAll(".kr-timer button")].filter(key => {
        const style = getComputedStyle(key), words = document.createRange();
        words.selectNodeContents(key);
        const room = key.getBoundingClientRect().width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
            - parseFloat(style.borderLeftWidth) - parseFloat(style.borderRightWidth);
        return words.getBoundingClientRect().width > room + 0.1;
    }).map(key => key.innerText)""")
    assert cut == []
    assert lead.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.browser
def test_what_to_write_before_it_begins_can_be_read_to_the_end_on_a_phone(browser, own_room):
    lead = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    lead.goto(own_room.facilitator_url)
    lead.get_by_placeholder("Grupper, fx bord 1").wait_for(timeout=60_000)
    cut = lead.evaluate("""() => [...document.querySelectorAll(".kr-beginning input[placeholder]")].filter(field => {
        const style = getComputedStyle(field), pen = document.createElement("canvas").getContext("2d");
        pen.font = style.font;
        const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        return pen.measureText(field.placeholder).width > room;
    }).map(field => field.placeholder)""")
    assert cut == []
    assert lead.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
