"""Kernels forked from a warm process: like any other kernel to whoever uses them, and gone when their server is."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager
from enum import Enum
from importlib.metadata import entry_points
from pathlib import Path

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from kerne_widgets.serve import provisioner
from kerne_widgets.serve.forkkernel import readable
from kerne_widgets.serve.provisioner import ForkProvisioner, plain, require_forkable

SHIPPED = Path(provisioner.__file__).parent / "kernelspec" / "kernel.json"

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only"),
    # jupyter_client and ipykernel warn about each other
    pytest.mark.filterwarnings("default"),
]


class Launched:
    """A running kernel and a client that is connected to it."""

    def __init__(self, manager, client):
        self.manager = manager
        self.client = client
        self.pid = manager.provisioner.pid

    @property
    def is_forked(self):
        return type(self.manager.provisioner.process).__name__ == "ForkedProcess"

    async def run(self, code):
        """Messages of a cell: what it printed, and those it published with their types."""
        seen = []
        reply = await self.client.execute_interactive(code, timeout=30, output_hook=seen.append)
        printed = "".join(m["content"]["text"] for m in seen if m["msg_type"] == "stream")
        return printed, seen, reply["content"]

    async def value(self, expression):
        """What an expression is in the kernel, by way of JSON."""
        printed, _, reply = await self.run(f"import json as _json\nprint(_json.dumps({expression}))")
        assert reply["status"] == "ok", reply
        return json.loads(printed)


@pytest.fixture
def kernels(tmp_path):
    """Start kernels: of the shipped kernelspec, or of one that differs from it."""

    @asynccontextmanager
    async def start(*, argv=None, config=None, **options):
        spec = json.loads(SHIPPED.read_text())
        spec["argv"] = argv or spec["argv"]
        spec["metadata"]["kernel_provisioner"]["config"] |= config or {}
        folder = tmp_path / "kernels" / "ours"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "kernel.json").write_text(json.dumps(spec))
        specs = KernelSpecManager(kernel_dirs=[str(tmp_path / "kernels")])
        manager = AsyncKernelManager(kernel_name="ours", kernel_spec_manager=specs)
        await manager.start_kernel(**options)
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=60)
            yield Launched(manager, client)
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    return start


def ended(pid, within_s=10):
    """Whether a process, anyone's, ends within the time. One that nobody has reaped yet has ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return readable(handle, within_s)
    finally:
        os.close(handle)


# -- installed -------------------------------------------------------------------------------------------------


def test_the_package_brings_the_kernel_and_the_provisioner():
    (entry,) = entry_points(group="jupyter_client.kernel_provisioners", name="kerne-fork")
    assert entry.load() is ForkProvisioner
    installed = KernelSpecManager().get_kernel_spec("kerne")
    # an editable install holds a copy: install again after a change
    assert installed.to_dict()["metadata"] == json.loads(SHIPPED.read_text())["metadata"]


# -- a kernel like any other -----------------------------------------------------------------------------------


WORLD = """
import json, os, signal, sys
files = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{n}")]
print(json.dumps({
    "env": dict(os.environ),
    "cwd": os.getcwd(),
    "pid": os.getpid(),
    "session": os.getsid(0),
    "stdin": sys.__stdin__.read(),
    "argv": sys.argv[1:],
    "path": sys.path,
    "handlers": [n for n in signal.valid_signals() if callable(signal.getsignal(n)) and n != signal.SIGINT],
    "heavy": sorted({"pandas", "matplotlib", "voila", "debugpy"} & set(sys.modules)),
    "history": get_ipython().history_manager.enabled,
    "files": [name for name in files if name.startswith("/")],
}))
"""


class Variable(str, Enum):  # noqa: UP042  # what servers use as names of variables
    ROOM = "KERNE_ROOM"


async def look_around(kernels, **options):
    async with kernels(**options) as kernel:
        assert kernel.is_forked
        printed, _, _ = await kernel.run(WORLD)
        return json.loads(printed), kernel


