"""What the terminal shows. Text that people wrote is printed as it is, never as markup or control codes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.explanation import Calibrated, Explanation, Reason, Similarity, Standing, WordShare
from bot.matching.explain import Where
from bot.offers import FaqRef
from bot.reply import Handoff, LinkOut, Reply

# What could move the cursor, colour the screen or turn the text round; and what cannot be encoded.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# What wins where no FAQ does.
_KINDS = {"not_covered": "not_covered group", "small_talk": "small talk", "handoff": "a wish for a person"}
_REASONS: dict[Reason, str] = {
    "exact": "The question is, word for word, a phrasing of {first}.",
    "opposite": "{best} counts less: only one of it and the question is about not doing something.",
    "number": "{best} counts less: it is about another number than the question.",
    "numbers": "{best} counts less: another number, that is another FAQ's, was asked for too.",
    "name": "{best} counts less: the question has a name that no FAQ has.",
    "subject": "{best} counts less: the question, else the same, has another thing in its place.",
    "topic": "A single word is a topic, not a question: what there is about it is offered, "
    "whatever the confidence.",
    "picked": "{best} was picked from what was offered.",
}
# Where a word is that the nearest phrasing lacks.
_FOUND: dict[Where, str] = {
    "another": 'in "{phrasing}", another of its phrasings',
    "elsewhere": "only elsewhere",
    "nowhere": "nowhere",
}
# Evidence that has another name for people.
_EVIDENCE = {
    "classified_lead": "lead by classifier",
    "coverage": "words covered",
    "unknown": "words unknown",
}

# Wider than any line: a table is as wide as what is in it.
_NO_END = 1_000_000

T = TypeVar("T")


def plural(number: int, noun: str) -> str:
    """A number of things.

    >>> plural(1, "file"), plural(2_000, "file")
    ('1 file', '2,000 files')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def printable(text: str) -> str:
    """`text` with each control character as its escape.

    >>> printable("\\x1b[31mred")
    '\\\\x1b[31mred'
    """
    return _UNPRINTABLE.sub(lambda match: ascii(match.group())[1:-1], text)


def relative(path: str | Path) -> str:
    """The path from the working folder, where it lies below it."""
    return os.path.relpath(path) if Path(path).resolve().is_relative_to(Path.cwd()) else str(path)


def terminal(*, stderr: bool = False) -> Console:
    """A console that wraps lines and tables for people, and leaves them whole for programs."""
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.soft_wrap, console.width = True, _NO_END
    return console


