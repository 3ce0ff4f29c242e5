"""``make gallery``: every exercise of the example workshop on a phone, at the desk and on the big screen, in .gallery/.

Each picture is of the real pages on real servers. ``python -m tests.gallery place_tasks`` takes that exercise only.
Taken all together, they also become the README's pictures and the contact sheets that it links to.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from matplotlib.font_manager import findfont
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, sync_playwright
from rich.progress import track

from kerne_widgets import pictures
from kerne_widgets.model import Exercise
from kerne_widgets.places import shipped
from tests.conftest import PHONE, launch, start_room, stop_room

OUT = Path(__file__).parents[1] / ".gallery"
WALL = {"width": 1920, "height": 1080}
DESK = {"width": 1440, "height": 900}
SHEET, ACROSS, DOWN, GAP, TITLE = "contact-sheet", 2, 11, 16, 30
HEIGHT = 240
PICTURES = shipped("notebooks") / "pictures"
# typed on the phone, so that one form is seen in use
TYPED = {"target_group_who": ("Ældre, der bor alene", "Pårørende, som hjælper til hver dag")}
# the README's own: what it is made of, and how wide it is
SHOWN_FIRST = {
    "bullseye": ("place_tasks-wall-task_placement", 1600),
    "phone-form": ("target_group_who-phone", 540),
    "phone-board": ("place_tasks-phone", 540),
    "control-room": ("place_tasks-desk", 1440),
}


def take(wanted: set[str]) -> None:
    """Pictures of the exercises wanted; of all when none is named."""
    OUT.mkdir(exist_ok=True)
    room = start_room(Path(tempfile.mkdtemp()), command="demo")
    workshop = room.workshop()
    exercises = [e for e in workshop.model.exercises if not wanted or e.exercise_id in wanted]
    shown = {}
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            desk = browser.new_context(viewport=DESK).new_page()
            desk.emulate_media(reduced_motion="reduce")  # a picture in the midst of appearing shows nothing
            desk.goto(room.facilitator_url)
            desk.locator(".kr-picture svg").wait_for(timeout=60_000)
            wall = desk.context.new_page()
            wall.set_viewport_size(WALL)
            wall.emulate_media(reduced_motion="reduce")
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
                for place, card in enumerate(TYPED.get(name, ())):
                    field = phone.locator(".kerne-entry input").first
                    field.fill(card)
                    field.press("Enter")
                    phone.locator(".kerne-cards > *").nth(place).wait_for()
                phone.screenshot(path=OUT / f"{name}-phone.png")
                show(wall, exercise.title(workshop.lang), ".kw-title")
                wall.screenshot(path=OUT / f"{name}-wall.png")
                workshop.set_revealed(name, True)
                shown[name] = pictures.views(exercise)[0]
                for view in pictures.views(exercise):
                    before = wall.locator(".kw-stage").inner_html()
                    workshop.set_shown(name, view)
                    wall.wait_for_function("b => document.querySelector('.kw-stage').innerHTML !== b", arg=before)
                    wall.screenshot(path=OUT / f"{name}-wall-{view}.png")
                phone.locator(".kerne-result img").scroll_into_view_if_needed()
                phone.wait_for_function("document.querySelector('.kerne-result img').naturalWidth > 0")
                phone.screenshot(path=OUT / f"{name}-phone-result.png")
                show(desk, exercise.title(workshop.lang), ".kr-title h2")
                desk.wait_for_function("!document.querySelector('.kr-old')")  # the picture is that of the view chosen
                desk.screenshot(path=OUT / f"{name}-desk.png")
            browser.close()
    finally:
        stop_room(room)
    if not wanted:
        make_sheets(exercises, shown)
        for name, (taken, width) in SHOWN_FIRST.items():
            picture = Image.open(OUT / f"{taken}.png").convert("RGB")
            height = picture.height * width // picture.width
            picture.resize((width, height), Image.Resampling.LANCZOS).quantize(256).save(
                PICTURES / f"{name}.png", optimize=True
            )


def make_sheets(exercises: Sequence[Exercise], shown: dict[str, str]) -> None:
    """Contact sheets: phone, control room and big screen of each exercise side by side."""
    rows = [contact(exercise, shown[exercise.exercise_id]) for exercise in exercises]
    width, height = max(row.width for row in rows), max(row.height for row in rows)
    for number, start in enumerate(range(0, len(rows), ACROSS * DOWN), start=1):
        here = rows[start : start + ACROSS * DOWN]
        down = -(-len(here) // ACROSS)
        sheet = Image.new("RGB", (ACROSS * (width + GAP) + GAP, down * (height + GAP) + GAP), "#e4e0d8")
        for at, row in enumerate(here):
            sheet.paste(row, (GAP + at // down * (width + GAP), GAP + at % down * (height + GAP)))
        sheet.save(PICTURES / f"{SHEET}-{number}.jpg", quality=72, optimize=True)


def contact(exercise: Exercise, view: str) -> Image.Image:
    """One exercise: its row and title, and three pictures of it."""
    taken = [Image.open(OUT / f"{exercise.exercise_id}-{name}.png") for name in ("phone", "desk", f"wall-{view}")]
    small = [one.convert("RGB").resize((one.width * HEIGHT // one.height, HEIGHT)) for one in taken]
    row = Image.new("RGB", (sum(one.width + 8 for one in small) - 8, HEIGHT + TITLE), "#e4e0d8")
    lettering = ImageFont.truetype(findfont("DejaVu Sans"), 18)
    ImageDraw.Draw(row).text((0, 2), f"{exercise.row}  {exercise.title('da')}", "#1d2a30", font=lettering)
    x = 0
    for one in small:
        row.paste(one, (x, TITLE))
        x += one.width + 8
    return row


def show(page: Page, title: str, where: str) -> None:
    """Wait until a page has come to the exercise with a title."""
    page.locator(where, has_text=title).wait_for(timeout=15_000)


if __name__ == "__main__":
    take(set(sys.argv[1:]))
