"""The production server: gunicorn with threads, around one app that its workers share."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from typing import Any

from flask import Flask, Response
from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import ParseException

from bot.corpus.live import Live
from bot.errors import ServeError
from bot.journal.journal import Journal, make_journal
from bot.matching.index import MatchIndex
from bot.server.app import create_app, make_live
from bot.server.problems import KINDS, problem_response
from bot.server.worker import LOG_FORMAT, AccessLog, Worker
from bot.settings import Settings

BACKLOG = 2_048
GRACEFUL_SECONDS = 20


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then let requests that are being answered finish, and return.

    SIGHUP starts new workers and lets the old ones finish. Raises CorpusError (before anything listens)
    and ServeError (the address cannot be used, or a worker cannot start).
    """
    master = os.getpid()
    _log_to_stderr()
    live = make_live(settings)
    journal = make_journal(settings)
    if journal:
        journal.open()
    app = create_app(settings, live, journal)
    app.register_error_handler(ParseException, _unreadable)
    listener = _listen(settings.host, settings.port)
    try:
        _Server(settings, app, live, journal, listener).run()
    except SystemExit as end:
        if os.getpid() != master:
            raise
        if end.code:
            raise ServeError("a worker process could not start; see the log above") from None


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn on a listening socket and an app that exist already."""

    def __init__(
        self,
        settings: Settings,
        app: Flask,
        live: Live[MatchIndex],
        journal: Journal | None,
        listener: socket.socket,
    ) -> None:
        self._settings, self._app, self._live, self._journal = settings, app, live, journal
        self._url = _url(listener)
        self._fd = listener.detach()
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"fd://{self._fd}",
            "workers": self._settings.workers,
            "threads": self._settings.threads,
            "worker_class": Worker,
            "preload_app": True,
            "backlog": BACKLOG,
            "graceful_timeout": GRACEFUL_SECONDS,
            "loglevel": "warning",
            "accesslog": "-",
            "logger_class": AccessLog,
            "proc_name": "faqbot",
            "control_socket_disable": True,
            "when_ready": self._announce,
            "post_worker_init": self._worker_ready,
            "worker_exit": self._worker_ends,
        }
        for name, value in options.items():
            if name in self.cfg.settings:  # older gunicorns have no control socket to disable
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app

    def reload(self) -> None:
        """On HUP: new workers begin with the newest FAQ files that can be served."""
        self._live.refresh()
        super().reload()

    def _announce(self, arbiter: Any) -> None:  # noqa: ARG002  (the signature is gunicorn's)
        status, corpus = self._live.status(), self._live.current().corpus
        counted = f"{len(corpus.faqs)} FAQs, revision {status.revision}"
        sys.stderr.write(f"faqbot is ready on {self._url} ({counted})\n")
        sys.stderr.flush()

    def _worker_ready(self, worker: Any) -> None:  # noqa: ARG002
        # Threads do not survive the fork, and files may have changed since the app was made.
        self._live.refresh()
        self._live.start()
        if self._journal:
            self._journal.start()

    def _worker_ends(self, arbiter: Any, worker: Any) -> None:  # noqa: ARG002
        if self._journal:
            self._journal.stop()


def _unreadable(error: ParseException) -> Response:
    """A body that breaks off the rules of HTTP while it is being read."""
    return problem_response(KINDS["malformed"], f"The body cannot be read: {type(error).__name__}.")


def _listen(host: str, port: int) -> socket.socket:
    shown = f"{host}:{port}"
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise ServeError(f"cannot listen on {shown}: {error.strerror}; check --host") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ServeError(_complaint(shown, error)) from None
    return listener


def _complaint(shown: str, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{shown} is taken by another program; stop it, or choose another with --port"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"listening on {shown} is not permitted; choose a port of 1024 or more with --port"
    return f"cannot listen on {shown}: {error.strerror}; check --host and --port"


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(LOG_FORMAT))
    logger = logging.getLogger("bot")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
