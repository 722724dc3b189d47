"""Soft TF-IDF: words weighted by rarity, where a word that is not known meets the known ones it resembles.

After Cohen, Ravikumar and Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks"
(2003). A question word that some phrasing has is taken as it is. One that none has is compared with the
whole vocabulary by rapidfuzz: "usge" is "usage" at 0.89, and counts for the square of that. Numbers and words
of one or two letters are never taken for others: plan 2 is not plan 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Hamming

ALIKE = 80
_MOST_ALIKE = 8
_EXCHANGED = 92.0
_LEAST_IDF = 0.1


@dataclass(frozen=True, slots=True)
class WordMatch:
    """What a question word was taken for. `similarity` 0 to 1; `idf` is its rarity, in nats.

    `found`: (word id, similarity) of the vocabulary words that it may stand for, least alike first; empty
    where the corpus knows no such word, which makes the word as rare as can be.
    """

    word: str
    idf: float
    found: tuple[tuple[int, float], ...]

    @property
    def similarity(self) -> float:
        """How alike the best of them is."""
        return self.found[-1][1] if self.found else 0.0


@dataclass(frozen=True)
class WordIndex:
    """Postings of the vocabulary, both ways: word id -> phrasings, and phrasing -> word ids.

    `guessable`: ids of the words that a misspelt one may stand for; of each, `letters`, which it has, a bit
    each, and `sizes`, how many characters.
    """

    vocabulary: tuple[str, ...]
    id_of: Mapping[str, int]
    guessable: NDArray[np.intp]
    letters: NDArray[np.uint64]
    sizes: NDArray[np.int64]
    idf: NDArray[np.float32]
    unknown_idf: float
    lengths: NDArray[np.float32]
    start: NDArray[np.int64]
    rows: NDArray[np.int32]
    words_of: tuple[tuple[int, ...], ...]

    def match(self, words: Sequence[str]) -> tuple[WordMatch, ...]:
        """Each different question word with the vocabulary words that it may stand for."""
        return tuple([self._matched(word) for word in dict.fromkeys(words)])

    def _matched(self, word: str) -> WordMatch:
        if (known := self.id_of.get(word)) is not None:
            return WordMatch(word, float(self.idf[known]), ((known, 1.0),))
        alike = self._alike(word) if _may_be_misspelt(word) else ()
        return WordMatch(word, float(self.idf[alike[-1][0]]) if alike else self.unknown_idf, alike)

    def _alike(self, word: str) -> tuple[tuple[int, float], ...]:
        # A letter that only one of two words has is one edit at least, and of all characters no more than a
        # fifth may be edits: most of the vocabulary is out before it is looked at letter by letter.
        most = (self.sizes + len(word)) * (100 - ALIKE) // 100
        near = self.guessable[np.bitwise_count(self.letters ^ _letters(word)) <= most].tolist()
        ratios = [(_likeness(word, self.vocabulary[i]), i) for i in near]
        best = sorted([(ratio, self.vocabulary[i], i) for ratio, i in ratios if ratio])[-_MOST_ALIKE:]
        return tuple([(i, ratio / 100) for ratio, _, i in best])

    def similarities(self, matches: Sequence[WordMatch]) -> NDArray[np.float64]:
        """Soft TF-IDF cosine of the question to every phrasing; shape (phrasings,)."""
        square = max(sum(match.idf**2 for match in matches), 1e-12)
        sure = [(self.rows_with(m.found[0][0]), self._product(m, 0)) for m in matches if len(m.found) == 1]
        counts = [len(rows) for rows, _ in sure]
        together = np.concatenate([rows for rows, _ in sure] or [self.rows[:0]])
        sums = np.bincount(together, np.repeat([part for _, part in sure], counts), len(self.lengths))
        for match in matches:
            if len(match.found) > 1:
                best = np.zeros_like(sums)
                for place, (word, _) in enumerate(match.found):
                    best[self.rows_with(word)] = self._product(match, place)
                sums = sums + best
        cosines: NDArray[np.float64] = sums / (self.lengths * square**0.5)
        return cosines

    def _product(self, match: WordMatch, place: int) -> float:
        word, similarity = match.found[place]
        return match.idf * float(self.idf[word]) * similarity**2

    def rows_with(self, word: int) -> NDArray[np.int32]:
        """Rows of the phrasings that have the word, ascending."""
        return self.rows[self.start[word] : self.start[word + 1]]


def build_words(phrasings: Sequence[Sequence[str]]) -> WordIndex:
    """Index phrasings that have been cut into words."""
    n = len(phrasings)
    different = [dict.fromkeys(words) for words in phrasings]
    vocabulary = tuple(sorted(set().union(*different)))
    id_of = {word: i for i, word in enumerate(vocabulary)}
    words_of = tuple([tuple([id_of[word] for word in words]) for words in different])
    ids = np.fromiter(chain.from_iterable(words_of), np.intp)
    rows = np.repeat(np.arange(n, dtype=np.int32), [len(words) for words in words_of])
    frequency = np.bincount(ids, minlength=len(vocabulary))
    idf = np.maximum(np.log((n + 1) / (frequency + 0.5)), _LEAST_IDF).astype(np.float32)
    guessable = [word for word in vocabulary if _may_be_misspelt(word)]
    lengths = np.sqrt(np.bincount(rows, weights=idf[ids] ** 2, minlength=n)).astype(np.float32)
    return WordIndex(
        vocabulary=vocabulary,
        id_of=id_of,
        idf=idf,
        unknown_idf=float(np.log((n + 1) / 0.5)),
        guessable=np.array([id_of[word] for word in guessable], np.intp),
        letters=np.array([_letters(word) for word in guessable], np.uint64),
        sizes=np.array([len(word) for word in guessable], np.int64),
        lengths=np.maximum(lengths, np.float32(1e-6)),
        start=np.concatenate(([0], np.cumsum(frequency))),
        rows=rows[np.argsort(ids, kind="stable")],
        words_of=words_of,
    )


def _likeness(word: str, known: str) -> float:
    """0 to 100, and 0 below ALIKE. Two neighbours exchanged ("paln") are one slip, not two edits."""
    ratio = fuzz.ratio(word, known, score_cutoff=ALIKE)
    if len(word) == len(known) > 3 and OSA.distance(word, known) == 1 and Hamming.distance(word, known) == 2:
        return max(ratio, _EXCHANGED)
    return ratio


def _letters(word: str) -> int:
    bits = 0
    for code in map(ord, word):
        bits |= 1 << (code & 63)
    return bits


def _may_be_misspelt(word: str) -> bool:
    return len(word) > 2 and (word.isalpha() or not any(c.isdigit() for c in word))
