from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.corpus.corpus import Corpus, revision_of

Make = Callable[..., Corpus]

TEA = """\
topic: tea
title: Tea
documentation: https://docs.example.com/tea
faqs:
  - id: brew
    question: How do I brew it?
    alternates: [brewing, steep the leaves]
    answer: Hot.
  - id: store
    question: Where does it go?
    link: https://docs.example.com/tea#store
not_covered:
  - id: coffee
    examples:
      - espresso
      - flat white
"""


def test_records_know_their_file_and_line(corpus: Make):
    brew, store, coffee = corpus(TEA).records
    assert brew.topic.path.endswith("faq.yaml")
    assert (brew.id, brew.place()) == ("brew", (5, 5))
    assert brew.phrasings == ("How do I brew it?", "brewing", "steep the leaves")
    assert brew.phrasing_places == ((6, 15), (7, 18), (7, 27))
    assert store.phrasing_places == ((10, 15),)
    assert store.place("answer") == store.place() == (9, 5), "what is left out stands where its FAQ does"
    assert (coffee.phrasings, coffee.phrasing_places) == (("espresso", "flat white"), ((15, 9), (16, 9)))


def test_a_corpus_is_looked_up_by_id(corpus: Make):
    made = corpus(TEA)
    assert made.by_id["store"] is made.faqs[1]
    assert made.locales == ("en",)
    assert corpus(TEA, other="locale: ja\n").locales == ("en", "ja")


def test_english_is_the_default_locale_where_it_is_there(corpus: Make):
    german, japanese = "locale: de\n" + TEA, "locale: ja\n"
    assert corpus(german, other=japanese).default_locale == "de"
    assert corpus(german, other="locale: en\n").default_locale == "en"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hot.", "Cold."),
        ("brewing", "brew"),
        ("title: Tea", "title: Green Tea"),
        ("com/tea\n", "com/green\n"),
        ("espresso", "latte"),
        ("topic: tea", "topic: tea\nlocale: de"),
        ("    answer: Hot.", "    answer: Hot.\n    follow_ups: [store]"),
    ],
)
def test_whatever_is_served_changes_the_revision(corpus: Make, old: str, new: str):
    before, after = corpus(TEA), corpus(TEA.replace(old, new))
    assert before.revision != after.revision
    if old == "Hot.":
        assert before.by_id["brew"].revision != after.by_id["brew"].revision
        assert before.by_id["store"].revision == after.by_id["store"].revision


def test_how_it_is_written_does_not_change_the_revision(corpus: Make):
    rewritten = "# a comment\n" + TEA.replace(
        "[brewing, steep the leaves]", "\n    - brewing\n    - steep the leaves"
    )
    assert corpus(TEA).revision == corpus(rewritten).revision
    assert corpus(TEA).by_id["brew"] == corpus(rewritten).by_id["brew"]


def test_revisions_tell_parts_apart():
    assert revision_of("a", "bc") != revision_of("ab", "c")
    assert revision_of("a") == "ca978112ca1b"
