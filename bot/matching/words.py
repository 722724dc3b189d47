"""The words of a corpus, weighted by rarity, and which of them a question's words are taken for.

A question word that some phrasing has is taken as it is. One that none has is compared with the whole
vocabulary by rapidfuzz: "usge" is "usage" at 0.89. Numbers and words of one or two letters are never taken
for others: plan 2 is not plan 3. Nor is a word of the language, or a form of one, but for another form of the
same: "spend" is not "send", nor "hurts" "hours", but "points" is "point". Nor is "shouldn't" "should".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Hamming

from bot.matching.postings import Postings

ALIKE = 80
_MOST_ALIKE = 8
_EXCHANGED = 92.0
# A letter that is drawn out: no word that is likely to be asked with has it three times.
_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
# Only longer words are mistaken in their first letter, and in nothing else then: "love" is not "glove".
_LONG = 5
# A slip of the hand is one edit; in words of so many letters there may be two.
_TWO_SLIPS = 8
NO_WORDS: frozenset[str] = frozenset()
# A word and the ending of a form of it: one before which words drop their last letter or double it
# ("charging", "planned"), or one that only follows. Words have a vowel, "feed" is no form of "fe"; nor is
# "tier" one of "tie". After Porter, "An algorithm for suffix stripping" (1980).
_FORM = re.compile(
    r"(?![^aeiouy]*eed$)(?P<word>[^aeiouy]*[aeiouy].*)"
    r"(?:(?P<changing>ed|ing|(?<=...)(?:al|ee|en|er|est|ion|or)|(?<=r)y|(?<=[hiosxz])es)"
    r"|(?<![su])(?<![hiosxz]e)s|ity|ly|nt|(?<=w)n|(?<=....en)(?:t|ce))"
)
# What has one of these is a word of the language where it is a form of one.
_INFLECTED = re.compile(r".{3,}(?:s|ed|ing)")
# Pieces of words count as words of the language, too: short ones as names ("Kno"), and long ones ("delet").
_PIECE = 4
# The opposite of a word is neither a slip for it nor a form of it.
_OPPOSITE = re.compile(r"(?:are|ca|could|did|do|does|had|has|have|is|must|need|should|was|were|wo|would)nt")
# What the commonest word counts, in nats: the form of a question (how, what) tells something too.
_COMMON = 1.5


class WordMatch(NamedTuple):
    """What a question word was taken for. `similarity` 0 to 1; `idf` is its rarity, in nats.

    `found`: (word id, similarity) of the vocabulary words that it may stand for, least alike first; empty
    where the corpus knows no such word, which makes the word as rare as can be.
    """

    word: str
    idf: float
    found: tuple[tuple[int, float], ...]

    @property
    def similarity(self) -> float:
        """How alike the best of them is."""
        return self.found[-1][1] if self.found else 0.0


@dataclass(frozen=True)
class WordIndex:
    """The vocabulary. A word's id is its place in it. `is_word`: whether a word is one of the language.

    `known`: what each word of it is taken for: itself. `guessable`: ids of the words that a misspelt one may
    stand for; of each, `letters`, which it has, a bit each, and `sizes`, how many characters. By phrasing:
    `words_of`, the ids of its words. `slips_only`: whether a word is taken for another only where that takes
    hardly an edit.
    """

    vocabulary: tuple[str, ...]
    known: Mapping[str, WordMatch]
    guessable: NDArray[np.intp]
    letters: NDArray[np.uint64]
    sizes: NDArray[np.int64]
    idf: NDArray[np.float32]
    unknown_idf: float
    words_of: tuple[tuple[int, ...], ...]
    is_word: Callable[[str], bool]
    slips_only: bool = False

    def match(self, word: str) -> WordMatch:
        """What a word of a question is taken for."""
        return self.known.get(word) or self._guess(word)

    def _guess(self, word: str) -> WordMatch:
        alike = self._alike(word) if _may_be_misspelt(word) and not _OPPOSITE.fullmatch(word) else ()
        if alike and self.is_of_the_language(word):
            alike = tuple([(i, share) for i, share in alike if _is_form_or_piece(word, self.vocabulary[i])])
        if not alike and _DRAWN.search(word):
            # "byeee", "sooo": nearly what it would be without.
            shorter = (self._alike(_DRAWN.sub(letters, word)) for letters in (r"\1\1", r"\1"))
            alike = tuple([(i, min(share, _EXCHANGED / 100)) for i, share in next(filter(None, shorter), ())])
        return WordMatch(word, float(self.idf[alike[-1][0]]) if alike else self.unknown_idf, alike)

    def is_of_the_language(self, word: str) -> bool:
        """Whether it is a word or a form of one: "kids", "hurts"; or a name: "china"."""
        forms = _stems(word) if _INFLECTED.fullmatch(word) else {word}
        name = {word.capitalize()} if len(word) >= _PIECE else set()
        return any(map(self.is_word, forms | name))

    def _alike(self, word: str) -> tuple[tuple[int, float], ...]:
        # A letter that only one of two words has is one edit at least, and of all characters no more than a
        # fifth may be edits: most of the vocabulary is out before it is looked at letter by letter.
        most = (self.sizes + len(word)) * (100 - ALIKE) // 100
        near = self.guessable[np.bitwise_count(self.letters ^ _letters(word)) <= most].tolist()
        ratios = [(_likeness(word, self.vocabulary[i]), i) for i in near]
        found = [(ratio, self.vocabulary[i], i) for ratio, i in ratios if ratio]
        if self.slips_only:
            found = [one for one in found if is_slip(word, one[1])]
        best = sorted(found)[-_MOST_ALIKE:]
        return tuple([(i, ratio / 100) for ratio, _, i in best])


def build_words(
    phrasings: Sequence[Sequence[str]],
    is_word: Callable[[str], bool] = NO_WORDS.__contains__,
    *,
    slips_only: bool = False,
) -> tuple[WordIndex, Postings]:
    """Index phrasings that have been cut into words. `is_word`, `slips_only`: see `WordIndex`."""
    n = len(phrasings)
    different = [dict.fromkeys(words) for words in phrasings]
    vocabulary = tuple(sorted(set().union(*different)))
    id_of = {word: i for i, word in enumerate(vocabulary)}
    words_of = tuple([tuple([id_of[word] for word in words]) for words in different])
    ids = np.fromiter(chain.from_iterable(words_of), np.intp)
    rows = np.repeat(np.arange(n, dtype=np.int32), [len(words) for words in words_of])
    frequency = np.bincount(ids, minlength=len(vocabulary))
    idf = (np.maximum(np.log((n + 1) / (frequency + 0.5)), 0) + _COMMON).astype(np.float32)
    guessable = [word for word in vocabulary if _may_be_misspelt(word)]
    lengths = np.sqrt(np.bincount(rows, weights=idf[ids] ** 2, minlength=n))
    postings = Postings.of(ids, rows, idf[ids] / lengths[rows], len(vocabulary), n)
    index = WordIndex(
        vocabulary=vocabulary,
        known={
            word: WordMatch(word, rarity, ((i, 1.0),))
            for i, (word, rarity) in enumerate(zip(vocabulary, idf.tolist(), strict=True))
        },
        idf=idf,
        unknown_idf=float(np.log((n + 1) / 0.5) + _COMMON),
        guessable=np.array([id_of[word] for word in guessable], np.intp),
        letters=np.array([_letters(word) for word in guessable], np.uint64),
        sizes=np.array([len(word) for word in guessable], np.int64),
        words_of=words_of,
        is_word=is_word,
        slips_only=slips_only,
    )
    return index, postings


def _likeness(word: str, known: str) -> float:
    """0 to 100, and 0 below ALIKE. Two neighbours exchanged ("paln") are one slip, not two edits."""
    if word[0] != known[0] and (min(len(word), len(known)) < _LONG or OSA.distance(word, known) > 1):
        return 0.0
    ratio = fuzz.ratio(word, known, score_cutoff=ALIKE)
    if len(word) == len(known) > 2 and OSA.distance(word, known) == 1 and Hamming.distance(word, known) == 2:
        return max(ratio, _EXCHANGED)
    return ratio


def is_slip(word: str, known: str) -> bool:
    """Whether a word is another but for a slip of the hand, or two where it is long."""
    return OSA.distance(word, known) <= 1 + (len(word) >= _TWO_SLIPS)


def same_stem(one: str, other: str) -> bool:
    """Whether two words may be forms of the same: they differ in the endings of forms.

    >>> same_stem("points", "point"), same_stem("charging", "charge")
    (True, True)
    >>> same_stem("feet", "fee"), same_stem("tie", "tier")
    (False, False)
    """
    return not _stems(one).isdisjoint(_stems(other))


def _stems(word: str) -> set[str]:
    """The words that a word may be a form of, itself among them."""
    found = {word}
    if form := _FORM.fullmatch(word):
        stem = form["word"]
        found.add(stem)
        if form["changing"]:
            found.add(f"{stem}e")
            if stem[-1] == "i":
                found.add(f"{stem[:-1]}y")
            elif stem[-1] == stem[-2:-1]:
                found.add(stem[:-1])
    return found


def _is_form_or_piece(word: str, known: str) -> bool:
    return same_stem(word, known) or (len(word) >= _PIECE and word == known[:-1])


def _letters(word: str) -> int:
    bits = 0
    for code in map(ord, word):
        bits |= 1 << (code & 63)
    return bits


def _may_be_misspelt(word: str) -> bool:
    return len(word) > 2 and (word.isalpha() or not any(c.isdigit() for c in word))
