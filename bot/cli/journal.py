"""What the journal tells in the terminal: the report, suggestions; and what it is made to forget."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from bot import __version__
from bot.assistant import Assistant
from bot.cli.show import printable, terminal, watch
from bot.errors import JournalError, SettingsError
from bot.journal.database import NoJournal, database_url, make_engine, prepare_to_read, shown
from bot.journal.entries import entry_of, now
from bot.journal.groups import MOST_TEXTS
from bot.journal.journal import Journal
from bot.journal.records import Record, read
from bot.journal.report import Report, make_report
from bot.journal.write import forget
from bot.matching.embedders import load_embedder
from bot.reply import Reply, new_id
from bot.settings import Settings

_UNITS = {"m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
_SPAN = re.compile(r"(\d{1,6})\s*([mhdw])")

grouping = partial(watch, what="Grouping questions")


class Recorder:
    """Records what is asked in the terminal, as one conversation."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        """`assistant`: who is asked."""
        self._assistant = assistant
        self._journal = Journal(settings)
        self._conversation = new_id()

    def ask(self, question: str, **more: Any) -> Reply:
        """What `Assistant.ask` says. Raises QuestionError and ScopeError."""
        began = perf_counter()
        answered = self._assistant.answer(question, **more)
        self._journal.record(
            entry_of(
                question,
                answered.reply,
                answered.decision,
                embedder=answered.index.embedder.name,
                conversation=self._conversation,
                channel="cli",
                latency=perf_counter() - began,
                version=__version__,
            )
        )
        return answered.reply

    def stop(self) -> None:
        """Write what is not written yet."""
        self._journal.stop()


def since_of(text: str) -> int:
    """`7d`, `12h`, `2w` or a date -> milliseconds since 1970. Raises SettingsError."""
    if match := _SPAN.fullmatch(text.strip().lower()):
        return max(0, now() - int(match[1]) * _UNITS[match[2]])
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise SettingsError(
            f"--since {text!r} is no time; write 7d, 12h, 2w, or a date such as 2026-11-23"
        ) from None
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)


def read_journal(settings: Settings, since: str) -> tuple[list[Record], int]:
    """The records and where they begin. Raises JournalError (none is there) and SettingsError."""
    begins = since_of(since)
    if begins > now():
        raise SettingsError(f"--since {since!r} has not come yet; write a time in the past, such as 7d")
    if settings.journal == "off":
        raise SettingsError("the journal is off; set --journal on to read it")
    engine = make_engine(database_url(settings.database_url))
    try:
        prepare_to_read(engine)
        return read(engine, begins), begins
    except NoJournal:
        if settings.database_url:
            raise
        # Where nobody has named one, nothing is amiss: nothing has been asked yet.
        terminal(stderr=True).print(f"Nothing has been recorded yet: {shown(engine.url)} is not there")
        return [], begins
    finally:
        engine.dispose()


def report_of(settings: Settings, since: str) -> Report:
    """The report, with a progress bar on stderr where that is a terminal."""
    records, begins = read_journal(settings, since)
    return make_report(
        records,
        load_embedder(settings.embedder),
        since=begins,
        until=now(),
        min_conversations=settings.report_min_conversations,
        watch=grouping,
    )


def forget_conversation(settings: Settings, conversation: str) -> str:
    """Delete a conversation; what to say of it. Raises JournalError where there is none of that name."""
    url = database_url(settings.database_url)
    engine = make_engine(url)
    try:
        prepare_to_read(engine)
        gone = forget(engine, conversation)
    finally:
        engine.dispose()
    if not gone:
        raise JournalError(f"the journal {shown(url)} knows no conversation of that name")
    return f"Forgot {gone:,} {'reply' if gone == 1 else 'replies'} with all votes and comments."


def as_json(report: Report) -> str:
    """The report for programs."""
    made = asdict(report) | {"coverage": report.coverage}
    for figures, row in zip(report.faqs, made["faqs"], strict=True):
        row["helpful_share"] = figures.helpful_share
    made["slowest"] = [{"ms": ms, "decision": what, "faq_id": id_} for ms, what, id_ in report.slowest]
    for group in made["groups"]:
        group["texts"] = [{"question": text, "count": count} for text, count in group["texts"]]
        group["taken_for"] = [{"id": id_, "confidence": sure} for id_, sure in group["taken_for"]]
    made["since"], made["until"] = (_time(at) for at in (report.since, report.until))
    return json.dumps(made, indent=2, ensure_ascii=False)


_DECIDED = ("no_answer", "clarify", "answer")
_COLUMNS = ("question", "conversations", "count", *_DECIDED, "unhelpful", "taken_for")


def as_csv(report: Report) -> str:
    """The groups as a table for spreadsheets, the last row for what is in none: no cell begins a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for group in report.groups:
        question = f"'{group.question}" if group.question[:1] in "=+-@\t\r" else group.question
        taken = group.taken_for[0][0] if group.taken_for else ""
        decided = [group.by_decision.get(name, 0) for name in _DECIDED]
        writer.writerow((question, group.conversations, group.count, *decided, group.unhelpful, taken))
    if left := report.ungrouped.wordings:
        rest = report.ungrouped
        decided = [rest.by_decision.get(name, 0) for name in _DECIDED]
        told = f"({left:,} wordings asked less often, in no group)"
        writer.writerow((told, rest.conversations, rest.count, *decided, "", ""))
    return out.getvalue()


