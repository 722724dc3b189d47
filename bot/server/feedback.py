"""What people make of a reply: votes, and the ways they took from it. Acknowledged only when it is safe."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, Response

from bot.errors import JournalError
from bot.journal.entries import Event, EventKind, Vote, event, vote
from bot.server import examples, inputs
from bot.server.contract import Operation, promises
from bot.server.models import EventBody, EventOut, FeedbackBody, FeedbackOut
from bot.server.problems import RequestProblem
from bot.server.replies import json_reply
from bot.server.service import service

blueprint = Blueprint("feedback", __name__, url_prefix="/api/v1")

MAX_REPLY_ID = 64

_PROBLEMS = (
    "not-found",
    "unsupported-media-type",
    "invalid-request",
    "unavailable",
)


@blueprint.post("/feedback")
@promises(
    Operation(
        tag="questions", body=FeedbackBody, reply=FeedbackOut, example=examples.FEEDBACK, problems=_PROBLEMS
    )
)
def feedback() -> Response:
    """Say whether a reply helped.

    One vote counts for each reply, the last one, and the last comment. 200 means that it is stored for good.
    """
    sent = inputs.body(FeedbackBody)
    _acknowledged(vote(sent.reply_id, sent.helpful, sent.comment))
    return json_reply(FeedbackOut(reply_id=sent.reply_id, helpful=sent.helpful))


@blueprint.post("/events")
@promises(
    Operation(tag="questions", body=EventBody, reply=EventOut, example=examples.EVENT, problems=_PROBLEMS)
)
def events() -> Response:
    """Say what became of a reply: a choice was picked, none of them was right, or a person was asked."""
    sent = inputs.body(EventBody)
    _acknowledged(event(sent.reply_id, sent.event, sent.faq_id or ""))
    return json_reply(EventOut(reply_id=sent.reply_id, event=sent.event, faq_id=sent.faq_id))


def noted(reply_id: str, kind: EventKind, faq_id: str = "") -> None:
    """Record what a page's form says of a reply, as far as it can be: the page is shown all the same."""
    journal = service().journal
    if journal is None:
        return
    with suppress(JournalError):  # the journal has logged it
        journal.acknowledge(event(reply_id[:MAX_REPLY_ID], kind, faq_id))


def _acknowledged(item: Vote | Event) -> None:
    journal = service().journal
    if journal is None:
        raise RequestProblem("not-found", "No reply is known here: the journal is off.")
    try:
        known = journal.acknowledge(item)
    except JournalError:
        # The journal has logged why, once a minute; whom it concerns reads it there or in /readyz.
        raise RequestProblem("unavailable", "This cannot be stored now; try again in a minute.") from None
    if not known:
        raise RequestProblem("not-found", "There is no reply with this id; it may have been deleted since.")
