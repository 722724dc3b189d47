"""Character n-grams with TF-IDF weights: what catches inflection, joined words and most typos.

Phrasings are vectors over hashed n-grams of 3 to 5 characters (word borders count as characters), weighted
by 1 + log(count) and smoothed inverse document frequency, of length 1. Everything is computed with numpy on
the whole corpus at once: the text of all phrasings is one array of characters, and a rolling hash over it
gives all n-grams of all phrasings without a loop in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIZES = (3, 4, 5)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # Knuth's multiplicative hashing, 2**64 / golden ratio
_SKETCH = 1024
# Beyond this many phrasings an n-gram says nothing any more and only costs time.
_TOO_COMMON = 2_000
_END = 0x0A


@dataclass(frozen=True)
class GramIndex:
    """Postings both ways. `by_gram`: bucket -> (phrasing, weight); `by_row`: phrasing -> (bucket, weight)."""

    size: int
    bits: int
    idf: NDArray[np.float32]
    gram_start: NDArray[np.int64]
    gram_rows: NDArray[np.int32]
    gram_weights: NDArray[np.float32]
    row_start: NDArray[np.int64]
    row_buckets: NDArray[np.int32]
    row_weights: NDArray[np.float32]

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Cosine of a normalised text to every phrasing; shape (phrasings,)."""
        buckets, counts = np.unique(_hashed([text], self.bits)[1], return_counts=True)
        weights = (1 + np.log(counts, dtype=np.float32)) * self.idf[buckets]
        length = float(np.sqrt(weights @ weights))
        starts, ends = self.gram_start[buckets], self.gram_start[buckets + 1]
        found = _ranges(starts, ends - starts)
        products = np.repeat(weights, ends - starts) * self.gram_weights[found]
        sums = np.bincount(self.gram_rows[found], weights=products, minlength=self.size)
        return (sums / max(length, 1e-12)).astype(np.float32)

    def pairwise(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Cosines among a few phrasings; shape (rows, rows).

        Buckets are folded into a signed sketch of 1,024 dimensions (Weinberger et al. 2009), which keeps
        inner products to within a few hundredths: dense multiplication is what numpy does fastest.
        """
        counts = self.row_start[rows + 1] - self.row_start[rows]
        found = _ranges(self.row_start[rows], counts)
        buckets = self.row_buckets[found]
        sign = 1 - 2 * ((buckets >> 3) & 1)
        cells = np.repeat(np.arange(len(rows)) * _SKETCH, counts) + (buckets * 40503 >> 4) % _SKETCH
        weights = self.row_weights[found] * sign
        flat = np.bincount(cells, weights=weights, minlength=len(rows) * _SKETCH)
        sketch = flat.astype(np.float32).reshape(len(rows), _SKETCH)
        product: NDArray[np.float32] = sketch @ sketch.T
        return product


def build_grams(texts: Sequence[str]) -> GramIndex:
    """Index normalised phrasings."""
    n = len(texts)
    # Sparse enough that two n-grams seldom share a bucket, small enough for a small corpus to stay small.
    bits = int(np.clip(np.ceil(np.log2(1 + sum(map(len, texts)))), 12, 19))
    rows, buckets = _hashed(texts, bits)
    cells, counts = np.unique(rows * (1 << bits) + buckets, return_counts=True)
    rows, buckets = cells >> bits, cells & ((1 << bits) - 1)
    document_frequency = np.bincount(buckets, minlength=1 << bits)
    idf = (np.log((1 + n) / (1 + document_frequency)) + 1).astype(np.float32)
    idf[document_frequency > _TOO_COMMON] = 0
    kept = idf[buckets] > 0
    rows, buckets, counts = rows[kept], buckets[kept], counts[kept]
    weights = (1 + np.log(counts.astype(np.float32))) * idf[buckets]
    lengths = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=n)).astype(np.float32)
    weights /= lengths[rows]
    order = np.argsort(buckets, kind="stable")
    return GramIndex(
        size=n,
        bits=bits,
        idf=idf,
        gram_start=_starts(np.bincount(buckets, minlength=1 << bits)),
        gram_rows=rows[order].astype(np.int32),
        gram_weights=weights[order],
        row_start=_starts(np.bincount(rows, minlength=n)),
        row_buckets=buckets.astype(np.int32),
        row_weights=weights,
    )


def _hashed(texts: Sequence[str], bits: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(row, bucket) of every n-gram of every text, in the order of the texts."""
    joined = "\n".join(f" {text} " for text in texts) + "\n"
    characters = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    ends = characters == _END
    inside = np.cumsum(ends)
    row_of = inside - ends
    rows, hashes = [], []
    hashed = characters + np.uint64(1)
    for size in range(2, SIZES[-1] + 1):
        last = size - 1
        if len(characters) <= last:
            break
        hashed = hashed[:-1] * _MULTIPLIER + characters[last:]
        if size in SIZES:
            whole = np.flatnonzero(inside[last:] == row_of[: len(inside) - last])
            rows.append(row_of[whole])
            hashes.append(hashed[whole] * _MULTIPLIER >> np.uint64(64 - bits))
    all_rows = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    all_hashes = np.concatenate(hashes) if hashes else np.zeros(0, np.uint64)
    return all_rows, all_hashes.astype(np.int64)


def _starts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(counts)))


def _ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Concatenated ranges start .. start + count."""
    total = int(counts.sum())
    offsets = np.repeat(starts - (np.cumsum(counts) - counts), counts)
    return offsets + np.arange(total)
