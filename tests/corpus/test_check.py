from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from bot.corpus.check import check_corpus
from bot.corpus.corpus import Corpus
from bot.matching.normalise import normalise

Make = Callable[..., Corpus]
TODAY = date(2026, 11, 23)

CLEAN = """\
topic: tea
documentation: https://docs.example.com/tea
faqs:
  - id: brew
    question: How do I brew green tea?
    alternates: [steep the leaves]
    answer: Hot, see [the guide](https://docs.example.com/tea#brew).
    follow_ups: [store]
    review_by: 2026-11-23
  - id: store
    question: Where do I store tea?
    alternates: [keep leaves fresh]
    link: https://docs.example.com/tea#store
not_covered:
  - id: coffee
    examples: [espresso machines]
"""


def said(corpus: Corpus, today: date = TODAY) -> list[str]:
    problems = check_corpus(corpus, normalise=normalise, today=today)
    assert all(problem.severity == "warning" and problem.hint for problem in problems)
    return [f"{problem.line}:{problem.column} {problem.code}: {problem.message}" for problem in problems]


def test_a_draft_is_named_whether_it_is_left_out_already_or_not(corpus: Make):
    draft = "faqs:\n  - id: brew\n    question: How do I brew it?\n"
    made = corpus(draft + "  - id: price\n    question: What is it?\n    answer: Two coins.\n")
    assert [record.id for record in made.served.drafts] == ["brew"]
    assert said(made) == said(made.served)
    told = "2:5 no-answer: FAQ 'brew' has neither answer nor link: it is not served beside those that have"
    assert told in said(made)
    assert corpus(draft).served.drafts == ()


def test_a_group_with_the_id_of_a_faq_is_named(corpus: Make):
    expected = r"^15:9 same-id: group 'store' has the id of a FAQ \(\S+\.yaml:10\)$"
    (found,) = said(corpus(CLEAN.replace("id: coffee", "id: store")))
    assert re.match(expected, found)
    draft = CLEAN.replace("documentation: https://docs.example.com/tea\n", "").replace(
        "    link: h", "    # h"
    )
    assert any("same-id" in line for line in said(corpus(draft.replace("id: coffee", "id: store")).served))


def test_nothing_is_said_of_a_clean_corpus(corpus: Make):
    assert said(corpus(CLEAN)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("documentation: https://docs.example.com/tea\n", "", "1:1 no-documentation: the topic has"),
        ("    link: https://docs.example.com/tea#store\n", "",
         "10:5 no-answer: FAQ 'store' has neither answer nor link: only the topic's documentation is shown"),
        ("2026-11-23", "2026-11-22", "9:16 review-due: review of 'brew' was due by 2026-11-22"),
        ("[store]", "[store, brew]", "8:25 follow-up: 'brew' follows up itself"),
        ("[store]", "[store, store]", "8:25 follow-up: follow-up 'store' stands twice"),
        ("alternates: [keep leaves fresh]\n    ", "",
         "10:5 no-alternates: 1 of 2 FAQs have no alternates, beginning with 'store'"),
        ("Hot, see", "<b>Hot</b>, see",
         "7:13 shown-as-text: the answer of 'brew' holds raw HTML, which is shown as it is written: '<b>'"),
        ("(https://docs.example.com/tea#brew)", "(javascript:alert)",
         "7:13 shown-as-text: the answer of 'brew' holds an address that is shown as text, not as a link:"
         " 'javascript:alert'"),
        ("answer: Hot, see", "answer: |\n      | a | b |\n      |---|---|\n      | 1 | 2 |\n\n      See",
         "7:13 shown-as-text: the answer of 'brew' holds a table, of which the rows are shown as one line of"
         " text: '| a | b |'"),
        ("see [the", "see ![the",
         "7:13 shown-as-text: the answer of 'brew' holds an image, of which the description is shown:"
         " 'https://docs.example.com/tea#brew'"),
        ("keep leaves fresh", "🍵?!", "12:18 unmatchable: phrasing '🍵?!' has no letter or digit to match"),
        ("keep leaves fresh", "keep it, Keep it!",
         "12:27 repeated-phrasing: phrasing 'Keep it!' stands twice: it repeats FILE:12"),
        ("keep leaves fresh", "Steep, the leaves",
         None),
        ("keep leaves fresh", "'Steep, the leaves!'",
         "12:18 duplicate-phrasing: phrasing 'Steep, the leaves!' of FAQ 'store' is also a phrasing of"
         " FAQ 'brew' (FILE:6)"),
        ("keep leaves fresh", "how do I brew gren teas",
         "12:18 near-duplicate: phrasing 'how do I brew gren teas' of FAQ 'store' is nearly"
         " 'How do I brew green tea?', a phrasing of FAQ 'brew' (FILE:5)"),
        ("espresso machines", "where to store tea do I",
         None),
        ("espresso machines", "store tea where do I",
         "16:16 near-duplicate: phrasing 'store tea where do I' of not_covered group 'coffee' is nearly"
         " 'Where do I store tea?', a phrasing of FAQ 'store' (FILE:11)"),
        ("answer: Hot", 'answer: "\\u202Eresu', None),
    ],
)  # fmt: skip
def test_what_will_disappoint_somebody(corpus: Make, old: str, new: str, expected: str | None):
    assert old in CLEAN
    text = CLEAN.replace(old, new)
    if "u202E" in new:
        text = text.replace("tea#brew).", 'tea#brew)."')
        expected = "7:13 hidden-character: text holds U+202E, which turns the direction of what follows"
    made = corpus(text)
    found = [line.replace(made.topics[0].path, "FILE") for line in said(made)]
    if expected is None:
        assert found == []
    else:
        assert len(found) == 1
        assert found[0].startswith(expected)
