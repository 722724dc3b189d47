"""/admin: one page of what people ask, where it failed, and what to write next. Behind a token."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, cast

from flask import Blueprint, Flask, Response, current_app, redirect, render_template, request

from bot.assistant import Assistant
from bot.corpus.check import check_corpus
from bot.errors import JournalError, Problem, QuestionError
from bot.journal.entries import now
from bot.journal.journal import Journal
from bot.matching.normalise import normalise
from bot.reply import Reply
from bot.server import charts
from bot.server.contract import Operation, promises
from bot.server.models import AdminQuery, LoginForm
from bot.server.problems import RequestProblem
from bot.server.service import service
from bot.server.session import Door, is_own_form
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.journal.report import Group, Report
    from bot.journal.suggest import Suggestion

blueprint = Blueprint("admin", __name__)
EXTENSION = "faqbot-admin"
SPANS = {"7d": 7, "30d": 30, "90d": 90}
MOST_GROUPS = 15
MOST_FINDINGS = 30
MOST_SUGGESTIONS = 8
# What is shorter can be found by trying.
SHORTEST_TOKEN = 16
# The page is made anew when it is older; a reload in between costs nothing.
FRESH_SECONDS = 20.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A group with the reply that its question would get now, and why."""

    group: Group
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page shows."""

    report: Report
    asked: tuple[Asked, ...]
    suggestions: tuple[Suggestion, ...]
    unreadable: tuple[Group, ...]
    findings: tuple[Problem, ...]


class Desk:
    """Makes overviews, one at a time, and keeps each for a few seconds."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], tuple[float, Overview]] = {}

    def overview(self, span: str, journal: Journal, assistant: Assistant, settings: Settings) -> Overview:
        """The overview of a span. Raises JournalError."""
        key = (span, assistant.corpus.revision)
        with self._lock:
            made, overview = self._kept.get(key, (0.0, None))
            if overview is None or monotonic() - made > FRESH_SECONDS:
                overview = _overview(SPANS[span], journal, assistant, settings)
                self._kept = {key: (monotonic(), overview)}
            return overview


def install(app: Flask, settings: Settings) -> None:
    """What the routes share."""
    token = settings.admin_token.get_secret_value()
    if 0 < len(token) < SHORTEST_TOKEN:
        log.warning(
            "FAQBOT_ADMIN_TOKEN can be guessed: it has fewer than %d characters; set a longer one, such as"
            " openssl rand -hex 16 prints",
            SHORTEST_TOKEN,
        )
    app.extensions[EXTENSION] = (Door(token), Desk())


def _shared() -> tuple[Door, Desk]:
    door, desk = cast(tuple[Door, Desk], current_app.extensions[EXTENSION])
    if not door.exists:
        raise RequestProblem(
            "not-found", "There is no admin page here: the server has no FAQBOT_ADMIN_TOKEN."
        )
    return door, desk


@blueprint.get("/admin")
@promises(
    Operation(tag="operation", query=AdminQuery, reply="text/html", problems=("not-found", "unavailable"))
)
def admin() -> Response:
    """What people ask, where it failed, and what to write next; a form for the token before."""
    door, desk = _shared()
    if not door.is_in(request):
        return _page(render_template("admin_login.html", wrong=False, wait=0))
    span = request.args.get("since", "7d")
    span = span if span in SPANS else "7d"
    journal, assistant = service().journal, service().assistant
    overview, trouble = None, ""
    if journal:
        try:
            overview = desk.overview(span, journal, assistant, service().settings)
        except JournalError as error:
            trouble = str(error)
    return _page(
        render_template(
            "admin.html",
            overview=overview,
            trouble=trouble,
            journal=journal.status() if journal else None,
            retention_days=service().settings.retention_days,
            live=service().live.status(),
            corpus=assistant.corpus,
            cut_offs=assistant.cut_offs,
            span=span,
            spans=SPANS,
            kinds=charts.KINDS,
            charts=charts,
            made_at=datetime.now(UTC),
        )
    )


@blueprint.post("/admin/login")
@promises(
    Operation(
        tag="operation",
        form=LoginForm,
        reply="text/html",
        problems=("not-found", "forbidden", "too-many-requests"),
        redirects=True,
    )
)
def login() -> Response:
    """Show the token, get the cookie."""
    door, _ = _shared()
    _check_own_form()
    address = request.remote_addr or ""
    if wait := door.wait(address):
        response = _page(render_template("admin_login.html", wrong=True, wait=wait), 429)
        response.headers["Retry-After"] = str(wait)
        return response
    if not door.opens(request.form.get("token", ""), address):
        return _page(render_template("admin_login.html", wrong=True, wait=0), 403)
    response = cast(Response, redirect("/admin", 303))
    door.let_in(response, secure=request.is_secure)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/admin/logout")
@promises(
    Operation(
        tag="operation",
        form=LoginForm,
        reply="text/html",
        problems=("not-found", "forbidden"),
        redirects=True,
    )
)
def logout() -> Response:
    """Give the cookie back."""
    door, _ = _shared()
    _check_own_form()
    response = cast(Response, redirect("/admin", 303))
    door.let_out(response)
    response.headers["Cache-Control"] = "no-store"
    return response


def _check_own_form() -> None:
    if not is_own_form(request):
        raise RequestProblem("forbidden", "This form was sent from another site; log in at /admin.")


def _overview(days: int, journal: Journal, assistant: Assistant, settings: Settings) -> Overview:
    # Imported here: a start does not wait for SQLAlchemy.
    from bot.journal.database import make_engine, prepare
    from bot.journal.readable import lexicon_of, parted
    from bot.journal.records import read
    from bot.journal.report import make_report
    from bot.journal.suggest import suggest

    until = now()
    since = until - days * 86_400_000
    journal.flush()
    engine = make_engine(journal.url)
    try:
        prepare(engine)
        records = read(engine, since)
    finally:
        engine.dispose()
    least = settings.report_min_conversations
    report = make_report(records, assistant.embedder, since=since, until=until, min_conversations=least)
    corpus = assistant.corpus
    readable, unreadable = parted(report.groups, lexicon_of(corpus))
    found = check_corpus(corpus, normalise=normalise, today=datetime.now().date())
    return Overview(
        report=report,
        asked=tuple(Asked(group, _reply(assistant, group.question)) for group in report.groups[:MOST_GROUPS]),
        suggestions=tuple(suggest(readable, corpus, min_conversations=least)[:MOST_SUGGESTIONS]),
        unreadable=tuple(unreadable[:MOST_GROUPS]),
        findings=tuple(found[:MOST_FINDINGS]),
    )


def _reply(assistant: Assistant, question: str) -> Reply | None:
    try:
        return assistant.ask(question, explain=True)
    except QuestionError:
        return None  # With the data cut out nothing may be left to ask.


def _page(html: str, status: int = 200) -> Response:
    response = Response(html, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
