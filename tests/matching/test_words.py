from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.matching.words import ALIKE, WordIndex, build_words

PHRASINGS = ["show the usage trend", "what is plan 2", "what is plan 3", "the session limit"]


@pytest.fixture(scope="module")
def index() -> WordIndex:
    return build_words([text.split() for text in PHRASINGS])[0]


def test_a_misspelt_word_meets_the_word_it_resembles(index: WordIndex) -> None:
    match = index.match("usge")
    assert [index.vocabulary[word] for word, _ in match.found] == ["usage"]
    assert match.similarity == pytest.approx(8 / 9)


@pytest.mark.parametrize(("word", "meant"), [("paln", "plan"), ("usgae", "usage"), ("sesison", "session")])
def test_two_letters_exchanged_are_one_slip(index: WordIndex, word: str, meant: str) -> None:
    match = index.match(word)
    assert [index.vocabulary[found] for found, _ in match.found] == [meant]
    assert match.similarity == pytest.approx(0.92)


@pytest.mark.parametrize(("word", "meant"), [("usageee", "usage"), ("plaaaan", "plan")])
def test_a_letter_that_is_drawn_out_counts_little(index: WordIndex, word: str, meant: str) -> None:
    match = index.match(word)
    assert index.vocabulary[match.found[-1][0]] == meant
    assert 0.8 < match.similarity < 1, "it is not the word itself, and is mended"


@pytest.mark.parametrize(("word", "known"), [("shouldnt", "should"), ("wouldnt", "would"), ("hadnt", "had")])
def test_the_opposite_of_a_word_is_no_slip_for_it(word: str, known: str) -> None:
    index, _ = build_words([[known, "hands"]])
    assert not index.match(word).found


@pytest.mark.parametrize("word", ["4", "22", "plan2", "iz", "wat"])
def test_numbers_and_short_words_are_not_guessed(index: WordIndex, word: str) -> None:
    match = index.match(word)
    assert not any(index.vocabulary[found] in ("2", "3", "is") for found, _ in match.found)


def test_a_word_that_nothing_has_is_as_rare_as_can_be(index: WordIndex) -> None:
    match = index.match("starbucks")
    assert match.found == ()
    assert match.idf == pytest.approx(index.unknown_idf)
    assert match.idf > index.idf.max()


def test_a_word_of_the_language_is_taken_for_forms_of_the_same_alone() -> None:
    index, _ = build_words([["send", "point", "visa"]], {"spend", "points", "via"}.__contains__)
    found = {
        m.word: [index.vocabulary[i] for i, _ in m.found]
        for m in map(index.match, ["spend", "points", "sned"])
    }
    assert found == {"spend": [], "points": ["point"], "sned": ["send"]}
    assert index.match("via").found == ()


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("feet", "fee"),
        ("quiet", "quit"),
        ("hurts", "hours"),
        ("plates", "pilates"),
        ("cooking", "booking"),
        ("chatted", "charted"),
        ("china", "chain"),
        ("feed", "fee"),
        ("card", "car"),
        ("car", "card"),
        ("planes", "plan"),
    ],
)
def test_a_word_or_a_form_of_one_is_no_misspelling_of_another(word: str, known: str) -> None:
    language = {"feet", "quiet", "hurt", "plate", "cook", "chat", "China", "feed", "card", "car", "plane"}
    index, _ = build_words([[known]], language.__contains__)
    assert index.match(word).found == ()


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("reloading", "reload"),
        ("operator", "operate"),
        ("charge", "charged"),
        ("cancelled", "cancel"),
        ("classes", "class"),
        ("closes", "close"),
        ("delivery", "deliver"),
        ("connection", "connect"),
        ("employed", "employee"),
        ("broken", "broke"),
        ("guarantee", "guaranteed"),
        ("different", "difference"),
        ("needs", "need"),
        ("hourss", "hours"),
        ("delet", "delete"),
        ("detals", "details"),
    ],
)
def test_forms_and_misspellings_meet_what_they_stand_for(word: str, known: str) -> None:
    misspelt = ("hourss", "detals")
    index, _ = build_words([[known]], {word, "det", "hour"}.difference(misspelt).__contains__)
    assert [index.vocabulary[i] for i, _ in index.match(word).found] == [known]


def test_which_words_a_phrasing_has(index: WordIndex) -> None:
    assert {index.vocabulary[word] for word in index.words_of[3]} == {"the", "session", "limit"}


def likeness(word: str, other: str) -> float:
    """The rule in its plainest form."""
    if word[0] != other[0] and min(len(word), len(other)) < 5:
        return 0.0
    exchanged = [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)]
    return 92.0 if other in exchanged else fuzz.ratio(word, other)


@given(st.text("abcdefgh", min_size=3, max_size=9), st.lists(st.text("abcdefgh", min_size=1, max_size=9)))
def test_no_word_that_is_alike_is_overlooked(word: str, known: list[str]) -> None:
    assume(not re.search(r"(.)\1\1", word))  # drawn out: see above
    index, _ = build_words([known])
    alike = {other for other in known if len(other) > 2 and likeness(word, other) >= ALIKE}
    match = index.match(word)
    found = {index.vocabulary[i] for i, _ in match.found}
    assert word in found or word not in known
    assert found <= alike
    assert len(found) == (1 if word in known else min(len(alike), 8))