def watch(steps: Sequence[T], what: str = "Asking") -> Iterator[T]:
    """Walk through the steps, with a progress bar on stderr where that is a terminal."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = terminal(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield from progress.track(steps)


def show_reply(console: Console, reply: Reply) -> tuple[FaqRef, ...]:
    """Print a reply; returns what may be picked by number, in the order in which it was numbered."""
    if answer := reply.answer:
        console.print(printable(answer.question), style="bold")
        console.print(printable(reply.message))
        if answer.link:
            _show_link(console, answer.link)
        _numbered(console, "You may also ask:", answer.follow_ups)
        return answer.follow_ups
    console.print(printable(reply.message))
    _numbered(console, "", reply.choices)
    if reply.handoff:
        _show_handoff(console, reply.handoff)
    return reply.choices


def explanation_table(explanation: Explanation) -> Table:
    """Why a reply is what it is: what was matched, what each word adds to it, and what came of it."""
    table = Table(title="Why", title_justify="left", title_style="bold", show_header=False, box=None)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    best, runner_up, won = explanation.best, explanation.runner_up, explanation.instead
    table.add_row("Question as matched", explanation.question or "(nothing to match)")
    faq = best.faq_id if best else "none"
    first = faq
    if won:
        # A wish for a person is of one kind only.
        first = _KINDS[won.kind] if won.kind == "handoff" else f"{_KINDS[won.kind]} {won.id}"
        table.add_row("Won instead", f"{first}, confidence {won.confidence:.2f}")
        if won.taken_as:
            table.add_row("Taken as", won.taken_as)
        _add_grounds(table, won.matched_phrasing, won.similarity, won.words)
        _add_standing(table, won.standing)
    table.add_row("Best FAQ", f"{faq}, confidence {best.confidence:.2f}" if best else faq)
    if best:
        _add_grounds(table, explanation.matched_phrasing, explanation.similarity, explanation.words)
        _add_standing(table, explanation.standing)
    if made := explanation.calibration:
        table.add_row("Evidence", _evidence_table(made, explanation.evidence))
        table.add_row("Confidence", _made_up(made))
    table.add_row(
        "Runner-up", f"{runner_up.faq_id}, confidence {runner_up.confidence:.2f}" if runner_up else "none"
    )
    _add_standing(table, explanation.runner_up_standing)
    if explanation.rival_group or explanation.rival_faq:
        rival = explanation.rival_faq or f"{_KINDS['not_covered']} {explanation.rival_group}"
        table.add_row("Likelier rival", f"{rival}, confidence {explanation.rival_confidence or 0:.2f}")
    if best and not won and "topic" not in explanation.reasons:
        table.add_row("Lead", f"{_two(explanation.margin)}, of {explanation.lead_needed:.2f} needed")
    reasons = [_REASONS[reason].format(first=first, best=faq) for reason in explanation.reasons]
    if runner_up:
        reasons += [
            _REASONS[reason].format(best=runner_up.faq_id) for reason in explanation.runner_up_reasons
        ]
    if reasons:
        table.add_row("Reasons", "\n".join(reasons))
    table.add_row(
        "Cut-offs", ", ".join(f"{name} {value:.3g}" for name, value in explanation.cut_offs.items())
    )
    table.add_row("Embedder", explanation.embedder)
    return table


def _add_grounds(
    table: Table, phrasing: str | None, alike: Similarity | None, words: Sequence[WordShare]
) -> None:
    table.add_row("Its nearest phrasing", printable(phrasing or "none"))
    if alike:
        parts = ("words", "meaning", "order", "about")
        shown = ", ".join(f"{part} {_two(getattr(alike, part))}" for part in parts)
        table.add_row("Similarity", f"{alike.total:.2f}: {shown}")
    if words:
        table.add_row("Words", _words_table(words))
    if lacking := "\n".join(_where_else(words)):
        table.add_row("Words it lacks", lacking)


def _two(number: float) -> str:
    """With two digits, and never as -0.00."""
    return f"{round(number, 2) + 0.0:.2f}"


def _add_standing(table: Table, standing: Standing | None) -> None:
    if standing:
        parts = f"candidates {standing.candidates:.2f}, classifier {standing.classifier:.2f}"
        table.add_row("Standing", f"{standing.total:.2f}: {parts}")


def evidence_name(feature: str) -> str:
    """What a piece of evidence, of which its logarithm may be weighed, is called.

    >>> evidence_name("log_support_by_log_phrasings"), evidence_name("coverage")
    ('support by phrasings', 'words covered')
    """
    name = feature.replace("log_", "")
    return _EVIDENCE.get(name, name.replace("_", " "))


def _evidence_table(made: Calibrated, evidence: Mapping[str, float]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("what", overflow="fold")
    for heading in ("is", "adds"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_row("to begin with", "", _two(made.intercept))
    for feature, adds in made.adds.items():
        value = evidence.get(feature.removeprefix("log_"))
        table.add_row(evidence_name(feature), "" if value is None else f"{round(value, 2):g}", _two(adds))
    return table


def _made_up(made: Calibrated) -> str:
    """Log-odds -> confidence, step by step."""
    steps = [f"{_two(made.log_odds)} in all, as a probability {made.calibrated:.2f}"]
    if made.raised_to is not None:
        steps.append(f"raised to {made.raised_to:.2f}")
    steps += [f"times {factor:g} for the doubt: {doubt}" for doubt, factor in made.doubts.items()]
    return ", ".join(steps)


def _words_table(words: Sequence[WordShare]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("word", "met"):
        table.add_column(heading, overflow="fold")
    for heading in ("alike", "rarity", "adds"):
        table.add_column(heading, justify="right", no_wrap=True)
    for share in words:
        numbers = (f"{number:.2f}" for number in (share.similarity, share.rarity, share.contribution))
        letters = f"letters of {share.letters_of}" if share.letters_of else "nothing"
        table.add_row(share.word, share.matched or letters, *numbers)
    return table


def _where_else(words: Sequence[WordShare]) -> Iterator[str]:
    """Where the words are that the phrasing lacks, those that are in the same place together."""
    lacking: dict[tuple[Where, str | None], list[str]] = {}
    for share in words:
        if share.found != "matched":
            lacking.setdefault((share.found, share.found_in), []).append(share.word)
    for (found, phrasing), those in lacking.items():
        yield f"{', '.join(those)}: {printable(_FOUND[found].format(phrasing=phrasing))}"


def _show_link(console: Console, link: LinkOut) -> None:
    console.print()
    console.print(Text.assemble(printable(link.title), ": ", (link.url, "cyan underline")), soft_wrap=True)


def _show_handoff(console: Console, handoff: Handoff) -> None:
    if handoff.url:
        _show_link(console, LinkOut(title=handoff.label, url=handoff.url))


def _numbered(console: Console, heading: str, entries: Sequence[FaqRef]) -> None:
    if not entries:
        return
    console.print()
    if heading:
        console.print(heading, style="dim")
    for number, entry in enumerate(entries, 1):
        console.print(f"  {number}. {printable(entry.label)}")
