"""The grounds for one ranked entry, taken apart: each word's part, and each way of being alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.matching.index import MatchIndex
from bot.matching.retrieve import Candidates, Question
from bot.matching.score import Ranked
from bot.matching.weights import ORDER, weights_of


@dataclass(frozen=True, slots=True)
class WordPart:
    """One question word. `matched`: the phrasing's word it is most like, "" for none; `similarity`: how
    alike they are, 0 to 1; `rarity`: idf in nats; `contribution`: its part of the whole similarity, 0 to 1.
    """

    word: str
    matched: str
    similarity: float
    rarity: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a phrasing is like the question. The parts, `words` to `about`, add up to `similarity`."""

    phrasing: str
    similarity: float
    words: float
    meaning: float
    order: float
    about: float
    word_parts: tuple[WordPart, ...]


def grounds_of(index: MatchIndex, question: Question, candidates: Candidates, ranked: Ranked) -> Grounds:
    """Take the similarity of `ranked`'s best phrasing apart."""
    at = int(np.flatnonzero(candidates.rows == ranked.row)[0])
    _, by_meaning = weights_of(index.vectors.shape[1])
    return Grounds(
        phrasing=index.phrasings[ranked.row],
        similarity=float(candidates.similarity[at]),
        words=float(candidates.lexical[at]) / (1 + ORDER),
        meaning=by_meaning * float(candidates.meaning[at]) / (1 + ORDER),
        order=ORDER * float(candidates.order[at]) / (1 + ORDER),
        about=float(candidates.about[at]) / (1 + ORDER),
        word_parts=_word_parts(index, question, ranked.row),
    )


def _word_parts(index: MatchIndex, question: Question, row: int) -> tuple[WordPart, ...]:
    words, present = index.lexical.words, list(index.lexical.words.words_of[row])
    parts = []
    for match, added in zip(question.matches, index.lexical.parts(question.matches, row), strict=True):
        shares = index.lexical.shares(match)[present]
        likest = int(shares.argmax())
        met = words.vocabulary[present[likest]] if added else ""
        # A misspelt word counts less than it is alike.
        alike = dict(match.found).get(present[likest], float(shares[likest])) if added else 0.0
        parts.append(WordPart(match.word, met, alike, match.idf, added / (1 + ORDER)))
    return tuple(parts)
