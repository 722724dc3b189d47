"""The coverage-risk curve as an SVG file: no library, no script, no font but the reader's own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bot.errors import SettingsError
from bot.evaluation.cut_off import Point

_WIDTH, _HEIGHT = 760, 460
_LEFT, _TOP, _RIGHT, _BOTTOM = 72, 76, 28, 64
_MAX_POINTS = 300
_STYLE = """
  text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #3d4852 }
  .title { font-size: 17px; font-weight: 600; fill: #12202e } .quiet { fill: #66727e }
  .grid { stroke: #e4e8ec } .axis { stroke: #9aa5b1 }
  .band { fill: #2563a8; opacity: .13 }
  .curve { fill: none; stroke: #2563a8; stroke-width: 2.5; stroke-linejoin: round }
  .rule { stroke: #12202e; stroke-dasharray: 2 4 } .mark { fill: #fff; stroke: #2563a8; stroke-width: 2.5 }
  .shipped { fill: #b4470f; stroke: #fff; stroke-width: 2 } .shipped-text { fill: #9a3b0b; font-weight: 600 }
  .halo { stroke: #fff; stroke-width: 4; stroke-linejoin: round; paint-order: stroke }"""


def check_plot_path(path: Path) -> None:
    """Raise SettingsError, before any work is done, for a plot that will not be drawn."""
    if path.suffix.lower() != ".svg":
        raise SettingsError(f"--plot {path}: plots are SVG files; name it {path.with_suffix('.svg').name}")


def draw(points: Sequence[Point], cut_offs: Mapping[str, float], shipped: Point | None, *, title: str) -> str:
    """An SVG document of the curve, with the shipped `cut_offs` (name -> confidence) marked on it.

    `points`: from the strictest cut-off to none; `shipped`: the decisions as they are taken.
    """
    frame = _Frame(_top_risk(points, shipped))
    marks = [(name, cut, point) for name, cut in cut_offs.items() if (point := _at(points, cut))]
    parts = [*_axes(frame), *_curve(frame, _thinned(points)), *_marks(frame, marks)]
    if shipped:
        parts += _shipped(frame, shipped)
    if not points:
        parts.append(
            _text(frame.x(0.5), frame.y(frame.top / 2), "no question has a candidate", "quiet", "middle")
        )
    described = _described(marks, shipped)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}"'
            f' height="{_HEIGHT}" role="img" aria-labelledby="title desc">',
            f'<title id="title">Coverage and risk: {escape(title)}</title>',
            f'<desc id="desc">{escape(described)}</desc>',
            f"<style>{_STYLE}\n</style>",
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
            _text(_LEFT, 32, "How much can be answered for how many mistakes", "title"),
            _text(
                _LEFT,
                54,
                f"{title}: each point is a cut-off of the confidence alone; the band is the 95% interval",
                "quiet",
            ),
            *parts,
            "</svg>\n",
        ]
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Shares -> pixels. `top`: the greatest risk drawn."""

    top: float

    def x(self, coverage: float) -> float:
        return _LEFT + coverage * (_WIDTH - _LEFT - _RIGHT)

    def y(self, risk: float) -> float:
        return _HEIGHT - _BOTTOM - min(risk, self.top) / self.top * (_HEIGHT - _TOP - _BOTTOM)


def _top_risk(points: Sequence[Point], shipped: Point | None) -> float:
    """The risk axis ends a step above the curve; the few answers at its strict end may run out of it."""
    settled = [p.risk for p in points if p.coverage >= 0.05] + ([shipped.risk] if shipped else [])
    return min(1.0, max(0.2, math.ceil(max(settled, default=0) * 10 + 0.5) / 10))


def _at(points: Sequence[Point], cut_off: float) -> Point | None:
    """What is answered at `cut_off`: the last point that is not below it."""
    return next((point for point in reversed(points) if point.cut_off >= cut_off), None)


def _thinned(points: Sequence[Point]) -> Sequence[Point]:
    step = max(1, math.ceil(len(points) / _MAX_POINTS))
    return [*points[:-1:step], *points[-1:]]


def _axes(frame: _Frame) -> list[str]:
    parts = []
    left, right, bottom = frame.x(0), frame.x(1), frame.y(0)
    rows = round(frame.top * 10)
    for i in range(0, rows + 1, 1 if rows <= 5 else 2):
        y = frame.y(i / 10)
        parts.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(_text(left - 10, y + 4, f"{i * 10}%", "quiet", "end"))
    for i in range(0, 11, 2):
        parts.append(_text(frame.x(i / 10), bottom + 22, f"{i * 10}%", "quiet", "middle"))
    parts.append(f'<line class="axis" x1="{left}" x2="{right}" y1="{bottom}" y2="{bottom}"/>')
    parts.append(
        _text((left + right) / 2, bottom + 48, "Coverage: share of questions answered", "", "middle")
    )
    middle = (frame.y(frame.top) + bottom) / 2
    turned = f'transform="rotate(-90 22 {middle})"'
    parts.append(_text(22, middle, "Risk: share of answers that are wrong", "", "middle", turned))
    return parts


def _curve(frame: _Frame, points: Sequence[Point]) -> list[str]:
    if not points:
        return []
    line = " ".join(f"{frame.x(p.coverage):.1f},{frame.y(p.risk):.1f}" for p in points)
    band = [(p.coverage, p.low) for p in points] + [(p.coverage, p.high) for p in reversed(points)]
    edge = " ".join(f"{frame.x(c):.1f},{frame.y(r):.1f}" for c, r in band)
    return [f'<polygon class="band" points="{edge}"/>', f'<polyline class="curve" points="{line}"/>']


def _marks(frame: _Frame, marks: Sequence[tuple[str, float, Point]]) -> list[str]:
    parts = []
    for row, (name, cut_off, point) in enumerate(marks):
        x, y = frame.x(point.coverage), frame.y(point.risk)
        top = frame.y(frame.top) + 4 + 20 * row
        left = x > frame.x(0.7)
        parts += [
            f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{frame.y(0):.1f}"/>',
            f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="5"/>',
            _text(
                x + (-8 if left else 8),
                top + 10,
                f"{name} from {cut_off:.2f}",
                "halo",
                "end" if left else "start",
            ),
        ]
    return parts


def _shipped(frame: _Frame, shipped: Point) -> list[str]:
    x, y = frame.x(shipped.coverage), frame.y(shipped.risk)
    label = f"as shipped: {shipped.coverage:.0%} answered, {shipped.risk:.1%} of it wrong"
    # The curve rises to the right: there is room above it on the left, and below it on the right.
    left = x > frame.x(0.5)
    down = not left and y + 30 < frame.y(0)
    place = (x + (-6 if left else 10), y + (22 if down else -16))
    return [
        f'<path class="shipped" d="M{x:.1f} {y - 8:.1f} l8 8 -8 8 -8 -8z"/>',
        _text(*place, label, "shipped-text halo", "end" if left else "start"),
    ]


def _described(marks: Sequence[tuple[str, float, Point]], shipped: Point | None) -> str:
    said = [
        f"At the cut-off {name} ({cut:.2f}) {p.coverage:.0%} are answered, {p.risk:.1%} of it wrong."
        for name, cut, p in marks
    ]
    if shipped:
        said.append(f"As shipped {shipped.coverage:.0%} are answered, {shipped.risk:.1%} of it wrong.")
    return " ".join(said) or "Nothing is answered."


def _text(x: float, y: float, text: str, kind: str, anchor: str = "start", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}" {more}>{escape(text)}</text>'
