"""Words that some write as one and others as two: "wifi" and "Wi-Fi", "prepaid" and "pre paid"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from bot.matching.normalise import normalise

_HYPHENATED = re.compile(r"(?<![\w-])[^\W\d_]+-[^\W\d_]+(?![\w-])")


def hyphenated(phrasings: Iterable[str]) -> dict[str, str]:
    """What phrasings write with a hyphen, normalised: as one word -> as the two that it is read as.

    >>> hyphenated(["Is there Wi-Fi?", "a state-of-the-art pool"])
    {'wifi': 'wi fi'}
    """
    found = {word for text in phrasings if "-" in text for word in _HYPHENATED.findall(text)}
    return {normalise(word.replace("-", "")): normalise(word) for word in sorted(found)}


def as_the_corpus_writes(text: str, known: Container[str], two: Mapping[str, str]) -> str:
    """A normalised question with such words written as the corpus does. `known`: the words of the corpus;
    `two`: see `hyphenated`.

    >>> as_the_corpus_writes("wifi for pre paid", {"wi", "fi", "prepaid", "for"}, {"wifi": "wi fi"})
    'wi fi for prepaid'
    """
    words = text.split()
    if all(word in known for word in words):
        return text
    written: list[str] = []
    for word in words:
        if written and written[-1] not in known and written[-1] + word in known:
            written[-1] += word
        else:
            written.append(word if word in known else two.get(word, word))
    return " ".join(written)
