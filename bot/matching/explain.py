"""The grounds for one ranked entry, taken apart: each word's part, and each way of being alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.matching.index import MatchIndex, Scope
from bot.matching.retrieve import Question, order, retrieve
from bot.matching.weights import ORDER
from bot.matching.words import WordMatch

Where = Literal["matched", "another", "elsewhere", "nowhere"]


@dataclass(frozen=True, slots=True)
class WordPart:
    """One question word. `matched`: the phrasing's word that it was taken for, "" for none; `letters_of`: of
    a phrasing that has none, the word whose letters it shares, "" for none; `similarity`: how alike the two
    are, 0 to 1; `rarity`: idf in nats; `contribution`: its part of the whole similarity, 0 to 1.

    `found`: where the word is; `found_in`: the phrasing, where it is another one of the same owner;
    `covered`: how far the owner has it, 0 to 1, of which coverage is the mean.
    """

    word: str
    matched: str
    letters_of: str
    similarity: float
    rarity: float
    contribution: float
    found: Where
    found_in: str
    covered: float


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


def grounds_of(index: MatchIndex, question: Question, row: int, scope: Scope) -> Grounds:
    """Take the similarity of one phrasing, a row of the index, apart. `scope`: where it was looked for."""
    # Only those of its owner's phrasings count that were compared.
    compared = retrieve(index, question, scope).rows
    own: list[int] = compared[index.owner_of[compared] == index.owner_of[row]].tolist()
    word_parts = tuple(
        _word_part(index, match, row, own, added / (1 + ORDER))
        for match, added in zip(question.matches, index.lexical.parts(question.matches, row), strict=True)
    )
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


def _word_part(index: MatchIndex, match: WordMatch, row: int, own: Sequence[int], adds: float) -> WordPart:
    words, present = index.lexical.words, list(index.lexical.words.words_of[row])
    shares, taken_for = index.lexical.shares(match)[present], dict(match.found)
    likest = present[int(shares.argmax())]
    met = words.vocabulary[likest] if adds else ""
    # A misspelt word counts less than it is alike.
    alike = taken_for.get(likest, float(shares.max())) if adds else 0.0
    matched = likest in taken_for
    having = (
        (one, alike) for word, alike in reversed(match.found) for one in own if word in words.words_of[one]
    )
    found_in, covered = next(having, (None, 0.0))
    found: Where
    if matched:
        found = "matched"
    elif found_in is not None:
        found = "another"
    else:
        found = "elsewhere" if match.found else "nowhere"
    return WordPart(
        word=match.word,
        matched=met if matched else "",
        letters_of="" if matched else met,
        similarity=alike,
        rarity=match.idf,
        contribution=adds,
        found=found,
        found_in=index.phrasings[found_in] if found_in is not None and not matched else "",
        covered=covered,
    )
