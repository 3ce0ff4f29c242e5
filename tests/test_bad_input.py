"""Bad input against a running room: clear answers, nothing run, nothing read, and the others notice nothing."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest
from itsdangerous import URLSafeSerializer
from test_serve_join import form, join, kernels
from test_serve_kernels import Phone, message, replies
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kerne_widgets.serve.secret import load_secret
from kerne_widgets.serve.visitors import COOKIE, Passes, Visitor
from kerne_widgets.workshop import create_workshop

if TYPE_CHECKING:
    from conftest import Room

# Of files that are there, as seen from a static route: a password file, the store, the secret, our own source.
AIMS = ("etc/passwd", "kerne.sqlite", "cookie_secret", "participants.py", "index.html.j2")
ROUTES = (
    "/voila/static/", "/voila/labextensions/", "/voila/labextensions/anywidget/", "/voila/templates/",
    "/voila/templates/kerne/static/", "/voila/files/", "/voila/themes/", "/static/", "/fonts/", "/files/", "/let/",
    "/nbextensions/", "/lab/extensions/", "/custom/", "/view/",
)  # fmt: skip
UPS = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..%5c", "..;/", "....//", "%c0%ae%c0%ae/", "./../")
SECRETS = (b"root:", b"SQLite format", b"ParticipantsApplication", b"{%- block")


@pytest.fixture
def stranger(room: Room):
    with httpx.Client(base_url=room.origin, timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def neighbour(room: Room):
    """Somebody else, who must go on undisturbed."""
    phone = Phone(room)
    with phone.websocket(phone.kernel_id) as channel:
        yield lambda: answers(channel)
    phone.client.close()


def answers(channel) -> bool:
    channel.send(message("kernel_info_request"))
    return bool(replies(channel, "kernel_info_reply"))


def raw(room: Room, request: bytes) -> bytes:
    """What the server says to exactly these bytes; clients would tidy the path up first."""
    host, _, port = room.origin.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(request)
        said = b""
        while chunk := line.recv(65536):
            said += chunk
    return said


def test_no_encoding_of_dots_and_slashes_leads_out_of_a_static_route(room, neighbour):
    tried = 0
    for route in ROUTES:
        for up in UPS:
            for aim in AIMS:
                for n in (1, 6, 12):
                    path = f"{route}{up * n}{aim}"
                    said = raw(room, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
                    status, _, rest = said.partition(b"\r\n")
                    assert status.split()[1] in (b"400", b"403", b"404"), path
                    assert not [secret for secret in SECRETS if secret in rest], path
                    tried += 1
    assert tried == len(ROUTES) * len(UPS) * len(AIMS) * 3
    assert neighbour()


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET //etc/passwd HTTP/1.1",
        b"GET /voila/static//etc/passwd HTTP/1.1",
        b"GET file:///etc/passwd HTTP/1.1",
        b"GET /voila/static/%00 HTTP/1.1",
        b"GET /fonts/\xff\xfe HTTP/1.1",
        b"GET / HTTP/9.9",
        b"BREW / HTTP/1.1",
        b"\x16\x03\x01\x02\x00\x01",
    ],
)
def test_what_is_no_proper_request_gets_no_file_and_no_traceback(room, neighbour, request_line):
    said = raw(room, request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b"root:" not in said
    assert b"Traceback" not in said
    assert not said or said.split()[1][:1] in (b"3", b"4") or b"<!doctype html>" in said.lower()
    assert neighbour()


def test_a_guesser_is_stopped_while_a_venue_with_the_same_address_goes_on_joining(room, neighbour):
    # all from one address of their own, so that no other test is counted with them
    def person() -> httpx.Client:
        way = httpx.HTTPTransport(local_address="127.0.0.2")
        return httpx.Client(base_url=room.origin, timeout=30, transport=way, mounts={})

    guesser = person()
    given = form(guesser.get("/"))
    statuses = [guesser.post("/", data={**given, "kode": f"QQQQ{n:02}"}).status_code for n in range(40)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    told = guesser.post("/", data={**given, "kode": "QQQQQQ"})
    assert "mange forkerte koder" in told.text
    # asking by the link's address is guessing too
    assert guesser.get("/", params={"kode": "QQQQQR"}).status_code == 429
    assert room.code not in told.text
    for _ in range(3):
        with person() as newcomer:
            assert newcomer.get("/", params={"kode": room.code}).status_code == 200
            assert join(newcomer, room.code).status_code == 303
    assert neighbour()
    guesser.close()


def sealed(room: Room, visitor: Visitor) -> str:
    return Passes(load_secret(room.folder)).seal(visitor)


@pytest.mark.parametrize("cookie", ["", "garbled", "e30.x", "a" * 4000, "%00%ff", '["K7F3QX","x","da"]'])
def test_a_garbled_cookie_is_a_stranger(room, stranger, cookie):
    before = kernels(room)
    answer = stranger.get("/deltag", headers={"Cookie": f"{COOKIE}={cookie}"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert kernels(room) <= before


def test_a_cookie_with_our_seal_that_names_nobody_is_a_stranger(room, stranger):
    before = kernels(room)
    for visitor in (Visitor(room.code, "nobody", "da"), Visitor("QQQQQQ", "nobody", "da")):
        answer = stranger.get("/deltag", headers={"Cookie": f"{COOKIE}={sealed(room, visitor)}"})
        assert answer.status_code == 302
        assert answer.headers["location"].startswith("/?kode=")
    odd = URLSafeSerializer(load_secret(room.folder), salt="kerne-visitor").dumps([1, None, {"a": []}])
    assert stranger.get("/deltag", headers={"Cookie": f"{COOKIE}={odd}"}).status_code == 302
    assert kernels(room) <= before


def test_a_kernel_is_closed_to_strangers_garbled_cookies_and_pages_of_other_sites(room, neighbour):
    phone = Phone(room)
    url = f"{room.origin.replace('http', 'ws')}/api/kernels/{phone.kernel_id}/channels?session_id=x"
    own = "; ".join(f"{name}={value}" for name, value in phone.client.cookies.items())
    for headers in (
        {},
        {"Cookie": f"{COOKIE}=garbled"},
        {"Cookie": own, "Origin": "http://evil.example"},
    ):
        with pytest.raises(InvalidStatus) as refused:
            connect(url, additional_headers=headers, proxy=None)
        assert refused.value.response.status_code in (302, 403)
    for method in ("DELETE", "PUT", "PATCH"):
        answer = phone.client.request(method, f"/api/kernels/{phone.kernel_id}")
        assert answer.status_code in (403, 404, 405)
    assert phone.client.post(f"/api/kernels/{phone.kernel_id}/restart").status_code in (403, 404)
    assert phone.client.post("/api/kernels").status_code in (403, 404)
    assert phone.client.get(f"/alive/{phone.kernel_id}").status_code == 204
    phone.client.close()
    assert neighbour()


def test_the_websocket_takes_no_question_that_runs_anything_on_any_channel(room, tmp_path, neighbour):
    phone = Phone(room)
    proof = tmp_path / "proof"
    code = f"open({str(proof)!r}, 'w')"
    asked = {
        "execute_request": {"code": code},
        "inspect_request": {"code": code, "cursor_pos": 3, "detail_level": 1},
        "complete_request": {"code": code, "cursor_pos": 3},
        "history_request": {"hist_access_type": "tail", "n": 9},
        "debug_request": {"command": "evaluate", "arguments": {"expression": code}},
        "input_reply": {"value": code},
        "apply_request": {},
    }
    with phone.websocket(phone.kernel_id) as channel:
        for kind, content in asked.items():
            for where in ("shell", "control", "stdin", "iopub", "nowhere"):
                channel.send(message(kind, **content).replace('"shell"', f'"{where}"'))
        channel.send(message("kernel_info_request"))
        heard = []
        while "kernel_info_reply" not in heard:
            heard.append(json.loads(channel.recv(10))["header"]["msg_type"])
    assert not {"execute_reply", "inspect_reply", "complete_reply", "history_reply", "debug_reply"} & set(heard)
    assert not proof.exists()
    phone.client.close()
    assert neighbour()


@pytest.mark.parametrize("said", ["", "{", "[]", "null", "\0", '{"channel": "shell"}', '{"header": 5}', b"\xff\x00"])
def test_nonsense_on_the_websocket_harms_neither_the_kernel_nor_the_others(room, neighbour, said):
    phone = Phone(room)
    with phone.websocket(phone.kernel_id) as channel:
        channel.send(said)
    # a page that comes back finds its kernel as it was
    with phone.websocket(phone.kernel_id) as channel:
        assert answers(channel)
    phone.client.close()
    assert neighbour()


def test_a_body_that_is_too_large_is_refused_and_the_others_go_on(stranger, neighbour):
    given = form(stranger.get("/"))
    try:
        answer = stranger.post("/", data={**given, "kode": "x" * 600_000})
        assert answer.status_code in (400, 413)
    except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
        pass  # closed before it was read: the same refusal
    assert neighbour()


def test_a_workshop_that_is_closed_says_so_to_new_people_and_shows_others_their_answers(room, stranger):
    workshop = create_workshop("Lukkes snart", store=room.workshop().store)
    assert join(stranger, workshop.code).status_code == 303
    participant_id = workshop.participant_list()[0].participant_id
    workshop.submit(participant_id, "burn_for_me", "Borgerne")
    workshop.close()
    page = stranger.get("/deltag")
    assert page.status_code == 200
    assert "kerne-texts" in page.text
    with httpx.Client(base_url=room.origin, timeout=30, trust_env=False) as newcomer:
        assert "lukket for svar" in newcomer.get("/", params={"kode": workshop.code}).text
    assert workshop.latest(participant_id) == {("burn_for_me", ""): "Borgerne"}


def test_looking_without_opening_starts_no_kernel_even_for_someone_who_has_joined(room, stranger):
    join(stranger, room.code)
    before = kernels(room)
    assert stranger.head("/deltag").status_code == 200
    assert stranger.options("/deltag").status_code < 500
    assert stranger.post("/deltag").status_code in (403, 404, 405)
    assert kernels(room) <= before


def test_the_light_form_takes_nothing_from_other_sites_and_nothing_that_is_no_answer(room, stranger, neighbour):
    join(stranger, room.code)
    before = room.workshop().last_seq()
    foreign = stranger.post("/let/value_burn", data={"burn_for_me": "udefra"})
    assert foreign.status_code == 403
    for address in ("/let/nothing", "/let/..%2fdeltag", "/let/thanks%00", "/let/target_group_who/x"):
        assert stranger.get(address).status_code in (400, 404), address
    for side in ("-1", "999999999999999999", "x", "%00", "1e9"):
        assert stranger.get(f"/let/target_group_who?side={side}").status_code < 400, side
    token = {"_xsrf": stranger.cookies["_xsrf"]}
    for nonsense in ({"burn_for_me": "x" * 5_000}, {"n": "\0"}, {"shared_understanding_before": "99"}, {}):
        for screen in ("value_burn", "opening_question", "place_tasks"):
            assert stranger.post(f"/let/{screen}", data={**token, **nonsense}).status_code < 500
    assert room.workshop().last_seq() == before
    assert neighbour()


def test_starting_where_another_program_listens_names_the_port_and_touches_nothing(room, tmp_path, neighbour):
    port = room.origin.rpartition(":")[2]
    told = subprocess.run(
        [
            *(sys.executable, "-m", "kerne_widgets.cli", "start", "--no-browser", "--host", "127.0.0.1"),
            *("--port", port, "--data-dir", str(tmp_path)),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode != 0
    assert port in told.stdout + told.stderr
    assert "Traceback" not in told.stdout + told.stderr
    assert neighbour()
