"""The findings of `faqbot check`: as text for people, JSON for programs, annotations for a pull request."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.show import printable
from bot.errors import Problem, Severity

FORMATS = ("text", "json", "github")


def report(problems: Sequence[Problem], form: str, *, faqs: int, files: int) -> str:
    """All problems in one of FORMATS, with how many FAQs in how many files were checked."""
    counts = Counter(problem.severity for problem in problems)
    if form == "json":
        summary = {"files": files, "faqs": faqs, "errors": counts["error"], "warnings": counts["warning"]}
        return json.dumps({**summary, "problems": [asdict(p) for p in problems]}, ensure_ascii=True, indent=2)
    if form == "github":
        return "\n".join(_annotation(problem) for problem in problems)
    return "\n".join([*map(_line, problems), _summary(counts, faqs, files)])


def _line(problem: Problem) -> str:
    colour = "red" if problem.severity == "error" else "yellow"
    text = printable(str(problem)).replace("\n", "\\n")
    return text.replace(f": {problem.severity}: ", f": {click.style(problem.severity, fg=colour)}: ", 1)


def _summary(counts: Counter[Severity], faqs: int, files: int) -> str:
    kinds: tuple[Severity, ...] = ("error", "warning")
    found = " and ".join(_plural(counts[kind], kind) for kind in kinds if counts[kind])
    if counts["error"]:
        return f"{found}; nothing is served until the errors are mended"
    return f"{_plural(faqs, 'FAQ')} in {_plural(files, 'file')}: {found or 'no problem found'}"


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _annotation(problem: Problem) -> str:
    """A GitHub workflow command; properties and message escape differently, as the runner unescapes them."""
    properties = {"file": _relative(problem.path), "title": f"faqbot check: {problem.code}"}
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    shown = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    message = problem.message + (f" ({problem.hint})" if problem.hint else "")
    return f"::{problem.severity} {shown}::{_escaped(message)}"


def _relative(path: str) -> str:
    """The path from the working folder, where it lies below it: annotations are placed by it."""
    return os.path.relpath(path) if Path(path).resolve().is_relative_to(Path.cwd()) else path


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
