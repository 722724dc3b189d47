"""Questions -> groups of one meaning, by the likeness that matching knows: letters, words' meaning, and what
the corpus took them for.

Leaders first: each text joins the first group whose leader it is like, the most asked texts leading. Then
groups whose members are alike on average are joined (average linkage): the inner product of two groups' mean
vectors is exactly the mean likeness of their members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.embed import Embedder
from bot.matching.lexical import build_lexical
from bot.matching.weights import weights_of

Profile = Sequence[tuple[str, float]]
Watch = Callable[[Sequence[Any]], Iterable[Any]]

# From here on two questions are the same; found on pairs of paraphrases and of strangers.
LIKE = 0.34
LIKE_ON_AVERAGE = 0.3
# How much counts that the corpus took both for the same.
TAKEN = 0.3
_SKETCH, _PROFILE = 1_024, 256
# What bounds the time; the report says what stays out.
MOST_TEXTS = 20_000
MOST_LEADERS = 2_000
_BLOCK = 512

Matrix = NDArray[np.float32]


def group_texts(
    texts: Sequence[str], profiles: Sequence[Profile], embedder: Embedder, watch: Watch = iter
) -> list[list[int]]:
    """The positions of texts that mean the same, the groups in order of their first members.

    `texts`: normalised, different, most asked first; `profiles`: what the corpus took each for, with its
    confidence. At most MOST_TEXTS of them.
    """
    if not texts:
        return []
    vectors = _vectors(texts, profiles, embedder)
    groups = _led(vectors, watch)
    return sorted(sorted(group) for group in _joined(vectors, groups))


def _vectors(texts: Sequence[str], profiles: Sequence[Profile], embedder: Embedder) -> Matrix:
    """One vector a text, so that inner products are likeness."""
    _, sketch = build_lexical(texts, sketch=_SKETCH)
    meaning = embedder.embed(texts)
    by_words, by_meaning, _ = weights_of(embedder.family)
    taken = np.zeros((len(texts), _PROFILE), np.float32)
    places: dict[str, int] = {}
    for row, profile in enumerate(profiles):
        for id_, confidence in profile:
            # Beyond so many FAQs two may share a place; those asked most have one each.
            taken[row, places.setdefault(id_, len(places)) % _PROFILE] += confidence
    made = np.empty((len(texts), _SKETCH + meaning.shape[1] + _PROFILE), np.float32)
    made[:, :_SKETCH] = np.sqrt(by_words) * sketch
    made[:, _SKETCH : _SKETCH + meaning.shape[1]] = np.sqrt(by_meaning) * meaning
    made[:, _SKETCH + meaning.shape[1] :] = np.sqrt(TAKEN) * taken
    return made


def _led(vectors: Matrix, watch: Watch) -> list[list[int]]:
    leaders = np.zeros((MOST_LEADERS, vectors.shape[1]), np.float32)
    groups: list[list[int]] = []
    for start in watch(range(0, len(vectors), _BLOCK)):
        block = vectors[start : start + _BLOCK]
        free = np.ones(len(block), bool)
        if groups:
            likeness = block @ leaders[: len(groups)].T
            best = likeness.argmax(axis=1)
            free = likeness[np.arange(len(block)), best] < LIKE
            for row in np.flatnonzero(~free):
                groups[best[row]].append(start + int(row))
        for row in np.flatnonzero(free):
            if not free[row] or len(groups) == MOST_LEADERS:
                continue
            rows = np.flatnonzero(free)
            followers = rows[(block[rows] @ block[row] >= LIKE) | (rows == row)]
            free[followers] = False
            leaders[len(groups)] = block[row]
            groups.append([start + int(follower) for follower in followers])
    return groups


def _joined(vectors: Matrix, groups: list[list[int]]) -> list[list[int]]:
    sizes = np.array([len(group) for group in groups], np.float32)
    means = np.stack([vectors[group].mean(axis=0) for group in groups])
    likeness = means @ means.T
    np.fill_diagonal(likeness, -1)
    best = likeness.argmax(axis=1)
    value = likeness[np.arange(len(groups)), best]
    while len(groups) > 1 and value.max() >= LIKE_ON_AVERAGE:
        one = int(value.argmax())
        other = int(best[one])
        total = sizes[one] + sizes[other]
        means[one] = (means[one] * sizes[one] + means[other] * sizes[other]) / total
        sizes[one] = total
        groups[one] += groups[other]
        groups[other] = []
        # What was joined is like nothing any more; what remains is like its new mean.
        row = means @ means[one]
        row[[not group for group in groups]] = -1
        row[one] = -1
        likeness[one], likeness[:, one] = row, row
        likeness[other], likeness[:, other] = -1, -1
        stale = np.flatnonzero((best == one) | (best == other) | (row > value))
        for changed in {one, other, *stale.tolist()}:
            best[changed] = likeness[changed].argmax()
            value[changed] = likeness[changed, best[changed]]
    return [group for group in groups if group]
