"""A question in the very words of a FAQ, but for what it is about: "how do I cancel my flight".

All else being the same, it is as like "how do I cancel my membership" as any other way to ask that. So where
one or two words stand in the place of others, or one tells of another kind ("I forgot my bank PIN"), these
are looked at by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

# What words like these are exchanged for tells nothing of what is asked about. They are English, as what is
# compared has to be.
_WORDS = """
    a about am an and any are as at be been being but by can cant could did do does dont for from get got
    had has have he help her his how i id if im in is it its ive like me might must my need no not of on or
    our please she should so some than that the their them then there these they this those to us want was
    we were what whats when where which who why will with would you your
"""
_FORM = frozenset(_WORDS.split())
# The words that may stand in the place of others, and those among them that tell something.
_MOST, _MOST_TELLING = 4, 2
_LEAST_SAME = 2
# After these a word tells of which kind the thing after it is, as it does where that is the last word, or one
# of these follows; but these words do not.
_BEFORE = """
    a an any at for from her his in my of on our that the their this to with your
"""
_AFTER = """
    at by for from here in on online please to today with
"""
_NONE = """
    current first last new next old other own same very whole
"""
_BEFORE_A_KIND, _AFTER_A_THING, _NO_KIND = [frozenset(words.split()) for words in (_BEFORE, _AFTER, _NONE)]


class Swapped(NamedTuple):
    """The words that a question has, and those that a phrasing has, where all else is the same.

    `kind`: whether both have the latter, and the former only tell of which kind.
    """

    asked: list[str]
    told: list[str]
    kind: bool = False


def swapped(asked: Sequence[str], told: Sequence[str]) -> Swapped | None:
    """What stands in a question in the place of what a phrasing is about; None where more is different, or
    less.

    >>> swapped("how do i cancel my flight".split(), "how do i cancel my membership".split())
    Swapped(asked=['flight'], told=['membership'], kind=False)
    >>> swapped("i forgot my bank pin".split(), "i forgot my pin".split())
    Swapped(asked=['bank'], told=['pin'], kind=True)
    >>> swapped("how can i cancel my flight".split(), "cancel my flight".split())
    """
    most_same = min(len(asked), len(told))
    before = 0
    while before < most_same and asked[before] == told[before]:
        before += 1
    after = 0
    while after < most_same - before and asked[-1 - after] == told[-1 - after]:
        after += 1
    same = before + after
    others = len(asked) - same, len(told) - same
    if others == (1, 0) and before and after:
        return _of_a_kind(asked, before)
    if same < max(_LEAST_SAME, len(asked) / 2) or not all(0 < count <= _MOST for count in others):
        return None
    instead, of = [_telling(text[before : len(text) - after]) for text in (asked, told)]
    return Swapped(instead, of) if all(0 < len(words) <= _MOST_TELLING for words in (instead, of)) else None


def _of_a_kind(asked: Sequence[str], place: int) -> Swapped | None:
    """What tells in a question of which kind the thing after it is, where it does."""
    kind, thing = _telling(asked[place : place + 1]), _telling(asked[place + 1 : place + 2])
    following = asked[place + 2 : place + 3]
    told = asked[place - 1] in _BEFORE_A_KIND or not following or following[0] in _AFTER_A_THING
    return Swapped(kind, thing, kind=True) if kind and thing and told and _NO_KIND.isdisjoint(kind) else None


def _telling(words: Sequence[str]) -> list[str]:
    # Of numbers each tells a plan from another, and is looked at elsewhere.
    return [word for word in words if word not in _FORM and not word.isdigit()]
