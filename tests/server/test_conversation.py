from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.assistant import Assistant
from bot.errors import ScopeError
from bot.server.conversation import MAX_TURNS, Asked, converse, history_budget, remembered
from bot.settings import Settings


@pytest.fixture
def assistant(faqs: Path) -> Assistant:
    return Assistant.from_folder(faqs, Settings(faqs=faqs, embedder="none"))


def test_each_question_is_answered(assistant: Assistant):
    turns = converse(assistant, [Asked("usage trend"), Asked("can I get a refund")], locale="en")
    assert [turn.reply.decision for turn in turns if turn.reply] == ["answer", "no_answer"]


def test_a_question_that_cannot_be_asked_gets_a_complaint(assistant: Assistant):
    [turn] = converse(assistant, [Asked("x" * 4_001)], locale=None)
    assert turn.reply is None
    assert turn.complaint == "The question is 4,001 characters long; 4,000 are allowed."


def test_an_unknown_locale_is_no_conversation(assistant: Assistant):
    with pytest.raises(ScopeError):
        converse(assistant, [Asked("usage")], locale="xx")


def test_what_was_picked_answers_whatever_its_question(assistant: Assistant):
    [turn] = converse(assistant, [Asked("usage trend", "my-plan")], locale=None)
    assert turn.reply
    assert turn.reply.answer
    assert turn.reply.answer.faq_id == "my-plan"


def test_the_newest_questions_are_remembered_in_their_order():
    asked = [Asked(f"q{i}", "id") for i in range(50)]
    assert remembered(asked, budget=10_000) == asked[-MAX_TURNS:]
    assert remembered(asked, budget=60) == asked[-2:]
    assert remembered(asked, budget=0) == []
    assert remembered([], budget=10_000) == []


@pytest.mark.parametrize("character", ["a", " ", "é", "語", "\N{GRINNING FACE}", "\ud800"])
def test_a_form_with_all_that_is_remembered_and_the_longest_question_is_within_the_limit(character: str):
    settings = Settings()
    budget = history_budget(settings.max_body_bytes, settings.max_question_length)
    earlier = remembered([Asked(character * 300, "x" * 120)] * 50, budget=budget)
    question = "\N{GRINNING FACE}" * settings.max_question_length
    fields = [
        pair for asked in earlier for pair in (("earlier", asked.question), ("earlier_choice", asked.faq_id))
    ]
    form = urlencode(
        [*fields, ("locale", "zh-Hant-TW"), ("question", question)],
        errors="replace",
    )
    assert len(earlier) >= 3
    assert len(form) <= settings.max_body_bytes


def test_small_limits_leave_no_room_for_history():
    assert history_budget(1_024, 4_000) == 0
