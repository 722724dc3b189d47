"""How much may be answered for how many mistakes: the coverage-risk curve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.intervals import wilson
from bot.evaluation.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Point:
    """What answering at `cut_off` and above would mean.

    `coverage`: share of questions answered; `risk`: share of these answers that are wrong, with its interval.
    """

    cut_off: float
    coverage: float
    risk: float
    low: float
    high: float


def coverage_risk(outcomes: Sequence[Outcome]) -> tuple[Point, ...]:
    """A point for each confidence that occurs, from the strictest cut-off to none (El-Yaniv & Wiener 2010).

    Chat aside. What `not_covered` or small talk rejects is answered at no cut-off; an answer to a question
    that must not be answered is a wrong one.
    """
    asked = [o for o in outcomes if o.asked.sort != "chat"]
    judged = [(o.confidence, o.right) for o in asked if o.open and o.faq_id]
    return tuple(
        Point(cut_off, answers / len(asked), wrong / answers, *wilson(wrong, answers))
        for cut_off, answers, wrong in _falling(judged)
    )


def shipped_point(outcomes: Sequence[Outcome]) -> Point | None:
    """The same for the decisions as they were taken; None where nothing was answered."""
    asked = [o for o in outcomes if o.asked.sort != "chat"]
    answered = [o for o in asked if o.answered]
    if not answered:
        return None
    wrong = sum(not o.right for o in answered)
    least = min(o.confidence for o in answered)
    return Point(least, len(answered) / len(asked), wrong / len(answered), *wilson(wrong, len(answered)))


def _falling(judged: Iterable[tuple[float, bool]]) -> list[tuple[float, int, int]]:
    """(cut-off, answers, wrong ones) at each confidence, highest first; equals come in together."""
    points: list[tuple[float, int, int]] = []
    answers = wrong = 0
    for confidence, right in sorted(judged, key=lambda pair: -pair[0]):
        answers, wrong = answers + 1, wrong + (not right)
        if points and points[-1][0] == confidence:
            points.pop()
        points.append((confidence, answers, wrong))
    return points
