"""What somebody says that he does not want, or knows already, beside what he wants.

"I don't want to upgrade, just more sessions" is about more sessions. The words are English.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.matching.normalise import clauses, normalise

_BEFORE = "(?:no |nah |but |so |well |hi |hello |sorry |please )*"
_RATHER_THAN = "(?:rather than|instead of|other than|apart from|aside from)"
_DECLINING = re.compile(
    rf"{_BEFORE}(?:"
    r"(?:i|we|id) (?:really |just |would )*(?:hate (?:to|talking)|(?:prefer|rather) not"
    r"|(?:do not|dont|did not|didnt|never) (?:really )?(?:ask|mean|need|want|wish))"
    r"|(?:im |i am |we are )?not (?:interested|asking|looking(?! forward)|talking|after|about|the)"
    r"|not (?:a|an|another|human)|not (?:that|this)(?: one)?$|no$|nope$"
    r"|no need|no (?:human|person|agent|operator)s?$|no \w+ please$"
    r"|(?:it|this|that) (?:is not|isnt) .*\b(?:i|we) (?:ask|care|mean|need|want)"
    rf"|(?:its|it is|this is) not about|{_RATHER_THAN}|forget (?:about|the)"
    r"|(?:i|we) have (?:no|zero) (?:desire|intention|interest|wish) (?:in|of|to)"
    r"|(?:do not|dont) (?:call|connect|contact|email|explain|give|phone|put|send|show|tell|transfer)"
    r")\b"
)
_PERSON = re.compile(
    r"\b(?:agents?|anybody|anyone|call|connect|email|humans?|operators?|people|person|phone|representatives?"
    r"|somebody|someone|staff|transfer)\b"
)
# "I don't want a bot", "I don't want to wait for a human", "nobody but a human"
_RATHER_A_PERSON = re.compile(
    r"\b(?:ai|automated|bots?|but|chatbots?|computers?|except|machines?|programs?|robots?|wait|waiting)\b"
)
_KNOWING = re.compile(
    rf"{_BEFORE}(?:i|we) (?:already |do )?(?:know|understand) (?:what|how|where|why)\b"
    rf"|{_BEFORE}(?:i |we |ive |weve |i have |we have )?already (?:know|read)\b"
)
# What is known, and goes on to what is wanted, in one clause.
_GOING_ON = re.compile(r"\b(?:and|because|cannot|cant|need|since|still|want|yet)\b")
# Without a sign between: "I don't want to upgrade I want to know my plan", "not changing it just looking".
_WANTED_BESIDE = (
    r"(?<=\s)(?<!because )(?<!since )(?<!what )(?<!that )(?<!than )(?<!when )(?<!if )(?<!as )"
    r"(?=(?<!\bi )(?<!\bwe )(?:just|only) (?!because|in|like|now|to|yet)|(?:i|we)(?: just| only| really)?"
    r" (?:wanna|(?:want|need) (?:an?|help|more|my|our|some|the|to)|would like)\b"
    r"|(?:i'?d|we'?d) (?:like|prefer|rather)\b)"
)
# One of these is in all that is not wanted, or known.
_SIGNS = {"apart", "aside", "didnt", "dont", "forget", "hate", "instead", "isnt", "know", "never", "no"}
_SIGNS |= {"nope", "not", "other", "prefer", "rather", "read", "understand", "zero"}
_BUT = re.compile(rf"\bbut\b|{_WANTED_BESIDE}", re.IGNORECASE)
# "rather than see the past I'd like a forecast": where what is wanted begins. Where it comes first, both
# may be asked about: "can I use oil instead of butter".
_WANTED_AFTER = re.compile(
    rf"\s*(?:(?:and|but|so) )?{_RATHER_THAN} \S+.*?\s"
    r"(?=(?:i'?d|(?:i|we) (?:need|prefer|want|would)|can|could|how|where|what|which"
    r"|please|show|tell|give)\b)",
    re.IGNORECASE,
)
# Of what goes by one of these, what it is about may stand before.
_POINTING = re.compile(r"\b(?:else|it|its|ones?|their|them|they)\b")
_IT_IS = re.compile(r"(?:its|it is) |\bis it (?:allowed|ok|okay|possible)\b")
_INSTEAD = re.compile("(?:i|we) (?:mean|need|want) ")


class SetAside(NamedTuple):
    """The parts of a text, as typed: what is not wanted, or known already, and what is left.

    `instead`: whether what is left is what is wanted instead ("not X but Y"), and so is not about the former.
    """

    aside: list[str]
    wanted: list[str]
    instead: bool


def may_set_aside(text: str) -> bool:
    """Whether a normalised text may say what is not wanted, or is known: told by a glance.

    >>> may_set_aside("we are not after the plan"), may_set_aside("how do i top up")
    (True, False)
    """
    return not _SIGNS.isdisjoint(text.split())


def declines(clause: str) -> bool:
    """Whether a clause, as typed, says what is not wanted.

    >>> declines("I don't want to upgrade"), declines("I don't know how to upgrade")
    (True, False)
    """
    return bool(_DECLINING.match(normalise(clause)))


def declines_a_person(wish: str) -> bool:
    """Whether what sounds like a wish for a person says that none is wanted.

    >>> declines_a_person("i dont want a human"), declines_a_person("i dont want to talk to a bot")
    (True, False)
    >>> declines_a_person("i dont need an article i need a human")
    False
    """
    aside, wanted, _ = set_aside(wish)
    if aside and any(_PERSON.search(normalise(part)) for part in wanted):
        return False
    text = normalise(wish)
    return declines(wish) and bool(_PERSON.search(text)) and not _RATHER_A_PERSON.search(text)


def points_elsewhere(text: str) -> bool:
    """Whether what a text, as typed, is about may stand before it.

    >>> points_elsewhere("what does it include"), points_elsewhere("it's the number of users")
    (True, False)
    """
    return bool(_POINTING.search(_IT_IS.sub("", normalise(text), count=1)))


def set_aside(text: str) -> SetAside:
    """Part what is not wanted, and what is known, from what is wanted.

    >>> set_aside("We are not after the plan but the price")
    SetAside(aside=['We are not after the plan'], wanted=['the price'], instead=True)
    >>> set_aside("rather than see the past i'd like a forecast").wanted
    ["i'd like a forecast"]
    >>> set_aside("I know what it does. How do I top up?").wanted
    ['How do I top up']
    """
    aside: list[str] = []
    wanted: list[str] = []
    instead = declined = False
    several = clauses(text)
    for clause in several or [text]:
        part = clause
        while not several and (after := _WANTED_AFTER.match(part)):
            aside.append(after.group().strip())
            part = part[after.end() :]
        first, *others = pieces = _BUT.split(part)
        begins = normalise(first)
        if not _is_aside(begins):
            pieces = [part]
        elif others and _DECLINING.match(begins):
            instead = True
        for piece in filter(None, map(str.strip, pieces)):
            told = normalise(piece)
            if _is_aside(told):
                aside.append(piece)
                declined = declined or bool(_DECLINING.match(told))
            else:
                wanted.append(piece)
                instead = instead or (declined and bool(_INSTEAD.match(told)))
    return SetAside(aside, wanted, instead)


def _is_aside(text: str) -> bool:
    return bool(_DECLINING.match(text)) or _is_known(text)


def _is_known(text: str) -> bool:
    """Whether it is only that: "I know what it does and want more" goes on."""
    return bool(_KNOWING.match(text)) and not _GOING_ON.search(text)
