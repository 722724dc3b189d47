"""Character n-grams weighted by rarity: what catches inflection, joined words and most typos.

Phrasings are vectors over n-grams of 4 characters (word borders count as characters), weighted by smoothed
inverse document frequency, of length 1. Those of 3 characters beside them change no figure. Everything is
computed with numpy on the whole corpus at once: the text of all phrasings is one array of characters, and
one product with a window that slides over it hashes all n-grams of all phrasings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.postings import Features, Postings

SIZE = 4
SKETCH = 256  # a power of two
# Multilinear hashing (Carter and Wegman 1979): odd numbers of 64 bits without a pattern, one for each place.
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)
# An n-gram's hash and a row share 63 bits: of a million n-grams a handful of pairs are taken for one, and
# there is room for 134 million phrasings.
_HASH_BITS, _ROW_BITS = 36, 27
_SHIFT = np.uint64(64 - _HASH_BITS)
_ROW = (1 << _ROW_BITS) - 1
# Beyond this many phrasings an n-gram says nothing any more and only costs time.
_TOO_COMMON = 2_000
_END = 0x0A

Hashes = NDArray[np.int64]


@dataclass(frozen=True)
class GramIndex:
    """The n-grams, by their hashes, ascending; `idf`: their rarity, 0 for those too common to count."""

    hashes: Hashes
    idf: NDArray[np.float32]
    unknown_idf: float

    def asked(self, text: str) -> Features:
        """The known n-grams of a normalised text, each with its part of the text's vector of length 1."""
        hashed = np.sort(_hashes(_characters(f" {text} ")))
        at = self.hashes.searchsorted(hashed)
        new = _new(hashed)
        known = at[(self.hashes[at] == hashed) & new]
        idf = self.idf[known]
        unknown = np.count_nonzero(new) - len(known)
        square = float(idf @ idf) + unknown * self.unknown_idf**2
        return known, idf / max(square, 1e-12) ** 0.5


def build_grams(
    texts: Sequence[str], sketch: int = SKETCH
) -> tuple[GramIndex, Postings, NDArray[np.float32]]:
    """Index normalised phrasings; returns their sketches of `sketch` numbers too, see `_sketches`."""
    n = len(texts)
    cells = np.sort(_cells(texts))
    cells = cells[_new(cells)]
    rows, hashed = cells & _ROW, cells >> _ROW_BITS
    begins = np.flatnonzero(_new(hashed))
    hashes, frequency = hashed[begins], np.diff(begins, append=len(cells))
    idf = (np.log((1 + n) / (1 + frequency)) + 1).astype(np.float32)
    idf[frequency > _TOO_COMMON] = 0
    weights = idf.repeat(frequency)
    kept = weights > 0
    rows, weights = rows[kept], weights[kept]
    weights /= np.sqrt(np.bincount(rows, weights * weights, n)).astype(np.float32)[rows]
    postings = Postings(
        start=np.concatenate(([0], np.cumsum(np.where(idf > 0, frequency, 0)))),
        rows=rows.astype(np.int32),
        weights=weights,
        count=n,
    )
    # One more than all hashes stands at the end, so that what is sought beyond them is found to differ.
    index = GramIndex(np.append(hashes, np.int64(1) << _HASH_BITS), idf, float(np.log(1 + n) + 1))
    return index, postings, _sketches(hashed[kept], postings, sketch)


def _sketches(hashed: Hashes, postings: Postings, size: int, batch: int = 512) -> NDArray[np.float32]:
    """Every phrasing's n-grams folded with signs into `size` numbers; shape (phrasings, size).

    After Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning". Inner products of
    sketches are near the cosines - nine in ten to within a tenth - which is enough to compare phrasings.
    """
    sketches = np.zeros((postings.count, size), np.float32)
    order = np.argsort(postings.rows)
    rows, hashes = postings.rows[order].astype(np.int64), hashed[order]
    signed = np.where(hashes & size, postings.weights[order], -postings.weights[order])
    cells = rows * size + (hashes & (size - 1))
    for first in range(0, postings.count, batch):
        count = min(batch, postings.count - first)
        begin, end = np.searchsorted(rows, (first, first + count))
        sums = np.bincount(cells[begin:end] - first * size, signed[begin:end], count * size)
        sketches[first : first + count] = sums.reshape(count, size)
    return sketches


def _cells(texts: Sequence[str]) -> NDArray[np.int64]:
    """hash << 27 | row of every n-gram of every text."""
    characters = _characters("\n".join([f" {text} " for text in texts]))
    hashed = _hashes(characters)
    row_of = np.cumsum(characters == _END)
    # An n-gram lies within one text when it begins and ends in the same row, not on the line end.
    begins, ends = row_of[: len(hashed)], row_of[SIZE - 1 :]
    inside = np.flatnonzero((begins == ends) & (characters[: len(hashed)] != _END))
    cells: NDArray[np.int64] = hashed[inside] << _ROW_BITS | begins[inside]
    return cells


def _characters(text: str) -> NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)


def _hashes(characters: NDArray[np.uint64]) -> Hashes:
    """The hash of the n-gram that begins at each character."""
    count = max(0, len(characters) - SIZE + 1)
    step = characters.itemsize
    windows = np.ndarray((count, SIZE), np.uint64, characters, 0, (step, step))
    hashes: Hashes = (windows @ _MULTIPLIERS >> _SHIFT).view(np.int64)
    return hashes


def _new(ascending: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of them differ from the one before."""
    new = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return new