def test_a_forked_kernel_has_a_world_of_its_own(kernels, tmp_path):
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), Variable.ROOM: "7", "PYTHONPATH": str(tmp_path / "extra")}
    world, kernel = asyncio.run(look_around(kernels, env=env, cwd=str(tmp_path)))
    assert world["env"]["KERNE_ROOM"] == "7"
    assert set(world["env"]) <= {*map(str.__str__, env), "MPLBACKEND"}
    assert world["cwd"] == str(tmp_path)
    assert world["session"] == world["pid"] == kernel.pid
    assert world["stdin"] == ""
    assert world["argv"] == ["-f", kernel.manager.connection_file]
    assert str(tmp_path / "extra") in world["path"]
    assert world["handlers"] == []
    assert world["heavy"] == []
    assert not world["history"]
    ours = {str(Path(f"/proc/self/fd/{n}").readlink()) for n in (1, 2)}
    assert set(world["files"]) <= ours | {"/dev/null"}


async def check_widgets(kernels):
    async with kernels() as kernel:
        targets = "sorted(get_ipython().kernel.comm_manager.targets)"
        assert {"jupyter.widget", "jupyter.widget.control"} <= set(await kernel.value(targets))
        _, seen, _ = await kernel.run("import ipywidgets\nslider = ipywidgets.IntSlider()\nslider")
        opened = [m for m in seen if m["msg_type"] == "comm_open"]
        (comm_id,) = [
            m["content"]["comm_id"] for m in opened if "IntSlider" in m["content"]["data"]["state"]["_model_name"]
        ]
        data = {"method": "update", "state": {"value": 42}, "buffer_paths": []}
        message = kernel.client.session.msg("comm_msg", {"comm_id": comm_id, "data": data})
        kernel.client.shell_channel.send(message)
        assert await kernel.value("slider.value") == 42


def test_a_tap_on_a_widget_arrives_in_a_forked_kernel(kernels):
    asyncio.run(check_widgets(kernels))


async def check_interrupt(kernels):
    async with kernels() as kernel:
        message_id = kernel.client.execute("print('now', flush=True)\nwhile True: pass", stop_on_error=False)
        while True:
            message = await kernel.client.get_iopub_msg(timeout=10)
            if message["msg_type"] == "stream":
                break
        await kernel.manager.interrupt_kernel()
        reply = await kernel.client._async_recv_reply(message_id, timeout=10)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert await kernel.value("6 * 7") == 42
        # and again when nothing runs
        await kernel.manager.interrupt_kernel()
        assert await kernel.value("6 * 7") == 42


def test_a_running_cell_can_be_interrupted(kernels):
    asyncio.run(check_interrupt(kernels))


