"""Soft TF-IDF: how alike a question and every phrasing are word by word, where words need not be the same.

After Cohen, Ravikumar and Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks" (2003).
A question word counts for a phrasing by its rarity and that of the phrasing's words, as far as they are
alike: wholly where they are the same, by what it was taken for where it is misspelt, else by the letters
they share. So what a question is like is the sum over its words, and what a word adds to each phrasing is
remembered: people use the same words again and again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.matching.embed import normalised_rows, sums_of_rows
from bot.matching.grams import GramIndex, build_grams
from bot.matching.normalise import words
from bot.matching.postings import Postings
from bot.matching.words import WordIndex, WordMatch, build_words

# How much the letters tell of two words that are not the same; less than this share is chance.
LETTERS = 0.6
_CHANCE = 0.02
# What is remembered, in bytes, of what words add: most words of most questions.
_REMEMBERED = 6_000_000
_GUESSES = 2_048
_SKETCHED = 1_024
SKETCH = 256  # a power of two

Shares = NDArray[np.float64]
Part = NDArray[np.float32]


class LexicalIndex:
    """`weight`: what the likeness of two texts that are the same comes to."""

    def __init__(self, words: WordIndex, grams: GramIndex, postings: Postings, weight: float) -> None:
        """See `build_lexical`."""
        self.words = words
        self._grams = grams
        self._postings = postings
        self._weight = weight
        # Neither refers to this index: it goes at once when another takes its place, with what is remembered.
        self._guess = lru_cache(_GUESSES)(words.guess)
        part = partial(_part, grams, postings, np.zeros(postings.count, np.float32))
        self._sketch = lru_cache(_SKETCHED)(partial(_sketch, words, grams))
        self._part = lru_cache(_REMEMBERED // (4 * max(1, postings.count)) + 1)(part)

    def match(self, words: Sequence[str]) -> tuple[WordMatch, ...]:
        """What the words of a question are taken for; guesses are remembered."""
        known = self.words.known
        return tuple([known.get(word) or self._guess(word) for word in dict.fromkeys(words)])

    def similarities(self, matches: Sequence[WordMatch]) -> NDArray[np.float32]:
        """How alike a question of these words and each phrasing are; shape (phrasings,)."""
        total = np.zeros(self._postings.count, np.float32)
        for match in matches:
            total += self._part(match)
        total *= self._weight / _length(matches)
        return total

    def parts(self, matches: Sequence[WordMatch], row: int) -> list[float]:
        """What each of the words adds to the likeness of one phrasing."""
        length = _length(matches)
        return [float(self._part(match)[row]) * self._weight / length for match in matches]

    def sketch(self, matches: Sequence[WordMatch]) -> Part:
        """A question of these words folded as the phrasings are, see `_sketches`; shape (SKETCH,)."""
        total = np.zeros(SKETCH, np.float32)
        for match in matches:
            total += self._sketch(match)
        total /= _length(matches)
        return total

    def shares(self, match: WordMatch) -> Shares:
        """How far each word of the vocabulary counts for a question word, 0 to 1."""
        return _shares(self._grams, match)


def _shares(grams: GramIndex, match: WordMatch) -> Shares:
    shares: Shares = LETTERS * grams.alike(match.word)
    for word, alike in match.found:
        shares[word] = max(shares[word], alike**2)
    return shares


def _part(grams: GramIndex, postings: Postings, nothing: Part, match: WordMatch) -> Part:
    """What a word adds to each phrasing; where nothing is like it `nothing`, one for all such words."""
    shares = _shares(grams, match)
    ids = np.flatnonzero(shares > _CHANCE)
    return postings.sums(ids, match.idf * shares[ids]).astype(np.float32) if len(ids) else nothing


def _length(matches: Sequence[WordMatch]) -> float:
    return math.sqrt(max(sum([match.idf**2 for match in matches]), 1e-12))


def build_lexical(
    texts: Sequence[str], weight: float = 1.0, sketch: int = SKETCH
) -> tuple[LexicalIndex, NDArray[np.float32]]:
    """Index normalised phrasings; returns their sketches of `sketch` numbers too, see `_sketches`."""
    index, postings = build_words([words(text) for text in texts])
    grams = build_grams(index.vocabulary)
    return LexicalIndex(index, grams, postings, weight), _sketches(index, grams, sketch)


def _sketches(index: WordIndex, grams: GramIndex, size: int) -> NDArray[np.float32]:
    """Every phrasing folded with signs into `size` numbers, of length 1; shape (phrasings, size).

    After Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning". Inner products of
    sketches are near the likeness of the phrasings, which is enough to compare them with each other.
    """
    folded = np.zeros((len(index.vocabulary), size), np.float32)
    having = np.repeat(np.arange(len(grams.ids)), np.diff(grams.postings.start))
    _fold(folded, grams.postings.rows, _codes(grams.ids)[having], LETTERS**0.5 * grams.postings.weights)
    # A word is itself beside its letters.
    itself = np.full(len(folded), (1 - LETTERS) ** 0.5, np.float32)
    _fold(folded, np.arange(len(folded)), _codes([f"={word}" for word in index.vocabulary]), itself)
    folded *= index.idf[:, None]
    ids = np.fromiter(chain.from_iterable(index.words_of), np.intp)
    return normalised_rows(sums_of_rows(folded, ids, list(map(len, index.words_of))))


def _sketch(index: WordIndex, grams: GramIndex, match: WordMatch) -> Part:
    """A question word, folded: of what it was taken for, else of its letters alone."""
    word, alike = match.word, 1.0
    if match.found:
        likest, alike = match.found[-1]
        word = index.vocabulary[likest]
    folded = np.zeros((1, SKETCH), np.float32)
    known, weights = grams.weighted(word)
    nothing = np.zeros(len(known), np.intp)
    _fold(folded, nothing, _codes(known), (LETTERS**0.5 * weights).astype(np.float32))
    if match.found:
        _fold(folded, nothing[:1], _codes([f"={word}"]), np.full(1, (1 - LETTERS) ** 0.5, np.float32))
    folded *= match.idf * alike**2
    sketch: Part = folded[0]
    return sketch


def _codes(features: Iterable[str]) -> NDArray[np.intp]:
    return np.array([crc32(feature.encode("utf-8", "replace")) for feature in features], np.intp)


def _fold(
    into: NDArray[np.float32], rows: NDArray[Any], codes: NDArray[np.intp], weights: NDArray[np.float32]
) -> None:
    size = into.shape[1]
    np.add.at(into, (rows, codes & (size - 1)), np.where(codes & size, weights, -weights))
