"""A suggestion -> the FAQ file with it, its comments, order and spelling kept.

ruamel.yaml says where each part of the file stands, and writes what is new; the lines in between are taken
over as they are, so that a change touches nothing but itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from difflib import unified_diff
from typing import Any

# A phrasing stays on its line, however long.
_WIDTH = 1_000_000


def with_alternates(text: str, faq_id: str, alternates: Sequence[str]) -> str:
    """The file with more alternates of a FAQ. Raises KeyError where it holds no such FAQ."""
    text = _ended(text)
    for faq in _value(_root(text), "faqs").value:
        if _value(faq, "id").value == faq_id:
            found = _value(faq, "alternates")
            if found is not None and found.value:
                return _extended(text, found, alternates)
            return _begun(text, faq, found, alternates)
    raise KeyError(faq_id)


def with_not_covered(text: str, group_id: str, examples: Sequence[str]) -> str:
    """The file with one more group of questions that are not answered."""
    return _with_entry(_ended(text), "not_covered", {"id": group_id, "examples": list(examples)})


def with_faq(text: str, faq_id: str, question: str, alternates: Sequence[str], answer: str = "") -> str:
    """The file with a FAQ more, which may have no answer yet."""
    made: dict[str, Any] = {"id": faq_id, "question": question}
    if alternates:
        made["alternates"] = list(alternates)
    if answer:
        made["answer"] = answer
    return _with_entry(_ended(text), "faqs", made)


def snippet(key: str, entries: Sequence[Any]) -> str:
    """Entries as they stand in a file below `key`, to copy."""
    return "\n".join((f"{key}:", *_items(entries, 2)))


def diff(path: str, before: str, after: str) -> str:
    """The change as a patch that `patch -p1` and `git apply` take."""
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    lines = unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _with_entry(text: str, key: str, entry: dict[str, Any]) -> str:
    found = _value(_root(text), key)
    if found is not None and found.value:
        return _extended(text, found, [entry])
    if found is not None:  # an empty list, or nothing at all after the key
        text = re.sub(rf"(?m)^{key}:.*\n", "", text, count=1)
    return text + "".join(f"{line}\n" for line in (f"{key}:", *_items([entry], 2)))


def _extended(text: str, sequence: Any, entries: Sequence[Any]) -> str:
    """`text` with more entries at the end of a list that has some."""
    if sequence.flow_style:
        end = sequence.end_mark.index - 1
        told = "".join(f", {_flow(entry)}" for entry in entries)
        before = text[:end].rstrip().removesuffix(",")
        return f"{before}{told}{text[end:]}"
    lines = text.splitlines(keepends=True)
    first = lines[sequence.value[0].start_mark.line]
    column = len(first) - len(first.lstrip())
    return _inserted(lines, sequence.end_mark.line, column, _items(entries, column))


def _begun(text: str, faq: Any, empty: Any, alternates: Sequence[str]) -> str:
    """`text` with alternates for a FAQ that has none: after its question."""
    lines = text.splitlines(keepends=True)
    if empty is not None:
        line = next(key.start_mark.line for key, value in faq.value if value is empty)
        lines[line : empty.end_mark.line + (1 if empty.flow_style else 0)] = []
        return _begun("".join(lines), _faq(_root("".join(lines)), _value(faq, "id").value), None, alternates)
    starts = [key.start_mark.line for key, _ in faq.value] + [faq.end_mark.line]
    asked = next(key.start_mark for key, _ in faq.value if key.value == "question")
    end = min(line for line in starts if line > asked.line)
    new = [f"{' ' * asked.column}alternates:", *_items(alternates, asked.column + 2)]
    return _inserted(lines, end, asked.column, new)


def _inserted(lines: list[str], end: int, column: int, new: Sequence[str]) -> str:
    """The lines with new ones before line `end`, and before the blank lines and comments above it."""
    while end and _is_between(lines[end - 1], column):
        end -= 1
    return "".join([*lines[:end], *(f"{line}\n" for line in new), *lines[end:]])


def _is_between(line: str, column: int) -> bool:
    """Whether a line is blank, or a comment that stands no deeper than an entry does."""
    bare = line.strip()
    return not bare or (bare.startswith("#") and len(line) - len(line.lstrip()) <= column)


def _items(entries: Sequence[Any], column: int) -> list[str]:
    """The entries as lines of a block list with its dashes at `column`."""
    out = io.StringIO()
    _yaml().dump([_told(entry) for entry in entries], out)
    return [f"{' ' * column}{line[2:]}" for line in out.getvalue().splitlines()]


def _flow(entry: Any) -> str:
    out = io.StringIO()
    yaml = _yaml()
    yaml.default_flow_style = True
    yaml.dump([_told(entry)], out)
    return out.getvalue().strip()[1:-1]


def _told(entry: Any) -> Any:
    """The entry with quotes round what YAML 1.1, by which FAQ files are read, takes for no text."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString
    from yaml import ScalarNode
    from yaml.resolver import Resolver

    if isinstance(entry, dict):
        return {key: _told(value) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_told(value) for value in entry]
    tag = Resolver().resolve(ScalarNode, entry, (True, False))
    return entry if tag == "tag:yaml.org,2002:str" else DoubleQuotedScalarString(entry)


def _root(text: str) -> Any:
    return _yaml().compose(text)


def _value(mapping: Any, key: str) -> Any:
    return next((value for name, value in mapping.value if name.value == key), None)


def _faq(root: Any, faq_id: str) -> Any:
    return next(faq for faq in _value(root, "faqs").value if _value(faq, "id").value == faq_id)


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
