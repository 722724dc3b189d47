"""The chat without JavaScript: what was asked before travels in the form, and is answered anew each time.

So the server keeps nothing, and nobody can put words into its mouth: a form carries questions, never replies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from bot.assistant import Assistant
from bot.errors import QuestionError
from bot.reply import Reply

MAX_TURNS = 20
# A character takes up to 12 bytes in a form (four bytes of UTF-8, each as %XX).
FORM_BYTES_PER_CHARACTER = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the reply to it, or the complaint about it."""

    question: str
    reply: Reply | None
    complaint: str = ""


def converse(assistant: Assistant, questions: Sequence[str], *, locale: str | None) -> list[Turn]:
    """The turns of a conversation. Raises ScopeError."""
    return [turn(question, lambda asked: assistant.ask(asked, locale=locale)) for question in questions]


def remembered(earlier: Sequence[str], *, budget: int) -> list[str]:
    """The newest of the earlier questions that a form of `budget` bytes can carry, in their order."""
    kept: list[str] = []
    for question in reversed(earlier[-MAX_TURNS:]):
        budget -= len("earlier=&") + len(quote_plus(question, errors="replace"))
        if budget < 0:
            break
        kept.append(question)
    return kept[::-1]


def history_budget(max_body_bytes: int, max_question_length: int) -> int:
    """The bytes that a form has left for earlier questions, beside the longest new one."""
    return max(0, max_body_bytes - 1_000 - FORM_BYTES_PER_CHARACTER * max_question_length)


def turn(question: str, ask: Callable[[str], Reply]) -> Turn:
    """One turn: the reply of `ask`, or what it complains about. Raises ScopeError."""
    try:
        return Turn(question, ask(question))
    except QuestionError as error:
        return Turn(question, None, f"{str(error)[:1].upper()}{str(error)[1:]}.")
