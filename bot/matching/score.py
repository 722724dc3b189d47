"""Candidates -> FAQs, best first, each with its confidence and the evidence for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from bot.matching.calibration import Evidence, calibration_for
from bot.matching.index import MatchIndex, Owner
from bot.matching.normalise import numbers
from bot.matching.polarity import declines, how_not
from bot.matching.pool import Pooled, pool
from bot.matching.retrieve import Candidates, Question
from bot.matching.words import WordMatch

_RANKED = 5
_EXACT = 0.99
# How not to do it is about the same thing, but is not answered by how to do it.
_OPPOSITE = 0.5
# Plan 12 is not plan 2, however alike all the rest is.
_OTHER_NUMBER = 0.5


class Ranked(NamedTuple):
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
    """The owners of the candidates, best first: five, and two FAQs among them where there are two.

    A question that is word for word a phrasing of one owner belongs to that owner, whatever else is like it.
    """
    pooled = pool(index, candidates)
    if not pooled:
        return ()
    calibration = calibration_for(index.embedder.family)
    exact = index.owner_by_text.get(question.text, -1)
    rows, similarity = candidates.rows.tolist(), candidates.similarity.tolist()
    mass = max(sum([match.idf for match in question.matches]), 1e-6)
    unknown = sum([match.idf for match in question.matches if not match.found]) / mass
    bests = sorted([similarity[one.places[0]] for one in pooled], reverse=True)[:2] + [0.0]
    words_of = index.lexical.words.words_of
    asks_how_not, declined = how_not(question.text), declines(question.text)
    asked_numbers = numbers(question.text)
    ranked: list[Ranked] = []
    for one in _leading(index, pooled):
        best = one.places[0]
        owner, row = index.owners[one.owner], rows[best]
        evidence = Evidence(
            support=one.support,
            # Candidates come most alike first: whoever has the first has the second best for a rival.
            lead=similarity[best] - bests[best == 0],
            similarity=similarity[best],
            coverage=_coverage(question.matches, [words_of[rows[place]] for place in one.places]) / mass,
            unknown=unknown,
            words=len(question.words),
            phrasings=index.phrasings_of[one.owner],
        )
        is_exact = one.owner == exact
        confidence = max(calibration.confidence(evidence), _EXACT if is_exact else 0.0)
        if owner.kind == "faq" and not is_exact:
            if declined or asks_how_not != (row in index.how_not):
                confidence *= _OPPOSITE
            if asked_numbers and _other_number(index, one.owner, asked_numbers):
                confidence *= _OTHER_NUMBER
        ranked.append(Ranked(owner, confidence, one.support, row, evidence, is_exact))
    if exact >= 0:
        ranked.sort(key=lambda r: not r.exact)
    return tuple(ranked)


def _other_number(index: MatchIndex, owner: int, asked: frozenset[str]) -> bool:
    """Whether a FAQ is about a number that was not asked for, or another FAQ's was asked for too."""
    its = index.numbers_of[owner]
    if not its:
        return False
    return not its <= asked or any(number in other for other in index.numbers_of for number in asked - its)


def _leading(index: MatchIndex, pooled: Sequence[Pooled]) -> list[Pooled]:
    leading = list(pooled[:_RANKED])
    missing = 2 - [index.owners[one.owner].kind for one in leading].count("faq")
    if missing > 0:
        others = (one for one in pooled[_RANKED:] if index.owners[one.owner].kind == "faq")
        leading += islice(others, missing)
    return leading


def _coverage(matches: Sequence[WordMatch], phrasings: Iterable[Iterable[int]]) -> float:
    """Rarity of the question's words that any of the phrasings has, each by how alike they are."""
    having = set().union(*phrasings)
    covered = 0.0
    for _, idf, found in matches:
        for word, alike in reversed(found):  # the likest comes last
            if word in having:
                covered += idf * alike
                break
    return covered
