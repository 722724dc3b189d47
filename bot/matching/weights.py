"""How much each way of looking at two texts counts.

Chosen on the calibration's data sets, where the optimum is flat.
"""

from __future__ import annotations

WORDS, CHARACTERS, MEANING = 0.14, 0.21, 0.65
# Added to those: whether all the words are the same letter by letter, whatever their order.
ORDER = 0.1
# A FAQ with few phrasings is also known by what it says: this much counts with one phrasing, half with two.
ABOUT = 0.3


def weights_of(dimensions: int) -> tuple[float, float, float]:
    """Weights of words, characters and meaning, which sum up to 1: of the first two without an embedder."""
    if dimensions:
        return WORDS, CHARACTERS, MEANING
    return WORDS / (WORDS + CHARACTERS), CHARACTERS / (WORDS + CHARACTERS), 0.0
