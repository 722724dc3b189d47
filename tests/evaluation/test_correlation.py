"""The array code against the definitions, written out plainly."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.correlation import Coded
from bot.evaluation.outcomes import Outcome
from bot.evaluation.questions import LabelledQuestion

Make = Callable[..., Outcome]


def measured(outcomes: list[Outcome]) -> tuple[float, float, float]:
    return Coded(outcomes).measures(np.ones(len(outcomes), dtype=np.int64))


def naive_mcc(truth: list[str], predicted: list[str]) -> float:
    n, correct = len(truth), sum(t == p for t, p in zip(truth, predicted, strict=True))
    t, p = Counter(truth), Counter(predicted)
    spread = (n * n - sum(v * v for v in p.values())) * (n * n - sum(v * v for v in t.values()))
    return (correct * n - sum(t[k] * p[k] for k in t)) / math.sqrt(spread) if spread else 0.0


def naive(outcomes: list[Outcome]) -> tuple[float, float, float]:
    truth = [(o.faq_id if o.right else o.asked.expect[0]) if o.asked.expect else "" for o in outcomes]
    mcc = naive_mcc(truth, [o.faq_id if o.answered else "" for o in outcomes])
    best = max(
        naive_mcc(truth, [o.faq_id if o.confidence >= cut else "" for o in outcomes])
        for cut in {o.confidence for o in outcomes}
    )
    gap = 0.0
    for b in range(10):
        inside = [o for o in outcomes if min(9, int(o.confidence * 10)) == b]
        gap += abs(sum(o.right for o in inside) - sum(o.confidence for o in inside))
    return mcc, best, gap / len(outcomes)


def test_two_classes_by_hand(outcome: Make) -> None:
    """6 true and 1 false positives, 1 false and 2 true negatives: MCC = (6·2 - 1·1) / sqrt(7·7·3·3)."""
    outcomes = [outcome("a", "answer", "a", 1.0)] * 6 + [outcome("", "answer", "a", 1.0)]
    outcomes += [outcome("a", "no_answer", "a", 0.0)] + [outcome("", "no_answer", "a", 0.0)] * 2
    mcc, _, ece = measured(outcomes)
    assert mcc == pytest.approx(11 / 21)
    # At 1.0: 7 candidates, 6 right; at 0.0: 3, of which 1 is right.
    assert ece == pytest.approx((1 + 1) / 10)


def test_the_best_cut_off_may_beat_the_shipped_decisions(outcome: Make) -> None:
    outcomes = [
        outcome("a", "no_answer", "a", 0.4),
        outcome("b", "no_answer", "b", 0.4),
        outcome("", "answer", "a", 0.3),
    ]
    mcc, best, _ = measured(outcomes)
    assert mcc < 0
    assert best == 1


def test_any_of_several_right_faqs_is_the_truth(outcome: Make) -> None:
    outcomes = [
        outcome("a b", "answer", "b", 0.9),
        outcome("a", "answer", "a", 0.9),
        outcome("", "no_answer"),
    ]
    assert measured(outcomes)[0] == 1


def test_one_class_alone_has_no_correlation(outcome: Make) -> None:
    assert measured([outcome("", "no_answer", "a", 0.2)] * 3)[:2] == (0.0, 0.0)


def test_bins_include_their_lower_end_and_the_last_one_both(outcome: Make) -> None:
    # 0.3 · 10 is 3.0: with 0.35 in one bin, where right and wrong cancel to |1 - 0.65| / 2.
    assert measured([outcome("a", "answer", "a", 0.3), outcome("a", "answer", "b", 0.35)])[
        2
    ] == pytest.approx(0.175)
    assert measured([outcome("a", "answer", "a", 1.0), outcome("a", "answer", "a", 0.95)])[
        2
    ] == pytest.approx(0.025)


IDS = ["a", "b", "c"]
OUTCOMES = st.builds(
    lambda expect, faq_id, confidence, answered: Outcome(
        LabelledQuestion("q", tuple(dict.fromkeys(expect))),
        "answer" if answered and faq_id else "no_answer",
        faq_id,
        confidence if faq_id else 0.0,
    ),
    st.lists(st.sampled_from(IDS), max_size=2),
    st.sampled_from(["", *IDS]),
    st.integers(0, 20).map(lambda n: n / 20),
    st.booleans(),
)


@given(st.lists(OUTCOMES, min_size=1, max_size=25))
def test_the_arrays_agree_with_the_definitions(outcomes: list[Outcome]) -> None:
    assert measured(outcomes) == pytest.approx(naive(outcomes), abs=1e-12)


@given(
    st.lists(st.tuples(OUTCOMES, st.integers(0, 3)), min_size=1, max_size=15).filter(
        lambda p: any(n for _, n in p)
    )
)
def test_a_weight_counts_like_a_repeated_question(pairs: list[tuple[Outcome, int]]) -> None:
    repeated = [o for o, n in pairs for _ in range(n)]
    mcc, best, ece = Coded([o for o, _ in pairs]).measures(np.array([n for _, n in pairs]))
    expected = naive(repeated)
    assert (mcc, ece) == pytest.approx((expected[0], expected[2]), abs=1e-12)
    # The cut-offs are those of all questions: more of them than the drawn ones have.
    assert best >= expected[1] - 1e-12
