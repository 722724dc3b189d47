"""What `faqbot import` read, took, skipped and why."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bot.cli.show import printable
from bot.corpus.importers.topic_guide import ImportSummary, PageRow

_COUNTS = ("new", "updated", "kept")


def show_summary(out: Console, err: Console, summary: ImportSummary) -> None:
    """A table of all pages on `out`, then what was left out or needs a look; errors on `err`."""
    out.print(_table(summary))
    for row in summary.rows:
        for heading, notes in (("Skipped", row.skipped), ("Look at", row.remarks)):
            for note in notes:
                out.print(printable(f"{heading}: {row.page}: {note.text!r}: {note.reason}"))
    for problem in summary.errors:
        err.print(printable(str(problem)), style="red")


def _table(summary: ImportSummary) -> Table:
    rows = summary.rows
    table = Table(show_footer=True)
    table.add_column("Page", f"{len(rows)} read, {len(summary.errors)} failed", overflow="fold")
    table.add_column("FAQ file", f"{sum(row.output is not None for row in rows)} files", overflow="fold")
    for name in _COUNTS:
        table.add_column(name.capitalize(), str(sum(getattr(row, name) for row in rows)), justify="right")
    table.add_column("Skipped", str(sum(len(row.skipped) for row in rows)), justify="right")
    for row in rows:
        table.add_row(printable(str(row.page)), _went_to(row), *_numbers(row))
    return table


def _went_to(row: PageRow) -> str:
    return printable(str(row.output)) if row.output else f"none: {printable(row.reason)}"


def _numbers(row: PageRow) -> list[str]:
    return [*(str(getattr(row, name)) for name in _COUNTS), str(len(row.skipped))]
