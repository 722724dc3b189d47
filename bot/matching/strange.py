"""Words of a question that most likely name another company, however they are typed: "my trello password"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.matching.words import WordIndex, WordMatch, is_slip

# What one has with a company, whose name may stand right before it. Of other things the word before tells
# what kind they are: "dental appointment", "decaf coffee", "visa card".
_THINGS = """
    account accounts licence license login membership password plan plans profile subscription subscriptions
"""
_HAD = frozenset(_THINGS.split())
# Abbreviations are shorter, and belong to everybody: vat, pdf.
_SHORTEST = 4
# How words of the language are made ("labelled", "prepaid"), and names hardly are.
_MADE = re.compile(
    r"(?:mis|non|out|over|pre|sub|under|un).*"
    r"|.*(?:[ai]ble|age|aid|[ae]n[ct]e?|ed|[ei]r|est|ful|ian|ics?|ing|ise|ish|ism|ist|ive|ize|less|ment|ness|or"
    r"|ous|ship|ion|[cglrt]y)s?"
)


def likely_names(words: Sequence[str], matches: Sequence[WordMatch], known: WordIndex) -> Iterator[str]:
    """The words right before what one has with a company that most likely are its name: nothing that they may
    be a slip for is in the corpus, and they are neither words of the language nor made like such.

    `words`: the question's, in their order; `matches`: what each different one was taken for, of the words
    `known`.
    """
    if _HAD.isdisjoint(words) or not known.is_word("the"):  # without an embedder no word is known to be one
        return
    match_of = {match.word: match for match in matches}
    for word, following in zip(words, words[1:], strict=False):
        if (
            following in _HAD
            and len(word) >= _SHORTEST
            and word.isascii()
            and word.isalpha()
            and not any(is_slip(word, known.vocabulary[other]) for other, _ in match_of[word].found)
            and not _MADE.fullmatch(word)
            and not known.is_of_the_language(word)
            and not _is_two_in_one(word, known.is_word)
        ):
            yield word


def _is_two_in_one(word: str, is_word: Callable[[str], bool]) -> bool:
    """Whether it is two words of the language: "signup"."""
    return any(is_word(word[:cut]) and is_word(word[cut:]) for cut in range(_SHORTEST, len(word) - 1))
