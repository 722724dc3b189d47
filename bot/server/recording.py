"""A question asked over HTTP: answered, then recorded. Recording never costs the answer."""

from __future__ import annotations

import logging
from time import perf_counter

from flask import current_app, request

from bot import __version__
from bot.journal.entries import Channel, entry_of
from bot.reply import Reply
from bot.server.metrics import metrics_of
from bot.server.service import service

log = logging.getLogger(__name__)


def answer(
    question: str,
    *,
    locale: str | None = None,
    topic: str | None = None,
    faq_id: str | None = None,
    explain: bool = False,
    conversation: str | None = None,
    channel: Channel | None = None,
) -> Reply:
    """The reply to `question`, which the journal gets to know. Raises QuestionError and ScopeError.

    `faq_id`: the FAQ that was picked, if one was.
    `channel`: where it is None, the widget's if a page's script asks, else plain HTTP.
    """
    here = service()
    began = perf_counter()
    answered = here.assistant.answer(question, locale=locale, topic=topic, faq_id=faq_id, explain=explain)
    latency = perf_counter() - began
    if request.method == "HEAD":
        return answered.reply  # nobody has asked: what is wanted are the headers
    metrics_of(current_app).replied(answered.reply)
    if here.journal is None:
        return answered.reply
    try:
        entry = entry_of(
            question,
            answered.reply,
            answered.decision,
            embedder=answered.index.embedder.name,
            conversation=conversation,
            channel=channel or _channel(),
            latency=latency,
            version=__version__,
        )
        here.journal.record(entry)
    except Exception as error:
        # The reply is there and must go out; the question itself must not get into the log.
        log.error("a reply could not be recorded: %s", type(error).__name__)
    return answered.reply


def _channel() -> Channel:
    # Browsers send Origin with every POST of a script, and nothing else does unasked.
    return "widget" if "Origin" in request.headers else "http"
