"""The hand that leads: what it presses once is heard once, what it means is heard, and it never loses its place."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from conftest import start_room, stop_room, wait_until
from playwright.sync_api import expect

from kerne_widgets.room import hand as module

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SCRIPT = Path(module.__file__).with_name("hand.js").read_text(encoding="utf-8")
DELIBERATE_MS = 1_500
DESK = {"width": 1440, "height": 900}
# a kernel that answers when it is let, and keys that say what was pressed
STAND_IN = """
async (script) => {
  window.done = [];
  window.answers = true;
  let answer;
  const model = {
    on: (_, act) => { answer = act; },
    send: ({ n }) => { window.release = () => answer({ type: "answered", n }); if (window.answers) window.release(); },
  };
  addEventListener("click", ({ target }) => target.id && done.push(target.id));
  (await import(script)).default.render({ model });
}
"""
PAGE = """
<style>button{width:120px;height:44px;margin:30px}</style>
<div class="kr-root"><div class="kr-middle">
<div><button id="add">Tilføj</button><input id="words" aria-label="Ny opgave"><button id="other">Gem</button></div>
<div class="kr-pager"><button id="next">›</button></div>
<div id="cards"></div>
</div></div>
"""


@pytest.fixture
def page(browser):
    opened = browser.new_context(viewport=DESK).new_page()
    opened.set_content(PAGE)
    opened.evaluate(STAND_IN, "data:text/javascript;base64," + b64encode(SCRIPT.encode()).decode())
    yield opened
    opened.context.close()


def done(page):
    return page.evaluate("done")


def test_a_double_click_is_one_press_and_a_press_that_is_meant_is_the_next(page):
    page.locator("#add").dblclick()
    assert done(page) == ["add"]
    page.wait_for_timeout(DELIBERATE_MS)
    page.locator("#add").click()
    assert done(page) == ["add", "add"]


def test_another_key_and_another_entry_are_heard_however_quick_the_hand_is(page):
    page.locator("#add").click()
    page.locator("#other").click()
    page.locator("#add").press("Enter")
    page.locator("#words").fill("Rengøring")
    page.locator("#other").click()
    page.locator("#words").fill("Medicin")
    page.locator("#words").press("Tab")
    page.locator("#other").press("Enter")
    assert done(page) == ["add", "other", "add", "other", "other"]


def test_what_comes_under_a_hand_that_has_not_moved_is_not_pressed_by_it(page):
    page.evaluate("""() => {
      const fill = (n) => cards.innerHTML = `<button id="card${n}">Tag med</button>`;
      fill(1);
      cards.addEventListener("click", () => setTimeout(() => fill(2)));
    }""")
    box = page.locator("#card1").bounding_box()
    x, y = box["x"] + 30, box["y"] + 20
    page.mouse.click(x, y)
    page.locator("#card2").wait_for()
    page.mouse.click(x + 4, y)
    assert done(page) == ["card1"]
    page.wait_for_timeout(DELIBERATE_MS)
    page.mouse.click(x, y)
    assert done(page) == ["card1", "card2"]
    # who goes from the mouse to the keys has moved
    page.wait_for_timeout(DELIBERATE_MS)
    page.mouse.click(x, y)
    page.evaluate("cards.innerHTML = '<button id=card3>Tag med</button>'")
    page.locator("#card3").press("Enter")
    assert done(page) == ["card1", "card2", "card2", "card3"]


def test_a_key_that_is_held_down_is_pressed_once(page):
    page.locator("#add").focus()
    for _ in range(20):
        page.keyboard.down("Enter")
    page.wait_for_timeout(DELIBERATE_MS)
    for _ in range(20):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    assert done(page) == ["add"]


def test_a_press_that_waits_while_the_last_is_acted_on_is_no_other_but_another_entry_is(page):
    page.evaluate("answers = false")
    page.locator("#add").click()
    page.wait_for_timeout(DELIBERATE_MS)
    page.locator("#add").click()
    assert done(page) == ["add"]
    page.locator("#words").fill("Medicin")
    page.locator("#add").click()
    assert done(page) == ["add", "add"]
    page.wait_for_timeout(DELIBERATE_MS)
    # at once after the answer: it was on its way
    page.evaluate("addEventListener('pointerdown', release, { capture: true, once: true })")
    page.locator("#add").click()
    assert done(page) == ["add", "add"]
    page.wait_for_timeout(DELIBERATE_MS)
    page.locator("#add").click()
    assert done(page) == ["add", "add", "add"]


def test_keys_that_turn_pages_are_heard_each_time(page):
    for _ in range(3):
        page.locator("#next").click()
    assert done(page) == ["next"] * 3


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


@pytest.mark.parametrize(
    ("change", "then"),
    [
        # the card goes, and the next one takes its place
        ("cards.innerHTML = card(1) + card(3)", "card3"),
        ("cards.innerHTML = card(1)", "card1"),
        # all is drawn anew
        ("cards.innerHTML = card(1) + card(2) + card(3)", "card2"),
        ("card2.disabled = true", "card3"),
        # what was opened is put away
        ("cards.style.display = 'none'", "add"),
        ("cards.replaceChildren()", "next"),
    ],
)
def test_whoever_has_no_mouse_goes_on_from_where_they_were(page, change, then):
    page.evaluate("""() => {
      window.card = (n) => `<p><button id="card${n}">Tag med</button></p>`;
      cards.innerHTML = card(1) + card(2) + card(3);
    }""")
    page.locator("#add").press("Enter")
    page.locator("#card2").focus()
    page.keyboard.press("Shift")
    page.evaluate(f"() => {{ {change} }}")
    wait_until(lambda: focused(page) == then)


def test_out_of_what_is_put_away_the_way_back_is_not_waited_for(page):
    page.evaluate("cards.innerHTML = '<button id=card1>Luk</button>'")
    page.locator("#add").press("Enter")
    page.locator("#card1").focus()
    page.keyboard.press("Shift")
    waited = page.evaluate("""() => new Promise((done) => {
      const from = performance.now();
      addEventListener("focusin", () => done(performance.now() - from), { once: true });
      cards.style.display = "none";
    })""")
    assert focused(page) == "add"
    assert waited < 1_000


def test_a_mouse_is_given_no_focus_that_it_did_not_ask_for(page):
    page.evaluate("cards.innerHTML = '<button id=card1>Tag med</button><button id=card2>Tag med</button>'")
    page.locator("#card1").click()
    page.evaluate("card1.remove()")
    page.wait_for_timeout(DELIBERATE_MS)
    assert focused(page) == "BODY"


# -- in the control room ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    started = start_room(tmp_path_factory.mktemp("hand"), "--name", "Biblioteket", "--programme", "halvanden_time")
    yield started
    stop_room(started)


@pytest.fixture
def desk(browser, room):
    opened = browser.new_context(viewport=DESK).new_page()
    opened.goto(room.facilitator_url)
    opened.locator(".kp-list").wait_for(timeout=60_000)
    yield opened
    opened.context.close()


def test_two_presses_on_a_panel_add_and_save_once_two_entries_are_two_and_time_is_added_twice(desk, room):
    workshop = room.workshop()
    field, add = desk.get_by_label("Ny opgave"), desk.locator(".kr-intake").get_by_role("button", name="Tilføj")
    field.fill("Medicin")
    add.dblclick()
    wait_until(lambda: len(workshop.task_list()) == 1)
    expect(field).to_have_value("")
    field.fill("Rengøring")
    add.dblclick()
    expect(field).to_have_value("")
    expect(desk.locator(".kr-tasks li")).to_have_text(["Medicin", "Rengøring"])
    expect(desk.locator(".kr-error")).to_have_count(0)

    for words in ("Vagtplan", "Bilvask", "Indkøb"):
        workshop.submit(workshop.join(), "work_tasks", words, item_id="card")
    take = desk.locator(".kr-card", has_text="Vagtplan").get_by_role("button", name="Tag med")
    take.wait_for()
    box = take.bounding_box()
    desk.mouse.click(box["x"] + 20, box["y"] + 20)
    wait_until(lambda: len(workshop.task_list()) == 3)
    desk.mouse.click(box["x"] + 20, box["y"] + 20, delay=10)
    desk.wait_for_timeout(DELIBERATE_MS)
    assert [task.text for task in workshop.task_list()] == ["Medicin", "Rengøring", "Vagtplan"]

    workshop.set_step("action_plan")
    decision = desk.get_by_label("Hvad gør vi anderledes?")
    decision.fill("Varer leveres")
    desk.get_by_role("button", name="Gem beslutningen").dblclick()
    expect(decision).to_have_value("")
    desk.wait_for_timeout(DELIBERATE_MS)
    assert len(workshop.actions()) == 1
    expect(desk.locator(".kr-error")).to_have_count(0)

    workshop.set_step("action_plan", 10)
    ends_at = workshop.step().ends_at
    expect(desk.locator(".kr-clock")).to_contain_text("9:")
    desk.get_by_role("button", name="+5 minutter").dblclick()
    wait_until(lambda: round((workshop.step().ends_at - ends_at).total_seconds()) == 10 * 60)

    n = len(workshop.programme.exercise_ids)
    desk.locator(".kp").get_by_role("button", name="Ret", exact=True).click()
    desk.locator(".is-drop:enabled").first.dblclick()
    desk.wait_for_timeout(DELIBERATE_MS)
    assert len(workshop.programme.exercise_ids) == n - 1


def test_whoever_leads_with_keys_alone_takes_tasks_in_one_after_the_other(desk, room):
    workshop = room.workshop()
    before = len(workshop.task_list())
    for words in ("Aftenrunder", "Nyhedsbreve", "Samtaler"):
        workshop.submit(workshop.join(), "work_tasks", words, item_id="card")
    desk.locator(".kr-card", has_text="Samtaler").wait_for()
    desk.locator(".kr-card", has_text="Nyhedsbreve").get_by_role("button", name="Tag med").press("Enter")
    wait_until(lambda: len(workshop.task_list()) == before + 1)
    expect(desk.locator(".kr-card", has_text="Nyhedsbreve")).to_have_count(0)
    take = desk.locator(".kr-card", has_text="Samtaler").get_by_role("button", name="Tag med")
    expect(take).to_be_focused()
    desk.wait_for_timeout(DELIBERATE_MS)
    desk.keyboard.press("Enter")
    wait_until(lambda: len(workshop.task_list()) == before + 2)
    # asked, and back to what it was asked from
    ask = desk.get_by_role("button", name="Slut workshoppen …")
    ask.press("Enter")
    expect(desk.get_by_role("button", name="Ja, slut nu")).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(ask).to_be_focused()
    assert not workshop.room.closed


# what is reached by the Tab key, and whether the focus is seen on it
REACH = """() => {
  const isShown = (node) => !node.disabled && node.checkVisibility({ visibilityProperty: true });
  const here = (node) => isShown(node) && node.tabIndex >= 0 && node.type !== "radio";
  const name = (node) => node.ariaLabel || node.labels?.[0]?.textContent || node.textContent || node.className;
  const all = "button, a[href], input, select, textarea, summary";
  window.keys = () => [...document.querySelectorAll(all)].filter(here);
  window.reached = new Set();
  window.unseen = new Set();
  addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    reached.add(target);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 3) unseen.add(`${target.tagName} ${name(target)}`);
  });
  window.missed = () => keys().filter((key) => !reached.has(key)).map(name);
}"""


def open_all(desk):
    """Open what can be open at once: a form for someone else, the programme to be changed, names, and a question."""
    for name in ("Svar for en uden telefon", "Ret", "Navn, roller og grupper …", "Slut workshoppen …"):
        desk.get_by_role("button", name=name, exact=True).first.press("Enter")
    expect(desk.locator(".kr-behalf .kerne-page")).to_be_visible()
    expect(desk.get_by_role("button", name="Ja, slut nu")).to_be_focused()


def test_every_key_is_reached_without_a_mouse_and_the_focus_is_seen_on_it(desk, room):
    room.workshop().set_step("action_plan")
    desk.get_by_label("Hvad gør vi anderledes?").wait_for()
    open_all(desk)
    desk.evaluate(REACH)
    desk.locator(".kr-head button").first.focus()
    desk.keyboard.press("Shift+Tab")
    for _ in range(300):
        desk.keyboard.press("Tab")
        if not desk.evaluate("missed().length"):
            break
    assert desk.evaluate("missed()") == []
    assert desk.evaluate("[...unseen]") == []


def test_at_twice_the_size_and_on_a_phone_nothing_is_cut_whatever_is_open(desk, room):
    room.workshop().set_step("action_plan", 10)
    desk.get_by_label("Hvad gør vi anderledes?").wait_for()
    open_all(desk)
    for width, height in ((720, 450), (360, 740)):
        desk.set_viewport_size({"width": width, "height": height})
        desk.wait_for_timeout(300)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
        assert (
            desk.evaluate("""() => [...document.querySelectorAll(".kr-root button, .kr-root a")]
          .filter((key) => key.getBoundingClientRect().right > innerWidth || key.scrollWidth > key.clientWidth + 1)
          .map((key) => key.textContent)""")
            == []
        )
        # a field that is too narrow to say what goes in it says it above
        assert desk.locator(".kr-beginning .widget-label", has_text="Roller").bounding_box()["width"] > 200
        desk.get_by_role("button", name="Næste →").click(trial=True)
