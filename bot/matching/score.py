"""Candidates -> FAQs, best first, each with its confidence and the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.matching.calibration import Evidence, calibration_for
from bot.matching.index import MatchIndex, Owner
from bot.matching.polarity import is_opposite
from bot.matching.pool import Pooled, pool
from bot.matching.retrieve import Candidates, Question

_RANKED = 5
_EXACT = 0.99
# How not to do it is about the same thing, but is not answered by how to do it.
_OPPOSITE = 0.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """A FAQ, a `not_covered` group or a kind of small talk, with its standing.

    `confidence`: calibrated probability, 0 to 1, that this is what was asked for. `support`: what the order
    goes by (see pool). `row`: its most similar phrasing, a row of the index. `exact`: the question is, word
    for word, a phrasing of this owner and of no other.
    """

    owner: Owner
    confidence: float
    support: float
    row: int
    evidence: Evidence
    exact: bool = False

    @property
    def faq_id(self) -> str:
        """The FAQ's id; "" for what is no FAQ."""
        return self.owner.id if self.owner.kind == "faq" else ""


def score(index: MatchIndex, question: Question, candidates: Candidates) -> tuple[Ranked, ...]:
    """The owners of the candidates, best first; at most five.

    A question that is word for word a phrasing of one owner belongs to that owner, whatever else is like it.
    """
    if not len(candidates.rows):
        return ()
    pooled = pool(index, candidates)
    coverage, unknown = _coverage(index, question, candidates, pooled)
    calibration = calibration_for(index.embedder.family)
    exact = index.owner_by_text.get(question.text, -1)
    similarity = candidates.similarity[pooled.first].tolist()
    # Candidates come most alike first: an owner's rival is the best candidate that is not its own.
    rivals = sorted(similarity, reverse=True)[:2] + [0.0]
    ranked: list[Ranked] = []
    for place, owner in enumerate(pooled.owners[:_RANKED].tolist()):
        first = int(pooled.first[place])
        evidence = Evidence(
            support=float(pooled.support[place]),
            lead=similarity[place] - (rivals[1] if first == 0 else rivals[0]),
            similarity=similarity[place],
            meaning=float(candidates.meaning[first]),
            coverage=coverage[place],
            unknown=unknown,
            words=len(question.words),
            phrasings=int(index.phrasings_of[owner]),
        )
        row = int(candidates.rows[first])
        confidence = max(calibration.confidence(evidence), _EXACT if owner == exact else 0.0)
        is_faq = index.owners[owner].kind == "faq"
        if is_faq and owner != exact and is_opposite(question.text, index.texts[row]):
            confidence *= _OPPOSITE
        ranked.append(
            Ranked(index.owners[owner], confidence, evidence.support, row, evidence, owner == exact)
        )
    if exact >= 0:
        ranked.sort(key=lambda r: not r.exact)
    return tuple(ranked)


def _coverage(
    index: MatchIndex, question: Question, candidates: Candidates, pooled: Pooled
) -> tuple[list[float], float]:
    """Share of the question's words, by rarity, that each owner's candidates have, and that none has."""
    rarity = np.array([match.idf for match in question.matches], np.float32)
    mass = max(float(rarity.sum()), 1e-6)
    known = np.array([bool(match.found) for match in question.matches], bool)
    found = index.words.found(question.matches, candidates.rows)
    shares: list[float] = ((pooled.best_of(found) * rarity).sum(axis=1) / mass).tolist()
    return shares, float(rarity[~known].sum()) / mass
