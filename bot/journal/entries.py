"""What is recorded: an Entry a reply, a Vote on it, an Event about it. All text in them is redacted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import time
from typing import Literal, NamedTuple

from bot.journal.redact import cleaned, redact
from bot.matching.decide import Decision
from bot.reply import Reply

Channel = Literal["widget", "page", "http", "cli"]
EventKind = Literal["choice", "none_of_these", "handoff"]
MAX_CANDIDATES = 5
# People repeat short questions.
_REPEATED, _MOST_REPEATED = 200, 1_000
_UNNAMED = "unnamed-"
_CANDIDATE = '["%s",%r,%d]'


class Candidate(NamedTuple):
    """A FAQ (or what stood in its place, such as `not_covered:refunds`) with its confidence, 0 to 1."""

    id: str
    confidence: float
    offered: bool = False


class Entry(NamedTuple):
    """One reply, as a row of the table: columns in its order.

    `at`: milliseconds since 1970, UTC; `latency`: milliseconds; `faq_id`: "" for none; `instead`: what won
    over every FAQ, as `not_covered:refunds`, else ""; `candidates`: see `written`.
    """

    id: str
    at: int
    conversation: str
    channel: Channel
    locale: str
    question: str
    decision: str
    faq_id: str
    faq_revision: str
    confidence: float
    instead: str
    candidates: str
    corpus_revision: str
    embedder: str
    version: str
    latency: float


@dataclass(frozen=True, slots=True)
class Vote:
    """Whether a reply helped. One a reply: the last counts; a comment of None leaves an earlier one."""

    reply_id: str
    at: int
    helpful: bool
    comment: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody did with a reply: picked a choice (`faq_id`), found none right, went to a person."""

    reply_id: str
    at: int
    kind: EventKind
    faq_id: str


def now() -> int:
    """Milliseconds since 1970, UTC."""
    return int(time() * 1000)


def conversation_name(sent: str | None) -> str:
    """How the journal calls a conversation: a hash of what the client sent, or the day where it sent nothing.

    Clients may send what identifies a person elsewhere; the journal only has to tell conversations apart.
    Without a name it cannot: it may be one person who asks all day, so that counts as one conversation.
    """
    if not sent:
        return f"{_UNNAMED}{datetime.now(UTC):%Y-%m-%d}"
    return hashlib.blake2b(sent.encode(), digest_size=16, person=b"faqbot-journal").hexdigest()


def is_unnamed(conversation: str) -> bool:
    """Whether it is a day's questions that came without a conversation: of one person, or of many."""
    return conversation.startswith(_UNNAMED)


def written(candidates: Iterable[tuple[str, float, bool]]) -> str:
    """Candidates, best first, as the journal keeps them: JSON, in whose strings ids need no escapes.

    >>> written([Candidate("top-up", 0.9, True)])
    '[["top-up",0.9,1]]'
    """
    return f"[{','.join([_CANDIDATE % candidate for candidate in candidates])}]"


def candidates_of(written: str) -> tuple[Candidate, ...]:
    """The candidates that were written."""
    return tuple(
        Candidate(id_, confidence, bool(offered)) for id_, confidence, offered in json.loads(written)
    )


def entry_of(
    question: str,
    reply: Reply,
    decision: Decision,
    *,
    embedder: str,
    conversation: str | None,
    channel: Channel,
    latency: float,
    version: str,
) -> Entry:
    """The entry of a reply. `latency`: seconds; `conversation`: as the client sent it."""
    found = _found.get(question)
    if found is None or found.decision is not decision:
        found = _find(question, decision)
    return Entry(
        id=reply.id,
        at=now(),
        conversation=conversation_name(conversation),
        channel=channel,
        locale=reply.locale,
        question=found.question,
        decision=reply.decision,
        faq_id=reply.answer.faq_id if reply.answer else "",
        faq_revision=reply.answer.revision if reply.answer else "",
        confidence=reply.confidence,
        instead=found.instead,
        candidates=found.candidates,
        corpus_revision=reply.corpus.revision,
        embedder=embedder[:200],
        version=version,
        latency=round(latency * 1000, 3),
    )


class _Found(NamedTuple):
    """What an entry has from its question and the decision on it, however often that is asked."""

    decision: Decision
    question: str
    instead: str
    candidates: str


# Only of questions that hold nothing of a person.
_found: dict[str, _Found] = {}


def _find(question: str, decision: Decision) -> _Found:
    chosen = {ranked.owner.id for ranked in decision.choices}
    candidates = [
        (ranked.owner.id, round(ranked.confidence, 4), ranked.owner.id in chosen)
        for ranked in decision.ranked[:MAX_CANDIDATES]
    ]
    instead = ""
    if decision.instead:
        owner = decision.instead.owner
        instead = f"{owner.kind}:{owner.id}"
        candidates.insert(0, (instead, round(decision.instead.confidence, 4), False))
    found = _Found(decision, redact(cleaned(question)), instead, written(candidates))
    if found.question == question and len(question) <= _REPEATED:
        if len(_found) >= _MOST_REPEATED:
            _found.clear()
        _found[question] = found
    return found


def vote(reply_id: str, helpful: bool, comment: str | None) -> Vote:
    """A vote, made now."""
    text = None if comment is None else redact(cleaned(comment)).strip()
    return Vote(reply_id, now(), helpful, text)


def event(reply_id: str, kind: EventKind, faq_id: str = "") -> Event:
    """An event, made now."""
    return Event(reply_id, now(), kind, faq_id)
