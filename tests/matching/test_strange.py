from __future__ import annotations

import pytest
from matching_support import MakeCorpus

from bot.matching.embed import Embedder, NoEmbedder
from bot.matching.index import Scope, build_index
from bot.matching.normalise import normalise
from bot.matching.retrieve import retrieve, understand
from bot.matching.score import Ranked, score
from bot.matching.strange import beside_names

FAQS = {
    "password": ("How do I reset my password?", "forgot my password", "change the password", "new login"),
    "plan": ("How do I upgrade my plan?", "get a bigger plan", "change to another plan", "plan levels"),
    "boards": ("How do I export a board?", "download my boards", "get a copy of a board", "save a board"),
}


def asked(make: MakeCorpus, embedder: Embedder, question: str, answer: str = "An answer.") -> Ranked:
    index = build_index(make(FAQS, {}, answer=answer), embedder)
    text = normalise(question)
    return score(index, (read := understand(index, text)), retrieve(index, read, Scope()))[0]


@pytest.mark.parametrize(
    "question",
    ["reset my frobnix password", "how do I upgrade my spotiphy plan", "zankov password", "parzo plan"],
)
def test_a_name_before_a_word_of_the_faq_is_doubted(
    make: MakeCorpus, wordllama: Embedder, question: str
) -> None:
    best = asked(make, wordllama, question)
    assert best.doubts == ("name",)
    assert best.confidence < 0.5


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("reset my forgotten password", "a word of the language"),
        ("upgrade my unaffordable plan", "made like one"),
        ("reset my vpn password", "an abbreviation"),
        ("reset my passwrod please", "a slip of the hand"),
        ("do klornu and I get a new password", "nothing tells that it is klornu's"),
        ("how do I upgrade my plan frobnix", "it stands behind"),
        ("how do I export the netfloks of my board", "what stands beside it is not in the FAQ"),
    ],
)
def test_other_words_are_not(make: MakeCorpus, wordllama: Embedder, question: str, why: str) -> None:
    assert "name" not in asked(make, wordllama, question).doubts, why


def test_a_name_that_the_corpus_tells_is_its_own(make: MakeCorpus, wordllama: Embedder) -> None:
    ours = "In the frobnix console."
    assert asked(make, wordllama, "reset my frobnix password", ours).doubts == ()


def test_without_an_embedder_no_word_is_known_to_be_a_name(make: MakeCorpus) -> None:
    assert asked(make, NoEmbedder(), "reset my frobnix password").doubts == ()


def test_what_stands_behind_a_name(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make(FAQS, {}), wordllama)
    read = understand(index, "frobnix password for my zankov plan")
    known = index.lexical.words
    beside = beside_names(read.words, read.matches, known, ())
    assert [match.word for match in beside] == ["password", "plan"]
    assert list(beside_names(read.words, read.matches, known, {"frobnix", "zankov"})) == []
