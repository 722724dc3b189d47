"""Replies as they look: the examples of the API document."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.markdown import to_blocks
from bot.offers import FaqRef, Offer
from bot.reply import Answer, CorpusRef, LinkOut, Reply
from bot.server.models import (
    EventOut,
    FaqOut,
    Faqs,
    FeedbackOut,
    Health,
    JournalState,
    Ready,
    Suggestions,
    TopicOut,
    Topics,
)

_TEXT = "Allowed Sessions is the number of sessions that your plan includes."
_CORPUS = CorpusRef(revision="eb70b0dc62d8")
_LINK = LinkOut(url="https://docs.example.com/plan-usage#Billing_Units", title="Plan & Usage documentation")
_DOCUMENTATION = LinkOut(url="https://docs.example.com/plan-usage", title="Plan & Usage documentation")
_USAGE_TREND = FaqRef(faq_id="usage-trend", question="What does usage trend indicate?")
_SESSIONS = FaqRef(faq_id="allowed-sessions", question="What is Allowed Sessions?")

_ANSWER = Answer(
    faq_id=_SESSIONS.faq_id,
    question=_SESSIONS.question,
    text=_TEXT,
    blocks=to_blocks(_TEXT),
    link=_LINK,
    follow_ups=(_USAGE_TREND,),
    revision="0310a285193d",
)
FAQ = FaqOut(**dict(_ANSWER), topic="plan-usage", locale="en", tags=("billing",))

REPLY = Reply(
    id="AAAAZGB6q1VZ0m3rT9v4Hc0e",
    decision="answer",
    message=_TEXT,
    answer=_ANSWER,
    confidence=0.93,
    handoff=None,
    locale="en",
    corpus=_CORPUS,
)
SUGGESTIONS = Suggestions(
    suggestions=tuple(Offer(**dict(ref)) for ref in (_SESSIONS, _USAGE_TREND)), corpus=_CORPUS
)
TOPICS = Topics(
    topics=(
        TopicOut(
            topic="plan-usage",
            title="Plan & Usage",
            locale="en",
            documentation=_DOCUMENTATION,
            faqs=(_SESSIONS, _USAGE_TREND),
        ),
    ),
    corpus=_CORPUS,
)
FAQS = Faqs(faqs=(FAQ,), corpus=_CORPUS)
HEALTH = Health()
READY = Ready(
    corpus=_CORPUS,
    loaded_at=datetime(2026, 11, 23, 15, 7, 37, tzinfo=UTC),
    topics=1,
    faqs=7,
    reloads=0,
    stale=False,
    problems=(),
    journal=JournalState(state="on", written=12, lost=0, queued=0, error=""),
)
FEEDBACK = FeedbackOut(reply_id=REPLY.id, helpful=True)
EVENT = EventOut(reply_id=REPLY.id, event="choice", faq_id=_SESSIONS.faq_id)
