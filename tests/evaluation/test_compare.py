from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.evaluation.compare import Comparison, compare
from bot.evaluation.outcomes import Outcome

Make = Callable[..., Outcome]


def test_changes_are_sorted_by_turn_then_as_asked(outcome: Make) -> None:
    before = [
        outcome("a", "answer", "a", 0.9, question="same"),
        outcome("a", "no_answer", "a", 0.2, question="better"),
        outcome("", "no_answer", "a", 0.2, question="worse"),
        outcome("a", "clarify", "b", 0.4, "b c", question="as good"),
        outcome("a", "clarify", "a", 0.4, "a b", question="worse too"),
    ]
    after = [
        outcome("a", "answer", "a", 0.6, question="same"),
        outcome("a", "answer", "a", 0.9, question="better"),
        outcome("", "answer", "a", 0.6, question="worse"),
        outcome("a", "no_answer", "b", 0.1, question="as good"),
        outcome("a", "no_answer", "a", 0.1, question="worse too"),
    ]
    changes = compare(before, after)
    assert [(c.after.asked.question, c.turn) for c in changes] == [
        ("worse", "worse"),
        ("worse too", "worse"),
        ("better", "better"),
        ("as good", "as good"),
    ]
    comparison = Comparison("old", "new", 5, changes)
    assert [comparison.count(turn) for turn in ("worse", "better", "as good")] == [2, 1, 1]


@pytest.mark.parametrize(
    ("expect", "before", "after", "turn"),
    [
        ("", "no_answer", "clarify", "worse"),
        ("", "clarify", "no_answer", "better"),
        ("", "clarify", "answer", "worse"),
        ("", "clarify", "handoff", "better"),
        ("", "no_answer", "handoff", "as good"),
        ("a", "no_answer", "clarify", "better"),
    ],
)
def test_what_must_not_be_answered_is_better_refused_than_asked_back(
    outcome: Make, expect: str, before: str, after: str, turn: str
) -> None:
    choices = {"clarify": "a b"}
    (change,) = compare(
        [outcome(expect, before, "a", 0.3, choices.get(before, ""))],
        [outcome(expect, after, "a", 0.3, choices.get(after, ""))],
    )
    assert change.turn == turn


def test_both_sides_must_hold_the_same_questions(outcome: Make) -> None:
    with pytest.raises(ValueError, match="shorter"):
        compare([outcome("a", "answer", "a")], [])
