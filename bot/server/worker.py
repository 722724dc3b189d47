"""What is ours in gunicorn: slow clients hold no thread, the log line of a request, what is no HTTP request.

Gunicorn's threads read and write, and so a few connections that send or take a byte now and then would hold
them all. Here the main loop gathers each request, and sends on what of the reply was not taken at once.
"""

from __future__ import annotations

import errno
import select
import selectors
import signal
import socket
import struct
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import islice
from time import monotonic, sleep
from typing import Any, ClassVar

from gunicorn.glogging import Logger
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import ThreadWorker

from bot.server.arbiter import ENDING
from bot.server.arrivals import DRAIN_BYTES, HEAD_BYTES, Arrival
from bot.server.departures import Departure
from bot.server.logs import ACCESS_TEXT, TEXT, formatter
from bot.server.metrics import metrics_of
from bot.server.problems import KINDS, Kind
from bot.server.refusals import Refused, reason
from bot.server.tracing import KEY, ROUTE, known_method

READ_BYTES = 65_536
# How long a worker that stops waits for the first byte of a request.
LINGER_SECONDS = 2.0
# How long a client that has its response may take to hang up.
PARTING_SECONDS = 2
# Connections in the middle of a request that the main loop sees to before it looks at all others again.
SLOW_EACH_ROUND = 16
# Connections that have not taken their reply: each holds it in memory.
MOST_LEAVING = 256
# Before a connection is taken, for each that there is.
HESITATION_SECONDS = 0.0001
MOST_HESITATION_SECONDS = 0.001

_REFUSED = {
    "large-line": ("uri-too-long", "With the headers it may have {head:,} bytes; send long texts with POST."),
    "large-head": ("headers-too-large", "With the address they may have {head:,} bytes; send less."),
    "large-body": ("too-large", "The body is too large; {max_body:,} bytes are allowed."),
    "head": ("malformed", "It ends before its headers do; send an empty line after them."),
    "body": (
        "malformed",
        "It ends before its body does; send as much as Content-Length says, or the last chunk.",
    ),
    "malformed": ("malformed", "It cannot be told how long the body is; send one Content-Length."),
}


