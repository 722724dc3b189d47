"""Character n-grams with TF-IDF weights: what catches inflection, joined words and most typos.

Phrasings are vectors over n-grams of 4 characters (word borders count as characters), weighted by smoothed
inverse document frequency, of length 1. Those of 3 characters beside them change no figure. Everything is
computed with numpy on the whole corpus at once: the text of all phrasings is one array of characters, and a
rolling hash over it gives all n-grams of all phrasings without a loop in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIZE = 4
SKETCH = 512
BYTE_UNIT = 127
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # Knuth's multiplicative hashing, 2**64 / golden ratio
# An n-gram's hash and a row share 63 bits: two n-grams of a million meet once in a hundred thousand corpora,
# and there is room for 134 million phrasings.
_HASH_BITS, _ROW_BITS = 36, 27
_SHIFT = np.uint64(64 - _HASH_BITS)
_ROW = (1 << _ROW_BITS) - 1
# Beyond this many phrasings an n-gram says nothing any more and only costs time.
_TOO_COMMON = 2_000
_END = 0x0A

Hashes = NDArray[np.int64]
Sums = NDArray[Any]


@dataclass(frozen=True)
class GramIndex:
    """Postings: n-gram -> phrasings that have it.

    `hashes`, ascending, are the n-grams; those of `hashes[i]` are `start[i]` to `start[i + 1]` in `rows` and
    `weights`. `count`: how many phrasings there are.
    """

    hashes: Hashes
    idf: NDArray[np.float32]
    unknown_idf: float
    start: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    count: int

    def similarities(self, text: str) -> Sums:
        """Cosine of a normalised text to every phrasing; shape (phrasings,)."""
        asked = _different(_hashes_of(text))
        at = self.hashes.searchsorted(asked)
        known = at[self.hashes[at] == asked]
        idf = self.idf[known]
        square = float(idf @ idf) + (len(asked) - len(known)) * self.unknown_idf**2
        starts = self.start[known]
        counts = self.start[known + 1] - starts
        found = _ranges(starts, counts)
        products = np.repeat(idf / max(square, 1e-12) ** 0.5, counts) * self.weights[found]
        return np.bincount(self.rows[found], products, self.count)

    def sketches(self, batch: int = 512) -> NDArray[np.int8]:
        """Every phrasing's n-grams folded with signs into few numbers, in units of 1/127; (phrasings, 512).

        After Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning". Inner products of
        sketches are cosines to within a few hundredths, which is enough to compare phrasings with each other.
        """
        sketches = np.zeros((self.count, SKETCH), np.int8)
        order = np.argsort(self.rows)
        rows = self.rows[order].astype(np.int64)
        hashes = np.repeat(self.hashes[:-1], np.diff(self.start))[order]
        signed = np.where(hashes & SKETCH, self.weights[order], -self.weights[order])
        cells = rows * SKETCH + (hashes & (SKETCH - 1))
        for first in range(0, self.count, batch):
            count = min(batch, self.count - first)
            begin, end = np.searchsorted(rows, (first, first + count))
            sums = np.bincount(cells[begin:end] - first * SKETCH, signed[begin:end], count * SKETCH)
            sketches[first : first + count] = in_bytes(sums).reshape(count, SKETCH)
        return sketches


def in_bytes(values: NDArray[Any]) -> NDArray[np.int8]:
    """Numbers from -1 to 1 in units of 1/127."""
    rounded: NDArray[np.int8] = np.clip(np.rint(values * BYTE_UNIT), -BYTE_UNIT, BYTE_UNIT).astype(np.int8)
    return rounded


def build_grams(texts: Sequence[str]) -> GramIndex:
    """Index normalised phrasings."""
    n = len(texts)
    cells = _different(_cells(texts))
    rows, hashed = cells & _ROW, cells >> _ROW_BITS
    begins = np.flatnonzero(np.diff(hashed, prepend=-1))
    hashes, frequency = hashed[begins], np.diff(begins, append=len(cells))
    idf = (np.log((1 + n) / (1 + frequency)) + 1).astype(np.float32)
    idf[frequency > _TOO_COMMON] = 0
    grams = np.repeat(np.arange(len(hashes)), frequency)
    kept = idf[grams] > 0
    rows, grams = rows[kept], grams[kept]
    weights = idf[grams]
    lengths = np.sqrt(np.bincount(rows, weights * weights, n)).astype(np.float32)
    weights /= lengths[rows]
    return GramIndex(
        # One more than all hashes stands at the end, so that what is sought beyond them is found to differ.
        hashes=np.append(hashes, np.int64(1) << _HASH_BITS),
        idf=idf,
        unknown_idf=float(np.log(1 + n) + 1),
        start=np.concatenate(([0], np.cumsum(np.where(idf > 0, frequency, 0)))),
        rows=rows.astype(np.int32),
        weights=weights,
        count=n,
    )


def _hashes_of(text: str) -> Hashes:
    """The hash of every n-gram of one text."""
    return _rolling(_characters(f" {text} "))


def _cells(texts: Sequence[str]) -> NDArray[np.int64]:
    """hash << 27 | row of every n-gram of every text."""
    characters = _characters("\n".join(f" {text} " for text in texts))
    hashed = _rolling(characters)
    row_of = np.cumsum(characters == _END)
    # An n-gram lies within one text when it begins and ends in the same row, not on the line end.
    begins, ends = row_of[: len(hashed)], row_of[SIZE - 1 :]
    inside = np.flatnonzero((begins == ends) & (characters[: len(hashed)] != _END))
    cells: NDArray[np.int64] = hashed[inside] << _ROW_BITS | begins[inside]
    return cells


def _characters(text: str) -> NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)


def _rolling(characters: NDArray[np.uint64]) -> Hashes:
    """The hash of the n-gram that begins at each character."""
    count = max(0, len(characters) - SIZE + 1)
    hashed = characters[:count]
    for place in range(1, SIZE):
        hashed = hashed * _MULTIPLIER + characters[place : place + count]
    hashes: Hashes = (hashed * _MULTIPLIER >> _SHIFT).view(np.int64)
    return hashes


def _different(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The different ones, ascending: np.unique, at a third of its time for the few n-grams of a question."""
    ordered = np.sort(values)
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new]


def _ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Concatenated ranges start .. start + count."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    ranges = np.arange(total)
    ranges += np.repeat(starts - (ends - counts), counts)
    return ranges
