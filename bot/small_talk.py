"""Greetings, thanks, "who are you" and "a person, please": what people type that is no question to the FAQs.

Phrasings only: they stand in the match index beside the corpus and compete with it. So typos are understood
as everywhere else, "hi, how do I top up" stays a question, and a corpus that has a FAQ of its own about
greetings wins with it. Many more, which would crowd out a small corpus, have an index of their own, that is
asked where the corpus has no answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz import fuzz, process

from bot.chat_phrasings import FURTHER_HANDOFF, FURTHER_SMALL_TALK, HANDOFF, SMALL_TALK
from bot.matching.decide import says_it
from bot.matching.index import MatchIndex, Owner
from bot.matching.retrieve import Question
from bot.matching.score import Ranked

_LONGEST_OPENING = 5
_LONGEST_CLOSING = 4
_LONGEST_PART = 7
_MISSPELT = 90
_TELLING = ("robot", "who_are_you", "how_are_you", "help", "goodbye", "thanks", "greeting", "okay")
# Said to or beside small talk, and asks nothing.
_BESIDE = re.compile(
    r"actually|ah|all|amigo|and|boss|bot|bro|buddy|dear|dude|even|everybody|everyone|folks|friend|friends|guys"
    r"|ha|haha|hehe|honestly|ji|just|little|lol|m8|maam|madam|mam|man|mate|miss|my|now|oh|pal|please|quite|really"
    r"|sir|so|team|then|there|today|very|well|yaar"
)
_CONTACT = (
    r"(?:speak(?:ing)?|talk(?:ing)?|chat(?:ting)?|discuss(?:ing)?|explain(?:ing)?|connect(?:ed)?|transfer(?:red)?|forward|escalate"
    r"|contact|call|ring|phone|reach|hold of|in touch|put me through|pass (?:me|this)|handled|review|arrange"
    r"|involve)"
)
_PERSON = (
    r"(?:humans?|person|agent|someone|somebody|anyone|anybody|staff|colleagues?|representative|rep|specialist"
    r"|advis[eo]r|consultant|technician|supervisor|employee|executive|account manager|support (?:team|level)"
    r"|service department|help ?desk|(?:your|the) (?:team|manager|boss|company|people))"
)
_MACHINE = r"(?:bot|robot|human|(?:real )?person|real|ai|machine|computer|program)"
# What is said in so many ways that no list has them all, and what it comes to.
_COMES_TO = {
    "talk to a person": re.compile(rf".*\b{_CONTACT}\b.*\b{_PERSON}\b.*"),
    "are you a robot": re.compile(rf".*\b(?:(?:are|r) (?:you|u)|youre|you are|ur)\b.*\b{_MACHINE}\b.*"),
    "who are you": re.compile(
        r".*\bwho(?:m|s)? (?:am i|do i|are|r|is|have i)\b.*\b(?:you|u|speaking|talking|chatting|dealing)\b.*"
        r"|.*\bwhat (?:exactly |actually )?(?:are|r) (?:you|u)\b(?! (?:\w+ing|going|able)).*"
    ),
}
_SIGNS = {"👋": "hello", "🙏": "thank you", "❤": "thank you", "👍": "ok", "👌": "ok"}
_CLOSING = frozenset(("thanks", "goodbye"))
_TOLD = frozenset(("greeting", "thanks", "okay", "goodbye"))
# Shares of a question's words, by rarity.
_COVERED = 0.5
_LIKELY, _ALIKE = 0.5, 0.5
_WHAT_FOR = re.compile(r"(?:for|from|that|this|ill|i will)\b")
_IRONY = re.compile(
    r"for nothing\b|(?:that|this) (?:(?:was|is|did|does) (?:no|not|useless)|didnt|wasnt|isnt|doesnt)\b"
)
_ASKING = re.compile(
    r"\b(?:how|what|whats|where|when|which|who|why|can|could|do|does|is there|but|need|want|show|tell"
    r"|help me)\b"
)

COMPETING = (
    *((Owner("small_talk", intent), phrasings) for intent, phrasings in SMALL_TALK.items()),
    *((Owner("handoff", intent), phrasings) for intent, phrasings in HANDOFF.items()),
)
_FURTHER = FURTHER_SMALL_TALK | FURTHER_HANDOFF
ALL = tuple((owner, (*phrasings, *_FURTHER[owner.id])) for owner, phrasings in COMPETING)


def without_small_talk(index: MatchIndex, text: str) -> str:
    """A normalised text without the small talk that it begins and ends with; "" where it is all of it, or
    none is.

    "good morning whats my usage thanks" -> "whats my usage"; of "namaste team" nothing is left, since "hi
    team" is small talk.
    """
    rest = _without_closing(index, _without_opening(index, text) or text)
    return "" if rest == text else rest


def _without_closing(index: MatchIndex, text: str) -> str:
    words = text.split()
    for length in range(min(_LONGEST_CLOSING, len(words) - 1), 0, -1):
        if _is_small_talk(index, " ".join(words[-length:]), _CLOSING):
            return _without_closing(index, " ".join(words[:-length]))
    return text


def _without_opening(index: MatchIndex, text: str) -> str:
    words = text.split()
    for length in range(min(_LONGEST_OPENING, len(words)), 0, -1):
        if _is_small_talk(index, " ".join(words[:length])):
            rest = " ".join(words[length:])
            addressed = any(
                _is_small_talk(index, f"{greeting} {rest}") for greeting in ("hi", "hello", "hey")
            )
            return "" if addressed else rest
    return ""


def comes_to(index: MatchIndex, text: str) -> str:
    """The phrasing of small talk that a normalised text comes to; "" where it comes to none.

    Of what is made of several, it is the one that tells most: "cheers mate bye" -> "bye"; "who are you lol"
    -> "who are you"; "how ar yu" -> "how are you"; "so you're a machine, right" -> "are you a robot"
    """
    words = text.split()
    plain = " ".join([word for word in words if not _BESIDE.fullmatch(word)])
    if parts := _parts(index, words) or _parts(index, plain.split()):
        by_intent = {index.owners[index.owner_by_text[part]].id: part for part in parts}
        return next(by_intent[intent] for intent in _TELLING if intent in by_intent)
    # Words too short to be known with a letter wrong are known by the whole.
    if found := process.extractOne(text, index.texts, scorer=fuzz.ratio, score_cutoff=_MISSPELT):
        return str(found[0])
    return next((phrasing for phrasing, pattern in _COMES_TO.items() if pattern.fullmatch(text)), "")


def _parts(index: MatchIndex, words: list[str]) -> list[str] | None:
    """The phrasings of small talk that the words are, but for those that may stand beside them."""
    if not words:
        return []
    for length in range(min(_LONGEST_PART, len(words)), 0, -1):
        part = " ".join(words[:length])
        known = _is_small_talk(index, part)
        if known or _BESIDE.fullmatch(part):
            rest = _parts(index, words[length:])
            if rest is not None:
                return [part, *rest] if known else rest
    return None


def told_by_signs(typed: str) -> str:
    """What a text as typed says, that has no words: "👋" -> "hello"; "" where that is nothing known."""
    return next((said for sign, said in _SIGNS.items() if sign in typed), "")


def may_be_small_talk(question: Question) -> bool:
    """Whether an index of nothing but small talk knows enough of its words."""
    mass = sum([match.idf for match in question.matches])
    return sum([match.idf for match in question.matches if match.found]) >= _COVERED * mass


def is_small_talk(found: Ranked, *, asks: bool) -> bool:
    """Whether what was found in an index of nothing but small talk is what was said, or is asked."""
    evidence = found.evidence
    if asks and found.owner.id in _TOLD and not found.exact:
        return False
    alike = evidence.similarity >= _ALIKE and evidence.coverage >= _COVERED
    return alike and found.confidence >= _LIKELY and says_it(found)


def asks_nothing(one: Ranked) -> bool:
    """Whether it is small talk that cannot be a question's, of which it has little.

    "can I take him with me tomorrow" is no "see you tomorrow".
    """
    told = one.owner.kind == "small_talk" and one.owner.id in _TOLD
    return told and one.evidence.coverage < _COVERED and not one.exact


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
    return said if _is_small_talk(index, said, _CLOSING) else ""


def _is_small_talk(index: MatchIndex, text: str, intents: Collection[str] = SMALL_TALK.keys()) -> bool:
    number = index.owner_by_text.get(text)
    owner = None if number is None else index.owners[number]
    return owner is not None and owner.kind == "small_talk" and owner.id in intents
