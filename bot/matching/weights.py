"""How much each way of looking at two texts counts.

Chosen on the calibration's data sets, where the optimum is flat; where words begin to be unalike, on eight
small help centers.
"""

from __future__ import annotations

from typing import NamedTuple

# Whether the texts are the same letter by letter, in their order: added to words and meaning.
ORDER = 0.1
# A FAQ is also known by what it says: this much counts with one phrasing, and the less, the more there are.
ABOUT = 0.3
# A FAQ has many phrasings where it has more than this times the mean; below that, another takes nothing away.
MANY = 1.25


class Weights(NamedTuple):
    """What counts with a family of embedders: `words` and `meaning` sum up to 1. `unalike`: two words whose
    meanings are less alike than this are about different things.
    """

    words: float
    meaning: float
    unalike: float


# Words begin to be unalike where nearly all are that another thing is asked about by (bike, toilet), and few
# others (pet, rabbit). Without an embedder all words are.
_BY_FAMILY = {
    "none": Weights(1.0, 0.0, unalike=1.0),
    "wordllama": Weights(0.35, 0.65, unalike=0.12),
    "onnx": Weights(0.35, 0.65, unalike=0.42),
}


def weights_of(family: str) -> Weights:
    """Of a family of embedders, see `bot.matching.embed.Embedder`."""
    return _BY_FAMILY[family]


def about_lasts(words: int) -> float:
    """With how many more phrasings a third is left of what an answer of so many words counts.

    After 3 for four words, after 41 for eighteen: an answer that says something fades slowly enough that an
    added phrasing brings more than it takes, and a few empty words are soon forgotten.
    """
    lasts: float = 0.27 * max(1, words) ** 1.74
    return lasts
