"""How much each way of looking at two texts counts.

Chosen on the calibration's data sets, where the optimum is flat.
"""

from __future__ import annotations

WORDS, MEANING = 0.35, 0.65
# Added to those: whether the texts are the same letter by letter, in their order.
ORDER = 0.1
# A FAQ is also known by what it says: this much counts with one phrasing, and the less, the more there are.
ABOUT = 0.3


def about_lasts(words: int) -> float:
    """With how many more phrasings a third is left of what an answer of so many words counts.

    After 3 for four words, after 41 for eighteen: an answer that says something fades slowly enough that an
    added phrasing brings more than it takes, and a few empty words are soon forgotten.
    """
    lasts: float = 0.27 * max(1, words) ** 1.74
    return lasts


def weights_of(dimensions: int) -> tuple[float, float]:
    """Weights of words and meaning, which sum up to 1: of the first alone without an embedder."""
    return (WORDS, MEANING) if dimensions else (1.0, 0.0)
