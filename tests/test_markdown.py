from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import is_safe_url
from bot.markdown import Block, Node, shown_as_text, to_blocks, to_text

TAGS = {"p", "ul", "ol", "li", "pre", "b", "i", "code", "a", "br"}


def dump(text: str) -> list[object]:
    return [short(block) for block in to_blocks(text)]


def short(node: Node) -> object:
    """A block as [tag, child, …], an `a` as [address, child, …]."""
    if isinstance(node, str):
        return node
    return [node.href if node.tag == "a" else node.tag, *map(short, node.children)]


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Block):
            yield from walk(node.children)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("one\ntwo", [["p", "one two"]]),
        ("one  \ntwo", [["p", "one", ["br"], "two"]]),
        ("one\n\ntwo", [["p", "one"], ["p", "two"]]),
        ("**b** *i* `c`", [["p", ["b", "b"], " ", ["i", "i"], " ", ["code", "c"]]]),
        ("# Title", [["p", ["b", "Title"]]]),
        ("> quoted", [["p", "quoted"]]),
        ("---", []),
        ("- a\n- b", [["ul", ["li", "a"], ["li", "b"]]]),
        ("1. a\n2. b\n   - c", [["ol", ["li", "a"], ["li", "b", ["ul", ["li", "c"]]]]]),
        ("```\n<b>\n```", [["pre", "<b>"]]),
        ("[docs](https://x.y/z#a)", [["p", ["https://x.y/z#a", "docs"]]]),
        ("<https://x.y>", [["p", ["https://x.y", "https://x.y"]]]),
        ("[](https://x.y)", [["p", ["https://x.y", "https://x.y"]]]),
        ("[d][1]\n\n[1]: https://x.y 'title'", [["p", ["https://x.y", "d"]]]),
        ("&lt;b&gt; &amp; R&D", [["p", "<b> & R&D"]]),
        ("使用傾向とは**何**", [["p", "使用傾向とは", ["b", "何"]]]),
    ],
)
def test_commonmark_becomes_blocks(text: str, blocks: list[object]):
    assert dump(text) == blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("<script>alert(1)</script>", [["p", "<script>alert(1)</script>"]]),
        ("<img src=x onerror=alert(1)>", [["p", "<img src=x onerror=alert(1)>"]]),
        ("a <b onclick=x>b</b>", [["p", "a <b onclick=x>b</b>"]]),
        ("</template><svg onload=x>", [["p", "</template><svg onload=x>"]]),
        ("<!-- c -->", [["p", "<!-- c -->"]]),
        ("{{7*7}}", [["p", "{{7*7}}"]]),
        ("[x](javascript:alert(1))", [["p", "x (javascript:alert(1))"]]),
        ("[x](<JaVa\tScRiPt:alert(1)>)", [["p", "x (JaVa\tScRiPt:alert(1))"]]),
        ("[x](&#106;avascript:alert)", [["p", "x (javascript:alert)"]]),
        ("[x](data:text/html;base64,eA==)", [["p", "x (data:text/html;base64,eA==)"]]),
        ("[x](vbscript:x)", [["p", "x (vbscript:x)"]]),
        ("[x](//evil.example)", [["p", "x (//evil.example)"]]),
        ("[x](/relative)", [["p", "x (/relative)"]]),
        ("[x](https://good.example@evil.example)", [["p", "x (https://good.example@evil.example)"]]),
        ("<javascript:alert(1)>", [["p", "javascript:alert(1) (javascript:alert(1))"]]),
        ("[**x**](javascript:a)", [["p", ["b", "x"], " (javascript:a)"]]),
        ("[x]\n\n[x]: javascript:a", [["p", "x (javascript:a)"]]),
        ("![alt *i*](https://x.y/track.gif)", [["p", "alt i"]]),
        ("![](https://x.y/track.gif)", [["p", "https://x.y/track.gif"]]),
        ("[![alt](https://x.y/i.png)](javascript:a)", [["p", "alt (javascript:a)"]]),
        ("https://x.y is no link", [["p", "https://x.y is no link"]]),
    ],
)
def test_what_is_hostile_becomes_text(text: str, blocks: list[object]):
    assert dump(text) == blocks


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "[" * 5_000 + "](x)" * 3_000, "> " * 10_000,
     "- " * 9_000, "*" * 20_000, "**a " * 5_000, "`" * 19_999,
     "![" * 9_000, "<" * 20_000, "a](" * 6_000, "\\" * 20_000, "&" * 20_000, "_a" * 9_000, "[a]: " * 4_000],
    ids=lambda text: text[:4],
)  # fmt: skip
def test_deep_and_long_texts_take_no_time(text: str):
    begin = time.process_time()
    assert len(to_text(to_blocks(text))) <= 3 * len(text)
    assert time.process_time() - begin < 5


PIECES = st.sampled_from(
    [
        *"*_`[]()<>!#\\-> \n\t&;:\"'",
        "a",
        "1. ",
        "- ",
        "    ",
        "](https://x.y)",
        "](javascript:x)",
        "<b>",
        "\u202e",
        "日",
    ]
)


@given(st.text(max_size=80) | st.lists(PIECES, max_size=40).map("".join))
def test_any_text_becomes_safe_blocks(text: str):
    blocks = to_blocks(text)
    for node in walk(blocks):
        if isinstance(node, Block):
            assert node.tag in TAGS
            assert (node.href is not None) == (node.tag == "a")
            assert node.href is None or is_safe_url(node.href)
    assert all(isinstance(block, Block) for block in blocks)
    assert isinstance(to_text(blocks), str)
    assert all(what and hint and isinstance(source, str) for what, hint, source in shown_as_text(text))


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_words_are_never_lost(text: str):
    assert to_text(to_blocks(text)) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("# T\n\none **two**  \nthree", "T\n\none two\nthree"),
        ("- a\n- b\n\n  c\n  - d", "- a\n- b\n\n  c\n\n  - d"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("[docs](https://x.y) <https://x.y>", "docs (https://x.y) https://x.y"),
        ("```\na\n  b\n```", "a\n  b"),
    ],
)
def test_blocks_as_plain_text(text: str, plain: str):
    assert to_text(to_blocks(text)) == plain


def test_blocks_in_json_say_no_more_than_they_must():
    blocks = [block.model_dump(mode="json") for block in to_blocks("a [b](https://x.y)")]
    link = {"tag": "a", "children": ["b"], "href": "https://x.y"}
    assert blocks == [{"tag": "p", "children": ["a ", link]}]


def test_what_is_shown_as_text_can_be_told():
    text = "a <b>c</b>\n\n<div>\nx\n</div>\n\n![i](https://x.y/z.png) [l](ftp://x) [m](https://x.y)"
    text += " <a@b.example>\r\n\r\n1. x\n\n   | a | b |\r\n   |---|:-:|\r\n   | 1 | <b> |"
    raw, image, link, table = (
        "raw HTML, which is shown as it is written",
        "an image, of which the description is shown",
        "an address that is shown as text, not as a link",
        "a table, of which the rows are shown as one line of text",
    )
    assert [(what, source) for what, _, source in shown_as_text(text)] == [
        (raw, "<b>"),
        (raw, "</b>"),
        (raw, "<div>\nx\n</div>"),
        (image, "https://x.y/z.png"),
        (link, "ftp://x"),
        (link, "mailto:a@b.example"),
        (table, "| a | b |"),
        (raw, "<b>"),
    ]
    assert list(shown_as_text("a | b, and a line\n\n    | a | b |\n    |---|---|")) == []
    assert list(shown_as_text("plain *text*, `<code>` and 1 < 2")) == []
