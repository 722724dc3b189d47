"""Soft TF-IDF: how alike a question and every phrasing are word by word, where words need not be the same.

After Cohen, Ravikumar and Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks" (2003).
A question word counts for a phrasing by its rarity and that of the phrasing's words, as far as they are
alike: wholly where they are the same, by what it was taken for where it is misspelt, else by the letters
they share. So what a question is like is the sum over its words, and what a word adds is remembered: people
use the same words again and again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.matching.embed import normalised_rows, sums_of_rows
from bot.matching.grams import GramIndex, build_grams
from bot.matching.normalise import words
from bot.matching.postings import Postings
from bot.matching.words import NO_WORDS, WordIndex, WordMatch, build_words

# How much the letters tell of two words that are not the same; less than this share is chance.
LETTERS = 0.6
_CHANCE = 0.02
# What words add is remembered, in about so many bytes: most add to an eighth of the phrasings or less, in
# eight bytes each, which is a byte a phrasing.
REMEMBERED = 4_500_000
_MATCHES = 4_096
SKETCH = 256  # a power of two

Shares = NDArray[np.float64]
Folded = NDArray[np.float32]


class Adding(NamedTuple):
    """What a question word adds to the likeness of which phrasings: their rows, and how much."""

    rows: NDArray[np.int32]
    much: NDArray[np.float32]


class LexicalIndex:
    """`weight`: what the likeness of two texts that are the same comes to; `folded`: see `_folded_words`;
    `remembered`: bytes, about, for what words add.
    """

    def __init__(
        self,
        words: WordIndex,
        grams: GramIndex,
        postings: Postings,
        weight: float,
        folded: Folded,
        remembered: int,
    ) -> None:
        """See `build_lexical`."""
        self.words = words
        # As halves: sketches are rough as they are.
        self._folded = folded.astype(np.float16)
        self._grams = grams
        self._postings = postings
        self._weight = weight
        # Neither refers to this index: it goes at once when another takes its place, with what is remembered.
        self._match = lru_cache(_MATCHES)(words.match)
        adding = partial(_adding, grams, postings)
        self._adding = lru_cache(remembered // max(1, postings.count) + 1)(adding)

    def match(self, words: Sequence[str]) -> tuple[WordMatch, ...]:
        """What the words of a question are taken for, each once."""
        return tuple(map(self._match, dict.fromkeys(words)))

    def similarities(self, matches: Sequence[WordMatch]) -> NDArray[np.float32]:
        """How alike a question of these words and each phrasing are; shape (phrasings,)."""
        if not matches:
            return np.zeros(self._postings.count, np.float32)
        adding = [self._adding(match) for match in matches]
        rows = np.concatenate([one.rows for one in adding], dtype=np.intp)
        much = np.concatenate([one.much for one in adding], dtype=np.float64)
        much *= self._weight / _length(matches)
        return np.bincount(rows, much, self._postings.count).astype(np.float32)

    def parts(self, matches: Sequence[WordMatch], row: int) -> list[float]:
        """What each of the words adds to the likeness of one phrasing."""
        adding = [self._adding(match) for match in matches]
        share = self._weight / _length(matches)
        return [share * float(one.much[one.rows == row].sum()) for one in adding]

    def sketch(self, matches: Sequence[WordMatch]) -> Folded:
        """A question of these words folded as the phrasings are, see `_sketches`; shape (SKETCH,).

        Words that were taken for nothing count in its length alone.
        """
        meant = [match.found[-1] for match in matches if match.found]
        counting = np.array([alike**2 for _, alike in meant], np.float32)
        sketch: Folded = counting @ self._folded.take([word for word, _ in meant], axis=0).astype(np.float32)
        sketch /= _length(matches)
        return sketch

    def shares(self, match: WordMatch) -> Shares:
        """How far each word of the vocabulary counts for a question word, 0 to 1."""
        return _shares(self._grams, match)


def _shares(grams: GramIndex, match: WordMatch) -> Shares:
    shares: Shares = LETTERS * grams.alike(match.word)
    for word, alike in match.found:
        shares[word] = max(shares[word], alike**2)
    return shares


def _adding(grams: GramIndex, postings: Postings, match: WordMatch) -> Adding:
    shares = _shares(grams, match)
    ids = np.flatnonzero(shares > _CHANCE)
    sums = postings.sums(ids, match.idf * shares[ids])
    rows = np.flatnonzero(sums)
    return Adding(rows.astype(np.int32), sums[rows].astype(np.float32))


def _length(matches: Sequence[WordMatch]) -> float:
    return math.sqrt(max(sum([match.idf**2 for match in matches]), 1e-12))


def build_lexical(
    texts: Sequence[str],
    weight: float = 1.0,
    sketch: int = SKETCH,
    is_word: Callable[[str], bool] = NO_WORDS.__contains__,
    remembered: int = REMEMBERED,
    slips_only: bool = False,
) -> tuple[LexicalIndex, NDArray[np.float32]]:
    """Index normalised phrasings; returns their sketches of `sketch` numbers too, see `_sketches`.

    `is_word`, `slips_only`: see `WordIndex`; `remembered`: see `LexicalIndex`.
    """
    index, postings = build_words([words(text) for text in texts], is_word, slips_only=slips_only)
    grams = build_grams(index.vocabulary)
    folded = _folded_words(index, grams, sketch)
    return LexicalIndex(index, grams, postings, weight, folded, remembered), _sketches(index, folded)


def _folded_words(index: WordIndex, grams: GramIndex, size: int) -> Folded:
    """Every word of the vocabulary folded with signs into `size` numbers; its length is its rarity.

    After Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning".
    """
    folded = np.zeros((len(index.vocabulary), size), np.float32)
    having = np.repeat(np.arange(len(grams.ids)), np.diff(grams.postings.start))
    _fold(folded, grams.postings.rows, _codes(grams.ids)[having], LETTERS**0.5 * grams.postings.weights)
    # A word is itself beside its letters.
    itself = np.full(len(folded), (1 - LETTERS) ** 0.5, np.float32)
    _fold(folded, np.arange(len(folded)), _codes([f"={word}" for word in index.vocabulary]), itself)
    folded *= index.idf[:, None]
    return folded


def _sketches(index: WordIndex, folded: Folded) -> Folded:
    """Every phrasing as the sum of its words, made of length 1; shape (phrasings, size of a folded word).

    Inner products of sketches are near the likeness of the phrasings, which is enough to compare them with
    each other.
    """
    ids = np.fromiter(chain.from_iterable(index.words_of), np.intp)
    return normalised_rows(sums_of_rows(folded, ids, list(map(len, index.words_of))))


def _codes(features: Iterable[str]) -> NDArray[np.intp]:
    return np.array([crc32(feature.encode("utf-8", "replace")) for feature in features], np.intp)


def _fold(
    into: NDArray[np.float32], rows: NDArray[Any], codes: NDArray[np.intp], weights: NDArray[np.float32]
) -> None:
    size = into.shape[1]
    np.add.at(into, (rows, codes & (size - 1)), np.where(codes & size, weights, -weights))
