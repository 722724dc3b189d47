"""What somebody says that he does not want, or knows already, beside what he wants.

"I don't want to upgrade, just more sessions" is about more sessions. The words are English.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.matching.normalise import clauses, normalise

_RATHER_THAN = "(?:rather than|instead of|other than|apart from|aside from)"
_DECLINING = re.compile(
    r"(?:no |nah |but |so |well |hi |hello |sorry |please )*(?:"
    r"(?:i|we) (?:do not|dont|did not|didnt) (?:want|need|wish|mean|ask)"
    r"|(?:im |i am |we are )?not (?:interested|asking|looking|talking|after|about|the)"
    r"|not (?:a |an |another )?(?:human|person|agent|operator)"
    r"|no need|no (?:human|person|agent|operator)s?(?: please)?$|no (?:\w+ ){1,3}please$"
    r"|(?:it|this|that) (?:is not|isnt) (?:the|about|my)|its not about"
    rf"|{_RATHER_THAN}|forget about|forget the"
    r"|(?:i|we) have no (?:intention|wish) (?:of|to)"
    r"|(?:i|we) (?:already |do )?(?:know|understand) (?:what|how|where|why)"
    r"|(?:i |we |ive |weve |i have |we have )?already (?:checked|know|looked|read|saw|seen)"
    r"|(?:do not|dont) (?:show|tell|give|send|explain)"
    r")\b"
)
_BUT = re.compile(r"\bbut\b", re.IGNORECASE)
# "rather than see the past I'd like a forecast": where what is wanted begins. Where it comes first, both
# may be asked about: "can I use oil instead of butter".
_WANTED_AFTER = re.compile(
    rf"\s*(?:(?:and|but|so) )?{_RATHER_THAN} \S+.*?\s"
    r"(?=(?:i|id|im|we|wed|can|could|how|where|what|which|is|do|does|please|show|tell|give)\b)",
    re.IGNORECASE,
)


class SetAside(NamedTuple):
    """The parts of a text, as typed, that tell what is not wanted, and those that are left."""

    declined: list[str]
    wanted: list[str]


def declines(clause: str) -> bool:
    """Whether a clause, as typed, says what is not wanted.

    >>> declines("I don't want to upgrade"), declines("I don't know how to upgrade")
    (True, False)
    """
    return bool(_DECLINING.match(normalise(clause)))


def set_aside(text: str) -> SetAside:
    """Part what is not wanted from what is.

    >>> set_aside("I'm not after the plan but its price")
    SetAside(declined=["I'm not after the plan"], wanted=['its price'])
    >>> set_aside("rather than see the past i'd like a forecast").wanted
    ["i'd like a forecast"]
    >>> set_aside("How do I top up?")
    SetAside(declined=[], wanted=['How do I top up?'])
    """
    declined: list[str] = []
    wanted: list[str] = []
    for clause in clauses(text) or [text]:
        part = clause
        while after := _WANTED_AFTER.match(part):
            declined.append(after.group().strip())
            part = part[after.end() :]
        pieces = _BUT.split(part) if declines(part) else [part]
        for piece in filter(None, map(str.strip, pieces)):
            (declined if declines(piece) else wanted).append(piece)
    return SetAside(declined, wanted)
