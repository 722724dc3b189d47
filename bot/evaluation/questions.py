"""A file of labelled questions -> LabelledQuestions. Every bad line is found before anything is said."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.errors import Problem, QuestionsFileError

CHAT = frozenset({"small_talk", "handoff"})
Sort = Literal["answerable", "unanswerable", "chat"]

LABELS = ("question", "expect", "kind")
PREDICTED = ("decision", "faq_id", "confidence", "choices")  # what a file of predictions has besides

_NOTHING = ("", "null", "None", "[]")
_EXPECT_HINT = 'an id, a list of ids, null, "small_talk" or "handoff"'


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and what should come of it.

    `expect`: the ids of which any is right, or decisions (small_talk, handoff); () must not be answered.
    `kind`: free text, "" where none is given. `line`: where it stands in its file, from 1. `unread`: keys
    that mean nothing here, an author's own or mistyped.
    """

    question: str
    expect: tuple[str, ...] = ()
    kind: str = ""
    line: int = 0
    unread: tuple[str, ...] = ()

    @property
    def sort(self) -> Sort:
        """Which figures it counts for: a chat question counts for none but `chat_right`."""
        if not CHAT.isdisjoint(self.expect):
            return "chat"
        return "answerable" if self.expect else "unanswerable"


class _BadLine(ValueError):
    """What is wrong with one line, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def read_questions(path: Path) -> tuple[LabelledQuestion, ...]:
    """The questions of a JSON Lines file, or of a CSV file with the same column names (`*.csv`).

    UTF-8, with or without a byte order mark; blank lines are passed over. Raises QuestionsFileError, which
    names the file and line of everything that is wrong.
    """
    text = _text(path)
    lines = _csv_lines(path, text) if path.suffix.lower() == ".csv" else _json_lines(text)
    found: list[LabelledQuestion] = []
    problems: list[Problem] = []
    for number, entry in lines:
        try:
            if isinstance(entry, _BadLine):
                raise entry
            found.append(_checked(entry, number))
        except _BadLine as bad:
            problems.append(Problem(str(path), number, 1, str(bad), bad.hint))
    if problems:
        raise QuestionsFileError("\n".join(str(problem) for problem in problems))
    if not found:
        raise QuestionsFileError(
            f'{path} holds no questions; write one a line: {{"question": "…", "expect": "id"}}'
        )
    return tuple(found)


def write_cell(expect: Sequence[str]) -> str:
    """`expect` as one CSV cell; `read_questions` reads it back."""
    return " ".join(expect)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise QuestionsFileError(
            f"{path} cannot be read: {error.strerror or error}; name a file of labelled questions"
        ) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise QuestionsFileError(f"{path}:{line}: is not UTF-8 text; save the file as UTF-8") from None


def _json_lines(text: str) -> Iterator[tuple[int, Any]]:
    # Not splitlines(): JSON may hold U+2028 and its like unescaped.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except RecursionError:
            yield number, _BadLine("is nested too deeply", "one flat object a line")
        except json.JSONDecodeError as error:
            hint = "each line is one JSON object; name a CSV file *.csv"
            yield number, _BadLine(f"is not JSON: {error.msg} at column {error.colno}", hint)


def _csv_lines(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: list[str] | None = None
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = (
                "put a cell that holds quotes, commas or line ends into quotes, and double the quotes inside"
            )
            yield number, _BadLine(f"is not CSV: {error}", hint)
            return
        if not any(cell.strip() for cell in row):
            continue
        if columns is None:
            columns = [cell.strip().lower() for cell in row]
            if missing := [name for name in ("question", "expect") if name not in columns]:
                columns_are = (
                    "columns question and expect are" if len(missing) > 1 else f"column {missing[0]} is"
                )
                raise QuestionsFileError(
                    f"{path}:{number}: the {columns_are} missing;"
                    " the first line names the columns, separated by commas: question,expect,kind"
                )
        elif len(row) > len(columns):
            hint = "put a question that holds a comma into quotes"
            yield number, _BadLine(f"has {len(row)} cells; the first line names {len(columns)}", hint)
        else:
            cells: dict[str, Any] = dict(zip(columns, row, strict=False))
            if "expect" in cells:
                cells |= {"expect": _expect_of_cell(cells["expect"])}
            yield number, cells


def _expect_of_cell(cell: str) -> Any:
    cell = cell.strip()
    if cell in _NOTHING:
        return None
    if not cell.startswith("["):
        return cell.split()
    try:
        return json.loads(cell.replace("'", '"'))
    except json.JSONDecodeError:
        return cell  # refused below, as any id with a blank or bracket is


def _checked(entry: Any, line: int) -> LabelledQuestion:
    if not isinstance(entry, dict):
        raise _BadLine(f"is {_kind(entry)}, not an object", 'write {"question": "…", "expect": "id"}')
    for key in ("question", "expect"):
        if key not in entry:
            hint = "write null for what must not be answered" if key == "expect" else "the text to ask"
            raise _BadLine(f"{key!r} is missing", hint)
    question, kind = entry["question"], entry.get("kind")
    if not isinstance(question, str):
        raise _BadLine(f"'question' is {_kind(question)}, not text", "put it in quotes")
    if kind is not None and not isinstance(kind, str):
        raise _BadLine(f"'kind' is {_kind(kind)}, not text", "put it in quotes")
    for text in (question, kind or ""):
        if any("\ud800" <= c <= "\udfff" for c in text):
            raise _BadLine("holds half a character (a lone surrogate)", "write the character itself")
    unread = tuple(key for key in entry if key and key not in LABELS + PREDICTED)
    return LabelledQuestion(question, _expect(entry["expect"]), (kind or "").strip(), line, unread)


def _expect(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    ids = value if isinstance(value, list) else [value]
    for id_ in ids:
        if not isinstance(id_, str):
            raise _BadLine(f"'expect' holds {_kind(id_)}", _EXPECT_HINT)
        if id_ in _NOTHING:
            raise _BadLine(
                f"'expect' holds {id_!r}", "write null, without quotes, for what must not be answered"
            )
        if any(c.isspace() or c in "[]" for c in id_):
            raise _BadLine(f"'expect' holds {id_!r}, which is no id", _EXPECT_HINT)
    return tuple(dict.fromkeys(ids))


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return "null" if value is None else names.get(type(value), "an object")
