"""CommonMark -> a small tree of blocks, the only form in which answers reach a page.

A node is a text, or `{"tag": TAG, "children": [node, …]}` with TAG one of p, ul, ol, li, pre, b, i, code, a,
br; an `a` also has `href`. Whatever is not in that list becomes text: raw HTML is shown as it was written,
headings become bold paragraphs, an image becomes its description, and an address that
`bot.links` refuses becomes the text it stood behind. Renderers need no sanitiser: there is nothing
in the tree to sanitise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from textwrap import indent
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

from bot.links import is_safe_url

Tag = Literal["p", "ul", "ol", "li", "pre", "b", "i", "code", "a", "br"]


class Block(BaseModel):
    """One element of the tree."""

    model_config = ConfigDict(frozen=True)

    tag: Tag
    children: tuple[Block | str, ...] = ()
    href: str | None = None

    @model_serializer(mode="wrap")
    def _without_empty_href(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in handler(self).items() if value is not None}


Node = Block | str


class _Parser(MarkdownIt):
    """Leaves every address a token: is_safe_url decides, and what it refuses becomes text."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002  (the name is markdown-it's)
        return True

    def normalizeLink(self, url: str) -> str:
        return url


_PARSER = _Parser("commonmark", {"html": False})
# Finds what authors may have meant, to tell them.
_HTML_PARSER = _Parser("commonmark", {"html": True}).enable("table")
_LINE_END = re.compile(r"\r\n?|\n")

_TAGS: dict[str, Tag] = {
    "paragraph": "p",
    "heading": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "strong": "b",
    "em": "i",
    "link": "a",
}
_MAX_DEPTH = 24


@lru_cache(maxsize=4096)
def to_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a CommonMark text; top-level nodes are always elements."""
    blocks = _tree(_PARSER.parse(text))
    return tuple(node if isinstance(node, Block) else Block(tag="p", children=(node,)) for node in blocks)


_COMMONMARK = "write CommonMark with http(s) links"


def shown_as_text(text: str) -> Iterator[tuple[str, str, str]]:
    """What a CommonMark text holds and its blocks do not.

    (what it is and what becomes of it, what to write instead, its source; of a table its first line).
    """
    tokens = _HTML_PARSER.parse(text)
    for token in chain.from_iterable((token, *(token.children or ())) for token in tokens):
        attributes: dict[str, Any] = token.attrs
        if token.type in ("html_block", "html_inline"):
            yield "raw HTML, which is shown as it is written", _COMMONMARK, token.content.strip()
        elif token.type == "image":
            yield "an image, of which the description is shown", _COMMONMARK, str(attributes.get("src", ""))
        elif token.type == "table_open" and token.map:
            first_line = _LINE_END.split(text)[token.map[0]].strip()
            yield "a table, of which the rows are shown as one line of text", "write a list", first_line
        elif token.type == "link_open" and not is_safe_url(str(attributes.get("href", ""))):
            address = str(attributes.get("href", ""))
            yield "an address that is shown as text, not as a link", _COMMONMARK, address


def to_text(blocks: Sequence[Node]) -> str:
    """The same in plain text: list items with a dash, links as `text (address)`, blocks apart by a line."""
    return "\n\n".join(filter(None, (_text(node).strip() for node in blocks)))


def _text(node: Node) -> str:
    if isinstance(node, str):
        return node
    inner = "".join(_text(child) for child in node.children)
    if node.tag == "br":
        return "\n"
    if node.tag in ("ul", "ol"):
        items = ["\n\n".join(filter(None, _item_parts(child))) for child in node.children]
        marks = [f"{i}. " if node.tag == "ol" else "- " for i in range(1, len(items) + 1)]
        return "\n".join(
            mark + indent(item, " " * len(mark))[len(mark) :] for mark, item in zip(marks, items, strict=True)
        )
    if node.tag == "a" and node.href and node.href != inner:
        return f"{inner} ({node.href})"
    return inner


def _item_parts(item: Node) -> list[str]:
    if isinstance(item, str):
        return [item]
    if any(isinstance(child, Block) and child.tag in ("p", "ul", "ol", "pre") for child in item.children):
        return [_text(child).strip() for child in item.children]
    return ["".join(_text(child) for child in item.children).strip()]


class _Open:
    """An element whose end has not come yet; `tag` None passes its children on to the one round it."""

    def __init__(self, tag: Tag | None, href: str | None = None) -> None:
        self.tag, self.href, self.children = tag, href, list[Node]()

    def add(self, *nodes: Node) -> None:
        for node in nodes:
            if isinstance(node, str) and self.children and isinstance(self.children[-1], str):
                self.children[-1] += node
            elif node != "":
                self.children.append(node)


def _tree(tokens: Sequence[Token]) -> list[Node]:
    """Fold markdown-it's flat tokens (block and inline alike) into nodes, without recursion."""
    stack = [_Open(None)]
    for token in tokens:
        if token.nesting == 1:
            stack.append(_opened(token, len(stack)))
        elif token.nesting == -1:
            closed = stack.pop()
            stack[-1].add(*_closed(closed, token))
        else:
            stack[-1].add(*_leaf(token))
    return stack[0].children


def _opened(token: Token, depth: int) -> _Open:
    tag = _TAGS.get(token.type.removesuffix("_open"))
    if depth > _MAX_DEPTH or token.hidden:
        tag = None
    href = str(token.attrs.get("href", "")) if tag == "a" else None
    return _Open(tag, href)


def _closed(element: _Open, token: Token) -> list[Node]:
    children: list[Node] = element.children
    if element.tag is None:
        return children
    if token.type == "heading_close":
        children = [Block(tag="b", children=tuple(children))]
    if element.tag == "a" and not (element.href and is_safe_url(element.href)):
        return [*children, f" ({element.href})"] if element.href else children
    if element.tag == "a" and not children:
        children = [element.href or ""]
    return [Block(tag=element.tag, children=tuple(children), href=element.href)] if children else []


def _leaf(token: Token) -> list[Node]:
    attributes: dict[str, Any] = token.attrs
    if token.type == "inline":
        return _tree(token.children or [])
    if token.type in ("fence", "code_block"):
        return [Block(tag="pre", children=(token.content.rstrip("\n"),))]
    if token.type == "code_inline":
        return [Block(tag="code", children=(token.content,))]
    if token.type == "hardbreak":
        return [Block(tag="br")]
    if token.type == "softbreak":
        return [" "]
    if token.type == "image":
        return ["".join(map(_text, _tree(token.children or []))) or str(attributes.get("src", ""))]
    return [token.content] if token.content else []
