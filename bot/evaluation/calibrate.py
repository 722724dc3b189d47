"""Fit the shipped calibration: `python -m bot.evaluation.calibrate DATA… --embedder wordllama [--write]`.

DATA is a folder with `faqs/` and `questions.jsonl`, one for each data set. Prints the calibration error of
every set twice: with the curve fitted on all of them, and with one fitted on the others alone, so that no
set judges a fit that has seen it. `--write` puts the curve of all sets into `bot/matching/calibration.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.assistant import Assistant
from bot.evaluation.questions import read_questions
from bot.matching.calibration import FEATURES, FILE, Calibration, Evidence, features
from bot.settings import Settings

_RIDGE = 1.0
_RUNNERS_UP = 2
_RUNNER_UP_WEIGHT = 0.3

# (evidence, whether the FAQ was a right one, weight); the best FAQ of a question weighs 1.
Sample = tuple[Evidence, bool, float]


def collect(folder: Path, settings: Settings) -> list[Sample]:
    """What the assistant found for every labelled question of a data set. Small talk is left out."""
    assistant = Assistant.from_folder(folder / "faqs", settings)
    samples: list[Sample] = []
    for asked in read_questions(folder / "questions.jsonl"):
        if asked.sort == "chat":
            continue
        ranked = assistant.consider(asked.question).decision.ranked
        for place, found in enumerate(ranked[: 1 + _RUNNERS_UP]):
            samples.append(
                (found.evidence, found.faq_id in asked.expect, _RUNNER_UP_WEIGHT if place else 1.0)
            )
    return samples


def fit(sets: Sequence[Sequence[Sample]]) -> Calibration:
    """Ridge-regularised logistic regression by Newton's method; every data set weighs the same."""
    rows = [
        (features(e), right, weight / sum(w for *_, w in one)) for one in sets for e, right, weight in one
    ]
    x = np.array([row[0] for row in rows])
    y = np.array([row[1] for row in rows], float)
    weight = np.array([row[2] for row in rows]) * 1_000
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    penalty = np.diag([0.0] + [_RIDGE] * x.shape[1])
    beta = np.zeros(design.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (weight * (y - p)) - penalty @ beta
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + penalty
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-9:
            break
    weights = beta[1:] / spread
    return Calibration(float(beta[0] - weights @ mean), tuple(float(w) for w in weights))


def calibration_error(calibration: Calibration, samples: Sequence[Sample], bins: int = 10) -> float:
    """Expected calibration error of the best FAQs' confidence, in equal bins."""
    best = [(calibration.confidence(e), right) for e, right, weight in samples if weight == 1.0]
    confidence = np.array([c for c, _ in best])
    right = np.array([r for _, r in best], float)
    which = np.minimum(bins - 1, (confidence * bins).astype(np.intp))
    gaps = np.bincount(which, weights=right - confidence, minlength=bins)
    return float(np.abs(gaps).sum() / len(best))


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation.calibrate", description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--embedder", default="wordllama")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    settings = Settings(embedder=given.embedder)
    sets = {folder.name: collect(folder, settings) for folder in given.data}
    everything = fit(list(sets.values()))
    out = sys.stdout
    out.write(f"{'data set':20} {'questions':>9} {'ece, all':>9} {'ece, held out':>14}\n")
    for name, samples in sets.items():
        others = [other for key, other in sets.items() if key != name]
        held_out = f"{calibration_error(fit(others), samples):14.3f}" if others else " " * 14
        count = sum(weight == 1.0 for *_, weight in samples)
        out.write(f"{name:20} {count:9,} {calibration_error(everything, samples):9.3f} {held_out}\n")
    entry = {
        "intercept": round(everything.intercept, 4),
        "weights": {name: round(w, 4) for name, w in zip(FEATURES, everything.weights, strict=True)},
    }
    out.write(json.dumps(entry) + "\n")
    if given.write:
        table = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"families": {}}
        table["families"][given.embedder.partition(":")[0]] = entry
        FILE.write_text(json.dumps(table, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
