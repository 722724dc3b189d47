from __future__ import annotations

from datetime import datetime, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import Answered, Assistant
from bot.corpus.schema import SLUG_PATTERN
from bot.journal import entries
from bot.journal.entries import (
    Candidate,
    Entry,
    candidates_of,
    conversation_name,
    entry_of,
    is_unnamed,
    written,
)
from bot.journal.tables import replies
from bot.settings import Settings


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.from_folder(settings=Settings(embedder="none"))


def entry(question: str, answered: Answered) -> Entry:
    return entry_of(
        question,
        answered.reply,
        answered.decision,
        embedder="none",
        conversation="c-1",
        channel="http",
        latency=0.0015,
        version="1",
    )


def test_an_entry_is_a_row():
    assert Entry._fields == tuple(column.name for column in replies.columns)


def test_it_says_what_was_asked_and_replied(assistant: Assistant):
    answered = assistant.answer("how do I top up sessions")
    made = entry("how do I top up sessions", answered)
    reply = answered.reply
    assert reply.answer
    assert (made.id, made.decision, made.faq_id) == (reply.id, "answer", reply.answer.faq_id)
    assert (made.latency, made.conversation) == (1.5, conversation_name("c-1"))
    assert candidates_of(made.candidates)[0] == Candidate(reply.answer.faq_id, reply.confidence)


def test_it_knows_what_was_offered_and_what_won_instead(assistant: Assistant):
    offered = assistant.answer("sessions")
    made = entry("sessions", offered)
    # Candidates come as they are ranked, choices the likeliest first.
    assert {c.id for c in candidates_of(made.candidates) if c.offered} == {
        choice.faq_id for choice in offered.reply.choices
    }
    hello = entry("hello", assistant.answer("hello"))
    assert hello.instead.startswith("small_talk:")
    assert candidates_of(hello.candidates)[0].id == hello.instead


def test_what_is_asked_again_is_recorded_alike(assistant: Assistant):
    for question in ("how do I top up", "I am jo@example.com, how do I top up"):
        first, second = (entry(question, assistant.answer(question)) for _ in range(2))
        assert first._replace(id="", at=0) == second._replace(id="", at=0)
        assert "jo@" not in first.question


def test_only_what_holds_nothing_of_a_person_is_remembered(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(entries, "_found", {})
    monkeypatch.setattr(entries, "_MOST_REPEATED", 2)
    for question in ("mail me at jo@example.com", "a", "b", "long " * 80, "c"):
        entry(question, assistant.answer(question))
        assert len(entries._found) <= 2
    assert set(entries._found) == {"c"}


def test_another_decision_on_the_same_question_is_not_the_remembered_one(assistant: Assistant):
    other = Assistant.from_folder(
        settings=Settings(embedder="none", answer_cut_off=1.0, clarify_cut_off=0.01)
    )
    question = "how do I top up sessions"
    before, after = (entry(question, asked.answer(question)) for asked in (assistant, other))
    assert (before.decision, after.decision) == ("answer", "clarify")
    assert not any(candidate.offered for candidate in candidates_of(before.candidates))
    assert any(candidate.offered for candidate in candidates_of(after.candidates))


@given(
    st.lists(
        st.tuples(
            st.from_regex(SLUG_PATTERN, fullmatch=True),
            st.floats(0, 1).map(lambda x: round(x, 4)),
            st.booleans(),
        )
    )
)
def test_candidates_come_back_as_they_were(candidates: list[tuple[str, float, bool]]):
    assert list(candidates_of(written(candidates))) == candidates


def test_a_conversation_is_told_apart_but_not_told():
    assert conversation_name("jo@example.com") == conversation_name("jo@example.com")
    assert "jo" not in conversation_name("jo@example.com")


def test_what_comes_without_a_conversation_is_one_a_day(monkeypatch: pytest.MonkeyPatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls(2026, 11, 23, 23, 59, tzinfo=tz)

    monkeypatch.setattr(entries, "datetime", Clock)
    assert conversation_name(None) == conversation_name("") == "unnamed-2026-11-23"
    assert is_unnamed(conversation_name(None))
    assert not is_unnamed(conversation_name("unnamed-2026-11-23")), "nobody can send such a name"
