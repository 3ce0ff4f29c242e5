"""The participant's page in a real browser: nothing from outside, one person all day, and the network may go."""

import re
import time

import psutil
import pytest
from conftest import Room

from kerne_widgets.serve.participants import prefetched

pytestmark = pytest.mark.browser
BANNER = "#kerne-banner"


def go_in(phone, room: Room):
    """Join as a person does, and wait until the page is there."""
    page = phone.new_page()
    page.goto(room.participant_url)
    page.get_by_role("button", name="Gå ind").click()
    # a page without the network draws no more, so it must be drawn before a test takes the network away
    page.locator(".kerne-head").wait_for(timeout=60_000)
    return page


def kernel_of(page) -> str:
    # the page comes in pieces, and so does its configuration
    page.wait_for_function("document.getElementById('jupyter-config-data')?.textContent.trim().endsWith('}')")
    return page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")


def process_of(room: Room, kernel_id: str) -> psutil.Process:
    """The kernel's process, started anew or forked from a warm one."""
    connection = f"kernel-{kernel_id}"
    for process in psutil.Process(room.process.pid).children(recursive=True):
        held = " ".join(process.cmdline()) + " ".join(c.laddr or "" for c in process.net_connections("unix"))
        if connection in held and "kerne_widgets.serve participants" not in held:
            return process
    raise AssertionError(kernel_id)


def test_no_request_leaves_the_host_and_nothing_fails(room, phone):
    asked, failed, errors = [], [], []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("response", lambda answer: answer.status >= 400 and failed.append((answer.status, answer.url)))
    phone.on("console", lambda told: told.type == "error" and errors.append(told.text))
    go_in(phone, room)
    outside = [url for url in asked if not url.startswith((room.origin, "data:", "blob:"))]
    assert not outside
    assert not failed
    assert not errors


def test_the_join_page_asks_ahead_for_what_the_page_needs(room, phone):
    asked = []
    page = phone.new_page()
    page.goto(room.participant_url)
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request.url.removeprefix(room.origin)))
    page.get_by_role("button", name="Gå ind").click()
    page.wait_for_selector("#loading", state="detached", timeout=60_000)
    needed = [address for address in asked if address.startswith("/voila/")]
    missed = sorted(set(needed) - set(prefetched()))
    assert not missed, "add to prefetch.txt:\n" + "\n".join(missed)


def test_the_page_is_danish_fits_the_phone_and_carries_no_code(room, phone):
    page = go_in(phone, room)
    assert page.locator("html").get_attribute("lang") == "da"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    source = page.content()
    assert "participant_page" not in source
    assert "Traceback" not in source


def test_a_reload_is_the_same_person_and_leaves_no_kernel_behind(room, phone):
    page = go_in(phone, room)
    first = kernel_of(page)
    n = len(room.workshop().participant_list())
    page.reload()
    page.wait_for_selector("#loading", state="detached", timeout=60_000)
    assert kernel_of(page) != first
    assert len(room.workshop().participant_list()) == n
    answer = phone.request.get(f"{room.origin}/alive/{first}")
    assert answer.status == 410


@pytest.mark.timeout(120)
@pytest.mark.parametrize("answer", [lambda socket: socket.close(), lambda _socket: None], ids=["closed", "silent"])
def test_where_no_form_can_come_there_is_a_way_on_and_no_word_of_the_widget_library(room, phone, answer):
    phone.route_web_socket(re.compile("/channels"), answer)
    page = phone.new_page()
    page.goto(room.participant_url)
    page.get_by_role("button", name="Gå ind").click()
    page.locator("#rendered_cells", has_text="Loading widget").wait_for(state="attached", timeout=60_000)
    assert "Loading" not in page.locator("body").inner_text()
    assert page.locator("#loading").is_visible()
    overlay = page.get_by_role("alertdialog")
    overlay.wait_for(timeout=60_000)
    assert overlay.get_by_role("link", name="Åbn igen").is_visible()
    overlay.get_by_role("link", name="Brug den enkle side").click()
    page.wait_for_url("**/let/**")


@pytest.mark.timeout(120)
def test_a_page_whose_form_was_lost_on_its_way_is_loaded_again(room, phone):
    lost = []

    def carry(socket):
        server = socket.connect_to_server()

        def bring(message):
            if not lost and b"update_states" in message:
                root = re.search(rb'"(\w{32})": \{"model_name": "VBoxModel"[^{]*\{[^}]*"kerne-page"', message)[1]
                lost.append(root)
                message = message.replace(b'"%s": {' % root, b'"%s": {' % (b"0" * 32))
            socket.send(message)

        server.on_message(bring)

    phone.route_web_socket(re.compile("/channels"), carry)
    go_in(phone, room)
    assert lost


