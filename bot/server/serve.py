"""The production server: gunicorn with threads, around one app that its workers share."""

from __future__ import annotations

import logging
import os
import resource
import socket
from dataclasses import replace
from math import ceil
from typing import Any

from flask import Flask, Response
from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import ParseException

from bot.corpus.live import Live
from bot.errors import ServeError
from bot.journal.journal import Journal, make_journal
from bot.matching.index import MatchIndex
from bot.server.app import create_app, make_live
from bot.server.arbiter import Parent, held_back
from bot.server.arrivals import HEAD_BYTES
from bot.server.listening import BACKLOG, identity_of, listen, listen_on_file, url_of
from bot.server.logs import log_to_stderr
from bot.server.memory import settle
from bot.server.metrics import count_in, metrics_of
from bot.server.places import Places
from bot.server.problems import KINDS, problem_response
from bot.server.refusals import MOST_HEADERS
from bot.server.security import without_flask
from bot.server.service import EXTENSION
from bot.server.worker import PARTING_SECONDS, AccessLog, JsonAccessLog, Worker
from bot.settings import Settings

GRACEFUL_SECONDS = 20
# Idle and slow connections cost a file each; some are left for all else.
MOST_CONNECTIONS = 8_192
SPARE_FILES = 128
# Where the parent counts, which looks at the FAQ files, too.
_OWN = 0

log = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then let requests that are being answered finish, and return.

    A second SIGINT ends it at once; SIGHUP starts new workers and lets the old ones finish.
    Raises CorpusError (before anything listens) and ServeError (the address cannot be used, or a worker
    cannot start).
    """
    master = os.getpid()
    log_to_stderr(settings.log_format)
    live = make_live(settings)
    journal = make_journal(settings)
    if journal:
        journal.open()
    path, places = settings.unix_socket, Places()
    listener = own_file = None
    try:
        with held_back():  # no signal comes between a socket file and what is known of it
            listener = listen_on_file(path) if path else listen(settings.host, settings.port)
            own_file = identity_of(path)
        app = create_app(settings, live, journal)
        app.register_error_handler(ParseException, _unreadable)
        settle()
        _Server(settings, app, live, journal, places, listener).run()
    except SystemExit as end:
        if os.getpid() != master:
            raise
        if end.code:
            raise ServeError("a worker process could not start; see the log above") from None
        log.info("faqbot has ended")
    finally:
        if os.getpid() == master:
            if listener:
                listener.close()
            places.remove()
            if path and own_file and own_file == identity_of(path):
                path.unlink(missing_ok=True)


def graceful_seconds(read_timeout: float) -> int:
    """How long a worker that stops may take: whoever has begun to send a request gets to see its reply."""
    return max(GRACEFUL_SECONDS, ceil(read_timeout) + PARTING_SECONDS)


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn on a listening socket and an app that exist already."""

    def __init__(
        self,
        settings: Settings,
        app: Flask,
        live: Live[MatchIndex],
        journal: Journal | None,
        places: Places,
        listener: socket.socket,
    ) -> None:
        self._settings, self._app, self._live, self._journal = settings, app, live, journal
        self._places = places
        self._url = url_of(listener)
        self._fd = listener.detach()
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        worker = type(
            "Worker",
            (Worker,),
            {
                "read_timeout": settings.read_timeout,
                "max_body": settings.max_body_bytes,
                "headers": staticmethod(without_flask(settings)),
            },
        )
        files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        options = {
            "bind": f"fd://{self._fd}",
            "workers": settings.workers,
            "threads": settings.threads,
            "worker_class": worker,
            "worker_connections": max(settings.threads + 1, min(MOST_CONNECTIONS, files - SPARE_FILES)),
            # Of lengths none of its own, which are too short for long questions in most scripts: see
            # bot.server.arrivals.
            "limit_request_line": 0,
            "limit_request_field_size": HEAD_BYTES,
            "limit_request_fields": MOST_HEADERS,
            # What proxies say is read by bot.server.forwarded, and by nobody else.
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "preload_app": True,
            "backlog": BACKLOG,
            "graceful_timeout": graceful_seconds(settings.read_timeout),
            "loglevel": "warning",
            "accesslog": "-",
            "logger_class": JsonAccessLog if settings.log_format == "json" else AccessLog,
            "proc_name": "faqbot",
            "control_socket_disable": True,
            "when_ready": self._announce,
            "pre_fork": self._before_fork,
            "post_fork": self._after_fork,
            "post_worker_init": self._worker_ready,
            "worker_exit": self._worker_ends,
            "child_exit": self._worker_gone,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        Parent(self).run()

    def load(self) -> Flask:
        return self._app

    def look(self) -> None:
        """See to it that a worker in another's place has the last good FAQ files, not those of the start.

        A thread would not be safe where processes are forked.
        """
        if self._settings.reload_seconds:
            self._live.refresh(quietly=True)  # the workers tell what they see

    def reload(self) -> None:
        """On HUP: new workers begin with the newest FAQ files that can be served."""
        self._live.refresh()
        super().reload()

    def _announce(self, arbiter: Any) -> None:  # noqa: ARG002
        self._count(self._places.take(()))
        status, corpus = self._live.status(), self._live.current().corpus
        counted = f"{len(corpus.faqs)} FAQs, revision {status.revision}"
        folder = self._settings.faqs.resolve()
        log.info("faqbot is ready on %s (%s) with the FAQ files of %s", self._url, counted, folder)

    def _before_fork(self, arbiter: Any, worker: Worker) -> None:
        worker.place = self._places.take({_OWN, *(other.place for other in arbiter.WORKERS.values())})

    def _after_fork(self, arbiter: Any, worker: Worker) -> None:  # noqa: ARG002
        self._count(worker.place)

    def _count(self, place: int | None) -> None:
        count_in(self._app, self._live, self._journal, place)

    def _worker_ready(self, worker: Worker) -> None:
        own = self._app.extensions[EXTENSION]
        self._app.extensions[EXTENSION] = replace(own, ends=lambda: worker.ends_with_server)
        # Threads do not survive the fork, and files may have changed since the app was made.
        self._live.refresh()
        metrics_of(self._app).serves(self._live.status())
        self._live.start()
        if self._journal:
            self._journal.start()

    def _worker_ends(self, arbiter: Any, worker: Any) -> None:  # noqa: ARG002
        if self._journal:
            self._journal.stop()

    def _worker_gone(self, arbiter: Any, worker: Worker) -> None:  # noqa: ARG002
        self._places.leave(worker.place)


def _unreadable(error: ParseException) -> Response:
    """A body that breaks off the rules of HTTP while it is being read."""
    wrong = f"The chunks of the body cannot be read ({type(error).__name__}); send it with a Content-Length."
    return problem_response(KINDS["malformed"], wrong)
