"""How alike a question and every phrasing are in their words and characters, in one pass over both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.grams import GramIndex, build_grams
from bot.matching.normalise import words
from bot.matching.postings import Postings, joined
from bot.matching.words import WordIndex, WordMatch, build_words


@dataclass(frozen=True)
class LexicalIndex:
    """`postings`: the words are the first features, the n-grams follow. Both count with their weights."""

    words: WordIndex
    grams: GramIndex
    postings: Postings

    def similarities(self, text: str, matches: Sequence[WordMatch]) -> NDArray[np.float64]:
        """Weighted cosines of a normalised text, its words taken for `matches`; shape (phrasings,)."""
        length = max(sum([match.idf**2 for match in matches]), 1e-12) ** 0.5
        sure = [
            (match.found[0][0], match.idf * match.similarity**2 / length)
            for match in matches
            if len(match.found) == 1
        ]
        grams, parts = self.grams.asked(text)
        ids = np.array([word for word, _ in sure], np.intp)
        sums = self.postings.sums(
            (
                np.concatenate((ids, grams + len(self.words.vocabulary))),
                np.concatenate(([part for _, part in sure], parts)),
            )
        )
        for match in matches:
            if len(match.found) > 1:
                sums += self._likest(match) * (match.idf / length)
        return sums

    def _likest(self, match: WordMatch) -> NDArray[np.float64]:
        """Of the words that one question word may stand for, each phrasing counts the likest it has."""
        best = np.zeros(self.postings.count)
        for word, alike in match.found:
            having = self.postings.having(word)
            best[self.postings.rows[having]] = alike**2 * self.postings.weights[having]
        return best


def build_lexical(
    texts: Sequence[str], weights: tuple[float, float]
) -> tuple[LexicalIndex, NDArray[np.float32]]:
    """Index normalised phrasings; `weights` of words and of n-grams. Returns the n-grams' sketches too."""
    word_index, by_word = build_words([words(text) for text in texts])
    gram_index, by_gram, sketches = build_grams(texts)
    return LexicalIndex(word_index, gram_index, joined(by_word, by_gram, weights)), sketches
