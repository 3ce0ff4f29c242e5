"""Handouts: what the facilitator shows is seen on the phones too, by those who are in, for as long as it is shown."""

import asyncio
import gzip
from xml.etree import ElementTree as ET

import httpx
import pytest
from test_serve_join import join

from kerne_widgets import create_workshop, forms
from kerne_widgets.places import handout_file
from kerne_widgets.room import handing_out
from kerne_widgets.room.handing_out import HandingOut
from kerne_widgets.store import open_store

EXERCISE = "opening_question"
SCALE = "shared_understanding_before"


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KERNE_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def workshop(fresh_store):
    made = create_workshop("Hjemmeplejen", store=fresh_store)
    made.set_step(EXERCISE, 5)
    made.set_shown(EXERCISE, SCALE)
    return made


def answer(workshop, n, value=4):
    for _ in range(n):
        workshop.submit(workshop.join(), SCALE, value)


async def hand_out(workshop, times=1):
    """How often another look was asked for."""
    asked = []
    handing = HandingOut(workshop, lambda: asked.append(1))
    for _ in range(times):
        await handing.update(workshop.model.exercise(EXERCISE))
    return asked


def test_a_picture_is_handed_out_when_it_is_revealed_and_not_before(workshop):
    answer(workshop, 6)
    asyncio.run(hand_out(workshop))
    assert workshop.handout(EXERCISE) is None
    assert not handout_file(workshop.code, EXERCISE).exists()
    workshop.set_revealed(EXERCISE, True)
    asyncio.run(hand_out(workshop))
    assert gzip.decompress(handout_file(workshop.code, EXERCISE).read_bytes()).startswith(b"<svg")
    assert "6 svar" in workshop.handout(EXERCISE).said
    workshop.set_revealed(EXERCISE, False)
    assert workshop.handout(EXERCISE) is None


def test_phones_get_every_page_of_a_picture_one_under_another(workshop):
    cards = workshop.model.prompt("target_groups")
    for nth in range(60):
        workshop.submit(workshop.join(), cards.prompt_id, f"Borgere, der bor alene, nummer {nth}")
    workshop.set_revealed(cards.exercise_id, True)
    asyncio.run(HandingOut(workshop, lambda: None).update(workshop.model.exercise(cards.exercise_id)))
    drawn = gzip.decompress(handout_file(workshop.code, cards.exercise_id).read_bytes()).decode()
    root = ET.fromstring(drawn)
    n_pages = len(root)
    assert n_pages > 1
    assert float(root.get("height")) == n_pages * float(root[0].get("height"))
    assert [float(page.get("y")) for page in root] == [n * float(root[0].get("height")) for n in range(n_pages)]
    assert all(f"nummer {nth}<" in drawn for nth in range(60))


def test_the_same_picture_is_handed_out_once_and_a_changed_one_again(workshop):
    answer(workshop, 5)
    workshop.set_revealed(EXERCISE, True)
    asyncio.run(hand_out(workshop))
    first, seq = workshop.handout(EXERCISE), workshop.last_seq()
    asyncio.run(hand_out(workshop))
    assert workshop.last_seq() == seq
    answer(workshop, 1, value=1)
    asyncio.run(hand_out(workshop))
    assert workshop.handout(EXERCISE).version != first.version


def test_a_room_that_goes_on_answering_is_not_drawn_for_each_answer(workshop, monkeypatch):
    monkeypatch.setattr(handing_out, "AGAIN_AFTER_S", 0.2)
    answer(workshop, 5)
    workshop.set_revealed(EXERCISE, True)

    async def busy():
        asked = await hand_out(workshop, times=3)
        given = workshop.last_seq()
        await asyncio.sleep(0.3)
        return given, asked

    before = workshop.last_seq()
    given, asked = asyncio.run(busy())
    assert given == before + 1
    assert asked == [1]


def test_the_page_shows_it_with_its_words_while_it_is_shown(workshop):
    answer(workshop, 6)
    served = forms.ParticipantPage(workshop, workshop.join(), is_served=True)
    alone = forms.ParticipantPage(workshop, workshop.join())
    workshop.set_revealed(EXERCISE, True)
    asyncio.run(hand_out(workshop))
    for page in (served, alone):
        page.follow_room()
    result = served.screen._result.value
    assert f'src="/billede/{EXERCISE}?v={workshop.handout(EXERCISE).version}"' in result
    assert "6 svar" in result
    assert alone.screen._result.value == ""
    workshop.set_revealed(EXERCISE, False)
    served.follow_room()
    assert served.screen._result.value == ""
    served.close()
    alone.close()


def test_the_server_gives_it_to_those_who_are_in_and_only_while_it_is_shown(room, monkeypatch):
    monkeypatch.setenv("KERNE_DATA_DIR", str(room.folder))
    store = open_store(f"sqlite:///{room.folder / 'kerne.sqlite'}")
    workshop = create_workshop("Hjemmeplejen", store=store)
    workshop.set_shown(EXERCISE, SCALE)
    there = f"/billede/{EXERCISE}"
    with httpx.Client(base_url=room.origin) as phone, httpx.Client(base_url=room.origin) as stranger:
        join(phone, workshop.code)
        assert phone.get(there).status_code == 404
        answer(workshop, 5)
        workshop.set_revealed(EXERCISE, True)
        asyncio.run(hand_out(workshop))
        shown = phone.get(there)
        assert shown.text.startswith("<svg")
        assert shown.headers["content-type"] == "image/svg+xml"
        assert phone.get(there, headers={"Accept-Encoding": "identity"}).text == shown.text
        assert stranger.get(there).status_code == 403
        assert phone.get("/billede/..%2f..%2fcookie_secret").status_code == 404
        light = phone.get(f"/let/{EXERCISE}").text
        assert f'<img src="{there}?v=' in light
        assert "5 svar" in light
        workshop.set_revealed(EXERCISE, False)
        assert phone.get(there).status_code == 404
        assert there not in phone.get(f"/let/{EXERCISE}").text
    store.close()
