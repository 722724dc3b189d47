from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.evaluation.gates import Gate, broken_gates, parse_gate
from bot.evaluation.metrics import METRICS, measure
from bot.evaluation.outcomes import Outcome

Make = Callable[..., Outcome]


def test_parse() -> None:
    assert parse_gate("answered_right=0.8", "under") == Gate("answered_right", 0.8, "under")
    assert parse_gate(" wrong_answer = .05 ", "over") == Gate("wrong_answer", 0.05, "over")
    assert parse_gate("coverage=1", "over") == Gate("coverage", 1, "over")
    assert parse_gate("coverage=0", "under") == Gate("coverage", 0, "under")


def test_an_unknown_metric_is_told_with_all_there_are() -> None:
    with pytest.raises(SettingsError) as raised:
        parse_gate("answerd_right=0.8", "under")
    assert "'answerd_right'; did you mean answered_right? The metrics are top1, " in str(raised.value)
    for metric in METRICS:
        assert metric.name in str(raised.value)
    with pytest.raises(SettingsError) as raised:
        parse_gate("nonsense=0.5", "under")
    assert "no metric 'nonsense'; the metrics are top1, " in str(raised.value)


@pytest.mark.parametrize(
    ("text", "side", "said"),
    [
        ("top1", "under", "write metric=value; the metrics are top1, "),
        ("top1=", "under", "'' is no limit"),
        ("top1=high", "under", "'high' is no limit"),
        ("top1=80", "under", "'80' is no limit; write a number from 0 to 1"),
        ("top1=nan", "under", "'nan' is no limit"),
        ("wrong_answer=0.05", "under", "less of wrong_answer is better; write --fail-over wrong_answer=0.05"),
        ("top1=0.8", "over", "more of top1 is better; write --fail-under top1=0.8"),
    ],
)
def test_a_gate_that_makes_no_sense(text: str, side: Any, said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        parse_gate(text, side)
    assert str(raised.value).startswith(f"--fail-{side} {text}: ")
    assert said in str(raised.value)


def test_broken_gates(outcome: Make) -> None:
    figures = measure([outcome("a", "answer", "a", 0.9), outcome("a", "answer", "b", 0.9)])
    gates = [
        Gate("top1", 0.5, "under"),
        Gate("top1", 0.51, "under"),
        Gate("wrong_answer", 0.5, "over"),
        Gate("wrong_answer", 0.4, "over"),
    ]
    assert broken_gates(figures, gates) == (
        "top1 is 0.5000, under 0.51",
        "wrong_answer is 0.5000, over 0.4",
    )


def test_a_gate_on_what_is_not_measured_is_refused(outcome: Make) -> None:
    with pytest.raises(SettingsError, match="--fail-under chat_right=0.9: no question measures chat_right"):
        broken_gates(measure([outcome("a", "answer", "a", 0.9)]), [Gate("chat_right", 0.9, "under")])
