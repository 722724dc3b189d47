"""Outcomes -> figures. The definitions are those of the published comparisons (see METRICS).

Chat questions (expected: small_talk, handoff) count for `chat_right` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluation.correlation import Coded
from bot.evaluation.intervals import bootstrap, wilson
from bot.evaluation.outcomes import Grade, Outcome


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure's name, what it means, and whether more or less of it is better (or neither)."""

    name: str
    meaning: str
    better: str = "more"


METRICS = (
    Metric("top1", "the best candidate is right, cut-offs ignored; of answerable questions"),
    Metric("answered_right", "answered, and right; of answerable questions"),
    Metric("wrong_answer", "answered, and wrong; of answerable questions", "less"),
    Metric("offered", "a right FAQ among the choices offered; of answerable questions", "neither"),
    Metric("false_answer", "answered; of questions that must not be answered", "less"),
    Metric("coverage", "answered, right or wrong; of all questions but chat", "neither"),
    Metric("mcc", "Matthews correlation of answers and expectation, 1 is perfect"),
    Metric("mcc_best", "the same at the best single cut-off for these questions"),
    Metric("ece", "calibration error: how far confidence is from the share that is right", "less"),
    Metric("chat_right", "small talk and wishes for a person taken as such; of chat"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is measured on some questions; a metric without a question to measure is None.

    `questions`: how many there are, chat aside.
    """

    questions: int
    chat_questions: int
    values: Mapping[str, Figure | None]


def measure(outcomes: Sequence[Outcome]) -> Figures:
    """Every metric of METRICS."""
    chat = [o for o in outcomes if o.asked.sort == "chat"]
    asked = [o for o in outcomes if o.asked.sort != "chat"]
    answerable = [o for o in asked if o.asked.sort == "answerable"]
    not_answerable = [o for o in asked if o.asked.sort == "unanswerable"]
    values: dict[str, Figure | None] = {
        "top1": _share(answerable, lambda o: o.right),
        "answered_right": _share(answerable, lambda o: o.grade is Grade.RIGHT),
        "wrong_answer": _share(answerable, lambda o: o.grade is Grade.WRONG),
        "offered": _share(answerable, lambda o: o.grade is Grade.OFFERED),
        "false_answer": _share(not_answerable, lambda o: o.answered),
        "coverage": _share(asked, lambda o: o.answered),
        "chat_right": _share(chat, lambda o: o.grade is Grade.RIGHT),
        **_correlations(asked),
    }
    return Figures(len(asked), len(chat), {metric.name: values[metric.name] for metric in METRICS})


def measure_kinds(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """The figures of each kind of question, in order of name; {} where no question names its kind."""
    kinds = sorted({o.asked.kind for o in outcomes})
    if kinds == [""]:
        return {}
    return {kind: measure([o for o in outcomes if o.asked.kind == kind]) for kind in kinds}


def _share(outcomes: Sequence[Outcome], hit: Callable[[Outcome], bool]) -> Figure | None:
    if not outcomes:
        return None
    hits = sum(map(hit, outcomes))
    return Figure(hits / len(outcomes), *wilson(hits, len(outcomes)))


def _correlations(outcomes: Sequence[Outcome]) -> dict[str, Figure | None]:
    names = ("mcc", "mcc_best", "ece")
    if not outcomes:
        return dict.fromkeys(names)
    coded = Coded(outcomes)
    values = coded.measures(np.ones(len(outcomes), dtype=np.int64))
    ranges = bootstrap(len(outcomes), coded.measures)
    return {name: Figure(v, *r) for name, v, r in zip(names, values, ranges, strict=True)}
