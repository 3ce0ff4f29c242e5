"""The join page: a stranger with a code becomes a participant, and nobody costs a kernel before that."""

import os
import re

import httpx
import psutil
import pytest
from conftest import Room
from itsdangerous import URLSafeSerializer

from kerne_widgets.serve.join import clean_code
from kerne_widgets.serve.limits import WrongCodes
from kerne_widgets.serve.secret import load_secret
from kerne_widgets.serve.visitors import COOKIE, Passes, Visitor


@pytest.fixture
def stranger(room: Room):
    with httpx.Client(base_url=room.origin, timeout=30) as client:
        yield client


def form(page: httpx.Response) -> dict[str, str]:
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))


def join(client: httpx.Client, code: str, **fields: str) -> httpx.Response:
    given = {**form(client.get("/", params={"kode": code})), "kode": code, **fields}
    return client.post("/", data=given)


def kernels(room: Room) -> int:
    """How many kernels run: processes of a session of their own, below the two servers."""
    servers = psutil.Process(room.process.pid).children()
    started = [process for server in servers for process in server.children(recursive=True)]
    return sum(os.getsid(process.pid) == process.pid for process in started)


def test_the_link_shows_the_workshop_and_the_code_in_under_30_kb(room, stranger):
    page = stranger.get("/", params={"kode": room.code})
    assert page.status_code == 200
    assert "Hjemmeplejen Syd" in page.text
    assert f'value="{room.code}"' in page.text
    assert len(page.content) < 30_000
    assert "http" not in re.sub(r'http-equiv|"https?://www.w3.org[^"]*"', "", page.text)


def test_the_page_speaks_english_when_asked(room, stranger):
    page = stranger.get("/", params={"kode": room.code, "lang": "en"})
    assert '<html lang="en">' in page.text
    assert ">Join</button>" in page.text


@pytest.mark.parametrize(
    ("lang", "said"), [("da", "på under 5 personer vises aldrig for sig"), ("en", "fewer than 5 people is never shown")]
)
@pytest.mark.parametrize("known", [True, False])
def test_the_page_says_how_few_people_are_never_shown_on_their_own(room, stranger, lang, said, known):
    page = stranger.get("/", params={"kode": room.code if known else "", "lang": lang})
    assert said in page.text
    assert "{few}" not in page.text


def test_joining_gives_a_signed_cookie_that_scripts_cannot_read_and_leads_to_the_page(room, stranger):
    answer = join(stranger, room.code, rolle="Sygeplejerske", gruppe="Bord 3")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/deltag"
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    people = room.workshop().participant_list()
    assert ("Sygeplejerske", "Bord 3") in [(p.role, p.group) for p in people]


def test_someone_who_has_joined_sees_a_way_back_in_and_stays_the_same_person(room, stranger):
    join(stranger, room.code)
    n = len(room.workshop().participant_list())
    for address in ("/", f"/?kode={room.code}"):
        page = stranger.get(address)
        assert ">Fortsæt</button>" in page.text
        assert f'name="kode" value="{room.code}"' in page.text
        assert stranger.post("/", data=form(page)).headers["location"] == "/deltag"
    assert len(room.workshop().participant_list()) == n


def test_a_wrong_code_is_explained_and_kept_in_the_field(stranger):
    answer = join(stranger, "QQQQQQ")
    assert answer.status_code == 404
    assert "Der er ingen workshop med koden QQQQQQ" in answer.text
    assert 'value="QQQQQQ"' in answer.text
    assert COOKIE not in stranger.cookies


def test_markup_in_a_code_is_shown_as_text_or_not_at_all(stranger):
    page = stranger.get("/", params={"kode": '"><script>alert(1)</script>'})
    assert "<script>" not in page.text


def test_what_was_said_of_oneself_is_still_there_when_the_code_was_wrong(stranger):
    answer = join(stranger, "QQQQQQ", rolle="Sygeplejerske")
    assert re.search(r"<details open>\s*<summary>Rolle og gruppe", answer.text)
    assert 'name="rolle" value="Sygeplejerske"' in answer.text


def test_the_way_back_in_is_in_the_language_one_joined_in(room, stranger):
    join(stranger, room.code, lang="en")
    assert ">Continue</button>" in stranger.get("/").text


def test_a_closed_workshop_says_that_it_is_closed(room, stranger):
    from kerne_widgets.workshop import create_workshop

    closed = create_workshop("Lukket", store=room.workshop().store)
    closed.close()
    page = stranger.get("/", params={"kode": closed.code})
    assert page.status_code == 410
    assert "lukket for svar" in page.text


@pytest.mark.parametrize(("typed", "n"), [("4", 4), ("", 1), ("mange", 1), ("0", 1), ("٣", 1)])
def test_several_who_share_a_phone_count_as_so_many(room, stranger, typed, n):
    known = {p.participant_id for p in room.workshop().participant_list()}
    assert join(stranger, room.code, antal=typed).status_code == 303
    (new,) = (p for p in room.workshop().participant_list() if p.participant_id not in known)
    assert new.n_people == n


def test_more_than_fit_around_a_phone_are_told_so_and_join_nobody(room, stranger):
    n = len(room.workshop().participant_list())
    answer = join(stranger, room.code, antal="31")
    assert answer.status_code == 409
    assert "30" in answer.text
    assert len(room.workshop().participant_list()) == n


def test_a_form_from_another_site_joins_nobody(room, stranger):
    n = len(room.workshop().participant_list())
    answer = stranger.post("/", data={"kode": room.code})
    assert answer.status_code == 403
    assert "Gå til forsiden" in answer.text
    assert "kontrolrum" not in answer.text
    assert len(room.workshop().participant_list()) == n


def test_the_participants_page_sends_strangers_and_forgers_to_the_join_page(room, stranger):
    assert stranger.get("/deltag").headers["location"] == "/"
    forged = URLSafeSerializer(b"another secret", salt="kerne-visitor").dumps([room.code, "somebody", "da"])
    stranger.cookies.set(COOKIE, forged)
    assert stranger.get("/deltag").headers["location"] == "/"


def test_link_previews_and_lost_robots_start_no_kernel(room, stranger):
    before = kernels(room)
    for address in ("/", f"/?kode={room.code}", "/deltag", "/nowhere", "/deltag?template=nope"):
        assert stranger.head(address).status_code < 500
        assert stranger.get(address).status_code < 500
    assert kernels(room) <= before


def test_an_address_that_is_nobodys_gets_a_page_in_danish(stranger):
    page = stranger.get("/findes/ikke")
    assert page.status_code == 404
    assert "Den side findes ikke" in page.text


def test_only_wrong_codes_are_counted_and_an_address_is_free_again_after_a_while():
    codes = WrongCodes(most=2, window_s=0.0)
    assert codes.add("venue")
    strict = WrongCodes(most=2, window_s=60)
    assert [strict.add("venue") for _ in range(3)] == [True, True, False]
    assert strict.add("another venue")


def test_codes_are_read_as_people_type_them():
    assert clean_code(" k7f-3qx ") == "K7F3QX"


def test_the_secret_is_kept_for_the_owner_alone_and_survives_a_restart(tmp_path):
    secret = load_secret(tmp_path)
    assert load_secret(tmp_path) == secret
    assert (tmp_path / "cookie_secret").stat().st_mode & 0o077 == 0
    sealed = Passes(secret).seal(Visitor("K7F3QX", "abc", "da"))
    handler = type("Handler", (), {"get_cookie": lambda _, __: sealed})()
    assert Passes(load_secret(tmp_path)).read(handler) == Visitor("K7F3QX", "abc", "da")
    assert Passes(b"x" * 32).read(handler) is None
