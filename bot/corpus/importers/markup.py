"""A topic-guide page's body -> an element tree.

The pages are Markdown with HTML in it. The tree is built by libxml2's HTML parser, because it keeps the
tree that the authors wrote: an HTML5 parser takes an `<a>` round a `<details>` apart as soon as the answer
holds a link, and repeats an unclosed `<a>` round everything after it.

What CommonMark reads as text, an HTML parser would take for markup: `<your-id>`, `<https://...>`, `&param=`
in an address, anything in a code span. `protect` escapes these before the page is parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.entities import html5
from typing import Any, TypeAlias

import yaml
from lxml import etree

Element: TypeAlias = Any  # lxml brings no types
Part: TypeAlias = Any  # an Element, or text
Predicate: TypeAlias = Callable[[Element], bool]

BLOCKS = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
DROPPED = frozenset(["script", "style", "noscript", "head"])
# The elements that guides use. Others, such as <title> or <time>, are placeholders in prose: they stay text.
_TAGS = (
    BLOCKS
    | DROPPED
    | frozenset(
        [
            "a",
            "abbr",
            "b",
            "big",
            "br",
            "cite",
            "code",
            "col",
            "colgroup",
            "del",
            "dfn",
            "em",
            "embed",
            "figcaption",
            "font",
            "i",
            "iframe",
            "img",
            "ins",
            "kbd",
            "mark",
            "picture",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "tbody",
            "tfoot",
            "thead",
            "tt",
            "u",
            "video",
        ]
    )
)
_STRUCTURE = ("<summary", "</summary", "<details", "</details", "<a class")
_UNSEEN = str.maketrans({"\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\ufeff": None, "\u200b": None})


class MarkupError(ValueError):
    """A page that the HTML parser cannot read to its end."""


def clean(text: str) -> str:
    """`text` with one kind of line end, and without the characters that nobody sees and YAML refuses."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)
    return str(yaml.reader.Reader.NON_PRINTABLE.sub("", text))


def one_line(text: str) -> str:
    """`text` with each run of blanks and line ends as one blank."""
    return " ".join(clean(text).split())


def is_whole_page(body: str) -> bool:
    """Whether `body` is HTML throughout, not Markdown with HTML in it."""
    return body.lstrip()[:9].lower().startswith(("<!doctype", "<html"))


def tree_of(body: str) -> Element:
    """The root element of a page's body.

    Raises MarkupError where libxml2 would drop the rest of the page without a word.
    """
    text = body if is_whole_page(body) else f"<html><body>{protect(body)}</body></html>"
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MarkupError(f"cannot be parsed as HTML: {error}") from None
    if root is None or any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise MarkupError("its HTML is nested too deeply; close the elements that are left open")
    return root


def protect(text: str) -> str:
    """Escape what CommonMark reads as text and an HTML parser would not.

    >>> protect("Set <your-id> in <b>X</b>, see `<b>` and https://a.b/?x=1&param=2 &amp; on")
    'Set &lt;your-id> in <b>X</b>, see `&lt;b>` and https://a.b/?x=1&amp;param=2 &amp; on'
    """
    # Left open, a tag or comment would swallow the page to its end: behind these two there is none.
    last_tag, last_comment = text.rfind(">"), text.rfind("-->")
    shown, position = [], 0
    for is_code, piece in code_pieces(text):
        for part in _before_each(piece, "<"):
            is_markup = part[:1] == "<" and not is_code and position < last_tag and _is_markup(part)
            if part.startswith("<!--") and position > last_comment:
                is_markup = False
            shown.append(_protect_ampersands(part if is_markup else part.replace("<", "&lt;")))
            position += len(part)
    return "".join(shown)


def _before_each(text: str, mark: str) -> Iterator[str]:
    """`text` cut before each `mark`."""
    first, *rest = text.split(mark)
    yield first
    yield from (mark + piece for piece in rest)


def _protect_ampersands(text: str) -> str:
    """Escape each `&` that begins no character reference, as browsers read it in an attribute."""
    first, *rest = text.split("&")
    return first + "".join(("&" if _begins_reference(piece) else "&amp;") + piece for piece in rest)


def _begins_reference(text: str) -> bool:
    if text.startswith("#"):
        return True
    name = text[: next((i for i, c in enumerate(text) if not (c.isascii() and c.isalnum())), len(text))]
    after = text[len(name) : len(name) + 1]
    return f"{name};" in html5 if after == ";" else name in html5 and after != "="


def _is_markup(part: str) -> bool:
    """Whether text that begins with `<` begins a tag or a comment."""
    if part.startswith("<!--"):
        return True
    name = part[1:].removeprefix("/").partition(">")[0]
    name = "" if name[:1].isspace() else (name.split(maxsplit=1) or [""])[0].rstrip("/").lower()
    return name in _TAGS or name.startswith("details-")


def code_pieces(text: str) -> Iterator[tuple[bool, str]]:
    """`text` in pieces that join to it again: (whether it is fenced code or a code span, piece)."""
    lines = text.splitlines(keepends=True)
    i = 0
    while i < len(lines):
        end = _fence_end(lines, i)
        if end > i:
            yield True, "".join(lines[i:end])
            i = end
        else:
            yield from _code_spans(lines[i])
            i += 1


def _fence_end(lines: list[str], start: int) -> int:
    """The line after the fenced code that begins in line `start`; `start` where none begins."""
    opening = lines[start].strip()
    mark = opening[:3]
    if mark not in ("```", "~~~") or "`" in opening.lstrip("`"):
        return start
    run = opening[: len(opening) - len(opening.lstrip(mark[0]))]
    for end in range(start + 1, len(lines)):
        if any(tag in lines[end].lower() for tag in _STRUCTURE):
            return start  # a stray fence must not swallow the questions after it
        closing = lines[end].strip()
        if closing.startswith(run) and not closing.strip(mark[0]):
            return end + 1
    return start


def _code_spans(line: str) -> Iterator[tuple[bool, str]]:
    position = 0
    while (start := line.find("`", position)) >= 0:
        width = len(line) - start - len(line[start:].lstrip("`"))
        end = _span_end(line, start + width, width)
        if end and not any(tag in line[start:end].lower() for tag in _STRUCTURE):
            yield False, line[position:start]
            yield True, line[start:end]
            position = end
        else:
            yield False, line[position : start + width]
            position = start + width
    yield False, line[position:]


def _span_end(line: str, start: int, width: int) -> int:
    """Where the code span ends whose `width` backticks end at `start`; 0 where it is not closed."""
    while (start := line.find("`" * width, start)) >= 0:
        run = len(line) - start - len(line[start:].lstrip("`"))
        if run == width:
            return start + width
        start += run
    return 0


def parts_of(element: Element) -> Iterator[Part]:
    """The children of an element in order, text as str, elements as they are."""
    if element.text:
        yield clean(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield clean(child.tail)


def to_text(element: Element, skip: Predicate = lambda _: False) -> str:
    """The text of an element, line ends kept, without the subtrees that `skip` names."""
    shown = []
    for part in parts_of(element):
        if isinstance(part, str):
            shown.append(part)
        elif part.tag == "br":
            shown.append("\n")
        elif part.tag not in DROPPED and not skip(part):
            blank = "\n\n" if part.tag in BLOCKS else ""
            shown.append(blank + to_text(part, skip) + blank)
    return "".join(shown)


def address(element: Element) -> str:
    """An element's href as a browser reads it: no line ends, no blanks round it, those inside encoded."""
    href = clean(element.get("href") or "").replace("\n", "").replace("\t", "").strip()
    return href.replace(" ", "%20")
