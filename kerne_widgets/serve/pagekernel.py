"""An IPython kernel for a page of widgets: everything that ipykernel does for a page, on one thread.

Stock ipykernel serves an editor: a debugger, subshells, a history file, captured output of C libraries, and six threads
so that all of it goes on while a cell runs. A page needs none of that. What is left out is memory that each
participant would cost, and work that each join would wait for.

It differs from `python -m ipykernel_launcher` in this: while a cell runs, control messages and heartbeats wait (an
interrupt by signal does not), and so does what other threads print; there is no debugger, no subshell, no history, and
nobody's startup files or extensions are run; what C code prints goes where the server's output goes. Messages, comms,
displays, errors, input, completion and inspection are ipykernel's own.

All that needs no connection is done by `prepare`, which a fork server can call before it forks.

Run as `python -m kerne_widgets.serve.pagekernel -f CONNECTION_FILE`, or forked (see `provisioner`).
"""

from __future__ import annotations

import sys
import threading
import uuid
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import comm
import zmq
from ipykernel.iostream import BackgroundSocket, IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session
from tornado.ioloop import IOLoop
from traitlets import default
from traitlets.config import Config
from zmq.eventloop.zmqstream import ZMQStream

if TYPE_CHECKING:
    from collections.abc import Callable

# Every kernel_info reply says whether there is a debugger, and asks this module. Importing debugpy to be able to say
# yes would be a third of the kernel.
sys.modules["debugpy"] = None  # type: ignore[assignment]
import_module("ipykernel.debugger")
del sys.modules["debugpy"]


class Publisher(IOPubThread):
    """Publishes from the kernel's only thread, in the place of the thread that ipykernel publishes from.

    Attributes
    ----------
    is_heard
        Whether anyone has ever listened. Until then nothing needs to be said.
    """

    def __init__(self, socket: zmq.Socket[bytes], session: Session) -> None:
        # Not the parent's: it would make the thread, its loop and its queues.
        self.socket = socket
        self.session = session
        self.io_loop = IOLoop.current()
        self.background_socket = BackgroundSocket(self)
        self.is_heard = False
        self.thread = threading.current_thread()
        self._xpub_stream = ZMQStream(socket)
        self._xpub_stream.on_recv(self._listened)

    def schedule(self, f: Callable[[], Any]) -> None:
        """Call at once, or soon when another thread asks: a socket belongs to one thread."""
        if threading.current_thread() is not self.thread:
            self.io_loop.add_callback(f)
            return
        # Who has come in the meantime is welcomed first. Sending consumes the sign that someone has come.
        self.welcome()
        f()
        self.welcome()

    def welcome(self) -> None:
        """Greet those who have begun to listen."""
        while self.socket is not None and self.socket.get(zmq.EVENTS) & zmq.POLLIN:
            self._listened(self.socket.recv_multipart())

    def _listened(self, frames: list[bytes]) -> None:
        self.is_heard = True
        self._handle_subscription(frames)

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def close(self) -> None:
        """Close the channel."""
        self._xpub_stream.close()
        self.socket = None

    def _check_mp_mode(self) -> int:
        # A process that the kernel forks has no part in its sockets.
        return 0


ALWAYS_COPIED = 2**31 - 1  # bytes; longer than any message


