"""Evidence -> confidence: one logistic curve for all corpora, shipped in calibration.json.

`python -m bot.evaluation.calibrate` fits it on labelled data sets. Cosines of different embedders are not
the same numbers, so each family of embedders has coefficients of its own; a confidence means the same with
all of them.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from operator import mul
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("calibration.json")


class Evidence(NamedTuple):
    """What speaks for one FAQ.

    support: of its candidate phrasings together, 0 to about 1 (see pool); similarity: of its best phrasing, 0
    to about 1; coverage: share of the question's words, weighted by rarity, that its phrasings have; unknown:
    share that no phrasing of the corpus has; words: how many the question has; phrasings: how many a FAQ of
    this corpus has (see `MatchIndex.to_expect`); classified_lead: by how much its score by the classifier is
    higher than the highest of all others, about -1 to 1, among which small talk that has little of the
    question's words does not count where the FAQ has them.
    """

    support: float
    similarity: float
    coverage: float
    unknown: float
    words: int
    phrasings: float
    classified_lead: float


_LITTLE = 0.02
# Of what a text of more words says, nothing is known: no data set has such questions.
_MANY_WORDS = 32
FEATURES = (
    "log_support",
    "coverage",
    "unknown",
    "log_words",
    "log_phrasings",
    "log_support_by_log_phrasings",
    "classified_lead",
)


def features(evidence: Evidence) -> tuple[float, ...]:
    """The numbers that the curve weighs, in the order of FEATURES."""
    log_support, log_phrasings = math.log(evidence.support + _LITTLE), math.log(evidence.phrasings)
    return (
        log_support,
        evidence.coverage,
        evidence.unknown,
        math.log(1 + min(evidence.words, _MANY_WORDS)),
        log_phrasings,
        # Of many phrasings more speak for the FAQ that is meant, so that their support says more.
        log_support * log_phrasings,
        evidence.classified_lead,
    )


@dataclass(frozen=True, slots=True)
class Calibration:
    """Coefficients for one family of embedders; `risk`: (cut-off, share of its answers that were wrong)."""

    intercept: float
    weights: tuple[float, ...]
    risk: tuple[tuple[float, float], ...] = ()

    def cut_off_for(self, max_wrong: float) -> float:
        """The lowest cut-off at which no more than this share of the answers was wrong on the data sets.

        The highest there is, where none keeps to it.
        """
        kept = [cut_off for cut_off, wrong in self.risk if wrong <= max_wrong]
        return min(kept, default=max((cut_off for cut_off, _ in self.risk), default=1.0))

    def confidence(self, evidence: Evidence) -> float:
        """Probability, 0 to 1, that the FAQ is what was asked for."""
        logit = self.intercept + sum(map(mul, self.weights, features(evidence)))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))

    def parts(self, evidence: Evidence) -> dict[str, float]:
        """What each feature adds to the log-odds, of which the intercept is the rest."""
        return dict(zip(FEATURES, map(mul, self.weights, features(evidence)), strict=True))


@cache
def calibration_for(family: str) -> Calibration:
    """The shipped calibration of a family of embedders."""
    table = json.loads(FILE.read_text(encoding="utf-8"))["families"]
    entry = table[family]
    weights = tuple(entry["weights"][name] for name in FEATURES)
    risk = tuple(sorted((float(cut_off), wrong) for cut_off, wrong in entry["risk"].items()))
    return Calibration(entry["intercept"], weights, risk)
