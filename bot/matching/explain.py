"""The grounds for one ranked entry, taken apart: each word's part, and each way of being alike."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.index import MatchIndex
from bot.matching.retrieve import Question, order
from bot.matching.weights import ORDER


@dataclass(frozen=True, slots=True)
class WordPart:
    """One question word. `matched`: the phrasing's word that it was taken for, "" for none; `letters_of`: of
    a phrasing that has none, the word whose letters it shares, "" for none; `similarity`: how alike the two
    are, 0 to 1; `rarity`: idf in nats; `contribution`: its part of the whole similarity, 0 to 1.
    """

    word: str
    matched: str
    letters_of: str
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


def grounds_of(index: MatchIndex, question: Question, row: int) -> Grounds:
    """Take the similarity of one phrasing, a row of the index, apart."""
    word_parts = _word_parts(index, question, row)
    words = sum([part.contribution for part in word_parts])
    meaning, about = [part / (1 + ORDER) for part in index.meaning.parts(row, question.readings)]
    in_order = ORDER * float(order(question.text, [index.texts[row]])[0]) / (1 + ORDER)
    return Grounds(
        phrasing=index.phrasings[row],
        similarity=words + meaning + in_order + about,
        words=words,
        meaning=meaning,
        order=in_order,
        about=about,
        word_parts=word_parts,
    )


def _word_parts(index: MatchIndex, question: Question, row: int) -> tuple[WordPart, ...]:
    words, present = index.lexical.words, list(index.lexical.words.words_of[row])
    parts = []
    for match, added in zip(question.matches, index.lexical.parts(question.matches, row), strict=True):
        shares, taken_for = index.lexical.shares(match)[present], dict(match.found)
        likest = present[int(shares.argmax())]
        met = words.vocabulary[likest] if added else ""
        # A misspelt word counts less than it is alike.
        alike = taken_for.get(likest, float(shares.max())) if added else 0.0
        matched, letters_of = (met, "") if likest in taken_for else ("", met)
        parts.append(WordPart(match.word, matched, letters_of, alike, match.idf, added / (1 + ORDER)))
    return tuple(parts)
