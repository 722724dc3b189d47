from __future__ import annotations

import pytest
from matching_support import MakeCorpus, ranked

from bot.matching.embed import Embedder, NoEmbedder
from bot.matching.index import build_index
from bot.matching.retrieve import understand
from bot.matching.score import Ranked
from bot.matching.strange import likely_names

FAQS = {
    "password": ("How do I reset my password?", "forgot my password", "change the password", "new login"),
    "plan": ("How do I upgrade my plan?", "get a bigger plan", "change to another plan", "plan levels"),
    "visit": ("How do I move my appointment?", "another appointment", "change my visit", "cancel a visit"),
}


def asked(make: MakeCorpus, embedder: Embedder, question: str, answer: str = "An answer.") -> Ranked:
    index = build_index(make(FAQS, {}, answer=answer), embedder)
    return ranked(index, question)[0]


@pytest.mark.parametrize(
    "question",
    ["reset my frobnix password", "how do I upgrade my spotiphy plan", "zankov password", "parzo plan"],
)
def test_a_name_before_what_one_has_is_doubted(make: MakeCorpus, wordllama: Embedder, question: str) -> None:
    best = asked(make, wordllama, question)
    assert best.doubts == ("name",)
    assert best.confidence < 0.5


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("reset my forgotten password", "a word of the language"),
        ("upgrade my unaffordable plan", "made like one"),
        ("upgrade my husbands plan", "a form of one"),
        ("upgrade my utilities plan", "a form of one that is spelt differently"),
        ("reset my signup password", "two in one"),
        ("reset my vpn password", "an abbreviation"),
        ("reset my pass-word99x password", "no letters alone"),
        ("reset my пароль password", "of another script"),
        ("reset my pasword password", "a slip of the hand"),
        ("move my tuesday appointment", "it tells of what kind the appointment is"),
        ("klornu and I need a new password", "nothing tells that it is klornu's"),
        ("how do I upgrade my plan frobnix", "it stands behind"),
    ],
)
def test_other_words_are_not(make: MakeCorpus, wordllama: Embedder, question: str, why: str) -> None:
    assert asked(make, wordllama, question).doubts == (), why


def test_a_name_that_the_corpus_tells_is_its_own(make: MakeCorpus, wordllama: Embedder) -> None:
    ours = "In the frobnix console."
    assert asked(make, wordllama, "reset my frobnix password", ours).doubts == ()


def test_a_slip_is_no_name_whatever_its_capital(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make(FAQS, {}), wordllama)
    for typed, doubts in (
        ("how do I reset my Passsword", ()),
        ("how do I reset my Frobnix thing", ("name",)),
    ):
        assert ranked(index, typed)[0].doubts == doubts


def test_without_an_embedder_no_word_is_known_to_be_a_name(make: MakeCorpus) -> None:
    assert asked(make, NoEmbedder(), "reset my frobnix password").doubts == ()


def test_in_other_languages_nothing_is_doubted(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make(FAQS, {}, locale="de"), wordllama)
    assert ranked(index, "reset my frobnix password")[0].doubts == ()


def test_where_names_are_usual_nothing_is_doubted(make: MakeCorpus, wordllama: Embedder) -> None:
    naming = tuple(f"reset the password of my {name} app" for name in ("Ronix", "Selva", "Tarmo", "Ulvik"))
    index = build_index(make({**FAQS, "password": (*FAQS["password"], *naming)}, {}), wordllama)
    assert index.names_usual
    assert ranked(index, "reset my frobnix password")[0].doubts == ()


def test_whose_it_is_stands_right_before_it(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make(FAQS, {}), wordllama)
    read = understand(index, "frobnix password for my zankov plan of parzo")
    assert list(likely_names(read.words, read.matches, index.lexical.words)) == ["frobnix", "zankov"]
    assert read.unknown_names == {"frobnix", "zankov"}
