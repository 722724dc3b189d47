"""How much each way of looking at two texts counts.

Chosen on the calibration's data sets, where the optimum is flat.
"""

from __future__ import annotations

WORDS, MEANING = 0.35, 0.65
# Added to those: whether the texts are the same letter by letter, in their order.
ORDER = 0.1
# A FAQ is also known by what it says: this much counts with one phrasing, half of it with so many more, a
# third with twice as many more. It fades slowly enough that an added phrasing brings more than it takes.
ABOUT = 0.3
HALF_ABOUT = 8


def weights_of(dimensions: int) -> tuple[float, float]:
    """Weights of words and meaning, which sum up to 1: of the first alone without an embedder."""
    return (WORDS, MEANING) if dimensions else (1.0, 0.0)
