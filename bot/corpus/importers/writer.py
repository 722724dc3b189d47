"""The answer's part of the tree -> CommonMark.

Text in the pages is Markdown already and stays as it is, but for its indentation: four blanks before a line
of prose would make it a code box. HTML becomes the Markdown that says the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from html.entities import html5
from typing import TypeAlias

from bot.corpus.importers.markup import (
    BLOCKS,
    DROPPED,
    Element,
    Part,
    Predicate,
    address,
    clean,
    code_pieces,
    one_line,
    parts_of,
)
from bot.links import is_safe_url

Report: TypeAlias = Callable[[str, str], None]

_BREAK = "\x00"  # stands for <br> until the text round it is laid out; no page can hold one
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_CODE = frozenset(["code", "kbd", "samp", "tt"])
_EMBEDDED = frozenset(["iframe", "video", "embed"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


def to_markdown(parts: Iterable[Part], *, stop: Predicate, report: Report) -> str:
    """CommonMark of `parts`, up to the first element that `stop` names.

    Text is Markdown already and stays as it is. `report(text, reason)` hears of what cannot be kept.
    """
    return clean("\n\n".join(_Writer(stop, report).blocks(parts)))


class _Writer:
    def __init__(self, stop: Predicate, report: Report) -> None:
        self._stop = stop
        self._report = report
        self._stopped = False

    def blocks(self, parts: Iterable[Part]) -> list[str]:
        """The blocks of `parts`, each without blanks round it."""
        found: list[str] = []
        run: list[str] = []
        for part in parts:
            if self._stopped:
                break
            if isinstance(part, str):
                run.append(_escaped(part))
            elif self._stop(part):
                self._stopped = True
            elif _is_block(part):
                found += [_laid_out("".join(run)), *self._block(part)]
                run = []
            else:
                run.append(self._inline(part))
        return [block for block in [*found, _laid_out("".join(run))] if block]

    def _block(self, element: Element) -> list[str]:
        tag = element.tag
        if tag in ("ul", "ol"):
            return [self._list(element)]
        if tag == "pre":
            return [_fenced(element)]
        if tag == "table":
            return [self._table(element)]
        if tag == "hr":
            return ["---"]
        if tag in _HEADINGS:
            text = self._line(element)
            return [f"{'#' * int(tag[1])} {text}"] if text else []
        inner = self.blocks(parts_of(element))
        if tag == "blockquote":
            return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(inner).split("\n"))]
        if tag == "summary" and inner:
            return [f"**{' '.join(inner)}**"]
        return inner

    def _list(self, element: Element) -> str:
        items: list[str] = []
        start = element.get("start", "1")
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
        for part in parts_of(element):
            marker = f"{number + len(items)}. " if element.tag == "ol" else "- "
            blocks = self.blocks(parts_of(part) if not isinstance(part, str) and part.tag == "li" else [part])
            if not blocks:
                continue
            tight = "\n".join if all(_is_list(block) for block in blocks[1:]) else "\n\n".join
            lines = textwrap.indent(tight(blocks), " " * len(marker)).lstrip()
            nested = not isinstance(part, str) and part.tag in ("ul", "ol") and items
            if nested:  # a list that stands between the items, not in one, belongs to the item before
                items[-1] += "\n" + textwrap.indent(blocks[0], " " * len(marker))
            else:
                items.append(marker + lines)
        return "\n".join(items)

    def _table(self, element: Element) -> str:
        """A list of its rows: CommonMark has no tables."""
        rows = [[self._line(cell) for cell in row.iter("td", "th")] for row in element.iter("tr")]
        return "\n".join("- " + " | ".join(row) for row in rows if any(row))

    def _line(self, element: Element) -> str:
        return " ".join(self._inside(element).replace(_BREAK, " ").split())

    def _inside(self, element: Element) -> str:
        shown = []
        for part in parts_of(element):
            if isinstance(part, str):
                shown.append(_escaped(part))
            elif self._stop(part):
                self._stopped = True
                break
            else:
                text = self._inline(part)
                shown.append(f" {text} " if part.tag in BLOCKS else text)
        return "".join(shown)

    def _inline(self, element: Element) -> str:
        tag = element.tag
        if tag == "br":
            return _BREAK
        if tag in DROPPED:
            return ""
        if tag in _EMBEDDED:
            self._report(element.get("src") or f"<{tag}>", f"an embedded <{tag}> in an answer was left out")
            return ""
        if tag == "img":
            source = (element.get("src") or "").strip()
            return f"![{one_line(element.get('alt') or '')}]({_destination(source)})" if source else ""
        if tag in _CODE:
            return _code_span("".join(element.itertext()))
        inner = self._inside(element)
        if tag == "a":
            return self._link(element, inner)
        return _marked(inner, _MARKS[tag]) if tag in _MARKS else inner

    def _link(self, element: Element, inner: str) -> str:
        href = address(element)
        if not href or not inner.strip() or "](" in inner.replace("![", ""):
            return inner
        if not is_safe_url(href) and not href.startswith("mailto:"):
            self._report(one_line(inner), f"link {href!r} in its answer is no http(s) address: words kept")
            return inner
        return _around(inner, "[", f"]({_destination(href)})")


def _is_block(element: Element) -> bool:
    is_inline = element.tag == "a" or element.tag in _MARKS
    return element.tag in BLOCKS or (not is_inline and any(part.tag in BLOCKS for part in element.iter()))


def _is_list(block: str) -> bool:
    return _begins_item(block.partition("\n")[0])


def _begins_item(line: str) -> bool:
    token, _, rest = line.strip().partition(" ")
    return bool(rest) and (token in ("-", "*", "+") or (token[:-1].isdigit() and token[-1] in ".)"))


def _fenced(element: Element) -> str:
    code = "".join(element.itertext()).strip("\n")
    fence = "```"
    while fence in code:
        fence += "`"
    return f"{fence}\n{code}\n{fence}" if code.strip() else ""


def _code_span(code: str) -> str:
    code = " ".join(code.split())
    if not code:
        return ""
    fence = "`"
    while fence in code:
        fence += "`"
    blank = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{blank}{code}{blank}{fence}"


def _marked(inner: str, mark: str) -> str:
    return _around(inner, mark, mark)


def _around(inner: str, before: str, after: str) -> str:
    """`before` and `after` set close to the words: CommonMark takes `** x **` for no emphasis."""
    core = inner.strip(f" \n\t{_BREAK}")
    if not core:
        return inner
    left, _, right = inner.partition(core)
    return f"{left}{before}{' '.join(core.split())}{after}{right}"


def _destination(url: str) -> str:
    url = "".join(c for c in url if c.isprintable() and not c.isspace())
    return f"<{url}>" if url.count("(") != url.count(")") else url


def _escaped(text: str) -> str:
    """Text in which a decoded `&lt;b>` stays the text it is, and does not turn into HTML in Markdown."""
    return "".join(piece if is_code else _escaped_prose(piece) for is_code, piece in code_pieces(text))


def _escaped_prose(text: str) -> str:
    first, *rest = text.split("&")
    text = first + "".join(("&amp;" if _is_reference(piece) else "&") + piece for piece in rest)
    first, *rest = text.split("<")
    return first + "".join(("&lt;" if _looks_like_html(piece) else "<") + piece for piece in rest)


def _is_reference(piece: str) -> bool:
    name, semicolon, _ = piece.partition(";")
    number = name[1:].removeprefix("x").removeprefix("X")
    return bool(semicolon) and (f"{name};" in html5 or (name[:1] == "#" and number.isalnum()))


def _looks_like_html(piece: str) -> bool:
    target, closed, _ = piece.partition(">")
    schemes = ("http://", "https://", "mailto:")
    is_autolink = closed and target.startswith(schemes) and len(target.split()) == 1
    return not is_autolink and (piece[:1].isalpha() or piece[:1] in ("/", "!", "?"))


def _laid_out(run: str) -> str:
    """A run of text and inline Markdown as paragraphs without indentation of their own."""
    return "\n\n".join(_paragraphs(_with_breaks(run)))


def _with_breaks(run: str) -> str:
    """One <br> becomes a hard line break; two, or one beside a blank line, begin a paragraph."""
    shown, *rest = run.split(_BREAK)
    for piece in rest:
        body = piece.strip()
        between = shown[len(shown.rstrip()) :] + piece[: len(piece) - len(piece.lstrip())]
        if not body:
            shown += "\n\n"
        elif not shown.strip() or between.count("\n") > 2 or "\n\n" in between:
            shown = shown.rstrip() + "\n\n" + piece.lstrip()
        else:
            shown = shown.rstrip() + "\\\n" + piece.lstrip()
    return shown


def _paragraphs(text: str) -> list[str]:
    first, _, rest = text.partition("\n")
    lines = [first.lstrip(" "), *textwrap.dedent(rest).split("\n")]
    found: list[str] = []
    open_lines: list[str] = []
    fence, in_list = "", 0
    for line in [*lines, ""]:
        if fence:
            open_lines.append(line)
            fence = "" if line.strip() == fence else fence
        elif line.strip():
            fence = _fence_of(line, lines)
            open_lines.append(line)
        elif open_lines:
            indent = len(open_lines[0]) - len(open_lines[0].lstrip())
            if indent < in_list or not in_list:
                # Not inside the item before: its indentation says nothing.
                open_lines = [line[min(indent, len(line) - len(line.lstrip())) :] for line in open_lines]
                in_list = 0
            in_list = _content_column(open_lines) or in_list
            found.append(_paragraph(open_lines, keep_indent=in_list > 0))
            open_lines = []
    return found


def _content_column(lines: list[str]) -> int:
    """The column in which the text of the first list item begins; 0 where there is none."""
    item = next((line for line in lines if _begins_item(line)), "")
    return len(item) - len(item.strip().partition(" ")[2].lstrip()) if item else 0


def _fence_of(line: str, lines: list[str]) -> str:
    """The line that closes the fenced code which `line` opens; "" where it opens none."""
    mark = line.strip()[:3]
    if mark not in ("```", "~~~"):
        return ""
    closing = sum(other.strip() == mark for other in lines) - (line.strip() == mark)
    return mark if closing > 0 else ""


def _paragraph(lines: list[str], *, keep_indent: bool) -> str:
    if any(line.strip().startswith(("```", "~~~")) for line in lines):
        return "\n".join(line.rstrip() for line in lines)
    if not keep_indent:
        lines = [line.lstrip() for line in lines]
    # Two blanks at a line's end are a hard line break; a backslash says the same where it can be seen.
    is_break = [line.endswith("  ") and not line.strip().endswith("|") for line in lines[:-1]]
    ends = ["\\" if breaks else "" for breaks in [*is_break, False]]
    return "\n".join(line.rstrip() + end for line, end in zip(lines, ends, strict=True))
