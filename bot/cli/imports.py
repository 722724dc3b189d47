"""What `faqbot import` read, took, skipped and why."""

from __future__ import annotations

import os
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.cli.show import plural, printable
from bot.corpus.importers.topic_guide import ImportSummary

_COUNTS = ("new", "updated", "kept")


def show_summary(out: Console, err: Console, summary: ImportSummary, folder: Path) -> None:
    """A table of all pages on `out`, then what was left out or needs a look; errors on `err`.

    `folder`: where the FAQ files went.
    """
    if summary.rows:
        top = os.path.commonpath([row.page.parent.absolute() for row in summary.rows])
        out.print(printable(f"Pages in {top}, FAQ files in {folder}:"))
        out.print(_table(summary, top, folder))
    for row in summary.rows:
        for heading, notes in (("Skipped", row.skipped), ("Look at", row.remarks)):
            for note in notes:
                out.print(printable(f"{heading}: {row.page}: {note.text!r}: {note.reason}"))
    for problem in summary.errors:
        err.print(printable(str(problem)), style="red")


def _table(summary: ImportSummary, top: str, folder: Path) -> Table:
    rows = summary.rows
    written = sum(row.output is not None for row in rows)
    table = Table(box=None, pad_edge=False, show_footer=True, header_style="bold", footer_style="bold")
    table.add_column("page", f"{len(rows)} read, {len(summary.errors)} failed", overflow="fold")
    table.add_column("FAQ file", plural(written, "file"), overflow="fold")
    for name in _COUNTS:
        table.add_column(name, str(sum(getattr(row, name) for row in rows)), justify="right")
    table.add_column("skipped", str(sum(len(row.skipped) for row in rows)), justify="right")
    for row in rows:
        went_to = str(row.output.relative_to(folder)) if row.output else f"none: {row.reason}"
        counts = (*(getattr(row, name) for name in _COUNTS), len(row.skipped))
        table.add_row(printable(os.path.relpath(row.page, top)), printable(went_to), *map(str, counts))
    return table
