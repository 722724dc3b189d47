from __future__ import annotations

from collections.abc import Callable

from bot.evaluation.cut_off import coverage_risk, shipped_point
from bot.evaluation.outcomes import Outcome

Make = Callable[..., Outcome]


def test_curve_by_hand(outcome: Make) -> None:
    outcomes = [
        outcome("a", "answer", "a", 0.9),
        outcome("a", "clarify", "b", 0.5),
        outcome("a", "clarify", "a", 0.5),
        outcome("", "no_answer", "a", 0.2),
        outcome("", "no_answer", "a", 0.8, open=False),  # `not_covered` won: answered at no cut-off
        outcome("small_talk", "answer", "a", 0.9),
    ]
    assert [(p.cut_off, p.coverage, p.risk) for p in coverage_risk(outcomes)] == [
        (0.9, 1 / 5, 0),
        (0.5, 3 / 5, 1 / 3),
        (0.2, 4 / 5, 2 / 4),
    ]


def test_shipped_point_is_of_the_decisions(outcome: Make) -> None:
    outcomes = [
        outcome("a", "answer", "a", 0.9),
        outcome("a", "answer", "b", 0.7),
        outcome("a", "clarify", "a", 0.8),  # too close to the next one
        outcome("", "no_answer", "a", 0.1),
    ]
    point = shipped_point(outcomes)
    assert point is not None
    assert (point.coverage, point.risk) == (1 / 2, 1 / 2)
    assert point.low < 0.5 < point.high
    assert shipped_point(outcomes[2:]) is None