def show_report(console: Console, report: Report) -> None:
    """The report for people."""
    console.print(
        f"{report.replies:,} questions in {report.conversations:,} conversations since {_time(report.since)}"
    )
    if not report.replies:
        console.print("Nothing has been asked in this time. Try a longer one, such as --since 90d")
        return
    console.print()
    console.print(_totals(report))
    console.print()
    if report.groups:
        console.print("Not answered, or not well", style="bold")
        console.print(_groups(report))
    else:
        console.print("No question that went unanswered was asked often enough to be shown.")
    if report.hidden_groups:
        console.print(
            f"{report.hidden_groups:,} more asked in fewer than {report.min_conversations} conversations"
            " are not shown, for privacy (--report-min-conversations)."
        )
    if left := report.ungrouped.wordings:
        console.print(
            f"Only the {MOST_TEXTS:,} wordings asked most were compared: {left:,} more, asked"
            f" {report.ungrouped.count:,} times in all, are in no group. Try a shorter time: --since 1d"
        )
    if report.faqs:
        console.print()
        console.print("Answers", style="bold")
        console.print(_answers(report))


def _totals(report: Report) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    voted = report.helpful + report.unhelpful
    for name, value, note in (
        ("Answered", report.answered, f"coverage {_percent(report.coverage)}"),
        ("Did you mean", report.clarified, f"{report.picked:,} picked, {report.none_right:,} none of these"),
        ("Not answered", report.unanswered, f"{report.not_covered:,} known as not covered"),
        ("Handed over", report.handed_over, f"{report.sent_on:,} replies led to a person"),
        ("Small talk", report.small_talk, ""),
        ("Rated helpful", report.helpful, f"of {voted:,} votes" if voted else "no votes yet"),
    ):
        table.add_row(name, f"{value:,}", note)
    slowest = ", ".join(f"{ms:.0f} ms ({id_ or what})" for ms, what, id_ in report.slowest[:3])
    table.add_row("Median", f"{report.median_ms:.1f} ms", f"95%: {report.p95_ms:.1f} ms; slowest: {slowest}")
    table.add_row("Languages", "", ", ".join(f"{name} {n:,}" for name, n in report.languages.items()))
    table.add_row("Channels", "", ", ".join(f"{name} {n:,}" for name, n in report.channels.items()))
    return table


def _groups(report: Report) -> Table:
    table = Table("Conversations", "Asked", "Question", "Also", "Taken for", box=None, pad_edge=False)
    for group in report.groups[:30]:
        also = "; ".join(printable(text) for text, _ in group.texts[1:3])
        taken = group.taken_for[0][0] if group.taken_for else "nothing known"
        table.add_row(f"{group.conversations:,}", f"{group.count:,}", printable(group.question), also, taken)
    return table


def _answers(report: Report) -> Table:
    table = Table("FAQ", "Answered", "Picked", "Helpful", "Unhelpful", box=None, pad_edge=False)
    for figures in report.faqs[:30]:
        share = f" ({_percent(figures.helpful_share)})" if figures.helpful_share is not None else ""
        table.add_row(
            figures.faq_id,
            f"{figures.answered:,}",
            f"{figures.picked:,}",
            f"{figures.helpful:,}{share}",
            f"{figures.unhelpful:,}",
        )
    return table


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="minutes")
