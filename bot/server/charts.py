"""Figures -> the shapes of a chart, as numbers: the template draws them, in SVG without a style or script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.journal.report import Day

WIDTH, HEIGHT = 360, 190
_LEFT, _TOP, _RIGHT, _BOTTOM = 34, 10, 6, 22
KINDS = (
    ("answered", "Answered"),
    ("clarified", "Did you mean"),
    ("unanswered", "Not answered"),
    ("handed_over", "Handed over"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a day's column; `kind` is its class."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Shapes in a box of WIDTH by HEIGHT: `grid` and `labels` as (position, text)."""

    bars: tuple[Bar, ...]
    points: tuple[tuple[float, float], ...]
    grid: tuple[tuple[float, str], ...]
    labels: tuple[tuple[float, str], ...]

    @property
    def line(self) -> str:
        """The points as SVG writes a polyline."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)


def volume(days: Sequence[Day]) -> Chart:
    """Questions a day, by what became of them."""
    top = _nice(max((day.questions for day in days), default=0))
    step = (WIDTH - _LEFT - _RIGHT) / max(len(days), 1)
    bars = []
    for i, day in enumerate(days):
        y = float(HEIGHT - _BOTTOM)
        for kind, _ in KINDS:
            height = getattr(day, kind) / top * (HEIGHT - _TOP - _BOTTOM)
            y -= height
            if height:
                bars.append(Bar(kind, _LEFT + (i + 0.12) * step, y, step * 0.76, height))
    grid = tuple((_y(share), f"{top * share:,.0f}") for share in (0.0, 0.5, 1.0))
    return Chart(tuple(bars), (), grid, _labels(days, step))


def coverage(days: Sequence[Day]) -> Chart:
    """The share of each day's questions that got an answer."""
    step = (WIDTH - _LEFT - _RIGHT) / max(len(days), 1)
    points = tuple(
        (_LEFT + (i + 0.5) * step, _y(day.answered / day.questions))
        for i, day in enumerate(days)
        if day.questions
    )
    grid = tuple((_y(share), f"{share:.0%}") for share in (0.0, 0.5, 1.0))
    return Chart((), points, grid, _labels(days, step))


def _y(share: float) -> float:
    return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)


def _labels(days: Sequence[Day], step: float) -> tuple[tuple[float, str], ...]:
    every = max(1, -(-len(days) // 5))
    return tuple(
        (_LEFT + (i + 0.5) * step, f"{int(day.day[8:])}/{int(day.day[5:7])}")
        for i, day in enumerate(days)
        if i % every == 0
    )


def _nice(most: int) -> int:
    """The next even number of one digit and noughts: a scale whose half is whole."""
    size = 1
    while most > 10 * size:
        size *= 10
    return max(2, next(n * size for n in (2, 4, 6, 8, 10) if n * size >= most))
