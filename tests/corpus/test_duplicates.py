from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from rapidfuzz import fuzz

from bot.corpus.corpus import Corpus
from bot.corpus.duplicates import find_twins, phrasings_of
from bot.matching.normalise import normalise

Make = Callable[..., Corpus]


def file_of(*groups: list[str], locale: str = "en", topic: str = "tea") -> str:
    """A FAQ file with one FAQ for each group of phrasings."""
    faqs = (
        f"  - id: {topic}-{i}\n    question: {group[0]!r}\n    alternates: {group[1:]!r}\n"
        for i, group in enumerate(groups)
    )
    return f"topic: {topic}\nlocale: {locale}\nfaqs:\n" + "".join(faqs)


def twins(corpus: Corpus) -> list[tuple[str, str, bool]]:
    found = find_twins(phrasings_of(corpus, normalise), normalise)
    return sorted((t.earlier.text, t.later.text, t.exact) for t in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("how do I add a user", "how do I add a usr"),
        ("how do I add a user", "how do I add users a"),
        ("reset my password please", "please reset my password"),
        ("what is the session limit", "what is the sessions limit"),
        ("現在のプランの詳細を確認できますか", "現在のプランの詳細は確認できますか。"),
    ],
)
def test_typos_inflection_and_order_make_no_other_question(corpus: Make, one: str, other: str):
    assert twins(corpus(file_of([one], [other]))) == [(one, other, False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("how do I turn small talk on for my bot", "how do I turn small talk off for my bot"),
        ("what is included in plan 2 for enterprise", "what is included in plan 3 for enterprise"),
        ("can I enable the knowledge graph now", "can I disable the knowledge graph now"),
        ("how do I cancel my plan", "how do I not cancel my plan"),
        ("what is a plan", "what is a bot"),
    ],
)
def test_another_word_or_number_makes_another_question(corpus: Make, one: str, other: str):
    assert twins(corpus(file_of([one], [other]))) == []


def test_within_one_faq_only_repetition_is_told(corpus: Make):
    made = corpus(file_of(["how do I add a user", "how do I add a usr", "How do I add a user?"]))
    assert twins(made) == [("how do I add a user", "How do I add a user?", True)]


def test_languages_are_kept_apart(corpus: Make):
    made = corpus(file_of(["plan"]), other=file_of(["plan"], locale="de", topic="tee"))
    assert twins(made) == []


def test_a_question_repeated_often_is_told_once_each(corpus: Make):
    made = corpus(file_of(*([f"what is it{'?' * i}"] for i in range(4))))
    assert [later for _, later, _ in twins(made)] == ["what is it?", "what is it??", "what is it???"]


def test_blocks_find_what_comparing_everything_finds(corpus: Make):
    words = ["plan", "plans", "usage", "session", "limit", "of", "the", "my", "support", "documentation"]
    texts = [" ".join(c) for n in (3, 4) for c in itertools.combinations(words, n)]
    made = corpus(file_of(*([text] for text in texts)))
    phrasings = phrasings_of(made, normalise)
    alike = [
        (a.text, b.text)
        for i, b in enumerate(phrasings)
        for a in phrasings[:i]
        if fuzz.ratio(" ".join(a.words), " ".join(b.words)) >= 92
        and sorted(w.rstrip("s") for w in a.words) == sorted(w.rstrip("s") for w in b.words)
    ]
    first = {later: earlier for earlier, later in reversed(alike)}
    assert len(phrasings) > 256, "more than one block"
    assert twins(made) == sorted((earlier, later, False) for later, earlier in first.items())
