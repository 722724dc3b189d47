"""Whether a sentence asks for something, rather than tells what happened.

By its sign, or by how it begins: people leave the sign out. The words are English; in other languages the
sign alone tells.
"""

from __future__ import annotations

import re

from bot.matching.normalise import normalise
from bot.matching.polarity import negated

_SIGNS = ("?", "\uff1f", "\u061f")
_LEADING = "(?:and |but |so |ok |okay |well |hi |hello |please |pls |kindly |now |then )*"
_INTERROGATIVE = (
    "how|what|whats|where|wheres|which|when|who|whom|whose|why|is|are|am|do|does|did|can|could|may|might"
    "|shall|should|will|would|have|has"
)
_QUESTION = re.compile(rf"{_LEADING}(?:{_INTERROGATIVE})\b")
_ASKING = re.compile(
    rf"{_LEADING}(?:{_INTERROGATIVE}|tell|show|explain|help|give|find|need|want|looking"
    r"|(?:advise|guide|assist|suggest|clarify|confirm|inform) (?:me|us|on|about|how|what|where|which)"
    r"|(?:i|we) (?:\w+ )?(?:want|need|would|wish|like|cannot|cant|have to|wonder|do not know|dont know)"
    r"|(?:ive|i have|we have|im|i am) (?:no idea|no clue|not sure|unsure|wondering|looking for|trying to)"
    r"|im|id|wed|let me|any|anyone|anybody|somebody|someone)\b"
)
_OF_OTHERS = re.compile(
    r"(?:and |but |so |yesterday |today )*"
    r"(?:my|our|your|his|her|their|he|she|they|its?|i was|we were|(?:i|we) (?:had|talked|spoke|called|met))\b"
)
_LEAD_IN = re.compile(
    r"(?:.+ )?\b(?:(?:like|need|want(?:ed)?) to know|(?:would|id) like to|my question is|was wondering"
    r"|(?:please|just|(?:can|could) (?:you|any(?:one|body)|some(?:one|body)))(?: please)?"
    r" (?:tell|explain|show)(?: me| us)?)\b"
)
_REFERRING = re.compile(
    r"\b(?:this|that|these|those|it|them|(?:want|need|get|have) one)"
    r"(?: (?:up|out|on|off|in|down|back|again|here|there|somewhere|anywhere|please|now|then|for me|to me))*$"
)
_TAG = re.compile(
    r"(?:cant?|will|wont|(?:is|are|was|do|does|did|could|would|should|have|has)(?:nt)?)"
    r" (?:i|you|he|she|it|that|there|we|they)(?: (?:not|please))?"
)
_WHAT_NOW = re.compile(
    r"(?:and |but |so |please )*(?:what (?:now|next|happened|to do|are (?:my|our|the) options"
    r"|(?:can|do|should|shall) (?:i|we|you) do(?: now)?|is (?:it|this|that|going on))"
    r"|how come|why(?: is that)?|any (?:idea|ideas|help)|help(?: me| us)?|please help)"
)


def after_lead_in(text: str) -> str:
    """What stands behind the last "I'd like to know" within a text, normalised; "" where there is none.

    >>> after_lead_in("Our bot has stopped and I'd like to know how to top up.")
    'how to top up'
    """
    text = normalise(text)
    found = _LEAD_IN.match(text)
    return "" if not found or negated(text) else text[found.end() :].strip()


def refers_back(sentence: str) -> bool:
    """Whether what a sentence, as typed, is about stands before it.

    >>> refers_back("Where do I look this up?"), refers_back("Is it possible to top up?")
    (True, False)
    """
    return bool(_REFERRING.search(normalise(sentence)))


def asks_what_now(clause: str) -> bool:
    """Whether a clause, as typed, asks only what is to be done about what stands before it.

    >>> asks_what_now("So what can I do?"), asks_what_now("What can I do to top up?")
    (True, False)
    """
    return bool(_WHAT_NOW.fullmatch(normalise(clause)))


def is_tag(clause: str) -> bool:
    """Whether a clause, as typed, only turns what stands before it into a question.

    >>> is_tag("would you?"), is_tag("would you help?")
    (True, False)
    """
    return bool(_TAG.fullmatch(normalise(clause)))


def tells_of_others(sentence: str) -> bool:
    """Whether a sentence, as typed, tells of others, or what was, rather than wishes for something.

    >>> tells_of_others("My manager called me."), tells_of_others("I want to call my manager.")
    (True, False)
    """
    return bool(_OF_OTHERS.match(normalise(sentence)))


def is_question(sentence: str) -> bool:
    """Whether a sentence, as typed, has the form of a question.

    >>> is_question("how do I top up"), is_question("I need to top up."), is_question("Top up?")
    (True, False, True)
    """
    return sentence.rstrip().endswith(_SIGNS) or bool(_QUESTION.match(normalise(sentence)))


def asks(sentence: str) -> bool:
    """Whether a sentence, as typed, is one that asks.

    >>> asks("Where is it."), asks("He left."), asks("Left?")
    (True, False, True)
    """
    return sentence.rstrip().endswith(_SIGNS) or bool(_ASKING.match(normalise(sentence)))
