"""How alike a question and every phrasing are in meaning: inner products of their sentence embeddings.

To a phrasing's own meaning comes that of what its FAQ says, the more the fewer phrasings it has. Of many
phrasings only a few dimensions are looked at first, and all of them for those that may be among the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.embed import Embedder, Vectors, normalised_rows

# Up to so many phrasings are compared by all dimensions.
FEW = 4_096

Rows = NDArray[np.intp]
Scores = NDArray[np.floating[Any]]


class Meant(NamedTuple):
    """What a question is like in meaning: `similarities` of all phrasings, shape (phrasings,), and its own
    `vectors`, one for each reading, shape (readings, dimensions).
    """

    similarities: Scores
    vectors: Vectors


class Meanings(NamedTuple):
    """`vectors`: of the phrasings; `weight`: how much they count; `owner_of`: whose each is; `about`: vectors
    of what owners say beside their phrasings, times how much that counts, None where nobody's does.
    """

    vectors: Vectors
    weight: float
    owner_of: Rows
    about: Vectors | None


class MeaningIndex:
    """What meaning adds to the likeness of a question and each phrasing.

    A question is given as its readings: as typed and, where words are misspelt, as mended. The likelier one
    counts. `exact`: whether `similarities` are what `similarities_of` tells of the same rows.
    """

    def __init__(self, meanings: Meanings, embedder: Embedder) -> None:
        """Index phrasings that have been embedded."""
        self._meanings = meanings
        self._embedder = embedder
        self.exact = embedder.rough is None or len(meanings.vectors) <= FEW
        self._dimensions = None if self.exact else embedder.rough
        # Laid out by dimension, which a product with a vector reads fastest. Where phrasings say all that
        # there is, as in small talk, they are not held twice.
        self._alone = self.exact and meanings.about is None
        self._summed = (
            meanings.vectors if self._alone else np.asfortranarray(_summed(meanings, self._dimensions))
        )

    def compare(self, readings: Sequence[str]) -> Meant:
        """A question with all phrasings."""
        vectors = kept = self._embedder.embed(readings)
        if self._dimensions:
            kept = normalised_rows(vectors[:, : self._dimensions])
        elif self._alone:
            kept = self._meanings.weight * vectors
        return Meant(_likest([self._summed @ vector for vector in kept]), vectors)

    def similarities_of(self, rows: Rows, asked: Vectors) -> Scores:
        """Of some phrasings; shape (rows,). `asked`: the vectors of a question, see Meant."""
        vectors, weight, owner_of, about = self._meanings
        found = vectors[rows]
        told = None if about is None else about[owner_of[rows]]
        return _likest(
            [weight * (found @ vector) + (0 if told is None else told @ vector) for vector in asked]
        )

    def parts(self, row: int, readings: Sequence[str]) -> tuple[float, float]:
        """What its own meaning adds to the likeness of one phrasing, and what its FAQ's does."""
        vectors, weight, owner_of, about = self._meanings
        asked = self._embedder.embed(readings)
        own = weight * (asked @ vectors[row])
        told = np.zeros(len(own)) if about is None else asked @ about[owner_of[row]]
        likest = int((own + told).argmax())
        return float(own[likest]), float(told[likest])


def _summed(meanings: Meanings, dimensions: int | None) -> Vectors:
    """What phrasings and their FAQs say together; of the first dimensions alone, made of length 1 again."""
    vectors, weight, owner_of, about = meanings
    summed = weight * normalised_rows(vectors[:, :dimensions])
    if about is not None:
        lengths = np.linalg.norm(about, axis=1, keepdims=True)
        summed += (lengths * normalised_rows(about[:, :dimensions]))[owner_of]
    return summed


def _likest(of_readings: Sequence[Scores]) -> Scores:
    best, *others = of_readings
    for other in others:
        best = np.maximum(best, other)
    return best
