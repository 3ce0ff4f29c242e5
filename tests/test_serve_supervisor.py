"""``kerne start`` as a person meets it: two servers come up, tell where they are, and leave nothing behind."""

import json
import signal
import time
from pathlib import Path

import httpx
import psutil
import pytest
from conftest import Room, start_room, stop_room

from kerne_widgets.cli.serving import Occasion, invitation, terminal_qr
from kerne_widgets.errors import PortInUse
from kerne_widgets.running import Running, lead, read_state
from kerne_widgets.serve.addresses import find_address, free_port, reachable, require_port


def family(room: Room) -> list[psutil.Process]:
    started = psutil.Process(room.process.pid)
    return [started, *started.children(recursive=True)]


def gone(processes: list[psutil.Process], within_s: float) -> bool:
    psutil.wait_procs(processes, timeout=within_s)
    return not [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def with_a_kernel(room: Room) -> list[psutil.Process]:
    """All processes of the room, once a participant has a page."""
    from test_serve_kernels import Phone

    phone = Phone(room)
    phone.client.close()
    return family(room)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_process_and_no_server_json(tmp_path, how):
    room = start_room(tmp_path)
    processes = with_a_kernel(room)
    room.process.send_signal(how)
    assert room.process.wait(30) == 0
    assert gone(processes, 10)
    assert not (tmp_path / "server.json").exists()
    assert "Svarene er gemt" in room.log()


def test_what_is_led_when_it_is_stopped_is_named_and_so_is_each_that_has_people_in_it(tmp_path):
    from test_serve_join import join

    from kerne_widgets.workshop import create_workshop

    room = start_room(tmp_path)
    led, other = (create_workshop(store=room.workshop().store) for _ in range(2))
    lead(tmp_path, led.code)
    with httpx.Client(base_url=room.origin, timeout=30, trust_env=False) as phone:
        join(phone, other.code)
        assert phone.get("/let/target_group_who").status_code == 200
    with httpx.Client(timeout=60, follow_redirects=True, trust_env=False) as facilitator:
        # opened anew, the control room is where it was; elsewhere it would lead another one
        assert facilitator.get(room.facilitator_url).status_code == 200
    stop_room(room)
    named = [line for line in room.log().splitlines() if "Åbn den igen med" in line]
    assert [code in line for line, code in zip(named, (led.code, other.code), strict=True)] == [True, True]


def test_killing_it_without_a_word_leaves_no_process_either(tmp_path):
    room = start_room(tmp_path)
    processes = with_a_kernel(room)
    room.process.kill()
    room.process.wait()
    assert gone(processes, 15)
    # the file is left, but it names a process that is gone
    assert read_state(tmp_path) is None


def test_when_one_server_dies_the_rest_is_stopped_and_said(tmp_path):
    room = start_room(tmp_path)
    processes = family(room)
    server = next(p for p in processes if "participants" in p.cmdline() and "--port" in p.cmdline())
    server.kill()
    assert room.process.wait(30) == 2
    assert gone(processes, 10)
    assert "er stoppet af sig selv" in room.log()


def test_the_terminal_shows_both_addresses_and_a_qr_code(room):
    # they are shown once server.json is there
    until = time.monotonic() + 10
    while room.code not in (shown := room.log()) and time.monotonic() < until:
        time.sleep(0.05)
    assert room.participant_url in shown
    assert room.facilitator_url in shown
    assert "▀" in shown
    assert room.code in room.participant_url


def test_server_json_is_for_the_owner_alone(room):
    path = room.folder / "server.json"
    assert path.stat().st_mode & 0o077 == 0
    told = json.loads(path.read_text())
    assert set(told) == {"pid", "participant_url", "facilitator_url", "workshop"}
    assert told["pid"] == room.process.pid


def test_the_facilitators_pages_are_locked_without_the_token_and_open_with_it(room):
    origin = room.facilitator_url.partition("/kontrolrum")[0]
    with httpx.Client(base_url=origin, timeout=60, follow_redirects=True) as stranger:
        for path in ("/", "/kontrolrum", "/storskaerm", "/kontrolrum?token=wrong"):
            page = stranger.get(path)
            assert page.status_code == 403, path
            assert "Her er låst" in page.text
    with httpx.Client(base_url=origin, timeout=60, follow_redirects=True) as facilitator:
        page = facilitator.get(room.facilitator_url)
        assert page.status_code == 200
        # the wall shows the address: the token must not stay in it
        assert page.url.path == "/kontrolrum"
        assert not page.url.query
        assert "kerne-control" in page.text
        assert "/fonts/DejaVuSans.ttf" in page.text
        assert facilitator.get("/fonts/DejaVuSans.ttf").status_code == 200


def test_the_facilitators_server_listens_on_this_machine_only(room):
    server = next(p for p in family(room) if "facilitator" in p.cmdline() and "--port" in p.cmdline())
    listening = {c.laddr.ip for c in server.net_connections("tcp") if c.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}


def test_the_control_room_can_be_reached_from_the_network_when_asked_and_only_with_the_whole_link(tmp_path):
    # 127.0.0.2 stands for the network: it is not where the control room is served otherwise
    room = start_room(tmp_path, "--host", "127.0.0.2", "--control-on-network")
    try:
        assert room.facilitator_url.startswith("http://127.0.0.2:")
        with httpx.Client(timeout=60, follow_redirects=True) as phone:
            locked = phone.get(room.facilitator_url.partition("?")[0])
            assert locked.status_code == 403
            page = phone.get(room.facilitator_url)
            assert page.status_code == 200
            assert "kerne-control" in page.text
    finally:
        stop_room(room)


def test_a_control_room_on_the_network_comes_with_a_code_to_scan_and_a_warning():
    phones = "http://192.168.1.20:8866/?kode=K7F3QX"
    control = "http://192.168.1.20:8867/kontrolrum?token=x"
    told = invitation(Running(1, phones, control, "K7F3QX"), Occasion("", Path("data")))
    assert "Den, der har linket, leder workshoppen" in told
    assert all(terminal_qr(url) in told for url in (phones, control))
    told = invitation(
        Running(1, phones, "http://127.0.0.1:8867/kontrolrum?token=x", "K7F3QX"), Occasion("", Path("data"))
    )
    assert "leder workshoppen" not in told
    assert told.count("\u2588\u2588\u2588") == terminal_qr(phones).count("\u2588\u2588\u2588")


def test_a_restart_on_the_same_folder_keeps_the_facilitators_pages_open_and_another_folder_does_not(tmp_path):
    with httpx.Client(timeout=60, follow_redirects=True, trust_env=False) as facilitator:
        first = start_room(tmp_path / "data")
        port = first.origin.rpartition(":")[2]
        assert facilitator.get(first.facilitator_url).status_code == 200
        stop_room(first)
        for folder, status in ((tmp_path / "data", 200), (tmp_path / "other", 403)):
            again = start_room(folder, "--port", port)
            page = facilitator.get(again.facilitator_url.partition("?")[0])
            same = again.facilitator_url == first.facilitator_url
            stop_room(again)
            assert page.status_code == status
            assert same == (status == 200)


def test_restarting_on_the_same_folder_knows_the_same_people(tmp_path):
    from test_serve_join import join

    first = start_room(tmp_path)
    with httpx.Client(base_url=first.origin, timeout=30) as phone:
        join(phone, first.code)
        cookies = dict(phone.cookies)
    stop_room(first)
    second = start_room(tmp_path, "--workshop", first.code)
    try:
        page = httpx.get(second.origin, cookies=cookies, timeout=30)
        assert ">Fortsæt</button>" in page.text
        assert len(second.workshop().participant_list()) == 1
    finally:
        stop_room(second)


def test_a_new_link_locks_those_out_who_have_the_old_one_and_keeps_the_phones_in(tmp_path):
    from test_serve_join import join

    first = start_room(tmp_path)
    port = first.origin.rpartition(":")[2]
    with httpx.Client(timeout=60, follow_redirects=True, trust_env=False) as facilitator:
        assert facilitator.get(first.facilitator_url).status_code == 200
        with httpx.Client(base_url=first.origin, timeout=30, trust_env=False) as phone:
            join(phone, first.code)
            stop_room(first)
            second = start_room(tmp_path, "--workshop", first.code, "--port", port, "--new-link")
            try:
                old = second.facilitator_url.partition("?")[0] + "?" + first.facilitator_url.partition("?")[2]
                assert facilitator.get(old.partition("?")[0]).status_code == 403
                assert facilitator.get(old).status_code == 403
                assert ">Fortsæt</button>" in phone.get("/").text
                with httpx.Client(timeout=60, follow_redirects=True, trust_env=False) as other:
                    assert other.get(second.facilitator_url).status_code == 200
            finally:
                stop_room(second)
    assert "--new-link" not in next(line for line in second.log().splitlines() if "igen med" in line)
    third = start_room(tmp_path, "--workshop", first.code)
    stop_room(third)
    assert third.facilitator_url.partition("?")[2] == second.facilitator_url.partition("?")[2]


def test_a_taken_port_is_named_and_the_next_free_one_found(room):
    port = int(room.origin.rpartition(":")[2])
    with pytest.raises(PortInUse) as taken:
        require_port("127.0.0.1", port)
    assert str(port) in str(taken.value)
    assert free_port("127.0.0.1", port) > port


def test_the_address_given_to_people_is_one_that_can_be_reached():
    assert reachable("127.0.0.1") == "127.0.0.1"
    started = time.monotonic()
    assert reachable("0.0.0.0") == find_address()
    assert find_address().count(".") == 3
    assert time.monotonic() - started < 1
