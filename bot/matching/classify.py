"""What tells the owners of phrasings apart: one linear classifier over all of them, fitted with the index.

Candidates speak for an owner one by one; this looks at all phrasings at once, and finds what those of one
owner have and the others lack: of "cancel my order" and "track my order" it is the first word that counts.
After Rifkin, Yeo and Poggio, "Regularized Least-Squares Classification" (2003): ridge regression from the
profile of a phrasing (words and meaning) to its owner, which needs no training but one system of equations.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.matching.embed import Vectors, sums_of_rows
from bot.matching.lexical import SKETCH, LexicalIndex
from bot.matching.meaning import Rows
from bot.matching.weights import MANY
from bot.matching.words import WordMatch

_RIDGE = 3.0
# 1 would let all owners count the same, 0 each phrasing.
_BALANCE = 0.5
_TINY = 1e-12


class Classifier:
    """Scores how a question is like the owners: near 1 like the one that is meant, near 0 like others."""

    def __init__(self, lexical: LexicalIndex, learnt: Vectors, constant: Vectors) -> None:
        """`learnt`: by owner, what each number of a sketch, and then of a meaning, counts."""
        self._lexical = lexical
        # In bytes, which is enough of them: with many FAQs they are much of the index.
        largest = np.abs(learnt).max(axis=1, initial=_TINY)
        self._learnt = np.rint(learnt * (127 / largest)[:, None]).astype(np.int8)
        self._unit = largest / 127
        self._constant = constant

    def scores(self, owners: Sequence[int], matches: Sequence[WordMatch], meaning: Vectors) -> list[float]:
        """Of some owners. `matches`: the words of the question; `meaning`: its vector."""
        rows = np.array(owners, np.intp)
        scores = self._learnt.take(rows, axis=0).astype(np.float32) @ np.concatenate(
            [self._lexical.sketch(matches), meaning]
        )
        scores *= self._unit.take(rows)
        scores += self._constant.take(rows)
        found: list[float] = scores.tolist()
        return found


def fit_classifier(
    lexical: LexicalIndex, profiles: Vectors, owner_of: Rows, owners: int, usual: float, by_words: float
) -> Classifier:
    """Fit to the profiles of all phrasings. Those of an owner with few count more each, those of one with
    many less; one that comes to the `usual` number of a FAQ takes nothing from the others.

    `profiles`: sketches of words by the square root of their weight `by_words`, then vectors of the meaning
    by that of theirs, ordered by owner.
    """
    count = len(profiles)
    phrasings = np.bincount(owner_of, minlength=owners)
    counted = np.maximum(np.minimum(phrasings, usual), phrasings / MANY)
    each = (np.maximum(counted, 1) ** -_BALANCE).astype(np.float32)
    each *= count / max(float(each @ phrasings), 1.0)
    sums = each[:, None] * sums_of_rows(profiles, np.arange(count), phrasings.tolist())
    # Centred, so that what all phrasings have in common counts for none.
    share = (each * phrasings / max(count, 1)).astype(np.float32)
    mean = sums.sum(axis=0) / max(count, 1)
    rooted = profiles * np.sqrt(each)[owner_of, None]
    products = rooted.T @ rooted - count * np.outer(mean, mean)
    products[np.diag_indices_from(products)] += _RIDGE
    # Several times faster than solving for each of many owners, and lies in memory owner by owner.
    learnt = (sums - count * np.outer(share, mean)) @ np.linalg.inv(products)
    constant = share - learnt @ mean
    learnt[:, :SKETCH] *= by_words**0.5
    learnt[:, SKETCH:] *= (1 - by_words) ** 0.5
    return Classifier(lexical, learnt, constant)
