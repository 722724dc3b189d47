"""Greetings, thanks and the wish for a person: what people type that is no question to the FAQs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["small_talk", "handoff"]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What was recognised: `intent` such as "greeting", and the reply to it."""

    kind: Kind
    intent: str
    message: str


def recognise(question: str) -> SmallTalk | None:
    """The small talk or wish for a person that a normalised question consists of, if it is nothing else."""
    if question in ("hi", "hello", "hey"):
        return SmallTalk("small_talk", "greeting", "Hello! What would you like to know?")
    if question in ("human", "agent", "get me a human now"):
        return SmallTalk("handoff", "person", "Of course. Here is how to reach a person.")
    return None
