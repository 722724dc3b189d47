"""The chat without JavaScript: what was asked before travels in the form, and is answered anew each time.

So the server keeps nothing, and nobody can put words into its mouth: a form carries questions, never replies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote_plus

from bot.assistant import Assistant
from bot.errors import QuestionError, sentence
from bot.reply import Reply

MAX_TURNS = 20
# A character takes up to 12 bytes in a form (four bytes of UTF-8, each as %XX).
FORM_BYTES_PER_CHARACTER = 12


class Asked(NamedTuple):
    """A question, and the FAQ that was picked where it was not typed."""

    question: str
    faq_id: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked and the reply to it, or the complaint about it."""

    asked: Asked
    reply: Reply | None
    complaint: str = ""


def converse(assistant: Assistant, questions: Sequence[Asked], *, locale: str | None) -> list[Turn]:
    """The turns of a conversation. What is told again has no id: no journal knows it. Raises ScopeError."""

    def again(asked: Asked) -> Reply:
        reply = assistant.ask(asked.question, locale=locale, faq_id=asked.faq_id)
        return reply.model_copy(update={"id": ""})

    return [turn(asked, again) for asked in questions]


def remembered(earlier: Sequence[Asked], *, budget: int) -> list[Asked]:
    """The newest of the earlier questions that a form of `budget` bytes can carry, in their order."""
    kept: list[Asked] = []
    for asked in reversed(earlier[-MAX_TURNS:]):
        budget -= len("earlier=&earlier_choice=&") + len(asked.faq_id)
        budget -= len(quote_plus(asked.question, errors="replace"))
        if budget < 0:
            break
        kept.append(asked)
    return kept[::-1]


def history_budget(max_body_bytes: int, max_question_length: int) -> int:
    """The bytes that a form has left for earlier questions, beside the longest new one."""
    return max(0, max_body_bytes - 1_000 - FORM_BYTES_PER_CHARACTER * max_question_length)


def turn(asked: Asked, ask: Callable[[Asked], Reply]) -> Turn:
    """One turn: the reply of `ask`, or what it complains about. Raises ScopeError."""
    try:
        return Turn(asked, ask(asked))
    except QuestionError as error:
        return Turn(asked, None, sentence(error))
