"""Candidates -> FAQs, best first, each with its confidence and the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.calibration import Evidence, calibration_for
from bot.matching.index import MatchIndex, Owner
from bot.matching.pool import pool
from bot.matching.retrieve import Candidates, Question

_RANKED = 8
_EXACT = 0.99


@dataclass(frozen=True, slots=True)
class Ranked:
    """A FAQ, a `not_covered` group or a kind of small talk, with its standing.

    `confidence`: calibrated probability, 0 to 1, that this is what was asked for. `support`: what the order
    goes by (see pool). `row`: its most similar phrasing, a row of the index.
    """

    owner: Owner
    confidence: float
    support: float
    row: int
    evidence: Evidence

    @property
    def faq_id(self) -> str:
        """The FAQ's id; "" for what is no FAQ."""
        return self.owner.id if self.owner.kind == "faq" else ""


def score(index: MatchIndex, question: Question, candidates: Candidates) -> tuple[Ranked, ...]:
    """The owners of the candidates, best first; at most eight.

    A question that is word for word a phrasing of one owner belongs to that owner, whatever else is like it.
    """
    if not len(candidates.rows):
        return ()
    owners, support, best = pool(index, candidates)
    found = _words_found(index, question, candidates)
    owner_of = index.owner_of[candidates.rows]
    rarity = np.array([match.idf for match in question.matches], np.float32)
    mass = max(float(rarity.sum()), 1e-6)
    unknown = float(sum(match.idf for match in question.matches if not match.found)) / mass
    calibration = calibration_for(index.embedder.family)
    exact = index.owner_by_text.get(question.text, -1)
    ranked: list[Ranked] = []
    for owner, its_support, first in zip(
        owners[:_RANKED].tolist(), support.tolist(), best.tolist(), strict=False
    ):
        similarity = float(candidates.similarity[first])
        # Candidates come most alike first: the best of the others is the first that is another's.
        other = int(np.argmax(owner_of != owner)) if first == 0 else 0
        rival = float(candidates.similarity[other]) if owner_of[other] != owner else 0.0
        evidence = Evidence(
            support=its_support,
            lead=similarity - rival,
            similarity=similarity,
            meaning=float(candidates.meaning[first]),
            coverage=float(rarity @ found[owner_of == owner].max(axis=0)) / mass,
            unknown=unknown,
            words=len(question.words),
        )
        confidence = _EXACT if owner == exact else calibration.confidence(evidence)
        ranked.append(
            Ranked(index.owners[owner], confidence, its_support, int(candidates.rows[first]), evidence)
        )
    return (
        tuple(sorted(ranked, key=lambda r: index.owners[exact] is not r.owner))
        if exact >= 0
        else tuple(ranked)
    )


def _words_found(index: MatchIndex, question: Question, candidates: Candidates) -> NDArray[np.float32]:
    """How well each candidate has each question word, 0 to 1; shape (candidates, words)."""
    found = np.zeros((len(candidates.rows), len(question.matches)), np.float32)
    for column, match in enumerate(question.matches):
        for word, similarity in match.found:
            found[index.words.has(word, candidates.rows), column] = similarity
    return found
