"""Limits that figures must keep to: `--fail-under answered_right=0.8`, `--fail-over wrong_answer=0.05`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from bot.errors import SettingsError
from bot.evaluation.metrics import METRICS, Figures

Side = Literal["under", "over"]

_BY_NAME = {metric.name: metric for metric in METRICS}


@dataclass(frozen=True, slots=True)
class Gate:
    """A metric and the limit that it must not fall under, or go over."""

    metric: str
    limit: float
    side: Side


def parse_gate(text: str, side: Side) -> Gate:
    """`metric=value` -> Gate. Raises SettingsError that names the metrics there are."""
    flag, names = f"--fail-{side} {text}", ", ".join(_BY_NAME)
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals:
        raise SettingsError(f"{flag}: write metric=value; the metrics are {names}")
    if name not in _BY_NAME:
        near = process.extractOne(name, list(_BY_NAME), scorer=fuzz.ratio, score_cutoff=60)
        hint = f"did you mean {near[0]}? The" if near else "the"
        raise SettingsError(f"{flag}: there is no metric {name!r}; {hint} metrics are {names}")
    try:
        limit = float(value)
    except ValueError:
        limit = math.nan
    if not -1 <= limit <= 1:
        raise SettingsError(f"{flag}: {value!r} is no limit; write a number from 0 to 1, such as 0.8")
    if _BY_NAME[name].better == ("less" if side == "under" else "more"):
        other = "over" if side == "under" else "under"
        raise SettingsError(
            f"{flag}: {_BY_NAME[name].better} of {name} is better; write --fail-{other} {name}={value}"
        )
    return Gate(name, limit, side)


def broken_gates(figures: Figures, gates: Sequence[Gate]) -> tuple[str, ...]:
    """What is to be said of each limit that is not kept.

    Raises SettingsError for a metric that these questions do not measure: a gate that checks nothing.
    """
    broken: list[str] = []
    for gate in gates:
        figure = figures.values[gate.metric]
        if figure is None:
            flag = f"--fail-{gate.side} {gate.metric}={gate.limit:g}"
            raise SettingsError(
                f"{flag}: no question measures {gate.metric} ({_BY_NAME[gate.metric].meaning})"
            )
        kept = figure.value >= gate.limit if gate.side == "under" else figure.value <= gate.limit
        if not kept:
            broken.append(f"{gate.metric} is {figure.value:.4f}, {gate.side} {gate.limit:g}")
    return tuple(broken)
