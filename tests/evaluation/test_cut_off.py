from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.cut_off import coverage_risk, lowest_cut_off, shipped_point
from bot.evaluation.outcomes import Outcome

Make = Callable[..., Outcome]
JUDGED = st.lists(st.tuples(st.integers(0, 10).map(lambda n: n / 10), st.booleans()), max_size=30)


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


@pytest.mark.parametrize(
    ("judged", "max_wrong", "expected"),
    [
        ([], 0.05, None),
        ([(0.5, False)], 0.05, None),
        ([(0.5, False)], 1.0, 0.5),
        ([(0.9, True), (0.4, True)], 0.0, 0.4),
        ([(0.9, True), (0.9, False), (0.4, True)], 0.4, 0.4),  # equals stand and fall together
        ([(0.9, False), (0.8, True), (0.7, True), (0.6, True)], 0.25, 0.6),
    ],
)
def test_lowest_cut_off(judged: list[tuple[float, bool]], max_wrong: float, expected: float | None) -> None:
    assert lowest_cut_off(judged, max_wrong) == expected


@given(JUDGED, st.floats(0, 1))
def test_lowest_cut_off_keeps_to_the_share_and_no_lower_one_does(
    judged: list[tuple[float, bool]], max_wrong: float
) -> None:
    def share(cut: float) -> float:
        kept = [right for confidence, right in judged if confidence >= cut]
        return kept.count(False) / len(kept)

    found = lowest_cut_off(judged, max_wrong)
    for cut in {confidence for confidence, _ in judged}:
        if found is None or cut < found:
            assert share(cut) > max_wrong
        elif cut == found:
            assert share(cut) <= max_wrong + 1e-12
