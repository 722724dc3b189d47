"""The grounds for one ranked entry, taken apart: each word's part, and each way of being alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.matching.index import MatchIndex
from bot.matching.normalise import words
from bot.matching.retrieve import ORDER, Candidates, Question, weights_of
from bot.matching.score import Ranked


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
    by_words, by_characters, by_meaning, by_order, by_about = (
        weight / (1 + ORDER) for weight in (*weights_of(index), ORDER, 1.0)
    )
    return Grounds(
        phrasing=index.phrasings[ranked.row],
        similarity=float(candidates.similarity[at]),
        words=by_words * float(candidates.words[at]),
        characters=by_characters * float(candidates.characters[at]),
        meaning=by_meaning * float(candidates.meaning[at]),
        order=by_order * float(candidates.order[at]),
        about=by_about * float(candidates.about[at]),
        word_parts=_word_parts(index, question, ranked.row, by_words),
    )


def _word_parts(index: MatchIndex, question: Question, row: int, weight: float) -> tuple[WordPart, ...]:
    present = set(words(index.texts[row]))
    vocabulary = index.words.vocabulary
    lengths = float(index.words.lengths[row]) * max(sum(m.idf**2 for m in question.matches), 1e-12) ** 0.5
    parts = []
    for match in question.matches:
        met = [(i, alike) for i, alike in match.found if vocabulary[i] in present]
        word, alike = met[-1] if met else (-1, 0.0)
        product = match.idf * float(index.words.idf[word]) * alike**2 if met else 0.0
        parts.append(
            WordPart(
                match.word, vocabulary[word] if met else "", alike, match.idf, weight * product / lengths
            )
        )
    return tuple(parts)
