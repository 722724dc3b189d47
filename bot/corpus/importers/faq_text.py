"""FAQ files as text: writing one, and changing single values in one that people have edited.

A change replaces the characters of that value and nothing else, so that comments, quotes, blank lines and
the order of keys stay as their authors left them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

Entry = Mapping[str, str]  # id, question, answer, link: those that there are

_ORDER = ("topic", "title", "locale", "source", "documentation", "faqs", "not_covered")
_FAQ_ORDER = ("id", "question", "alternates", "answer", "link", "follow_ups", "tags", "owner", "review_by")


class CannotEdit(ValueError):
    """A change that cannot be made without touching more than one value; the message says why."""


def scalar(text: str) -> str:
    """`text` as YAML on one line, quoted only where it must be."""
    dumped = yaml.safe_dump({"k": text}, allow_unicode=True, width=float("inf"))
    return str(dumped).removeprefix("k: ").rstrip("\n")


def block(text: str, indent: int) -> str:
    """`text` as a YAML block scalar whose lines stand `indent` blanks from the left."""
    pad = " " * indent
    return "|\n" + "\n".join(pad + line if line else "" for line in text.split("\n"))


def entry_lines(entry: Entry, column: int) -> str:
    """A FAQ as an item of a list whose hyphens stand in `column`, with its line end."""
    pad = " " * (column + 2)
    lines = []
    for key in _FAQ_ORDER:
        if key in entry:
            value = block(entry[key], column + 4) if key == "answer" else scalar(entry[key])
            lines.append(f"{pad}{key}: {value}")
    return f"{' ' * column}- " + "\n".join(lines).lstrip() + "\n"


def new_file(head: Mapping[str, str | Mapping[str, str]], entries: Iterable[Entry]) -> str:
    """A whole FAQ file. `head`: its keys before `faqs`."""
    lines = []
    for key, value in head.items():
        if isinstance(value, str):
            lines.append(f"{key}: {scalar(value)}\n")
        else:
            lines += [f"{key}:\n", *(f"  {inner}: {scalar(text)}\n" for inner, text in value.items())]
    items = "\n".join(entry_lines(entry, 2) for entry in entries)
    return "".join(lines) + (f"faqs:\n{items}" if items else "faqs: []\n")


class Editor:
    """Collects changes to one FAQ file's text; `text()` makes them all."""

    def __init__(self, text: str) -> None:
        """Take a text that `yaml_source.parse_yaml` has found to be one mapping."""
        self._text = text
        self._root = yaml.compose(text, Loader=yaml.SafeLoader)
        self._edits: list[tuple[int, int, str]] = []

    def text(self) -> str:
        """The file with all changes made."""
        shown, position = [], 0
        for start, end, replacement in sorted(self._edits, key=lambda edit: edit[:2]):
            shown += [self._text[position:start], replacement]
            position = end
        return "".join([*shown, self._text[position:]])

    def set(self, where: Sequence[str | int], value: str | None) -> None:
        """Give the key at `where` this value, adding the key if need be; None takes the key out.

        Raises CannotEdit, with nothing changed, where that would touch its neighbours.
        """
        *parents, key = where
        mapping = self._node(parents)
        pair = _pair(mapping, str(key))
        if value is None:
            self._remove(mapping, pair)
        elif pair is None:
            self._add(mapping, str(key), value, _ORDER if not parents else _FAQ_ORDER)
        elif isinstance(pair[1], yaml.MappingNode):
            url = _pair(pair[1], "url")
            if url is None:
                raise CannotEdit("it has no url to change")
            self._replace(pair[1], url, value, is_block=False)
        else:
            self._replace(mapping, pair, value, is_block=key == "answer")

    def add_documentation(self, link: Mapping[str, str]) -> None:
        """Add the documentation link to a file that has none."""
        if self._root.flow_style:
            raise CannotEdit("the file is written in one line")
        inner = "".join(f"\n  {key}: {scalar(text)}" for key, text in link.items())
        self._insert_key(self._root, "documentation", inner, _ORDER)

    def append(self, entries: Sequence[Entry]) -> None:
        """Add FAQs after the last one. Raises CannotEdit for a list written in one line."""
        pair = _pair(self._root, "faqs")
        if self._root.flow_style:
            raise CannotEdit("the file is written in one line")
        if pair is None:
            self._edits.append(self._after_line(len(self._text), "faqs:\n" + _joined(entries, 2, blank=True)))
        elif not pair[1].value:
            # `faqs:` or `faqs: []`
            end = self._line_end(pair[1].end_mark.index)
            comment = self._text[pair[1].end_mark.index : end].strip()
            shown = f":{'  ' + comment if comment else ''}\n" + _joined(entries, 2, blank=True).rstrip("\n")
            self._edit(pair[0].end_mark.index, end, shown)
        elif pair[1].flow_style:
            raise CannotEdit("its faqs are written in one line")
        else:
            self._append_to(pair[1], entries)

    def _append_to(self, sequence: Any, entries: Sequence[Entry]) -> None:
        column = sequence.start_mark.column
        items = sequence.value
        blank = len(items) < 2 or "\n\n" in self._between(items[-2], items[-1])
        end = self._end_of_item(_end(self._text, items[-1]), column)
        added = ("\n" if blank else "") + _joined(entries, column, blank=blank)
        self._edits.append(self._after_line(end, added))

    def _between(self, first: Any, second: Any) -> str:
        return self._text[_end(self._text, first) : second.start_mark.index].replace("\r", "")

    def _end_of_item(self, position: int, column: int) -> int:
        """The line end after `position`, or after the comments below that are indented as the item is."""
        end = cursor = self._line_end(position)
        while cursor < len(self._text):
            start, cursor = cursor + 1, self._line_end(cursor + 1)
            line = self._text[start:cursor]
            is_below = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) > column
            if line.strip() and not is_below:
                break
            end = cursor if line.strip() else end
        return end

    def _node(self, where: Sequence[str | int]) -> Any:
        node = self._root
        for step in where:
            if isinstance(step, int):
                node = node.value[step]
            else:
                pair = _pair(node, step)
                if pair is None:
                    raise CannotEdit(f"{step!r} is missing")
                node = pair[1]
        return node

    def _replace(self, mapping: Any, pair: tuple[Any, Any], value: str, *, is_block: bool) -> None:
        key, old = pair
        start, end = old.start_mark.index, _end(self._text, old)
        if mapping.flow_style:
            self._edit(start, end, json.dumps(value, ensure_ascii=False))
            return
        line_end = self._line_end(end)
        first_line = self._text[start : self._line_end(start)]
        inside = old.style in ("|", ">")
        comment = first_line[first_line.find("#") :] if inside and "#" in first_line else ""
        comment = comment.strip() or self._text[end:line_end].strip()
        shown = block(value, key.start_mark.column + 2) if is_block or "\n" in value else scalar(value)
        head, line, rest = shown.partition("\n")
        self._edit(start, line_end, head + (f"  {comment}" if comment else "") + line + rest)

    def _add(self, mapping: Any, key: str, value: str, order: Sequence[str]) -> None:
        if mapping.flow_style:
            at = mapping.end_mark.index - 1
            self._edits.append((at, at, f", {key}: {json.dumps(value, ensure_ascii=False)}"))
            return
        column = mapping.value[0][0].start_mark.column
        shown = block(value, column + 2) if key == "answer" else scalar(value)
        self._insert_key(mapping, key, f" {shown}", order)

    def _insert_key(self, mapping: Any, key: str, shown: str, order: Sequence[str]) -> None:
        column = mapping.value[0][0].start_mark.column
        earlier = order[: order.index(key)]
        before = [pair for pair in mapping.value if pair[0].value in earlier]
        line = f"{' ' * column}{key}:{shown}\n"
        if before:
            self._edits.append(self._after_line(_end(self._text, before[-1][1]), line))
        elif mapping is self._root:
            at = mapping.value[0][0].start_mark.index
            self._edits.append((at, at, self._ends(line)))
        else:
            raise CannotEdit(f"there is no place for {key!r}")

    def _remove(self, mapping: Any, pair: tuple[Any, Any] | None) -> None:
        if pair is None:
            return
        start = self._text.rfind("\n", 0, pair[0].start_mark.index) + 1
        end = _end(self._text, pair[1])
        line_end = self._line_end(end)
        first_line = self._text[pair[1].start_mark.index : self._line_end(pair[1].start_mark.index)]
        beside = self._text[start : pair[0].start_mark.index] + self._text[end:line_end]
        if mapping.flow_style or beside.strip() or " #" in first_line:
            raise CannotEdit("taking it out would touch what stands beside it")
        self._edits.append((start, min(line_end + 1, len(self._text)), ""))

    def _line_end(self, position: int) -> int:
        end = self._text.find("\n", position)
        end = len(self._text) if end < 0 else end
        return end - 1 if self._text[position:end].endswith("\r") else end

    def _after_line(self, position: int, lines: str) -> tuple[int, int, str]:
        """The edit that puts whole lines below the line of `position`."""
        at = self._text.find("\n", position) + 1
        if at:
            return at, at, self._ends(lines)
        end = len(self._text)
        missing = "" if self._text.endswith("\n") or not self._text else "\n"
        return end, end, self._ends(missing + lines)

    def _edit(self, start: int, end: int, replacement: str) -> None:
        self._edits.append((start, end, self._ends(replacement)))

    def _ends(self, text: str) -> str:
        return text.replace("\n", "\r\n") if "\r\n" in self._text else text


def _joined(entries: Sequence[Entry], column: int, *, blank: bool) -> str:
    return ("\n" if blank else "").join(entry_lines(entry, column) for entry in entries)


def _pair(mapping: Any, key: str) -> tuple[Any, Any] | None:
    return next((pair for pair in mapping.value if pair[0].value == key), None)


def _end(text: str, node: Any) -> Any:
    """Where a node's own characters end, without the blank lines and comments below it."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        return start + len(text[start:end].rstrip())
    if node.flow_style or not node.value:
        return end
    last = node.value[-1]
    return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)