def test_when_the_network_goes_the_page_says_so_within_10_s_and_comes_back_by_itself(room, phone):
    page = go_in(phone, room)
    kernel_id = kernel_of(page)
    started = time.monotonic()
    phone.set_offline(True)
    page.wait_for_selector(f"{BANNER}:not(:empty)", timeout=10_000)
    assert time.monotonic() - started < 10
    assert "Forbindelsen er væk. Det, du skriver, er gemt på telefonen." in page.inner_text(BANNER)
    # the page itself says so too, where it else tells when the answer was stored
    page.get_by_text("Venter på nettet").first.wait_for(timeout=5_000)
    phone.set_offline(False)
    page.wait_for_selector(f"{BANNER}.back", timeout=20_000)
    page.wait_for_selector(f"{BANNER}:empty", state="attached", timeout=10_000)
    # the same kernel: nothing was loaded again
    assert kernel_of(page) == kernel_id


@pytest.mark.timeout(240)
def test_the_pages_of_whoever_leads_say_that_the_connection_is_gone_and_no_longer_that_all_is_saved(room, browser):
    desk = browser.new_context(viewport={"width": 1366, "height": 768})
    control, wall = desk.new_page(), desk.new_page()
    control.goto(room.facilitator_url)
    saved = control.get_by_text("Alt er gemt")
    saved.wait_for(timeout=90_000)
    wall.goto(room.facilitator_url.partition("/kontrolrum")[0] + "/storskaerm")
    wall.locator(".kw-screen").wait_for(timeout=90_000)
    desk.set_offline(True)
    for page in (control, wall):
        page.wait_for_selector(f"{BANNER}:not(:empty)", timeout=15_000)
        assert page.inner_text(BANNER) == "Forbindelsen er væk. Siden prøver selv igen."
    assert not saved.is_visible()
    banner, address = (wall.locator(place).bounding_box() for place in (BANNER, ".kw-way-in, .kw-corner >> nth=0"))
    assert banner["x"] + banner["width"] <= address["x"] or banner["y"] >= address["y"] + address["height"]
    desk.set_offline(False)
    saved.wait_for(timeout=30_000)
    desk.close()


def test_a_server_that_stops_answering_is_noticed_although_no_connection_breaks(room, phone):
    page = go_in(phone, room)
    page.route(re.compile("/alive/"), lambda _: None)  # asked, and never answered: as a dead access point does
    page.wait_for_selector(f"{BANNER}:not(:empty)", timeout=10_000)
    page.unroute_all(behavior="ignoreErrors")
    page.wait_for_selector(f"{BANNER}.back", timeout=15_000)


def test_a_kernel_that_is_killed_gives_way_to_a_new_one(room, phone):
    page = go_in(phone, room)
    first = kernel_of(page)
    process_of(room, first).kill()
    page.get_by_role("alertdialog").wait_for(timeout=15_000)
    assert "Siden skal åbnes igen. Dine svar er gemt." in page.get_by_role("alertdialog").inner_text()
    page.wait_for_function(
        "id => { const c = document.getElementById('jupyter-config-data');"
        " return c?.textContent.trim().endsWith('}') && JSON.parse(c.textContent).kernelId !== id }",
        arg=first,
        timeout=30_000,
    )
    page.wait_for_selector("#loading", state="detached", timeout=60_000)


def test_the_join_page_holds_what_the_law_asks_and_fits_the_phone(room, phone):
    from axe_playwright_python.sync_playwright import Axe

    page = phone.new_page()
    for address in (room.participant_url, room.origin + "/?kode=QQQQQQ", room.origin + "/findes-ikke"):
        page.goto(address)
        for summary in page.locator("summary").all():
            summary.click()
        found = Axe().run(page)
        assert not found.response["violations"], found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        for control in page.locator("a, button, summary, input:not([type=hidden])").all():
            assert control.bounding_box()["height"] >= 44
    sizes = page.goto(room.participant_url) and page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden])')].map(i => parseFloat(getComputedStyle(i).fontSize))"
    )
    assert min(sizes) >= 16


def test_joining_works_without_javascript(room, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(room.participant_url)
    page.get_by_role("button", name="Gå ind").click()
    page.wait_for_url("**/let/*")
    context.close()
