"""Rows -> values: what the report reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, select

from bot.journal.database import reported
from bot.journal.entries import Candidate, candidates_of, is_unnamed
from bot.journal.tables import events, replies, votes


@dataclass(slots=True)
class Record:
    """One reply with what became of it. `at`: milliseconds since 1970; `latency`: milliseconds.

    `helpful`: None where nobody voted; `picked`: the choice taken, "" for none. Whoever has a reply's id may
    send an event, so only one of the choices that the reply gave counts.
    """

    id: str
    at: int
    conversation: str
    channel: str
    locale: str
    question: str
    decision: str
    faq_id: str
    confidence: float
    instead: str
    latency: float
    raw_candidates: str
    helpful: bool | None = None
    comment: str = ""
    picked: str = ""
    none_right: bool = False
    handed_over: bool = False

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What competed, best first."""
        return candidates_of(self.raw_candidates)

    def offers(self, faq_id: str) -> bool:
        """Whether it was among the choices."""
        return any(candidate.offered and candidate.id == faq_id for candidate in self.candidates)


def read(engine: Engine, since: int) -> list[Record]:
    """All replies from `since` on, oldest first. Raises JournalError."""
    with reported(engine.url), engine.connect().execution_options(reads=True) as connection:
        columns = (
            replies.c.id,
            replies.c.at,
            replies.c.conversation,
            replies.c.channel,
            replies.c.locale,
            replies.c.question,
            replies.c.decision,
            replies.c.faq_id,
            replies.c.confidence,
            replies.c.instead,
            replies.c.latency,
            replies.c.candidates,
        )
        query = select(*columns).where(replies.c.at >= since).order_by(replies.c.at, replies.c.id)
        found = {row[0]: Record(*tuple(row)) for row in connection.execute(query)}
        # What became of a reply came after it.
        voted = select(votes.c.reply_id, votes.c.helpful, votes.c.comment).where(votes.c.at >= since)
        for id_, helpful, comment in connection.execute(voted):
            if record := found.get(id_):
                record.helpful, record.comment = helpful, comment or ""
        done = select(events.c.reply_id, events.c.kind, events.c.faq_id).where(events.c.at >= since)
        for id_, kind, faq_id in connection.execute(done.order_by(events.c.at)):
            if record := found.get(id_):
                _note(record, kind, faq_id)
    records = list(found.values())
    for earlier, later in _neighbours(records):
        _infer(earlier, later)
    return records


def _note(record: Record, kind: str, faq_id: str) -> None:
    if kind == "choice":
        if record.offers(faq_id):
            record.picked = faq_id
    elif kind == "handoff":
        record.handed_over = True
    else:
        record.none_right = True


_SOON = 15 * 60_000


def _neighbours(records: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Each reply that was none, with the next one of its conversation."""
    last: dict[str, Record] = {}
    for record in records:
        if is_unnamed(record.conversation):
            continue  # the next one may be anybody's
        earlier = last.get(record.conversation)
        if earlier and earlier.decision in ("clarify", "no_answer") and record.at - earlier.at <= _SOON:
            yield earlier, record
        last[record.conversation] = record


def _infer(earlier: Record, later: Record) -> None:
    """A choice is asked as a question by the chats: so its answer, coming next, is a pick.

    And what found a helpful answer at the second try was meant by the first.
    """
    if earlier.picked or not later.faq_id:
        return
    known = {candidate.id: candidate.offered for candidate in earlier.candidates}
    if known.get(later.faq_id) or (later.helpful and later.faq_id in known):
        earlier.picked = later.faq_id
