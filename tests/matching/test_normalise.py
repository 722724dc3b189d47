from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.normalise import clauses, normalise, sentences, words


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_words_hold_no_blank_and_all_the_letters(text: str) -> None:
    cut = words(normalise(text))
    assert all(word and not word.isspace() for word in cut)
    assert set("".join(cut)) == set(normalise(text)) - {" "}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  What’s  the\tPLAN?! ", "whats the plan"),
        ("Ｆｕｌｌ ｗｉｄｔｈ ﬁne", "full width fine"),
        ("café Ünder naïve", "cafe under naive"),
        ("plan-2, plan_3; 2.5", "plan 2 plan 3 2 5"),
        ("plan two, plan3 and Plan three", "plan 2 plan 3 and plan 3"),
        ("mp3, s3 and x100", "mp3 s3 and x100"),
        ("a\x00b\x1bc", "a b c"),
        ("zero\u200bwidth \u202eturned", "zerowidth turned"),
        ("\ud800lone", "lone"),
        ("👍 🎉", ""),
        ("हिन्दी", "हिन्दी"),
        ("ガ が", "ガ が"),
    ],
)
def test_reads_what_people_type(typed: str, read: str) -> None:
    assert normalise(typed) == read


def test_scripts_without_blanks_are_cut_into_pairs() -> None:
    assert words(normalise("プラン2とは")) == ["プラ", "ラン", "2", "とは"]
    assert words(normalise("세션 한도")) == ["세션", "한도"]


def test_sentences_and_clauses() -> None:
    assert sentences("We ran out yesterday. What now?") == ["We ran out yesterday.", "What now?"]
    assert sentences("one 2.5 only") == []
    assert clauses("hi, how are you - fine") == ["hi", "how are you", "fine"]
    assert clauses("no signs") == []
