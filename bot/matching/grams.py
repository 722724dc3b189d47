"""Character n-grams with TF-IDF weights: what catches inflection, joined words and most typos.

Phrasings are vectors over hashed n-grams of 3 and 4 characters (word borders count as characters), weighted
by 1 + log(count) and smoothed inverse document frequency, of length 1. Everything is computed with numpy on
the whole corpus at once: the text of all phrasings is one array of characters, and a rolling hash over it
gives all n-grams of all phrasings without a loop in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIZES = (3, 4)
SKETCH = 512
_SKETCH_UNIT = 127
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # Knuth's multiplicative hashing, 2**64 / golden ratio
# Beyond this many phrasings an n-gram says nothing any more and only costs time.
_TOO_COMMON = 2_000
_END = 0x0A


@dataclass(frozen=True)
class GramIndex:
    """Postings: bucket of n-grams -> (phrasing, weight); and a dense sketch of every phrasing.

    `sketch`, shape (phrasings, 512), folds a phrasing's buckets with signs (Weinberger et al. 2009, "Feature
    Hashing for Large Scale Multitask Learning"), in units of 1/127. Inner products of sketches are those of
    the vectors to within a few hundredths, which is all that comparing candidates with each other needs.
    """

    bits: int
    idf: NDArray[np.float32]
    start: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    sketch: NDArray[np.int8]

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Cosine of a normalised text to every phrasing; shape (phrasings,)."""
        buckets, counts = np.unique(_buckets_of(text, self.bits), return_counts=True)
        weights = (1 + np.log(counts, dtype=np.float32)) * self.idf[buckets]
        length = max(float(weights @ weights) ** 0.5, 1e-12)
        starts = self.start[buckets]
        counts = self.start[buckets + 1] - starts
        found = _ranges(starts, counts)
        products = np.repeat(weights / length, counts) * self.weights[found]
        sums = np.bincount(self.rows[found], weights=products, minlength=len(self.sketch))
        return sums.astype(np.float32)

    def pairwise(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Cosines among a few phrasings, nearly; shape (rows, rows)."""
        sketch = self.sketch[rows].astype(np.float32)
        product: NDArray[np.float32] = sketch @ sketch.T
        return product / np.float32(_SKETCH_UNIT**2)


def build_grams(texts: Sequence[str]) -> GramIndex:
    """Index normalised phrasings."""
    n = len(texts)
    # Sparse enough that two n-grams seldom share a bucket, small enough for a small corpus to stay small.
    bits = int(np.clip(np.ceil(np.log2(1 + 8 * sum(map(len, texts)))), 15, 19))
    cells, counts = np.unique(_cells(texts, bits), return_counts=True)
    rows, buckets = cells >> bits, cells & ((1 << bits) - 1)
    frequency = np.bincount(buckets, minlength=1 << bits)
    idf = (np.log((1 + n) / (1 + frequency)) + 1).astype(np.float32)
    idf[frequency > _TOO_COMMON] = 0
    kept = idf[buckets] > 0
    rows, buckets, counts = rows[kept], buckets[kept], counts[kept]
    weights = (1 + np.log(counts, dtype=np.float32)) * idf[buckets]
    lengths = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=n)).astype(np.float32)
    weights /= lengths[rows]
    order = np.argsort(buckets, kind="stable")
    return GramIndex(
        bits=bits,
        idf=idf,
        start=np.concatenate(([0], np.cumsum(np.bincount(buckets, minlength=1 << bits)))),
        rows=rows[order].astype(np.int32),
        weights=weights[order],
        sketch=_sketched(n, rows, buckets, weights),
    )


def _sketched(
    n: int,
    rows: NDArray[np.int64],
    buckets: NDArray[np.int64],
    weights: NDArray[np.float32],
    batch: int = 4096,
) -> NDArray[np.int8]:
    """Fold each row's buckets into SKETCH signed sums."""
    sketch = np.zeros((n, SKETCH), np.int8)
    signed = np.where(buckets & 1, weights, -weights)
    columns = (buckets >> 1) * 40503 >> 7 & (SKETCH - 1)
    for first in range(0, n, batch):
        count = min(batch, n - first)
        begin, end = np.searchsorted(rows, (first, first + count))
        cells = (rows[begin:end] - first) * SKETCH + columns[begin:end]
        sums = np.bincount(cells, weights=signed[begin:end], minlength=count * SKETCH)
        units = np.clip(np.rint(sums * _SKETCH_UNIT), -127, 127)
        sketch[first : first + count] = units.reshape(count, SKETCH)
    return sketch


def _buckets_of(text: str, bits: int) -> NDArray[np.int64]:
    """The bucket of every n-gram of one text."""
    hashes = [hashed for _, hashed in _rolling(_characters(f" {text} "))]
    return (np.concatenate(hashes or [np.zeros(0, np.uint64)]) >> np.uint64(64 - bits)).astype(np.int64)


def _cells(texts: Sequence[str], bits: int) -> NDArray[np.int64]:
    """row << bits | bucket of every n-gram of every text."""
    characters = _characters("\n".join(f" {text} " for text in texts))
    row_of = np.cumsum(characters == _END)
    found = [np.zeros(0, np.int64)]
    for size, hashed in _rolling(characters):
        # An n-gram lies within one text when it begins and ends in the same row, not on the line end.
        begins, ends = row_of[: len(hashed)], row_of[size - 1 :]
        inside = np.flatnonzero((begins == ends) & (characters[: len(hashed)] != _END))
        buckets = (hashed[inside] >> np.uint64(64 - bits)).astype(np.int64)
        found.append(begins[inside] << bits | buckets)
    return np.concatenate(found)


def _characters(text: str) -> NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)


def _rolling(characters: NDArray[np.uint64]) -> Iterator[tuple[int, NDArray[np.uint64]]]:
    """(size, hash of the n-gram that begins at each character), for every size of SIZES."""
    hashed = characters + np.uint64(1)
    for size in range(2, min(SIZES[-1], len(characters)) + 1):
        hashed = hashed[:-1] * _MULTIPLIER + characters[size - 1 :]
        if size in SIZES:
            yield size, hashed * _MULTIPLIER


def _ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Concatenated ranges start .. start + count."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - counts), counts) + np.arange(total)
