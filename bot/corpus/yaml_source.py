"""YAML text -> plain values that remember where they stood.

PyYAML's safe constructors build every scalar; the tree is put together here, from PyYAML's events, because
its own composer stops at the first fault, lets a second key overwrite the first, and follows aliases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Problem

MAX_FILE_BYTES = 1_500_000
_MAX_DEPTH = 20

# libyaml where the wheel has it (ten times faster), the same language without it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALAR_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp")
)

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


def read_yaml(path: Path, name: str, *, max_bytes: int = MAX_FILE_BYTES) -> Source:
    """Read one file. Never raises for what the file holds: see `Source.problems`.

    `name` is how the file is called in problems. UTF-8 only, with or without a byte order mark, any line
    ends; one document of mappings, lists and plain scalars; no anchors, aliases or tags of other types.
    """
    source = Source(name)
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= max_bytes else b""
    except OSError as error:
        return source.fail(
            (0, 0), f"cannot be read: {error.strerror or error}", "check that it is a file you may read"
        )
    if size > max_bytes:
        message = f"is {size / 1e6:.1f} MB; a FAQ file may have {max_bytes / 1e6:.1f} MB"
        return source.fail((0, 0), message, "split it, one file a topic")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        where = (before.count(b"\n") + 1, column)
        return source.fail(where, "is not UTF-8 text", "save the file as UTF-8")
    return parse_yaml(text, source)


def parse_yaml(text: str, source: Source) -> Source:
    """Parse `text` into `source.value`, noting every problem in `source.problems`."""
    unreadable = _unreadable_character(text)
    if unreadable:
        line, column, character = unreadable
        return source.fail(
            (line, column), f"control character U+{ord(character):04X} is not allowed", "remove it"
        )
    try:
        events = iter(yaml.parse(text, Loader=_Loader))
        _Builder(source, events).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        source.fail(where, f"is not valid YAML: {error.problem or error.context}", _hint(text, where[0]))
    return source


def _unreadable_character(text: str) -> tuple[int, int, str] | None:
    """The first character that YAML 1.1 does not print, with its line and column."""
    match = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if not match:
        return None
    before = text[: match.start()]
    return before.count("\n") + 1, match.start() - before.rfind("\n"), match.group()


def _hint(text: str, line: int) -> str:
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in shown[: len(shown) - len(shown.lstrip())]:
        return "indent with blanks, not tabs"
    if ": " in shown.strip()[1:] or shown.strip().startswith(("@", "`", "%", "*", "&", "!", "{", "[")):
        return "put text that holds ': ' or begins with a sign into quotes"
    return "look at the indentation and the quotes of this line and the one before"


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
            self._note(
                event, "anchors and aliases are not supported", "write the value out where it is needed"
            )
        if len(where) > _MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            self._check_collection_tag(event, "tag:yaml.org,2002:seq")
            return self._sequence(where)
        if isinstance(event, yaml.MappingStartEvent):
            self._check_collection_tag(event, "tag:yaml.org,2002:map")
            return self._mapping(where)
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
                raise yaml.MarkedYAMLError(problem="a key must be plain text", problem_mark=event.start_mark)
            key = self._scalar(event)
            if not isinstance(key, str):
                self._note(event, f"key {event.value!r} is not text", "put it in quotes")
                key = str(key)
            inner = (*where, key)
            if key in entries:
                first = self._source.keys_at[inner][0]
                self._note(
                    event, f"key {key!r} stands twice here", f"it is first given in line {first}; keep one"
                )
                self._value(next(self._events), (*where, f"{key} (again)"))
                continue
            self._source.keys_at[inner] = _place(event)
            entries[key] = self._value(next(self._events), inner)
        return entries

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        tag = event.tag
        if tag is None or tag == "!":
            tag = self._resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == "tag:yaml.org,2002:merge":
            tag = "tag:yaml.org,2002:str"
        if tag not in _SCALAR_TAGS:
            self._note(
                event, f"tag {event.tag or tag!r} is not allowed", "write plain text, numbers and dates only"
            )
            return None
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            return self._constructor.construct_object(node)
        except (ValueError, yaml.YAMLError):
            # 2026-02-30 has the shape of a date and is none; `1:` + a long run of digits overflows.
            self._note(event, f"{event.value!r} is not a valid value", "put it in quotes if it is text")
            return None

    def _check_collection_tag(self, event: yaml.CollectionStartEvent, allowed: str) -> None:
        if event.tag not in (None, "!", allowed):
            self._note(event, f"tag {event.tag!r} is not allowed", "write plain text, numbers and dates only")

    def _note(self, event: yaml.Event, message: str, hint: str) -> None:
        self._source.problem(_place(event), message, hint)


def _place(event: yaml.Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
