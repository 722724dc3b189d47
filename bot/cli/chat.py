"""A conversation in the terminal. What was offered can be picked by its number."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from bot.assistant import Assistant
from bot.cli.show import explanation_table, show_answer, show_reply
from bot.errors import QuestionError
from bot.matching.normalise import normalise
from bot.reply import FaqRef, answer_of, message_of

PROMPT = "You: "
_FAREWELLS = frozenset({"bye", "bye bye", "good bye", "goodbye", "exit", "quit"})


def converse(
    assistant: Assistant, console: Console, *, locale: str | None, topic: str | None, explain: bool
) -> None:
    """Ask and reply until a farewell, Ctrl-C or the end of the input."""
    if sys.stdin.isatty():
        import readline  # noqa: F401  (gives `input` line editing and history)

        console.print('Ask a question, pick an offer by its number, or say "bye".', style="dim")
    offered: tuple[FaqRef, ...] = ()
    while (typed := _typed()) is not None and normalise(typed) not in _FAREWELLS:
        if not typed:
            continue
        console.print()
        if (picked := _picked(typed, offered)) is not None:
            offered = _show_picked(assistant, console, picked)
        else:
            offered = _show_asked(assistant, console, typed, locale, topic, explain)
        console.print()


def _typed() -> str | None:
    """The next line, "" for an empty one, None at the end."""
    try:
        return input(PROMPT if sys.stdin.isatty() else "").strip()
    except (EOFError, KeyboardInterrupt):
        if sys.stdin.isatty():
            click.echo()
        return None


def _picked(typed: str, offered: tuple[FaqRef, ...]) -> FaqRef | None:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    return offered[number - 1] if 0 < number <= len(offered) else None


def _show_picked(assistant: Assistant, console: Console, picked: FaqRef) -> tuple[FaqRef, ...]:
    corpus = assistant.corpus
    record = corpus.by_id[picked.faq_id]
    answer = answer_of(corpus, record)
    return show_answer(console, answer, message_of(answer, record.topic.locale))


def _show_asked(
    assistant: Assistant,
    console: Console,
    question: str,
    locale: str | None,
    topic: str | None,
    explain: bool,
) -> tuple[FaqRef, ...]:
    try:
        reply = assistant.ask(question, locale=locale, topic=topic, explain=explain)
    except QuestionError as error:
        console.print(str(error), style="red")
        return ()
    offered = show_reply(console, reply)
    if reply.explanation:
        console.print()
        console.print(explanation_table(reply.explanation))
    return offered
