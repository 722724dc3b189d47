from __future__ import annotations

import pytest

from bot.corpus.importers.markup import MarkupError, address, clean, protect, to_text, tree_of


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("type <your-id> here", "type <your-id> here"),
        ("<Bot Name> keeps its case", "<Bot Name> keeps its case"),
        ("see <https://a.example/x> now", "see <https://a.example/x> now"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("``a ` <b>`` and <b>bold</b>", "``a ` <b>`` and bold"),
        ("https://a.example/?x=1&param=2&copy=3", "https://a.example/?x=1&param=2&copy=3"),
        ("salt &amp; pepper, R&D, &lt;b&gt;", "salt & pepper, R&D, <b>"),
        ("&unknown; stays", "&unknown; stays"),
        ("<!-- gone --> here", "here"),
        ("before <!-- never closed", "before <!-- never closed"),
        ("before <!-- never <b>closed</b>", "before <!-- never closed"),
        ("before <a href=x never closed", "before <a href=x never closed"),
        ("a stray ` and a <b>b</b>", "a stray ` and a b"),
        ("```\n<summary-like> &amp;\n```", "```\n<summary-like> &\n```"),
    ],
)
def test_text_that_is_no_markup_for_commonmark_survives_the_html_parser(source: str, shown: str) -> None:
    assert to_text(tree_of(source)).strip() == shown


def test_backticks_in_two_questions_do_not_swallow_the_tags_between() -> None:
    source = "<summary>what is a ` mark</summary>\n<summary>and this `</summary>"
    assert len(list(tree_of(source).iter("summary"))) == 2
    assert len(list(tree_of("a ` b <summary>x ` y</summary>").iter("summary"))) == 1
    fence = "```\n<details><summary>q</summary></details>\n```"
    assert len(list(tree_of(fence).iter("summary"))) == 1


def test_addresses_in_attributes_are_read_as_browsers_read_them() -> None:
    source = '<a href=" https://a.example/?x=1&copy=2&amp;lang=ja#A B\n">x</a>'
    assert address(next(tree_of(source).iter("a"))) == "https://a.example/?x=1&copy=2&lang=ja#A%20B"


def test_protecting_leaves_plain_html_alone() -> None:
    source = '<a class="doc-link" href="https://a.example"><b>x</b> &amp; <br/>y</a><details-video></a>'
    assert protect(source) == source


def test_what_the_parser_would_drop_is_an_error() -> None:
    with pytest.raises(MarkupError, match="nested too deeply"):
        tree_of("<div>" * 400 + "text")


def test_clean_leaves_one_kind_of_line_end_and_no_unseen_characters() -> None:
    assert clean("a\r\nb\rc\x85d\u2028e\ufefff\x00\x07g\u200b") == "a\nb\nc\nd\nefg"
