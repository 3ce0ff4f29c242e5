"""The placement board in a real browser, with a stand-in for the kernel: finger, mouse and keys all reach the rings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kerne_widgets import theme
from kerne_widgets.board import Board
from kerne_widgets.board import board as module

pytestmark = pytest.mark.browser

HERE = Path(module.__file__).parent
RINGS = ["Kerne", "Tæt på", "Midt", "Længere ude", "Periferi"]
STAND_IN = """
(state) => {
  const heard = {};
  window.sent = [];
  window.model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; (heard[name] || []).forEach((f) => f()); },
    save_changes: () => {},
    send: (message) => window.sent.push(message),
    on: (names, f) => names.split(" ").forEach((n) => (heard[n.slice(7)] ||= []).push(f)),
    off: () => {},
  };
}
"""


@pytest.fixture
def page(phone):
    opened = phone.new_page()
    # an address of its own, so that there is a localStorage; plain http, so that there is no crypto.randomUUID
    files = {"/": ("text/html", "<!doctype html><title>-</title><style>{}</style><main id=at></main>")}
    files["/board.js"] = ("text/javascript", module.MOVES + (HERE / "board.js").read_text())
    style = theme.css() + (HERE / "board.css").read_text() + "body{margin:16px}"

    def answer(route):
        kind, body = files["/" + route.request.url.split("/", 3)[3]]
        route.fulfill(content_type=kind, body=body.replace("{}", style) if kind == "text/html" else body)

    opened.route("http://board.test/**", answer)
    opened.goto("http://board.test/")
    yield opened
    opened.close()


def show(page, n=6, placements=None, selected="t1", key="phone", **more):
    state = {
        "tasks": [{"id": f"t{i}", "number": i, "text": f"Opgave {i}"} for i in range(1, n + 1)],
        "placements": placements or {},
        "selected": selected,
        "labels": {"rings": RINGS, "board": "Opgaverne", "unplaced": "Ikke placeret", "placed": "Alle er placeret"},
        "acknowledged": [],
        "key": key,
        "is_open": True,
        **more,
    }
    page.evaluate(STAND_IN, state)
    page.evaluate(
        "async () => (await import('/board.js')).default.render({ model, el: document.querySelector('#at') })"
    )


def middle(page):
    box = page.locator("svg").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 340


def sent(page):
    return [(move["task_id"], move["centrality"]) for move in page.evaluate("sent")]


def drag(page, mark, dx, dy):
    box = mark.bounding_box()
    x, y, scale = middle(page)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(x + dx * scale, y + dy * scale, steps=4)
    page.mouse.up()


@pytest.mark.parametrize(("distance", "ring"), [(20, 0), (67, 1), (96, 2), (125, 3), (154, 4), (172, 4)])
def test_a_dot_lands_in_the_ring_it_is_dropped_on(page, distance, ring):
    show(page)
    drag(page, page.locator(".chip").first, 0, distance)
    assert sent(page) == [("t1", ring)]
    assert page.locator(".mark.is-selected").get_attribute("aria-valuetext") == RINGS[ring]


def test_a_dot_dropped_outside_stays_where_it_was(page):
    show(page, placements={"t1": 2})
    drag(page, page.locator(".mark"), 0, 240)
    assert sent(page) == []
    assert page.locator(".mark").get_attribute("aria-valuenow") == "2"


def test_a_tap_on_a_ring_places_the_selected_task(page):
    show(page, selected="t3")
    x, y, scale = middle(page)
    page.touchscreen.tap(x + 96 * scale, y)
    assert sent(page) == [("t3", 2)]


def test_arrow_keys_move_a_task_in_and_out_and_pages_go_to_the_next(page):
    show(page, placements={"t1": 2, "t2": 4})
    page.locator(".mark[tabindex='0']").focus()
    for key in ("ArrowUp", "ArrowDown", "ArrowDown", "Home", "ArrowLeft", "End"):
        page.keyboard.press(key)
    assert sent(page) == [("t1", ring) for ring in (3, 2, 1, 0, 4)]
    page.keyboard.press("PageDown")
    assert page.evaluate("model.get('selected')") == "t2"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "2 · Opgave 2"


def test_each_move_has_an_id_of_its_own_also_where_the_page_is_not_secure(page):
    assert page.evaluate("typeof crypto.randomUUID") == "undefined"
    show(page, placements={"t1": 2})
    page.locator(".mark").focus()
    page.keyboard.press("Home")
    page.keyboard.press("End")
    ids = [move["event_id"] for move in page.evaluate("sent")]
    assert len(set(ids)) == 2
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", made) for made in ids
    )


def test_a_move_that_never_arrived_is_sent_again_after_a_reload_until_it_is_acknowledged(page):
    show(page, placements={"t1": 2})
    page.locator(".mark").focus()
    page.keyboard.press("End")
    lost = page.evaluate("sent")
    page.reload()
    show(page, placements={"t1": 2})
    assert page.evaluate("sent") == lost
    assert page.locator(".mark").get_attribute("aria-valuenow") == "4"
    page.evaluate(
        "(id) => { model.set('placements', { t1: 4 }); model.set('acknowledged', [id]); }", lost[0]["event_id"]
    )
    page.reload()
    show(page, placements={"t1": 4})
    assert page.evaluate("sent") == []


def test_a_closed_board_does_not_move(page):
    show(page, placements={"t1": 2}, is_open=False)
    page.locator(".mark").focus()
    page.keyboard.press("End")
    drag(page, page.locator(".mark"), 0, 20)
    assert sent(page) == []


@pytest.mark.parametrize("n", [3, 12, 40])
@pytest.mark.parametrize("crowded", [None, 0, 1, 4])
def test_no_mark_hides_the_name_of_a_ring_or_another_mark(page, n, crowded):
    show(page, n=n, placements={f"t{i}": i % 5 if crowded is None else crowded for i in range(1, n + 1)})
    page.add_style_tag(content="*{transition:none!important}")
    boxes = page.evaluate(
        "() => ({ names: [...document.querySelectorAll('.names text')].map((n) => n.getBoundingClientRect().toJSON()),"
        " marks: [...document.querySelectorAll('.mark .body')].map((n) => n.getBoundingClientRect().toJSON()) })"
    )
    assert len(boxes["marks"]) == n
    for mark in boxes["marks"]:
        x, y, radius = mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2, mark["width"] / 2
        for ring, name in enumerate(boxes["names"]):
            # letters fill less than the line they stand on
            top, bottom = name["top"] + 3, name["bottom"] - 3
            dx = max(name["left"] - x, 0, x - name["right"])
            dy = max(top - y, 0, y - bottom)
            assert (dx**2 + dy**2) ** 0.5 > radius - 2, (RINGS[ring], mark)
    if n <= 12:
        centres = [(m["x"] + m["width"] / 2, m["y"] + m["height"] / 2) for m in boxes["marks"]]
        for i, (ax, ay) in enumerate(centres):
            for bx, by in centres[:i]:
                assert ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 > 14


def test_the_page_scrolls_under_a_finger_except_on_a_dot(page):
    show(page, placements={"t1": 2})
    touch = "(s) => getComputedStyle(document.querySelector(s)).touchAction"
    assert page.evaluate(touch, ".mark") == "none"
    assert page.evaluate(touch, "svg") == "auto"


def test_a_move_in_another_shape_is_not_passed_on():
    heard = []
    board = Board(lambda *move: heard.append(move))
    for content in (None, [], {"type": "place"}, {"type": "place", "task_id": 1, "centrality": 0, "event_id": "a"}):
        board._hear(board, content, [])
    board._hear(board, {"type": "place", "task_id": "t", "centrality": 9, "event_id": "e" * 99}, [])
    assert heard == [("t", 9, "e" * 36)]
    board.close()


def test_the_board_travels_light():
    assert len(Board._esm.encode()) + len(Board._css.encode()) < 50_000