class AccessLog(Logger):  # type: ignore[misc]
    """One line a request: never a path or a method as it was sent, for either may be a question."""

    form: ClassVar[str] = "text"

    def setup(self, cfg: Any) -> None:
        """Write as the rest of the log does."""
        super().setup(cfg)
        for log, text in ((self.error_log, TEXT), (self.access_log, ACCESS_TEXT)):
            for handler in log.handlers:
                handler.setFormatter(formatter(self.form, text))

    def access(self, resp: Any, _req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Log method, route, status, time taken, bytes sent and request id."""
        self.line(
            method=known_method(environ["REQUEST_METHOD"]),
            route=environ.get(ROUTE, "-"),
            status=int(str(resp.status).partition(" ")[0]),
            ms=round(request_time / timedelta(milliseconds=1), 1),
            bytes=getattr(resp, "sent", 0),
            request_id=environ.get(KEY, "-"),
        )

    def line(self, **request: str | float) -> None:
        """Log a request."""
        self.access_log.info(
            "%(method)s %(route)s %(status)s %(ms)sms %(bytes)s %(request_id)s",
            request,
            extra={"request": request},
        )

    def exception(self, msg: str, *_args: Any, **kwargs: Any) -> None:
        """Log what went wrong; a client that stopped reading is no fault of ours, and no traceback."""
        if isinstance(sys.exc_info()[1], BlockingIOError):
            self.debug("a client stopped reading or sending")
            return
        super().exception(msg.partition(" %")[0], **kwargs)  # the rest would be the address as it was sent


class JsonAccessLog(AccessLog):
    """The same, a JSON object a line."""

    form = "json"


class Worker(ThreadWorker):  # type: ignore[misc]
    """Threads that get whole requests, and refuse what is none in the shape of every other error."""

    alive: bool
    # Where it counts: see `bot.server.places`.
    place: int | None
    read_timeout: ClassVar[float] = 10.0
    max_body: ClassVar[int] = 65_536
    # What a reply has besides its own, by the path and Origin of the request.
    headers: ClassVar[Callable[[str, str], Iterable[tuple[str, str]]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what gunicorn gives."""
        super().__init__(*args, **kwargs)
        self._arriving: dict[Any, Arrival] = {}
        # What was given to a thread, by its socket.
        self._given: dict[Any, Arrival] = {}
        # Replies that were not taken; then with what their threads came to, and until when they wait.
        self._left: dict[Any, Departure] = {}
        self._leaving: dict[Any, tuple[Departure, Any, float]] = {}
        # Until when, and bytes thrown away so far.
        self._parting: dict[Any, tuple[float, int]] = {}
        self._stopped_at: float | None = None
        # Whether the whole server ends, and not this worker alone.
        self._last = False

    def init_signals(self) -> None:
        """Take SIGINT as the end of the whole server: the terminal sends it to all processes, as we do."""
        super().init_signals()
        signal.signal(signal.SIGINT, self._end)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)

    def _end(self, sig: int, frame: Any) -> None:
        self._last = True
        self.handle_exit(sig, frame)

    @property
    def ends_with_server(self) -> bool:
        """Whether it stops because the whole server ends, and not to make room for a new worker."""
        return self._last

    def accept(self, listener: Any) -> None:
        """Take a new connection; where another worker has ended listening for all, end, too.

        The more a worker has, the longer it hesitates, so that one with fewer comes first: clients that
        connect all at once would sometimes all be one worker's, and stay it.
        """
        if self.alive and self.cfg.workers > 1:
            sleep(min(self.nr_conns * HESITATION_SECONDS, MOST_HESITATION_SECONDS))
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            self._last, self.alive = True, False

    def set_accept_enabled(self, enabled: bool) -> None:
        """Begin or cease to take new connections; when this worker stops, it first takes those that wait."""
        super().set_accept_enabled(enabled)
        if not self.alive:
            self._take_the_rest()

    def _take_the_rest(self) -> None:
        """Who has connected is answered; where the whole server ends, nobody else can connect."""
        for listener in self.sockets:
            waiting = select.poll()
            waiting.register(listener.fileno(), select.POLLIN)
            while waiting.poll(0) == [(listener.fileno(), select.POLLIN)]:
                self.accept(listener)
            if self._last:
                with suppress(OSError):  # another worker may have done it
                    listener.shutdown(socket.SHUT_RDWR)

    def enqueue_req(self, conn: Any) -> None:
        """Gather the next request of a connection: all ways to a thread lead through here."""
        if not conn.initialized:
            conn.init()
            patience = struct.pack("ll", int(self.read_timeout), int(self.read_timeout % 1 * 1_000_000))
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, patience)
        arrival = Arrival(deadline=monotonic() + self.read_timeout, max_body=self.max_body)
        if early := conn.parser.unreader.take_buffered():
            arrival.feed(early)
        self._gather(conn, arrival)

    def _gather(self, conn: Any, arrival: Arrival) -> None:
        """Read what is there; then the request is whole, or the connection waits in the main loop."""
        while arrival.state in ("head", "body"):
            before = arrival.state
            try:
                data = conn.sock.recv(READ_BYTES, socket.MSG_DONTWAIT)
            except BlockingIOError:
                self._park(conn, arrival)
                return
            except OSError:
                data = b""
            if not data:
                if not arrival.data:
                    self._forget(conn)
                    self._close(conn)
                    return
                break  # no more will come
            if arrival.feed(data) == "body" and before == "head" and arrival.expects_continue:
                self._send(conn.sock, b"HTTP/1.1 100 Continue\r\n\r\n")
            if len(data) < READ_BYTES and arrival.state in ("head", "body"):
                self._park(conn, arrival)  # that was all there is: asking again would only cost time
                return
        self._forget(conn)
        # A body that was cut is not missed: it is too large, which the app tells.
        if not arrival.cut and (refused := _REFUSED.get(arrival.state)):
            slug, detail = refused
            self._refuse(conn, arrival, KINDS[slug], detail.format(max_body=self.max_body, head=HEAD_BYTES))
            return
        if arrival.cut:
            conn.sock.shutdown(socket.SHUT_RD)
        self._given[conn.sock] = arrival
        conn.parser.unreader.unread(bytes(arrival.data))
        super().enqueue_req(conn)

    def _park(self, conn: Any, arrival: Arrival) -> None:
        if conn not in self._arriving:
            self._arriving[conn] = arrival
            readable = partial(self._readable, conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, readable)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Let a crowd of slow senders wait for everybody else: what is left over is reported again."""
        begun = 0
        for key, _ in self.poller.select(timeout):
            arrival = self._arriving.get(getattr(key.data, "args", (None,))[0])
            if arrival and arrival.data:
                begun += 1
                if begun > SLOW_EACH_ROUND:
                    continue
            key.data(key.fileobj)

    def _readable(self, conn: Any, _sock: Any) -> None:
        if arrival := self._arriving.get(conn):
            self._gather(conn, arrival)

    def _forget(self, conn: Any) -> None:
        if self._arriving.pop(conn, None):
            self.poller.unregister(conn.sock)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Reply, in a thread, and wait for nobody to take it."""
        sock = conn.sock
        conn.sock = departure = Departure(sock)
        try:
            return super().handle_request(req, conn)
        finally:
            conn.sock = sock
            if departure.left:
                self._left[conn] = departure

    def finish_request(self, conn: Any, fs: Any) -> None:
        """See to it that the whole response goes out, and then to what comes after it."""
        self._given.pop(conn.sock, None)
        if not (departure := self._left.pop(conn, None)):
            self._finish(conn, fs)
            return
        conn.sock.setblocking(False)
        self.poller.register(conn.sock, selectors.EVENT_WRITE, partial(self._send_on, conn))
        self._leaving[conn] = (departure, fs, monotonic() + self.read_timeout)
        if len(self._leaving) > MOST_LEAVING:
            self._give_up(next(iter(self._leaving)))

    def _send_on(self, conn: Any, sock: Any) -> None:
        if conn not in self._leaving:
            return  # given up since the poller saw it
        departure, fs, _ = self._leaving.pop(conn)
        self._leaving[conn] = (departure, fs, monotonic() + self.read_timeout)  # behind all others
        try:
            departure.send_on()
        except OSError:
            self._give_up(conn)
        else:
            if not departure.left:
                del self._leaving[conn]
                self.poller.unregister(sock)
                self._finish(conn, fs)

    def _give_up(self, conn: Any) -> None:
        del self._leaving[conn]
        self.poller.unregister(conn.sock)
        self._close(conn)

    def _finish(self, conn: Any, fs: Any) -> None:
        """What comes after a response: gunicorn would wait here for each client to hang up."""
        if not fs.cancelled() and (fs.exception() or fs.result()):
            super().finish_request(conn, fs)
        else:
            self._part(conn)

    def _part(self, conn: Any) -> None:
        """Say that nothing more comes, and close when the client has too, or has had time to read it.

        Closed at once, a client that is still sending would lose the end of its response.
        """
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._hear_out, conn))
        except OSError:
            self._close(conn)
            return
        self._parting[conn] = (monotonic() + PARTING_SECONDS, 0)

    def _hear_out(self, conn: Any, _sock: Any) -> None:
        deadline, heard = self._parting[conn]
        try:
            data = conn.sock.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data or heard + len(data) > DRAIN_BYTES:
            self._parted(conn)
        else:
            self._parting[conn] = (deadline, heard + len(data))

    def _parted(self, conn: Any) -> None:
        del self._parting[conn]
        self.poller.unregister(conn.sock)
        self._close(conn)

    def _close(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()

    def _send(self, sock: Any, data: bytes) -> None:
        try:
            sock.send(data, socket.MSG_DONTWAIT)
        except OSError as error:
            self.log.debug("a client is gone: %s", error)

    def _refuse(self, conn: Any, arrival: Arrival, kind: Kind, detail: str) -> None:
        self._reply(conn.sock, arrival, kind, detail)
        self._part(conn)

    def _reply(self, sock: Any, arrival: Arrival, kind: Kind, detail: str) -> None:
        """Reply in Flask's place, and tell log and metrics what they would have been told."""
        refused = Refused(arrival.data)
        reply = refused.reply(kind, detail, type(self).headers(refused.path, refused.origin))
        seconds = monotonic() - arrival.deadline + self.read_timeout
        metrics_of(self.wsgi).requested("none", refused.method, kind.status, seconds)
        self._send(sock, reply)
        self.log.line(
            method=refused.method,
            route="-",
            status=kind.status,
            ms=round(seconds * 1_000, 1),
            bytes=len(reply),
            request_id=refused.name,
        )

    def murder_pending(self) -> None:
        """Give up on requests that came too slowly."""
        super().murder_pending()
        now = monotonic()
        for conn in [conn for conn, (deadline, _) in self._parting.items() if deadline <= now]:
            self._parted(conn)
        for conn, (_, _, deadline) in list(islice(self._leaving.items(), SLOW_EACH_ROUND)):
            if deadline <= now:  # they stand in the order in which they last took something
                self._give_up(conn)
        if not self.alive and self._stopped_at is None:
            self._stopped_at = now
        if self._last:
            self._take_the_rest()
        some = SLOW_EACH_ROUND if self._stopped_at is None else None
        for conn, arrival in list(islice(self._arriving.items(), some)):
            if arrival.deadline <= now:
                self._forget(conn)
                if arrival.data:
                    kind, seconds = KINDS["timeout"], f"{self.read_timeout:g} seconds"
                    self._refuse(conn, arrival, kind, f"It took more than {seconds}. {kind.help}")
                else:
                    self._close(conn)
            elif self._stopped_at is None:
                break  # they stand in the order of their deadlines
            elif not arrival.data and now > self._stopped_at + LINGER_SECONDS:
                self._forget(conn)
                self._close(conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Reply to a request that could not be parsed, or was lost in gunicorn itself."""
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        # One that was parsed has had its reply; what is wrong with the rest of its body gets no second one.
        if req is None:
            arrival = self._given[client]
            self._reply(client, arrival, *reason(exc, arrival.data))
