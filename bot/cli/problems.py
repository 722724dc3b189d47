"""The findings of `faqbot check`: as text for people, JSON for programs, annotations for a pull request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import click

from bot.assistant import Assistant
from bot.cli.show import plural, printable, relative, watch
from bot.corpus.check import check_corpus
from bot.corpus.load import NOTHING_TO_READ, read_folder
from bot.errors import CorpusError, Problem
from bot.evaluation.collisions import find_collisions
from bot.matching.normalise import normalise
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, where, and in how much."""

    folder: Path
    problems: Sequence[Problem]
    files: int = 0
    faqs: int = 0

    @property
    def errors(self) -> int:
        """How many problems keep the corpus from being served."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many do not."""
        return len(self.problems) - self.errors


def find_problems(folder: Path, settings: Settings) -> Checked:
    """Everything that is to be said about the FAQ files in `folder`.

    Warnings are looked for where there are no errors. Raises CorpusError where there is nothing to check.
    """
    result = read_folder(folder, max_file_bytes=settings.max_file_bytes)
    if result.corpus is None:
        if any(problem.code == NOTHING_TO_READ for problem in result.problems):
            raise CorpusError(result.problems)
        return Checked(folder, result.problems, result.files, result.faqs)
    assistant = Assistant.from_folder(folder, settings)
    corpus = result.corpus
    found = check_corpus(corpus, normalise=normalise, today=datetime.now().date())  # the author's own day
    found += find_collisions(assistant, watch=watch)
    return Checked(folder, sorted(found), result.files, result.faqs)


def report(checked: Checked, form: str) -> str:
    """The findings as "text", "json" or "github" annotations."""
    if form == "json":
        counts = {name: getattr(checked, name) for name in ("files", "faqs", "errors", "warnings")}
        problems = [asdict(problem) for problem in checked.problems]
        return json.dumps({"folder": str(checked.folder), **counts, "problems": problems}, indent=2)
    if form == "github":
        return "\n".join(map(_annotation, checked.problems))
    return "\n".join([*map(_line, checked.problems), _summary(checked)])


def _line(problem: Problem) -> str:
    colour = "red" if problem.severity == "error" else "yellow"
    text = printable(str(problem)).replace("\n", "\\n")
    return text.replace(f": {problem.severity}: ", f": {click.style(problem.severity, fg=colour)}: ", 1)


def _summary(checked: Checked) -> str:
    folder = printable(relative(checked.folder))
    if checked.errors:
        return f"{folder}: {plural(checked.errors, 'error')}; nothing is served until all are mended"
    found = plural(checked.warnings, "warning") if checked.warnings else "no problem found"
    return f"{folder}: {plural(checked.faqs, 'FAQ')} in {plural(checked.files, 'file')}; {found}"


def _annotation(problem: Problem) -> str:
    """A GitHub workflow command; properties and message escape differently, as the runner unescapes them."""
    properties = {"file": relative(problem.path), "title": f"faqbot check: {problem.code}"}
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    shown = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    message = problem.message + (f" ({problem.hint})" if problem.hint else "")
    return f"::{problem.severity} {shown}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
