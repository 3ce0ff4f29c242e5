"""``make gallery``: every exercise of the example workshop on a phone and on the big screen, as pictures in .gallery/.

Each picture is of the real pages on real servers. ``python -m tests.gallery place_tasks`` takes that exercise only.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.progress import track

from kerne_widgets import pictures
from tests.conftest import PHONE, launch, start_room, stop_room

OUT = Path(__file__).parents[1] / ".gallery"
WALL = {"width": 1920, "height": 1080}
DESK = {"width": 1440, "height": 900}


def take(wanted: set[str]) -> None:
    """Pictures of the exercises wanted; of all when none is named."""
    OUT.mkdir(exist_ok=True)
    room = start_room(Path(tempfile.mkdtemp()), command="demo")
    workshop = room.workshop()
    exercises = [e for e in workshop.model.exercises if not wanted or e.exercise_id in wanted]
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            desk = browser.new_context(viewport=DESK).new_page()
            desk.goto(room.facilitator_url)
            desk.locator(".kr-picture svg").wait_for(timeout=60_000)
            wall = desk.context.new_page()
            wall.set_viewport_size(WALL)
            wall.emulate_media(reduced_motion="reduce")  # a picture in the midst of appearing shows nothing
            wall.goto(room.facilitator_url.partition("/kontrolrum")[0] + "/storskaerm")
            wall.locator(".kw-welcome").wait_for(timeout=60_000)
            wall.screenshot(path=OUT / "wall-welcome.png")
            hand = browser.new_context(viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True)
            phone = hand.new_page()
            phone.goto(room.participant_url)
            phone.screenshot(path=OUT / "phone-join.png")
            phone.get_by_role("button", name="Gå ind").click()
            for exercise in track(exercises, "…"):
                name = exercise.exercise_id
                workshop.set_step(name, exercise.minutes)
                phone.locator(f".kerne-screen--{name}").wait_for(timeout=30_000)
                phone.screenshot(path=OUT / f"{name}-phone.png")
                show(wall, exercise.title(workshop.lang), ".kw-title")
                wall.screenshot(path=OUT / f"{name}-wall.png")
                workshop.set_revealed(name, True)
                for view in pictures.views(exercise):
                    before = wall.locator(".kw-stage").inner_html()
                    workshop.set_shown(name, view)
                    wall.wait_for_function("b => document.querySelector('.kw-stage').innerHTML !== b", arg=before)
                    wall.screenshot(path=OUT / f"{name}-wall-{view}.png")
                show(desk, exercise.title(workshop.lang), ".kr-title h2")
                desk.screenshot(path=OUT / f"{name}-desk.png")
            browser.close()
    finally:
        stop_room(room)


def show(page: Page, title: str, where: str) -> None:
    """Wait until a page has come to the exercise with a title."""
    page.locator(where, has_text=title).wait_for(timeout=15_000)


if __name__ == "__main__":
    take(set(sys.argv[1:]))