async def check_streams(kernels):
    async with kernels(stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as kernel:
        await kernel.run(
            "import os, sys\nos.write(1, b'from C')\nprint(' and stderr', file=sys.__stderr__, flush=True)"
        )
        output = kernel.manager.provisioner.process.stdout
        await kernel.manager.shutdown_kernel()
        assert output.closed  # as after any kernel
    async with kernels(stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as kernel:
        await kernel.run("import os\nos.write(1, b'from C')\nos.write(2, b'lost')")
        assert os.read(kernel.manager.provisioner.process.stdout.fileno(), 100) == b"from C"


def test_output_goes_where_the_launch_says(kernels):
    asyncio.run(check_streams(kernels))


async def check_restart(kernels):
    async with kernels() as kernel:
        await kernel.run("x = 1\nimport atexit, pathlib\natexit.register(pathlib.Path('left').touch)")
        await kernel.manager.restart_kernel()
        await kernel.client.wait_for_ready(timeout=30)
        assert kernel.is_forked
        assert kernel.manager.provisioner.pid != kernel.pid
        assert await kernel.value("'x' in globals()") is False
        assert await kernel.value("__import__('os').path.exists('left')")
        process = kernel.manager.provisioner.process
        kernel.client.execute("import os\nos._exit(7)")
        async with asyncio.timeout(10):
            await kernel.manager.provisioner.wait()
        assert process.returncode == 7
        assert process.poll() == process.wait() == 7


def test_restart_exit_hooks_and_exit_code_are_those_of_a_process(kernels, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asyncio.run(check_restart(kernels))


async def draws(kernels):
    drawn = []
    for _ in range(2):
        async with kernels(config={"preload": ["ipykernel.kernelapp", "numpy"]}) as kernel:
            assert kernel.is_forked
            drawn += await kernel.value("[__import__('random').random(), float(__import__('numpy').random.rand())]")
    return drawn


def test_two_kernels_draw_different_random_numbers(kernels):
    drawn = asyncio.run(draws(kernels))
    assert len(set(drawn)) == 4


async def check_stock(kernels):
    argv = ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}", "--ext=ipywidgets"]
    preload = ["ipykernel.kernelapp", "ipywidgets"]
    async with kernels(argv=argv, config={"preload": preload}) as kernel:
        assert kernel.is_forked
        assert await kernel.value("type(get_ipython().kernel).__name__") == "IPythonKernel"
        assert "jupyter.widget" in await kernel.value("list(get_ipython().kernel.comm_manager.targets)")
        assert await kernel.value("__import__('sys').path[0]") != str(Path.cwd())


def test_any_python_kernel_can_be_forked(kernels):
    asyncio.run(check_stock(kernels))


async def count_descriptors(kernels):
    async with kernels():
        pass
    before = psutil.Process().num_fds()
    for _ in range(3):
        async with kernels(stdout=subprocess.PIPE):
            pass
    return before, psutil.Process().num_fds()


def test_a_kernel_that_has_gone_leaves_no_open_file_in_the_server(kernels):
    before, after = asyncio.run(count_descriptors(kernels))
    assert after <= before


# -- when forking cannot be ------------------------------------------------------------------------------------


async def launch_twice(kernels, **options):
    answers = []
    for _ in range(2):
        async with kernels(**options) as kernel:
            answers.append((kernel.is_forked, await kernel.value("6 * 7"), kernel.pid))
    return answers


def warnings_of(caplog):
    return [
        r.getMessage() for r in caplog.records if "instead of forked" in r.getMessage() and r.levelname == "WARNING"
    ]


@pytest.fixture
def nothing_logged_yet(monkeypatch):
    monkeypatch.setattr(provisioner, "_logged", set())


@pytest.mark.usefixtures("nothing_logged_yet")
def test_on_macos_kernels_are_started_and_the_reason_is_logged_once(kernels, monkeypatch, caplog):
    monkeypatch.setattr(provisioner.sys, "platform", "darwin")
    answers = asyncio.run(launch_twice(kernels))
    assert [(forked, answer) for forked, answer, _ in answers] == [(False, 42), (False, 42)]
    assert len(warnings_of(caplog)) == 1
    assert "darwin" in warnings_of(caplog)[0]


@pytest.mark.usefixtures("nothing_logged_yet")
def test_a_fork_that_fails_costs_that_launch_nothing_but_time(kernels, monkeypatch, caplog):
    from kerne_widgets.serve.forkprocess import WarmServer

    whole = WarmServer.connect_to_new_process
    failures = iter([OSError("no more processes")])

    def sometimes(self, fds):
        for failure in failures:
            raise failure
        return whole(self, fds)

    monkeypatch.setattr(WarmServer, "connect_to_new_process", sometimes)
    answers = asyncio.run(launch_twice(kernels))
    assert [(forked, answer) for forked, answer, _ in answers] == [(False, 42), (True, 42)]
    assert "no more processes" in warnings_of(caplog)[0]


@pytest.mark.usefixtures("nothing_logged_yet")
def test_a_fork_server_that_does_not_answer_is_not_waited_for(kernels, caplog):
    preload = ["time:slow"]  # any list of its own: a fork server that is not up yet
    answers = asyncio.run(launch_twice(kernels, config={"preload": preload, "fork_timeout_s": 0.0}))
    assert (False, 42) in [(forked, answer) for forked, answer, _ in answers]
    assert "no answer from the fork server" in warnings_of(caplog)[0]


@pytest.mark.parametrize(
    ("cmd", "options", "reason"),
    [
        (["/usr/bin/R", "--slave"], {}, "only"),
        ([sys.executable, "-c", "pass"], {}, "only"),
        ([sys.executable, "-m", "x"], {"preexec_fn": print}, "preexec_fn"),
        ([sys.executable, "-m", "x"], {"cwd": "/no/such/folder"}, "folder"),
    ],
)
def test_what_cannot_be_forked_is_said(cmd, options, reason):
    with pytest.raises(provisioner.NotForkableError, match=reason):
        require_forkable(cmd, options)


def test_no_server_class_travels_in_the_environment():
    (name,) = plain({Variable.ROOM: "7"})
    assert type(name) is str
    assert name == "KERNE_ROOM"


# -- the warm process ------------------------------------------------------------------------------------------

SERVER = """
import asyncio, json, os, sys
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from kerne_widgets.serve.forkprocess import fork_server
from kerne_widgets.serve.forkkernel import readable
from kerne_widgets.serve.provisioner import warm

async def main():
    specs = KernelSpecManager(kernel_dirs=[sys.argv[1]])
    warm(specs.get_kernel_spec("ours"))
    kernels, children = [], []
    async def start():
        manager = AsyncKernelManager(kernel_name="ours", kernel_spec_manager=specs)
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        kernels.append(manager)
        return client
    client = await start()
    await client.execute_interactive("import subprocess\\nprint(subprocess.Popen(['sleep', '300']).pid)",
        output_hook=lambda m: children.append(int(m["content"]["text"])) if m["msg_type"] == "stream" else None)
    busy = await start()
    # holds the interpreter lock for minutes
    busy.execute("sum(range(10 ** 11))")
    while (await busy.get_iopub_msg())["msg_type"] != "execute_input":
        pass
    async def tell():
        print(json.dumps({
            "kernels": [m.provisioner.pid for m in kernels],
            "forked": [type(m.provisioner.process).__name__ for m in kernels],
            "alive": [await m.is_alive() for m in kernels],
            "children": children,
            "fork_server": fork_server(tuple(kernels[0].provisioner.preload))._forkserver_pid,
        }), flush=True)
    await tell()
    for line in sys.stdin:
        if line.strip() == "start":
            await start()
        await tell()

asyncio.run(main())
"""


@pytest.fixture
def server(tmp_path):
    """A server in a process of its own: two kernels, one with a child, one that is busy."""
    folder = tmp_path / "kernels" / "ours"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(SHIPPED.read_text())
    command = [sys.executable, "-c", SERVER, str(folder.parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def ask(question=None):
            if question:
                process.stdin.write(question + "\n")
                process.stdin.flush()
            return json.loads(process.stdout.readline())

        process.ask = ask
        yield process
        process.kill()


def test_no_kernel_outlives_a_server_that_is_killed(server):
    told = server.ask()
    assert told["forked"] == ["ForkedProcess", "ForkedProcess"]
    server.kill()
    for pid in [*told["kernels"], *told["children"], told["fork_server"]]:
        assert ended(pid), pid


def test_kernels_outlive_the_fork_server_but_not_the_server(server):
    told = server.ask()
    os.kill(told["fork_server"], signal.SIGKILL)
    assert ended(told["fork_server"])
    later = server.ask("start")
    assert later["alive"] == [True, True, True]
    assert later["forked"] == ["ForkedProcess"] * 3
    assert later["fork_server"] != told["fork_server"]
    # the end of a kernel whose fork server is gone is seen all the same
    os.kill(told["kernels"][1], signal.SIGKILL)
    assert ended(told["kernels"][1])
    assert server.ask("tell")["alive"] == [True, False, True]
    server.kill()
    for pid in [*later["kernels"], *told["children"], later["fork_server"]]:
        assert ended(pid), pid


def test_a_killed_kernel_disturbs_nobody(server):
    told = server.ask()
    os.kill(told["kernels"][0], signal.SIGKILL)
    assert ended(told["kernels"][0])
    assert server.ask("start")["alive"] == [False, True, True]


THREADED = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"
WARM_UP = """
import sys
from kerne_widgets.serve.warmup import warm_up
warm_up(["sulking", "threaded", "colorsys", "json:no_such_function"])
print("colorsys" in sys.modules)
"""


def test_a_module_that_cannot_be_imported_is_named_and_left_out(tmp_path):
    (tmp_path / "sulking.py").write_text("raise RuntimeError('not today')")
    (tmp_path / "threaded.py").write_text(THREADED)
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", WARM_UP]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "True"
    assert "without sulking" in done.stderr
    assert "not today" in done.stderr
    assert "without json:no_such_function" in done.stderr
    assert "importing threaded started a thread" in done.stderr


def test_the_warm_process_has_loaded_what_the_page_needs(kernels):
    async def missing():
        async with kernels() as kernel:
            before = set(await kernel.value("list(__import__('sys').modules)"))
            await kernel.run("from kerne_widgets import forms\npage = forms.participant_page()\npage")
            return set(await kernel.value("list(__import__('sys').modules)")) - before

    assert asyncio.run(missing()) == set()
