"""Greetings, thanks, "who are you" and "a person, please": what people type that is no question to the FAQs.

Phrasings only: they stand in the match index beside the corpus and compete with it. So typos are understood
as everywhere else, "hi, how do I top up" stays a question, and a corpus that has a FAQ of its own about
greetings wins with it. Many more, which would crowd out a small corpus, have an index of their own: see
`bot.small_talk_alone`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.chat_phrasings import FURTHER_HANDOFF, FURTHER_SMALL_TALK, HANDOFF, OTHERS, SMALL_TALK
from bot.chat_phrasings.ways import HELP_WITH
from bot.matching.index import MatchIndex, Owner
from bot.matching.score import Ranked

_LONGEST_OPENING = 5
_LONGEST_CLOSING = 4
_CLOSING = frozenset(("thanks", "goodbye"))
_POLITE = " please"
# How a letter ends, with the name of who wrote it.
_SIGNED = re.compile(
    r" (?:(?:many thanks|thanks|thank you) in advance|(?:best|kind|kindest|warm) (?:regards|wishes)"
    r"|(?:yours )?sincerely)(?: [^\W\d_]+){0,2}$"
)
# What goes on: "what does it cost per night" says no good night.
_GOES_ON = re.compile(
    r"(?:^| )(?:an?|at|by|each|every|for|from|in|is|last|my|next|of|on|one|our|per|that|the|their|this|to"
    r"|which|with|your)$"
)
TELLING_ONLY = frozenset(("greeting", "thanks", "okay", "goodbye"))
# Share of a question's words, by rarity.
_COVERED = 0.5
_WHAT_FOR = re.compile(r"(?:for|from|that|this|ill|i will)\b")
_IRONY = re.compile(
    r"for nothing\b|(?:that|this) (?:(?:was|is|did|does) (?:no|not|useless)|didnt|wasnt|isnt|doesnt)\b"
)
_OF_YOURS = re.compile(r"\byour (.+)")
_YOU, _YOURS = re.compile(r"\b(?:you|youre|yourself|ya)\b"), re.compile(r"\b(?:you|youre|your|yours|ya)\b")
_ASKING = re.compile(
    r"\b(?:how|what|whats|where|when|which|who|why|can|could|do|does|is there|but|need|want|show|tell"
    r"|help me|speak|talk|chat with|rather|prefer)\b"
)

COMPETING = (
    *((Owner("small_talk", intent), phrasings) for intent, phrasings in SMALL_TALK.items()),
    *((Owner("handoff", intent), phrasings) for intent, phrasings in HANDOFF.items()),
)
_FURTHER = FURTHER_SMALL_TALK | FURTHER_HANDOFF
ALL = (
    *((owner, (*phrasings, *_FURTHER[owner.id])) for owner, phrasings in COMPETING),
    (Owner("not_covered", "others"), OTHERS),
)


def without_small_talk(index: MatchIndex, text: str) -> str:
    """A normalised text without the small talk that it begins and ends with; "" where it is all of it, or
    none is.

    "good morning whats my usage thanks" -> "whats my usage"; of "namaste team" nothing is left, since "hi
    team" is small talk.
    """
    rest = _without_closing(index, _without_opening(index, text) or text)
    return "" if rest == text else rest


def _without_closing(index: MatchIndex, text: str) -> str:
    words = _SIGNED.sub("", text).removesuffix(_POLITE).split()
    for length in range(min(_LONGEST_CLOSING, len(words) - 1), 0, -1):
        rest = " ".join(words[:-length])
        if is_phrasing(index, " ".join(words[-length:]), _CLOSING) and not _GOES_ON.search(rest):
            return _without_closing(index, rest)
    return " ".join(words)


def _without_opening(index: MatchIndex, text: str) -> str:
    words = text.split()
    for length in range(min(_LONGEST_OPENING, len(words)), 0, -1):
        if is_phrasing(index, " ".join(words[:length])):
            rest = " ".join(words[length:])
            addressed = any(is_phrasing(index, f"{greeting} {rest}") for greeting in ("hi", "hello", "hey"))
            return "" if addressed else rest
    return ""


def asks_nothing(one: Ranked) -> bool:
    """Whether it is small talk that cannot be a question's, of which it has little.

    "can I take him with me tomorrow" is no "see you tomorrow".
    """
    told = one.owner.kind == "small_talk" and one.owner.id in TELLING_ONLY
    return told and one.evidence.coverage < _COVERED and not one.exact


def tells_with_what(one: Ranked, text: str) -> bool:
    """Whether it is a call for help, and the normalised text tells with what: "help me choose a plan"."""
    calls = one.owner.kind == "small_talk" and one.owner.id == "help" and not one.exact
    return calls and bool(HELP_WITH.match(text))


def is_a_faqs_word(index: MatchIndex, one: Ranked, ranked: Iterable[Ranked]) -> bool:
    """Whether it is small talk of which a single word was typed, and that a FAQ has as well: "hold on".

    `index`: of the small talk.
    """
    return " " in index.texts[one.row] and is_as_much_a_faqs(one, ranked)


def is_as_much_a_faqs(one: Ranked, ranked: Iterable[Ranked]) -> bool:
    """Whether it is small talk for a single word that a FAQ has as well."""
    if one.evidence.words > 1:
        return False
    return any(faq.faq_id and faq.evidence.coverage >= one.evidence.coverage for faq in ranked)


def asks_of_others(index: MatchIndex, one: Ranked, text: str) -> bool:
    """Whether it is small talk that asks somebody of himself, and the normalised text asks nobody.

    "how old is the house" is no "how old are you", nor is "how old are your shops", nor "who is your boss"
    "who is this".
    """
    if one.owner.kind != "small_talk" or one.owner.id in TELLING_ONLY or one.exact:
        return False
    asked = index.texts[one.row]
    if (yours := _OF_YOURS.search(text)) and set(yours[1].split()).isdisjoint(asked.split()):
        return True
    # "how is your day" asks how he is.
    of = _YOURS if one.owner.id == "how_are_you" or not _YOU.search(asked) else _YOU
    return bool(of.search(asked)) and not of.search(text)


def courtesy(index: MatchIndex, text: str) -> str:
    """The small talk that a normalised text begins with, where the rest only says what it is for; else "".

    "thank you for the support" -> "thank you"
    """
    if _ASKING.search(text):
        return ""
    rest = _without_opening(index, text)
    if not _WHAT_FOR.match(rest) or _IRONY.match(rest):
        return ""
    said = text.removesuffix(rest).rstrip()
    # "I see that ..." tells something.
    return said if is_phrasing(index, said, _CLOSING) else ""


def is_phrasing(index: MatchIndex, text: str, intents: Collection[str] = SMALL_TALK.keys()) -> bool:
    """Whether a normalised text is a phrasing of small talk, and of nothing else."""
    number = index.owner_by_text.get(text)
    owner = None if number is None else index.owners[number]
    return owner is not None and owner.kind == "small_talk" and owner.id in intents
