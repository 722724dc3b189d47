"""Candidates -> FAQs, best first, each with its confidence and the reasons for it."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.matching.index import MatchIndex, Scope


@dataclass(frozen=True, slots=True)
class Ranked:
    """One FAQ (or one `not_covered` group: then `faq_id` is "") with its standing.

    `confidence`: calibrated probability, 0 to 1, that this FAQ is what was asked for.
    """

    faq_id: str
    group_id: str
    score: float
    confidence: float
    phrasing: str


def score(index: MatchIndex, question: str, scope: Scope) -> tuple[Ranked, ...]:
    """Rank the owners of the phrasings in scope."""
    best: dict[int, Ranked] = {}
    for phrasing, owner in index.in_scope(scope):
        value = fuzz.token_sort_ratio(question, phrasing) / 100
        faq_id, group_id = index.owners[owner]
        if owner not in best or value > best[owner].score:
            best[owner] = Ranked(faq_id, group_id, value, value, phrasing)
    return tuple(sorted(best.values(), key=lambda r: -r.score))
