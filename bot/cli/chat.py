"""A conversation in the terminal. What was offered can be picked by its number."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import click
from rich.console import Console

from bot.assistant import Assistant
from bot.cli.show import explanation_table, show_reply
from bot.errors import QuestionError
from bot.offers import FaqRef
from bot.reply import Reply

PROMPT = "You: "
_LEAVING = ("exit", "quit")


@dataclass
class Conversation:
    """Asks and replies, and remembers what was offered last."""

    assistant: Assistant
    console: Console
    locale: str | None = None
    topic: str | None = None
    explain: bool = False
    offered: tuple[FaqRef, ...] = ()
    ask: Callable[..., Reply] | None = None

    def hold(self) -> None:
        """Go on until a farewell, Ctrl-C or the end of the input. Raises ScopeError."""
        if sys.stdin.isatty():
            import readline  # noqa: F401  (gives `input` line editing and history)

            self.console.print('Ask a question, pick an offer by its number, or say "bye".', style="dim")
        self.assistant.scope(locale=self.locale, topic=self.topic)
        while (typed := _typed()) is not None and typed not in _LEAVING:
            if typed and not self.turn(typed):
                return

    def turn(self, typed: str) -> bool:
        """Reply to one line; False if it was a farewell."""
        question, faq_id, locale = typed, None, self.locale
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else None
        if number is not None and self.offered:
            if not 0 < number <= len(self.offered):
                self.console.print(f"There is no offer {number}: pick 1 to {len(self.offered)}.\n")
                return True
            # Which may be of another language than what is asked.
            picked, locale = self.offered[number - 1], None
            question, faq_id = picked.question, picked.faq_id
        try:
            ask = self.ask or self.assistant.ask
            reply = ask(question, locale=locale, topic=self.topic, faq_id=faq_id, explain=True)
        except QuestionError as error:
            self.console.print(f"{error}\n", style="red")
            return True
        self.offered = show_reply(self.console, reply)
        if reply.explanation and self.explain:
            self.console.print()
            self.console.print(explanation_table(reply.explanation))
        self.console.print()
        return not (reply.explanation and reply.explanation.small_talk == "goodbye")


def _typed() -> str | None:
    """The next line, "" for an empty one, None at the end."""
    try:
        return input(PROMPT if sys.stdin.isatty() else "").strip()
    except (EOFError, KeyboardInterrupt):
        if sys.stdin.isatty():
            click.echo()
        return None