class PageSession(Session):
    """Writes messages; those to be published only when there is somebody to read them.

    A page is complete before a browser connects and asks for it. What was published on the way there would be written
    and signed for nobody.
    """

    @default("copy_threshold")
    def _copy_threshold_default(self) -> int:
        return ALWAYS_COPIED  # to send a long one without a copy takes a thread of its own in every kernel

    def send(self, stream: Any, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """Send a message; ``None`` when nobody listens."""
        if isinstance(stream, BackgroundSocket):
            publisher = cast("Publisher", stream.io_thread)
            if not publisher.is_heard and threading.current_thread() is publisher.thread:
                publisher.welcome()
                if not publisher.is_heard:
                    return None
        return super().send(stream, *args, **kwargs)


class PageKernel(IPythonKernel):
    """ipykernel's kernel, without a debugger, and made before there is anything to connect it to."""

    # The parent's is the name of a class, and is imported whenever a kernel is made.
    debugger_class = None  # type: ignore[assignment]

    def __init__(self, **kwargs: Any) -> None:
        # Not the parent's: it would look up the file of every module there is, for the debugger.
        super(IPythonKernel, self).__init__(**kwargs)
        self.shell = self.shell_class.instance(
            parent=self,
            profile_dir=self.profile_dir,
            user_module=self.user_module,
            user_ns=self.user_ns,
            kernel=self,
            compiler_class=self.compiler_class,
        )
        self.comm_manager = comm.get_comm_manager()
        for message in ("comm_open", "comm_msg", "comm_close"):
            self.shell_handlers[message] = getattr(self.comm_manager, message)

    def connect(self, app: PageKernelApp) -> None:
        """Take over the application's channels and streams."""
        self.ident = str(uuid.uuid4())
        self.session = app.session
        self.shell_stream = ZMQStream(app.shell_socket)
        self.control_stream = ZMQStream(app.control_socket)
        self.stdin_socket = app.stdin_socket
        self.iopub_thread = app.iopub_thread
        self.iopub_socket = app.iopub_socket
        self._stdout, self._stderr = sys.stdout, sys.stderr
        shell: Any = self.shell
        for publisher in (shell.displayhook, shell.display_pub):
            publisher.session = self.session
            publisher.pub_socket = self.iopub_socket
        shell.displayhook.topic = self._topic("execute_result")
        self.record_ports({f"{name}_port": port for name, port in app._ports.items()})  # noqa: SLF001

    def start(self) -> None:
        """Start to listen."""
        # Not the parent's: it would warn that there is no debugger.
        super(IPythonKernel, self).start()


class PageKernelApp(IPKernelApp):
    """ipykernel's application, with all channels on the main thread."""

    kernel_class = PageKernel
    capture_fd_output = False
    _heartbeat_stream: ZMQStream | None = None

    @default("session")
    def _session_default(self) -> Session:
        return PageSession(parent=self)

    def prepare(self) -> None:
        """Do what needs no connection, so that it can be done before a fork."""
        super(IPKernelApp, self).initialize([])
        self.update_config(Config(HistoryManager={"enabled": False}))
        self.kernel = PageKernel.instance(parent=self, log=self.log, profile_dir=self.profile_dir, user_ns=self.user_ns)
        self.init_shell()
        self.init_path()
        # the first cell and the first thing shown make what all later ones use
        shell: Any = self.shell
        shell.transform_cell("None")
        shell.display_formatter.format(None)

    def initialize(self, argv: list[str] | None = None) -> None:
        """Do the rest.

        Parameters
        ----------
        argv
            ``-f`` and the connection file; other arguments of ipykernel's are understood too.
        """
        if self.kernel is None:
            self.prepare()
        arguments = sys.argv[1:] if argv is None else argv
        if len(arguments) == 2 and arguments[0] == "-f":
            # traitlets' parser would touch every class there is.
            self.connection_file = arguments[1]
        else:
            self.parse_command_line(arguments)
        self.init_poller()
        self.init_connection_file()
        self.init_sockets()
        self.init_heartbeat()
        self.write_connection_file()
        self.log_connection_info()
        self.init_io()
        self.init_signal()
        self.kernel.connect(self)
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count
        self.init_gui_pylab()

    def init_control(self, context: zmq.Context[Any]) -> None:
        """Bind the control channel."""
        self.control_socket = context.socket(zmq.ROUTER)
        self.control_socket.linger = 1000
        self.control_socket.router_handover = 1
        self._apply_curve_server_options(self.control_socket)
        self.control_port = self._bind_socket(self.control_socket, self.control_port)

    def init_iopub(self, context: zmq.Context[Any]) -> None:
        """Bind the channel for what the kernel publishes."""
        socket = context.socket(zmq.XPUB)
        socket.linger = 1000
        self._apply_curve_server_options(socket)
        self.iopub_port = self._bind_socket(socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = Publisher(socket, self.session)
        self.iopub_socket = self.iopub_thread.background_socket

    def init_heartbeat(self) -> None:
        """Answer heartbeats."""
        socket = self.shell_socket.context.socket(zmq.ROUTER)
        socket.linger = 1000
        self._apply_curve_server_options(socket)
        self.hb_port = self._bind_socket(socket, self.hb_port)
        stream = self._heartbeat_stream = ZMQStream(socket)
        stream.on_recv(stream.send_multipart)

    def close(self) -> None:
        """Close the sockets; one that is stopped while it starts may not have them all."""
        if self._heartbeat_stream:
            self._heartbeat_stream.close()
        super().close()


def prepare() -> None:
    """Make a kernel that is not connected yet; for the process that kernels are forked from."""
    PageKernelApp.instance().prepare()


def main() -> None:
    """Run a kernel until it is told to stop."""
    app = PageKernelApp.instance()
    app.initialize()
    # A widget library that was loaded before there was a kernel has not announced itself.
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].register_comm_target()
    app.start()


if __name__ == "__main__":
    main()
