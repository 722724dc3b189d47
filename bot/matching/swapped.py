"""A question in the very words of a FAQ, but for what it is about: "how do I cancel my flight".

All else being the same, it is as like "how do I cancel my membership" as any other way to ask that. So where
one or two words stand in the place of others, those are looked at by themselves.
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


class Swapped(NamedTuple):
    """The words that a question has, and those that a phrasing has, where all else is the same."""

    asked: list[str]
    told: list[str]


def swapped(asked: Sequence[str], told: Sequence[str]) -> Swapped | None:
    """What stands in a question in the place of what a phrasing is about; None where more is different, or
    less.

    >>> swapped("how do i cancel my flight".split(), "how do i cancel my membership".split())
    Swapped(asked=['flight'], told=['membership'])
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
    if same < max(_LEAST_SAME, len(asked) / 2) or not all(0 < count <= _MOST for count in others):
        return None
    found = Swapped(*[_telling(text[before : len(text) - after]) for text in (asked, told)])
    return found if all(0 < len(words) <= _MOST_TELLING for words in found) else None


def _telling(words: Sequence[str]) -> list[str]:
    # Of numbers each tells a plan from another, and is looked at elsewhere.
    return [word for word in words if word not in _FORM and not word.isdigit()]
