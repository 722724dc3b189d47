"""Whether a text is made of words at all: "asdf qwer" and "???" are asked, too, and want no answer written.

A word is one that is known, or one that is spelled as known words are: by groups of three letters that occur
in them. What is known are the corpus, small talk, and the shipped FAQs, for their English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from bot.corpus.corpus import Corpus
from bot.journal.report import Group
from bot.matching.normalise import normalise, words
from bot.resources import SHIPPED_FAQS
from bot.small_talk import ALL

# Questions about what no corpus knows have 0.7 and more, mashed keys 0.5 and less.
_READABLE = 0.55
# "asdasdasd", whatever words have these letters.
_REPEATED = re.compile(r"(\w{1,4})\1{2,}")


class Lexicon:
    """The words of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts`: of people who can spell."""
        self._words = {word for text in texts for word in words(normalise(text))}
        self._threes = {three for word in self._words for three in _threes(word)}

    def reads(self, text: str) -> bool:
        """Whether most of a text's words are words; False where it has no letters."""
        found = [word for word in words(normalise(text)) if any(c.isalpha() for c in word)]
        return bool(found) and sum(map(self._likeness, found)) >= _READABLE * len(found)

    def _likeness(self, word: str) -> float:
        # What is left of Latin letters is ASCII by now; of other scripts a corpus may know nothing.
        if word in self._words or not word.isascii():
            return 1.0
        if _REPEATED.fullmatch(word):
            return 0.0
        threes = _threes(word)
        return sum(three in self._threes for three in threes) / len(threes)


def lexicon_of(corpus: Corpus) -> Lexicon:
    """What can be read by whoever serves `corpus`."""
    told = [text for record in corpus.records for text in record.phrasings]
    told += [record.faq.answer or "" for record in corpus.faqs]
    return Lexicon([*told, *_shipped()])


def parted(groups: Iterable[Group], lexicon: Lexicon) -> tuple[list[Group], list[Group]]:
    """The groups with a text that can be read, and those without any."""
    readable: list[Group] = []
    unreadable: list[Group] = []
    for group in groups:
        reads = any(lexicon.reads(text) for text, _ in group.texts)
        (readable if reads else unreadable).append(group)
    return readable, unreadable


@cache
def _shipped() -> tuple[str, ...]:
    talk = tuple(phrase for _, phrasings in ALL for phrase in phrasings)
    return (*talk, *(path.read_text("utf-8") for path in sorted(SHIPPED_FAQS.rglob("*.yaml"))))


def _threes(word: str) -> list[str]:
    word = f" {word} "
    return [word[i : i + 3] for i in range(len(word) - 2)]
