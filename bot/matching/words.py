"""Soft TF-IDF: words weighted by rarity, where a word that is not known meets the known ones it resembles.

After Cohen, Ravikumar and Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks"
(2003). A question word that some phrasing has is taken as it is. One that none has is compared with the
whole vocabulary by rapidfuzz: "usge" is "usage" at 0.89, and counts for the square of that. Numbers and words
of one or two letters are never taken for others: plan 2 is not plan 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

ALIKE = 80
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
    """Postings of the vocabulary, both ways: word id -> phrasings, and phrasing -> word ids."""

    vocabulary: tuple[str, ...]
    id_of: Mapping[str, int]
    idf: NDArray[np.float32]
    unknown_idf: float
    lengths: NDArray[np.float32]
    start: NDArray[np.int64]
    rows: NDArray[np.int32]
    row_start: NDArray[np.int64]
    row_words: NDArray[np.int32]

    def match(self, words: Sequence[str]) -> tuple[WordMatch, ...]:
        """Each different question word with the vocabulary words that it may stand for."""
        different = list(dict.fromkeys(words))
        fuzzy = [word for word in different if word not in self.id_of and _may_be_misspelt(word)]
        alike: dict[str, tuple[tuple[int, float], ...]] = {}
        if fuzzy and self.vocabulary:
            scores = process.cdist(
                fuzzy, self.vocabulary, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.float32
            )
            for word, row in zip(fuzzy, scores, strict=True):
                ids = [int(i) for i in np.flatnonzero(row) if _may_be_misspelt(self.vocabulary[i])]
                ids.sort(key=lambda i: (row[i], self.vocabulary[i]))
                alike[word] = tuple((i, float(row[i]) / 100) for i in ids[-8:])
        return tuple(self._matched(word, alike.get(word, ())) for word in different)

    def _matched(self, word: str, alike: tuple[tuple[int, float], ...]) -> WordMatch:
        if (known := self.id_of.get(word)) is not None:
            return WordMatch(word, float(self.idf[known]), ((known, 1.0),))
        idf = float(self.idf[alike[-1][0]]) if alike else self.unknown_idf
        return WordMatch(word, idf, alike)

    def similarities(self, matches: Sequence[WordMatch]) -> NDArray[np.float32]:
        """Soft TF-IDF cosine of the question to every phrasing; shape (phrasings,)."""
        sums = np.zeros(len(self.lengths), np.float32)
        square = 0.0
        for match in matches:
            square += match.idf**2
            if len(match.found) == 1:
                word, similarity = match.found[0]
                sums[self.rows_with(word)] += match.idf * self.idf[word] * similarity**2
            elif match.found:
                best = np.zeros_like(sums)
                for word, similarity in match.found:
                    best[self.rows_with(word)] = self.idf[word] * similarity**2
                sums += match.idf * best
        cosines: NDArray[np.float32] = sums / (self.lengths * max(square, 1e-12) ** 0.5)
        return cosines

    def found(self, matches: Sequence[WordMatch], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """How well a few phrasings have each question word, 0 to 1; shape (rows, matches).

        A vocabulary word that two question words may stand for counts for the later one.
        """
        found = np.zeros((len(rows), len(matches)), np.float32)
        counts = self.row_start[rows + 1] - self.row_start[rows]
        ends = np.cumsum(counts)
        at = np.repeat(self.row_start[rows] - (ends - counts), counts) + np.arange(counts.sum())
        column_of = np.full(len(self.vocabulary), -1, np.int16)
        alike = np.zeros(len(self.vocabulary), np.float32)
        for column, match in enumerate(matches):
            for word, similarity in match.found:
                column_of[word], alike[word] = column, similarity
        having = self.row_words[at]
        columns = column_of[having]
        met = columns >= 0
        np.maximum.at(found, (np.repeat(np.arange(len(rows)), counts)[met], columns[met]), alike[having[met]])
        return found

    def rows_with(self, word: int) -> NDArray[np.int32]:
        """Rows of the phrasings that have the word, ascending."""
        return self.rows[self.start[word] : self.start[word + 1]]


def build_words(phrasings: Sequence[Sequence[str]]) -> WordIndex:
    """Index phrasings that have been cut into words."""
    n = len(phrasings)
    different = [dict.fromkeys(words) for words in phrasings]
    vocabulary = tuple(sorted({word for words in different for word in words}))
    id_of = {word: i for i, word in enumerate(vocabulary)}
    counts = np.fromiter(map(len, different), np.intp, n)
    ids = np.fromiter((id_of[word] for words in different for word in words), np.intp, int(counts.sum()))
    rows = np.repeat(np.arange(n, dtype=np.int32), counts)
    frequency = np.bincount(ids, minlength=len(vocabulary))
    idf = np.maximum(np.log((n + 1) / (frequency + 0.5)), _LEAST_IDF).astype(np.float32)
    lengths = np.sqrt(np.bincount(rows, weights=idf[ids] ** 2, minlength=n)).astype(np.float32)
    return WordIndex(
        vocabulary=vocabulary,
        id_of=id_of,
        idf=idf,
        unknown_idf=float(np.log((n + 1) / 0.5)),
        lengths=np.maximum(lengths, np.float32(1e-6)),
        start=np.concatenate(([0], np.cumsum(frequency))),
        rows=rows[np.argsort(ids, kind="stable")],
        row_start=np.concatenate(([0], np.cumsum(counts))),
        row_words=ids.astype(np.int32),
    )


def _may_be_misspelt(word: str) -> bool:
    return len(word) > 2 and not any(c.isdigit() for c in word)
