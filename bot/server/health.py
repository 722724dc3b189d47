"""Whether the process lives, and what it serves."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response

from bot.errors import Problem
from bot.journal.journal import Journal
from bot.reply import CorpusRef
from bot.server import examples
from bot.server.contract import Operation, promises
from bot.server.models import FileProblem, Health, JournalState, Ready
from bot.server.problems import RequestProblem
from bot.server.replies import json_reply
from bot.server.service import service

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@promises(Operation(tag="operation", reply=Health, example=examples.HEALTH))
def healthz() -> Response:
    """The process answers."""
    return json_reply(Health())


@blueprint.get("/readyz")
@promises(Operation(tag="operation", reply=Ready, example=examples.READY, problems=("unavailable",)))
def readyz() -> Response:
    """What is served.

    Broken FAQ files do not make a server unready: the last good ones still answer. One that ends is unready.
    """
    if service().ends():
        raise RequestProblem("unavailable", "This server is ending; ask another one.")
    live, folder = service().live, service().settings.faqs
    status, corpus = live.status(), live.current().corpus
    return json_reply(
        Ready(
            corpus=CorpusRef(revision=status.revision),
            loaded_at=status.loaded_at,
            topics=len(corpus.topics),
            faqs=len(corpus.faqs),
            reloads=status.reloads,
            stale=status.stale,
            problems=tuple(_public(problem, folder) for problem in status.problems),
            journal=_journal(),
        )
    )


def _journal() -> JournalState:
    journal = service().journal
    if journal is None:
        return JournalState(state="off", written=0, lost=0, queued=0, error="")
    status = journal.status()
    error = _without_place(status.error, journal) if status.error else ""
    return JournalState(
        state=status.state, written=status.written, lost=status.lost, queued=status.queued, error=error
    )


def _without_place(error: str, journal: Journal) -> str:
    """Where it is kept is the operator's business; the log has it."""
    from bot.journal.database import shown  # imported here: a server is ready before SQLAlchemy is there

    return error.replace(shown(journal.url), "").replace("  ", " ")


def _public(problem: Problem, folder: Path) -> FileProblem:
    """The problem without the folders above the FAQ files, which are nobody's business, in path and text."""

    def within(text: str) -> str:
        for above in (folder, folder.parent):
            if above.name:  # neither "." nor "/"
                text = text.replace(f"{above}/", "")
        return text

    return FileProblem(
        path=within(problem.path),
        line=problem.line,
        column=problem.column,
        message=within(problem.message),
        hint=within(problem.hint),
    )
