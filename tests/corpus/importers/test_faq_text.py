from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bot.corpus.importers.faq_text import CannotEdit, Editor, block, entry_lines, new_file, scalar
from bot.corpus.importers.markup import clean, one_line

FILE = """\
# Kept by the tea team.
topic: tea   # the slug
title: 'Tea'
faqs:
  # the first
  - id: one   # never rename
    question: "One?"
    alternates: [uno, "eins"]
    answer: |
      First.

      More.
    # where it stands
    link: https://d.example/1
    review_by: 2027-06-30

  - id: two
    question: Two?
    link: {url: https://d.example/2, title: Two}
    # the last of two

# what we leave out
not_covered:
  - id: coffee
    examples: [coffee]
# the end
"""


def edited(*changes: tuple[Any, ...], text: str = FILE) -> str:
    editor = Editor(text)
    for where, value in changes:
        editor.set(where, value)
    return editor.text()


def test_a_changed_value_changes_nothing_else() -> None:
    text = edited(
        (("faqs", 0, "question"), "One: or more?"),
        (("faqs", 0, "answer"), "Only this."),
        (("faqs", 1, "link"), "https://d.example/22"),
        (("title",), "Green: tea"),
    )
    assert text == (
        FILE.replace('"One?"', "'One: or more?'")
        .replace("First.\n\n      More.\n", "Only this.\n")
        .replace("https://d.example/2,", '"https://d.example/22",')
        .replace("'Tea'", "'Green: tea'")
    )


def test_keys_are_added_in_their_order_and_taken_out_with_their_line() -> None:
    assert edited((("faqs", 1, "answer"), "Second.")) == FILE.replace(
        "    question: Two?\n", "    question: Two?\n    answer: |\n      Second.\n"
    )
    assert edited((("faqs", 0, "link"), None)) == FILE.replace("    link: https://d.example/1\n", "")
    assert edited((("faqs", 0, "answer"), None)) == FILE.replace(
        "    answer: |\n      First.\n\n      More.\n", ""
    )
    assert edited((("source",), "The leaf")) == FILE.replace(
        "title: 'Tea'\n", "title: 'Tea'\nsource: The leaf\n"
    )
    assert edited((("topic",), "x"), (("faqs", 0, "owner"), "me"))


def test_new_questions_follow_the_last_one_and_its_comments() -> None:
    editor = Editor(FILE)
    editor.append([{"id": "three", "question": "Three?", "answer": "Third."}])
    added = "\n  - id: three\n    question: Three?\n    answer: |\n      Third.\n"
    assert editor.text() == FILE.replace("    # the last of two\n", "    # the last of two\n" + added)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("faqs: []\n", "faqs:\n  - id: a\n    question: A?\n"),
        ("faqs: []  # none yet\nx: y\n", "faqs:  # none yet\n  - id: a\n    question: A?\nx: y\n"),
        ("faqs:", "faqs:\n  - id: a\n    question: A?"),
        ("topic: t", "topic: t\nfaqs:\n  - id: a\n    question: A?\n"),
        (
            "faqs:\n- id: z\n  question: Z?\n- id: y\n  question: Y?",
            "faqs:\n- id: z\n  question: Z?\n- id: y\n  question: Y?\n- id: a\n  question: A?\n",
        ),
        ("faqs:\r\n  - id: z\r\n", "faqs:\r\n  - id: z\r\n\r\n  - id: a\r\n    question: A?\r\n"),
    ],
)
def test_new_questions_fit_in_however_the_list_is_written(before: str, after: str) -> None:
    editor = Editor(before)
    editor.append([{"id": "a", "question": "A?"}])
    assert editor.text() == after


@pytest.mark.parametrize(
    ("before", "where", "value", "after"),
    [
        (
            "faqs:\n  - question: Q? # why\n",
            ("faqs", 0, "question"),
            "R?",
            "faqs:\n  - question: R?  # why\n",
        ),
        (
            "faqs:\n  - answer: short # why\n",
            ("faqs", 0, "answer"),
            "A.",
            "faqs:\n  - answer: |  # why\n      A.\n",
        ),
        (
            "faqs:\n  - answer: >- # why\n      a\n      b\n",
            ("faqs", 0, "answer"),
            "A.",
            "faqs:\n  - answer: |  # why\n      A.\n",
        ),
        (
            "faqs:\n  - {question: Q, link: l}\n",
            ("faqs", 0, "question"),
            "R: ?",
            'faqs:\n  - {question: "R: ?", link: l}\n',
        ),
        (
            "faqs:\n  - {question: Q}\n",
            ("faqs", 0, "answer"),
            "a\nb",
            'faqs:\n  - {question: Q, answer: "a\\nb"}\n',
        ),
    ],
)
def test_comments_and_one_line_entries_survive(
    before: str, where: tuple[Any, ...], value: str, after: str
) -> None:
    assert edited((where, value), text=before) == after


def test_what_cannot_be_taken_out_alone_is_left() -> None:
    for text in (
        "faqs:\n  - link: l # why\n    id: a\n",
        "faqs:\n  - {link: l}\n",
        "faqs:\n  - id: a\n    link: l # x\n",
    ):
        with pytest.raises(CannotEdit):
            edited((("faqs", 0, "link"), None), text=text)
    with pytest.raises(CannotEdit):
        Editor("faqs: [{id: a}]\n").append([{"id": "b"}])


@given(st.text(), st.text())
@example("yes", "# no\n  indented\n\nend")
@example("2026-01-01", "- a\n\t- b")
@example("null", "'\"%@`")
def test_whatever_the_words_they_are_read_back_as_they_were(question: str, answer: str) -> None:
    question, answer = one_line(question), clean(answer).strip()
    assert yaml.safe_load(f"k: {scalar(question)}") == {"k": question}
    if answer:
        assert yaml.safe_load(f"k: {block(answer, 4)}\n")["k"].strip() == answer
        entry = {"id": "a", "question": question, "answer": answer}
        read = yaml.safe_load(new_file({"topic": "t", "documentation": {"title": question}}, [entry, entry]))
        assert read["documentation"]["title"] == question
        assert [faq["answer"].strip() for faq in read["faqs"]] == [answer, answer]
        assert entry_lines(entry, 0).startswith("- id: a\n")
        changed = yaml.safe_load(edited((("faqs", 0, "answer"), answer), (("faqs", 1, "question"), question)))
        assert (changed["faqs"][0]["answer"].strip(), changed["faqs"][1]["question"]) == (answer, question)
