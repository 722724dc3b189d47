"""Candidates -> FAQs, best first, each with its confidence and the evidence for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, islice
from typing import NamedTuple

from bot.matching.calibration import Evidence, calibration_for
from bot.matching.doubts import DOUBTED, Doubt, Doubts
from bot.matching.index import MatchIndex, Owner
from bot.matching.pool import Pooled, pool
from bot.matching.retrieve import Candidates, Question
from bot.matching.words import WordMatch, is_slip

_RANKED = 4
_EXACT = 0.99
# How much the classifier counts; with so many phrasings beside the first, half of that.
_CLASSIFIED = 0.25
_SOME = 4
# What competes for a question. With a FAQ that has so much of it small talk does where it has so much, too.
_ASKED = ("faq", "not_covered")
_WHOLLY, _SAID = 0.7, 0.6


class Standing(NamedTuple):
    """What the order goes by: the sum of what an owner's candidates say, and the classifier."""

    candidates: float
    classifier: float


class Ranked(NamedTuple):
    """A FAQ, a `not_covered` group or a kind of small talk, with its standing.

    `confidence`: calibrated probability, 0 to 1, that this is what was asked for. `row`: its most similar
    phrasing, a row of the index. `exact`: the question is, word for word but for slips of the hand, a
    phrasing of this owner and of no other. `doubts`: for what the confidence was lessened.
    """

    owner: Owner
    confidence: float
    row: int
    evidence: Evidence
    exact: bool = False
    doubts: tuple[Doubt, ...] = ()
    standing: Standing = Standing(0.0, 0.0)

    @property
    def faq_id(self) -> str:
        """The FAQ's id; "" for what is no FAQ."""
        return self.owner.id if self.owner.kind == "faq" else ""


def score(
    index: MatchIndex, question: Question, candidates: Candidates, *, most: int = _RANKED
) -> tuple[Ranked, ...]:
    """The owners of the candidates, best first: `most`, and two FAQs among them where there are two.

    A question that is word for word a phrasing of one owner belongs to that owner, whatever else is like it.
    """
    pooled = pool(index, candidates)
    if not pooled:
        return ()
    owners = [one.owner for one in pooled]
    scores = index.classifier.scores(owners, question.matches, candidates.meaning)
    classified = dict(zip(owners, scores, strict=True))
    standing = {
        one.owner: _standing(one, score, index.phrasings_of[one.owner])
        for one, score in zip(pooled, scores, strict=True)
    }
    pooled.sort(reverse=True, key=lambda one: sum(standing[one.owner]))
    calibration = calibration_for(index.embedder.family)
    exact = _verbatim(index, question)
    rows, similarity = candidates.rows.tolist(), candidates.similarity.tolist()
    mass = max(sum([match.idf for match in question.matches]), 1e-6)
    unknown = sum([match.idf for match in question.matches if not match.found]) / mass
    words_of = index.lexical.words.words_of
    asked = {word for match in question.matches for word, _ in match.found}

    def coverage(one: Pooled) -> float:
        having = asked.intersection(chain.from_iterable([words_of[rows[place]] for place in one.places]))
        return _coverage(question.matches, having) / mass

    def best_two(rivals: Iterable[Pooled]) -> tuple[float, float]:
        first, second, *_ = (*(classified[one.owner] for one in islice(rivals, 2)), 0.0, 0.0)
        return first, second

    def is_asked_for(one: Pooled) -> bool:
        return index.owners[one.owner].kind in _ASKED or coverage(one) >= _SAID

    by_classifier = sorted(pooled, reverse=True, key=lambda one: classified[one.owner])
    of_all = best_two(by_classifier)
    leading = _leading(index, pooled, most)
    doubts = Doubts(index, question, candidates, leading)
    ranked: list[Ranked] = []
    for one in leading:
        best = one.places[0]
        owner, row, covered = index.owners[one.owner], rows[best], coverage(one)
        if owner.kind == "faq" and covered >= _WHOLLY:
            # "how do I top up" has something of "how do you do", which makes it no less likely that the FAQ
            # that has all its words is meant.
            highest = best_two(filter(is_asked_for, by_classifier))
        else:
            highest = of_all
        evidence = Evidence(
            support=one.support,
            similarity=similarity[best],
            coverage=covered,
            unknown=unknown,
            words=len(question.words),
            phrasings=index.to_expect[one.owner],
            classified_lead=_lead(classified[one.owner], highest),
        )
        is_exact = one.owner == exact
        confidence = max(calibration.confidence(evidence), _EXACT if is_exact else 0.0)
        doubted = doubts.of(one) if owner.kind == "faq" and not is_exact else ()
        confidence *= DOUBTED ** len(doubted)
        ranked.append(Ranked(owner, confidence, row, evidence, is_exact, doubted, standing[one.owner]))
    # What is doubted stands back: "not to get the newsletter" is to turn it off, however alike "to get" is.
    # Not where two numbers are asked for, of which each is doubted for the other's sake.
    ranked.sort(key=lambda r: (not r.exact, -sum(r.standing) * DOUBTED ** len({*r.doubts} - {"numbers"})))
    return tuple(ranked)


def _verbatim(index: MatchIndex, question: Question) -> int:
    """Whose phrasing the question is word for word, but for slips of the hand; -1 where it is nobody's."""
    said = index.owner_by_text.get(question.text, -1)
    if said >= 0 or len(question.readings) == 1:
        return said
    vocabulary = index.lexical.words.vocabulary
    guessed = [match for match in question.matches if 0 < match.similarity < 1]
    slips = all(is_slip(match.word, vocabulary[match.found[-1][0]]) for match in guessed)
    return index.owner_by_text.get(question.readings[-1], -1) if slips else -1


def _lead(value: float, two_highest: tuple[float, float]) -> float:
    """Over the highest, which has the second for a rival."""
    first, second = two_highest
    return value - (second if value == first else first)


def _standing(one: Pooled, classified: float, phrasings: int) -> Standing:
    """The fewer phrasings an owner has, the more its best counts by itself, and the less the classifier.

    Phrasings of others that are like it would only take its weight away, as if they said the same.
    """
    others = phrasings - 1
    candidates = one.support + (one.alone - one.support) / phrasings
    return Standing(candidates, _CLASSIFIED * max(classified, 0.0) * others / (others + _SOME))


def _leading(index: MatchIndex, pooled: Sequence[Pooled], most: int) -> list[Pooled]:
    leading = list(pooled[:most])
    missing = 2 - [index.owners[one.owner].kind for one in leading].count("faq")
    if missing > 0:
        others = (one for one in pooled[most:] if index.owners[one.owner].kind == "faq")
        leading += islice(others, missing)
    return leading


def _coverage(matches: Sequence[WordMatch], having: AbstractSet[int]) -> float:
    """Rarity of the question's words that are among those of some phrasings, each by how alike they are."""
    covered = 0.0
    for _, idf, found in matches:
        for word, alike in reversed(found):  # the likest comes last
            if word in having:
                covered += idf * alike
                break
    return covered
