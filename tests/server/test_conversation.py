from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.assistant import Assistant
from bot.errors import ScopeError
from bot.server.conversation import MAX_TURNS, converse, history_budget, remembered
from bot.settings import Settings


@pytest.fixture
def assistant(faqs: Path) -> Assistant:
    return Assistant.from_folder(faqs, Settings(faqs=faqs, embedder="none"))


def test_each_question_is_answered(assistant: Assistant):
    turns = converse(assistant, ["usage trend", "can I get a refund"], locale="en")
    assert [turn.reply.decision for turn in turns if turn.reply] == ["answer", "no_answer"]


def test_a_question_that_cannot_be_asked_gets_a_complaint(assistant: Assistant):
    [turn] = converse(assistant, ["x" * 4_001], locale=None)
    assert turn.reply is None
    assert turn.complaint == "The question is 4,001 characters long; 4,000 are allowed."


def test_an_unknown_locale_is_no_conversation(assistant: Assistant):
    with pytest.raises(ScopeError):
        converse(assistant, ["usage"], locale="xx")


def test_the_newest_questions_are_remembered_in_their_order():
    asked = [f"q{i}" for i in range(50)]
    assert remembered(asked, budget=10_000) == asked[-MAX_TURNS:]
    assert remembered(asked, budget=30) == ["q48", "q49"]
    assert remembered(asked, budget=0) == []
    assert remembered([], budget=10_000) == []


@pytest.mark.parametrize("character", ["a", " ", "é", "語", "\N{GRINNING FACE}", "\ud800"])
def test_a_form_with_all_that_is_remembered_and_the_longest_question_is_within_the_limit(character: str):
    settings = Settings()
    budget = history_budget(settings.max_body_bytes, settings.max_question_length)
    earlier = remembered([character * 300] * 50, budget=budget)
    question = "\N{GRINNING FACE}" * settings.max_question_length
    form = urlencode(
        [*(("earlier", q) for q in earlier), ("locale", "zh-Hant-TW"), ("question", question)],
        errors="replace",
    )
    assert len(earlier) >= 3
    assert len(form) <= settings.max_body_bytes


def test_small_limits_leave_no_room_for_history():
    assert history_budget(1_024, 4_000) == 0
