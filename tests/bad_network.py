"""A network that can freeze, as a dead access point does: nothing breaks, and nothing comes; or be slow."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class BadNetwork:
    """Carries bytes to a server, until told to carry none; no connection is ever closed by it.

    Parameters
    ----------
    port
        Of the server, on 127.0.0.1.

    Attributes
    ----------
    lag_s
        How long what is sent is under way, in each direction.
    """

    def __init__(self, port: int) -> None:
        self.server = port
        self.port = 0
        self.lag_s = 0.0
        self._loop = asyncio.new_event_loop()
        self._flowing = asyncio.Event()
        # those whose packets go nowhere any more, as after a change from Wi-Fi to the telephone network
        self._lost: set[asyncio.StreamReader] = set()
        self._readers: set[asyncio.StreamReader] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def origin(self) -> str:
        """Where a phone finds it."""
        return f"http://127.0.0.1:{self.port}"

    def freeze(self) -> None:
        """Carry nothing, close nothing."""
        self._loop.call_soon_threadsafe(self._flowing.clear)

    def thaw(self) -> None:
        """Carry on, with all that has waited."""
        self._loop.call_soon_threadsafe(self._flowing.set)

    def thaw_for_newcomers(self) -> None:
        """Carry what comes on new connections; the old ones look open and are dead for ever."""
        self._loop.call_soon_threadsafe(lambda: (self._lost.update(self._readers), self._flowing.set()))

    def thaw_broken(self) -> None:
        """Break the old connections, with all that was under way on them; carry what comes on new ones."""

        def go_on() -> None:
            self._lost.update(self._readers)
            for writer in self._writers:
                writer.transport.abort()
            self._flowing.set()

        self._loop.call_soon_threadsafe(go_on)

    async def _serve(self, started: threading.Event) -> None:
        self._flowing.set()
        self._stopping = asyncio.Event()
        listening = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = listening.sockets[0].getsockname()[1]
        started.set()
        await self._stopping.wait()
        listening.close()
        carrying = asyncio.all_tasks() - {asyncio.current_task()}
        for task in carrying:
            task.cancel()
        # those that serve connections are watched by the loop, which takes a cancelled one for a failure
        self._loop.set_exception_handler(lambda _loop, _context: None)
        await asyncio.gather(*carrying, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        # an aborted connection closes its socket in the loop's next round
        await asyncio.sleep(0)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        await self._flowing.wait()
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.server)
        except OSError:
            writer.close()
            return
        self._writers.add(back)
        await asyncio.gather(self._pump(reader, back), self._pump(there, writer), return_exceptions=True)

    def _deliver(self, writer: asyncio.StreamWriter, chunk: bytes) -> None:
        if not writer.is_closing():
            writer.write(chunk)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._readers.add(reader)
        try:
            while chunk := await reader.read(65536):
                await self._flowing.wait()
                if reader in self._lost:
                    await asyncio.Event().wait()
                if self.lag_s:
                    self._loop.call_later(self.lag_s, self._deliver, writer, chunk)
                    continue
                writer.write(chunk)
                await writer.drain()
            await self._flowing.wait()
        finally:
            self._readers.discard(reader)
            writer.close()


@contextmanager
def bad_network(port: int) -> Iterator[BadNetwork]:
    """A bad network before a server's port, for as long as the block runs."""
    network = BadNetwork(port)
    started = threading.Event()
    thread = threading.Thread(target=lambda: network._loop.run_until_complete(network._serve(started)))
    thread.start()
    assert started.wait(10)
    try:
        yield network
    finally:
        network._loop.call_soon_threadsafe(network._stopping.set)
        thread.join(10)
        network._loop.close()
