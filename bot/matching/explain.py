"""The grounds for one ranked entry, taken apart: each word's part, and each way of being alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.matching.index import MatchIndex
from bot.matching.normalise import words
from bot.matching.retrieve import Candidates, Question
from bot.matching.score import Ranked
from bot.matching.weights import ORDER, weights_of


@dataclass(frozen=True, slots=True)
class WordPart:
    """One question word. `matched`: the phrasing's word it met, "" for none; `similarity`: how alike they
    are, 0 to 1; `rarity`: idf in nats; `contribution`: its part of the whole similarity, 0 to 1.
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
    characters: float
    meaning: float
    order: float
    about: float
    word_parts: tuple[WordPart, ...]


def grounds_of(index: MatchIndex, question: Question, candidates: Candidates, ranked: Ranked) -> Grounds:
    """Take the similarity of `ranked`'s best phrasing apart."""
    at = int(np.flatnonzero(candidates.rows == ranked.row)[0])
    by_words, _, by_meaning = weights_of(index.vectors.shape[1])
    parts = _word_parts(index, question, ranked.row, by_words / (1 + ORDER))
    from_words = sum(part.contribution for part in parts)
    return Grounds(
        phrasing=index.phrasings[ranked.row],
        similarity=float(candidates.similarity[at]),
        words=from_words,
        characters=float(candidates.lexical[at]) / (1 + ORDER) - from_words,
        meaning=by_meaning * float(candidates.meaning[at]) / (1 + ORDER),
        order=ORDER * float(candidates.order[at]) / (1 + ORDER),
        about=float(candidates.about[at]) / (1 + ORDER),
        word_parts=parts,
    )


def _word_parts(index: MatchIndex, question: Question, row: int, weight: float) -> tuple[WordPart, ...]:
    present = set(words(index.texts[row]))
    vocabulary = index.lexical.words.vocabulary
    lengths = (
        float(index.lexical.words.lengths[row]) * max(sum(m.idf**2 for m in question.matches), 1e-12) ** 0.5
    )
    parts = []
    for match in question.matches:
        met = [(i, alike) for i, alike in match.found if vocabulary[i] in present]
        word, alike = met[-1] if met else (-1, 0.0)
        product = match.idf * float(index.lexical.words.idf[word]) * alike**2 if met else 0.0
        parts.append(
            WordPart(
                match.word, vocabulary[word] if met else "", alike, match.idf, weight * product / lengths
            )
        )
    return tuple(parts)
