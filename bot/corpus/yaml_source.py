"""YAML text -> plain values that remember where they stood.

PyYAML's safe constructors build every scalar; the tree is put together here, from PyYAML's events, because
its own composer stops at the first fault, lets a second key overwrite the first, and follows aliases.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Problem

MAX_FILE_BYTES = 1_500_000
_MAX_DEPTH = 20
_TOO_DEEP = ("is nested too deeply", "a FAQ file has lists of FAQs, no deeper lists")

# libyaml where the wheel has it (ten times faster), the same language without it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STR = "tag:yaml.org,2002:str"
_RESOLVED_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp")
)
# No date and no sensible number is longer; a number of a megabyte would take hours to construct.
_MAX_VALUE_LENGTH = 100
# YAML 1.1 breaks lines at these and editors do not: the line numbers of problems would be wrong.
_LINE_SEPARATORS = re.compile("[\x85\u2028\u2029]")

# Words of the parser where a line begins in no column in which one can.
_OUT_OF_LINE = re.compile("expected ('-' indicator|key|<block end>)|mapping values are not allowed")
_MAX_SHOWN = 80
_ALIAS_HINT = "write the value out where it is needed; text that begins with & or * needs quotes"
_TAG_HINT = "write plain text and dates only; text that begins with ! needs quotes"

Where = tuple[str | int, ...]


@dataclass(slots=True)
class Source:
    """One YAML document: its value, and (line, column) from 1 of every value and every key in it.

    `broken`: it could not be read to its end, so `value` says nothing.
    """

    path: str
    value: Any = None
    broken: bool = False
    values_at: dict[Where, tuple[int, int]] = field(default_factory=dict)
    keys_at: dict[Where, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def fail(self, where: tuple[int, int], message: str, hint: str) -> Source:
        """Note the problem that ends the reading of this file."""
        self.value, self.broken = None, True
        self.problem(where, message, hint)
        return self

    def problem(self, where: tuple[int, int], message: str, hint: str = "", code: str = "yaml") -> None:
        """Note a problem at (line, column)."""
        self.problems.append(Problem(self.path, *where, message, hint, code=code))

    def place(self, where: Where, *, key: bool = False) -> tuple[int, int]:
        """Where a value (or its key) stands; for one that is missing, the nearest thing round it."""
        if key and where in self.keys_at:
            return self.keys_at[where]
        while where and where not in self.values_at:
            where = where[:-1]
        return self.values_at.get(where, (1, 1))


def read_yaml(path: Path, name: str, *, max_bytes: int = MAX_FILE_BYTES, raw: bytes | None = None) -> Source:
    """Read one file. Never raises for what the file holds: see `Source.problems`.

    `name` is how the file is called in problems, `raw` what to take for its content. UTF-8 only, with or
    without a byte order mark, any line ends; one document of mappings, lists and plain scalars; no anchors,
    aliases or tags of other types.
    """
    source = Source(name)
    try:
        raw = _read_at_most(path, max_bytes + 1) if raw is None else raw
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        return source.fail((0, 0), message, "check that it is a file you may read")
    if len(raw) > max_bytes:
        message = f"is larger than {max_bytes:,} bytes"
        return source.fail((0, 0), message, "split it, one file a topic, or raise --max-file-bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        where = (before.count(b"\n") + 1, column)
        return source.fail(where, "is not UTF-8 text", "save the file as UTF-8")
    return parse_yaml(text, source)


def _read_at_most(path: Path, size: int) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError("it is no regular file")  # a pipe would be waited for, a device read for ever
    with path.open("rb") as file:
        return file.read(size)


def parse_yaml(text: str, source: Source) -> Source:
    """Parse `text` into `source.value`, noting every problem in `source.problems`."""
    unreadable = _unreadable_character(text)
    if unreadable:
        line, column, character = unreadable
        hint = "write a line end or a blank instead" if character.isspace() else "remove it"
        return source.fail((line, column), _not_allowed(character), hint)
    try:
        events = iter(yaml.parse(text, Loader=_Loader))
        _Builder(source, events).document()
    except _Refused as refused:
        source.fail(_place(refused.event), refused.message, refused.hint)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if "nesting depth" in str(error.problem):  # the parser has a limit of its own, and looks ahead
            return source.fail(where, *_TOO_DEEP)
        source.fail(where, f"is not valid YAML: {_said(error)}", _hint(text, where, str(error.problem)))
    return source


def _unreadable_character(text: str) -> tuple[int, int, str] | None:
    """The first character that cannot stand in a FAQ file, with its line and column."""
    found = (yaml.reader.Reader.NON_PRINTABLE.search(text), _LINE_SEPARATORS.search(text))
    match = min(filter(None, found), key=re.Match.start, default=None)
    if match is None:
        return None
    before = text[: match.start()]
    return before.count("\n") + 1, match.start() - before.rfind("\n"), match.group()


def _not_allowed(character: str) -> str:
    return f"character U+{ord(character):04X} is not allowed"


def _said(error: yaml.MarkedYAMLError) -> str:
    """The parser's words; where a quote or bracket is never closed, with the line that opens it."""
    problem, mark = error.problem or error.context, error.context_mark
    if error.context and mark and error.problem_mark and mark.line < error.problem_mark.line:
        return f"{problem} {error.context} that begins in line {mark.line + 1}"
    return str(problem)


