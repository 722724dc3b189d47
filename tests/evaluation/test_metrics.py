from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.evaluation.intervals import wilson
from bot.evaluation.metrics import METRICS, measure, measure_kinds
from bot.evaluation.outcomes import Outcome

Make = Callable[..., Outcome]


@pytest.fixture
def outcomes(outcome: Make) -> list[Outcome]:
    """Five answerable questions, three that must not be answered, two of chat."""
    return [
        outcome("a", "answer", "a", 0.9, kind="plain"),
        outcome("a b", "answer", "b", 0.8, kind="plain"),
        outcome("a", "answer", "c", 0.7, kind="plain"),
        outcome("b", "clarify", "b", 0.4, "b c", kind="typo"),
        outcome("c", "no_answer", "a", 0.1, kind="typo"),
        outcome("", "answer", "a", 0.6, kind="beside"),
        outcome("", "clarify", "a", 0.4, "a b", kind="beside"),
        outcome("", "no_answer", kind="beside"),
        outcome("small_talk", "small_talk", kind="chat"),
        outcome("handoff", "answer", "a", 0.9, kind="chat"),
    ]


def test_definitions(outcomes: list[Outcome]) -> None:
    figures = measure(outcomes)
    assert (figures.questions, figures.chat_questions) == (8, 2)
    values = {name: figure.value for name, figure in figures.values.items() if figure}
    shares = {
        "top1": 3 / 5,
        "answered_right": 2 / 5,
        "wrong_answer": 1 / 5,
        "offered": 1 / 5,
        "false_answer": 1 / 3,
        "coverage": 4 / 8,
        "chat_right": 1 / 2,
    }
    assert {name: values[name] for name in shares} == shares
    # By hand: a .9 and .8 right, .7 wrong, .4 one of two right, .1 and 0 wrong, .6 wrong.
    assert values["ece"] == pytest.approx((0.1 + 0.2 + 0.7 + abs(1 - 0.8) + 0.1 + 0 + 0.6) / 8)
    # truth a b a b c - - -, answered a b c - - a - -: 4 of 8 agree.
    t, p = {"a": 2, "b": 2, "c": 1, "-": 3}, {"a": 2, "b": 1, "c": 1, "-": 4}
    covariance = 4 * 8 - sum(t[k] * p[k] for k in t)
    spread = (64 - sum(v * v for v in t.values())) * (64 - sum(v * v for v in p.values()))
    assert values["mcc"] == pytest.approx(covariance / spread**0.5)


def test_every_metric_is_there_with_an_interval_round_it(outcomes: list[Outcome]) -> None:
    values = measure(outcomes).values
    assert list(values) == [metric.name for metric in METRICS]
    for figure in values.values():
        assert figure is not None
        assert figure.low <= figure.value <= figure.high
    assert values["top1"] is not None
    assert (values["top1"].low, values["top1"].high) == wilson(3, 5)


def test_chat_counts_for_nothing_else(outcomes: list[Outcome]) -> None:
    with_chat, without = measure(outcomes), measure(outcomes[:-2])
    assert without.values["chat_right"] is None
    assert without.values == {**with_chat.values, "chat_right": None}


def test_what_nothing_measures_is_none(outcome: Make) -> None:
    assert set(measure([]).values.values()) == {None}
    only_chat = measure([outcome("handoff", "handoff")]).values
    assert [name for name, figure in only_chat.items() if figure] == ["chat_right"]
    unanswerable = measure([outcome("", "no_answer")]).values
    assert unanswerable["top1"] is None
    assert unanswerable["false_answer"] is not None


def test_kinds_are_measured_apart(outcomes: list[Outcome], outcome: Make) -> None:
    kinds = measure_kinds([*outcomes, outcome("a", "answer", "a", 0.9)])
    assert list(kinds) == ["", "beside", "chat", "plain", "typo"]
    assert kinds["plain"] == measure(outcomes[:3])
    assert kinds["plain"].questions == 3
    assert kinds["chat"].chat_questions == 2


def test_no_kinds_where_none_is_named(outcome: Make) -> None:
    assert measure_kinds([outcome("a", "answer", "a", 0.9)]) == {}
