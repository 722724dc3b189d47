"""Phrasings that say the same: word for word, or but for typos, inflection and the order of words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from bot.corpus.corpus import Corpus, FaqRecord, Place, Record

# Two phrasings of which 92% of the characters agree, words sorted, are looked at word by word; two words
# of which 75% agree ("plan", "plans"; "recieve", "receive") are taken for one.
_ALIKE = 92
_SAME_WORD = 75
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One phrasing in its place. `words`: sorted, normalised."""

    text: str
    words: tuple[str, ...]
    record: Record
    place: Place

    @property
    def owner(self) -> str:
        """What it belongs to, as a problem names it."""
        kind = "FAQ" if isinstance(self.record, FaqRecord) else "not_covered group"
        return f"{kind} {self.record.id!r}"


@dataclass(frozen=True, slots=True)
class Twins:
    """A phrasing and an earlier one that says the same; `exact`: in the same words in the same order."""

    later: Phrasing
    earlier: Phrasing
    exact: bool


def phrasings_of(corpus: Corpus, normalise: Callable[[str], str]) -> list[Phrasing]:
    """All phrasings, in the order of the corpus."""
    return [
        Phrasing(text, tuple(sorted(normalise(text).split())), record, place)
        for record in corpus.records
        for text, place in zip(record.phrasings, record.phrasing_places, strict=True)
    ]


def find_twins(phrasings: Sequence[Phrasing], normalise: Callable[[str], str]) -> list[Twins]:
    """Each phrasing that repeats another of its language: at most once, with the first that it repeats.

    Alike ones are told of different owners only: near-duplicates within one FAQ are what alternates are.
    """
    found: list[Twins] = []
    by_locale: dict[str, list[Phrasing]] = defaultdict(list)
    first: dict[tuple[str, str], Phrasing] = {}
    for phrasing in phrasings:
        locale, text = phrasing.record.topic.locale, normalise(phrasing.text)
        if not text:
            continue
        earlier = first.setdefault((locale, text), phrasing)
        if earlier is phrasing:
            by_locale[locale].append(phrasing)
        else:
            found.append(Twins(phrasing, earlier, exact=True))
    for several in by_locale.values():
        found += _alike(several)
    return found


def _alike(phrasings: Sequence[Phrasing]) -> Iterator[Twins]:
    """Near-duplicates across owners. Only texts of about the same length can be: 10,000 take seconds."""
    rank = {id(phrasing): i for i, phrasing in enumerate(phrasings)}
    ordered = sorted(phrasings, key=lambda p: len(" ".join(p.words)))
    texts = [" ".join(p.words) for p in ordered]
    lengths = np.array([len(text) for text in texts])
    told: dict[int, tuple[int, Phrasing, Phrasing]] = {}
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        # 2 * shared / (a + b) >= cut-off, and no more can be shared than the shorter text has.
        longest = lengths[start + len(block) - 1] * (200 - _ALIKE) / _ALIKE
        end = int(np.searchsorted(lengths, longest, side="right"))
        scores = process.cdist(
            block, texts[start:end], scorer=fuzz.ratio, score_cutoff=_ALIKE, dtype=np.uint8
        )
        for row, column in zip(*np.nonzero(scores), strict=True):
            if column <= row:
                continue
            a, b = sorted((ordered[start + row], ordered[start + column]), key=lambda p: rank[id(p)])
            if a.record is not b.record and _same_words(a.words, b.words):
                best = told.get(id(b))
                if best is None or rank[id(a)] < best[0]:
                    told[id(b)] = (rank[id(a)], a, b)
    for _, earlier, later in told.values():
        yield Twins(later, earlier, exact=False)


def _same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words that only one has are variants of those that only the other has.

    "turn it on" and "turn it off" differ in a word, "plan 2" and "plan 3" in a number: no duplicates.
    """
    left, right = Counter(one) - Counter(other), Counter(other) - Counter(one)
    if left.total() != right.total():
        return False
    pairs = zip(sorted(left.elements()), sorted(right.elements()), strict=True)
    return all(not _has_digit(a + b) and fuzz.ratio(a, b) >= _SAME_WORD for a, b in pairs)


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)