def _hint(text: str, where: tuple[int, int], problem: str) -> str:
    """What to do about the commonest causes, as the line and what stands before the fault tell them."""
    line, column = where
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    before = shown[: column - 1].strip()
    if "\t" in shown[: len(shown) - len(shown.lstrip())]:
        return "indent with blanks, not tabs"
    if before.endswith("'") and "expected" in problem:
        return "write an apostrophe inside single quotes twice, or put the text into double quotes"
    if before.endswith('"') and "expected" in problem:
        return 'write \\" for a quote inside double quotes, or put the text into single quotes'
    key = before.removeprefix("- ")
    if _OUT_OF_LINE.search(problem) and (not key or key.isidentifier()):
        return (
            "line it up with the key above: keys of one entry begin in one column, as do hyphens of one list"
        )
    if "expected ':'" in problem:
        return "in that line write ': ' after the key, or indent it as part of the text above"
    if ": " in shown.strip()[1:] or shown.strip().startswith(("@", "`", "%", "*", "&", "!", "{", "[")):
        return "put text that holds ': ' or begins with a sign into quotes"
    return "look at the indentation and the quotes of this line and the one before"


class _Refused(Exception):
    """What cannot be read past."""

    def __init__(self, event: yaml.Event, message: str, hint: str) -> None:
        super().__init__(message)
        self.event, self.message, self.hint = event, message, hint


class _Builder:
    """Events of one document -> values. Faults inside are noted and read past, so that all are found."""

    def __init__(self, source: Source, events: Iterator[yaml.Event]) -> None:
        self._source = source
        self._events = events
        self._constructor = yaml.constructor.SafeConstructor()
        self._resolver = yaml.resolver.Resolver()

    def document(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self._source.values_at:
                    self._note(
                        event, "holds more than one YAML document", "one topic a file: remove the '---'"
                    )
                    break
                self._source.value = self._value(next(self._events), ())

    def _value(self, event: yaml.Event, where: Where) -> Any:
        self._source.values_at[where] = _place(event)
        if getattr(event, "anchor", None):
            self._note(event, "anchors and aliases are not supported", _ALIAS_HINT)
        if len(where) > _MAX_DEPTH:
            raise _Refused(event, *_TOO_DEEP)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items = self._sequence(where)
            return items if self._is_plain(event, "tag:yaml.org,2002:seq") else None
        if isinstance(event, yaml.MappingStartEvent):
            entries = self._mapping(where)
            return entries if self._is_plain(event, "tag:yaml.org,2002:map") else None
        return None  # an alias, noted above

    def _sequence(self, where: Where) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*where, len(items))))
        return items

    def _mapping(self, where: Where) -> dict[Any, Any]:
        entries: dict[Any, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(event, "a key must be plain text", "put text that holds { or [ into quotes")
            key = self._scalar(event)
            if not isinstance(key, str):
                self._note(event, f"key {shown(event.value)} is not text", "put it in quotes")
                key = str(key)
            inner = (*where, key)
            if key in entries:
                first = self._source.keys_at[inner][0]
                self._note(
                    event,
                    f"key {shown(key)} stands twice here",
                    f"it is first given in line {first}; keep one",
                )
                self._value(next(self._events), (*where, f"{key} (again)"))
                continue
            self._source.keys_at[inner] = _place(event)
            entries[key] = self._value(next(self._events), inner)
        return entries

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        if event.tag not in (None, "!", _STR):
            self._note_tag(event)
            return None
        tag = event.tag
        if tag != _STR:
            tag = self._resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag not in _RESOLVED_TAGS:
            tag = _STR  # "<<" and "=", which mean nothing special here
        if tag == _STR:
            if escaped := yaml.reader.Reader.NON_PRINTABLE.search(event.value):
                self._note(event, _not_allowed(escaped.group()), "remove it")
            return event.value
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            if len(event.value) > _MAX_VALUE_LENGTH:
                raise ValueError
            return self._constructor.construct_object(node)
        except (ValueError, OverflowError):
            # 2026-02-30 has the shape of a date and is none.
            self._note(event, f"{shown(event.value)} is not a valid value", "put it in quotes if it is text")
            return None

    def _is_plain(self, event: yaml.CollectionStartEvent, tag: str) -> bool:
        plain = event.tag in (None, "!", tag)
        if not plain:
            self._note_tag(event)
        return plain

    def _note_tag(self, event: yaml.NodeEvent) -> None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        self._note(event, f"tag {shown(tag)} is not allowed", _TAG_HINT)

    def _note(self, event: yaml.Event, message: str, hint: str) -> None:
        self._source.problem(_place(event), message, hint)


def shown(value: object) -> str:
    """A value in quotes, as a problem shows it: its beginning where it is long."""
    text = repr(value)
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"


def _place(event: yaml.Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
