"""Words of a question that most likely are names, however they are typed: "reset my trello password"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.matching.words import WordIndex, WordMatch, is_slip

# Abbreviations are shorter, and belong to everybody: vat, pdf.
_SHORTEST = 4
# How words of the language are made ("labelled", "bookkeeper", "relaxation", "it'll"), and names hardly are.
_MADE = re.compile(
    r".*(?:[ai]ble|age|[ae]n[ct]e?|ed|[ei]r|est|ful|ian|ics?|ing|ise|ish|ism|ist|ive|ize|less|ment|ness|or|ous"
    r"|ship|ion|[cglrt]y)s?"
    r"|(?:he|it|she|that|there|they|we|what|who|you)(?:d|ll|re|ve)"
)
# Before these a name stands for itself: "is trello down" is about nobody's "down".
_LINKS = """
    a about across after all also am an and any are around as at be been before but by can could did do does
    doing for from had has have he her here him his how i if in into is it its just me my no not now of off on
    or our out over please she should so some than that the their them then there these they this those
    through to too under until up us was we were what when where which while who why will with within without
    would you your
"""
_LINKING = frozenset(_LINKS.split())


def beside_names(
    words: Sequence[str], matches: Sequence[WordMatch], known: WordIndex, told: Collection[str]
) -> Iterator[WordMatch]:
    """What stands right behind words that most likely are names: nothing that they may be a slip for is in
    the corpus, and they are neither words of the language nor made like such.

    `words`: the question's, in their order; `matches`: what each different one was taken for, of the words
    `known`; `told`: words that stand in the corpus's other texts.
    """
    if not [match for match in matches if match.similarity < 1]:
        return  # the usual case, soon told
    match_of = {match.word: match for match in matches}
    for word, following in zip(words, words[1:], strict=False):
        if (
            len(word) >= _SHORTEST
            and word.isascii()
            and word.isalpha()
            and following not in _LINKING
            and word not in told
            and not any(is_slip(word, known.vocabulary[other]) for other, _ in match_of[word].found)
            and not _MADE.fullmatch(word)
            and not known.is_word(word)
        ):
            yield match_of[following]
