from __future__ import annotations

import pytest
from matching_support import MakeCorpus, ranked

from bot.matching.embed import Embedder, NoEmbedder
from bot.matching.explain import grounds_of
from bot.matching.index import Scope, build_index
from bot.matching.lexical import build_lexical
from bot.matching.retrieve import understand
from bot.matching.weights import ORDER, weights_of


@pytest.mark.parametrize("question", ["wen do you opn", "opening times", "is my parcel in zanzibar", "gift"])
@pytest.mark.parametrize("embedded", [True, False])
def test_the_parts_make_the_whole(
    make: MakeCorpus, wordllama: Embedder, question: str, embedded: bool
) -> None:
    # With several phrasings a FAQ, so that what it says beside them counts for little.
    index = build_index(make(answer=None), wordllama if embedded else NoEmbedder())
    asked = understand(index, question)
    best = ranked(index, asked.text)[0]
    grounds = grounds_of(index, asked, best.row, Scope())
    parts = grounds.words + grounds.meaning + grounds.order + grounds.about
    # What it was ranked by, where nothing is taken apart.
    assert parts == grounds.similarity == pytest.approx(best.evidence.similarity, abs=1e-4)
    assert sum(part.contribution for part in grounds.word_parts) == pytest.approx(grounds.words, abs=1e-4)
    assert [part.word for part in grounds.word_parts] == list(dict.fromkeys(question.split()))
    # What words add, found another way: an index in which nothing else counts.
    by_words = weights_of(index.embedder.family).words
    alone, _ = build_lexical(index.texts, by_words / (1 + ORDER))
    assert grounds.words == pytest.approx(alone.similarities(asked.matches)[best.row], abs=1e-4)


def test_says_what_a_misspelt_word_was_taken_for(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make(), wordllama)
    asked = understand(index, "opning times zanzibar")
    best = ranked(index, asked.text)[0]
    parts = {part.word: part for part in grounds_of(index, asked, best.row, Scope()).word_parts}
    assert parts["opning"].matched == "opening"
    assert 0.8 <= parts["opning"].similarity < 1
    assert (parts["zanzibar"].matched, parts["zanzibar"].contribution) == ("", 0)
    assert parts["zanzibar"].rarity > parts["times"].rarity


@pytest.mark.parametrize(
    "question",
    ["wen do you opn", "opening times zanzibar", "are you open on sundays or closing", "send my parcel bak"],
)
def test_what_is_covered_and_unknown_can_be_worked_out_from_the_words(
    make: MakeCorpus, wordllama: Embedder, question: str
) -> None:
    index = build_index(make(), wordllama)
    asked = understand(index, question)
    for one in ranked(index, asked.text):
        parts = grounds_of(index, asked, one.row, Scope()).word_parts
        mass = sum(part.rarity for part in parts)
        covered = sum(part.rarity * part.covered for part in parts) / mass
        assert covered == pytest.approx(one.evidence.coverage, abs=1e-6)
        unknown = sum(part.rarity for part in parts if part.found == "nowhere") / mass
        assert unknown == pytest.approx(one.evidence.unknown, abs=1e-6)
        assert all(bool(part.covered) >= (part.found in ("matched", "another")) for part in parts)


def test_tells_where_a_word_is_that_the_phrasing_lacks(make: MakeCorpus) -> None:
    faqs = {"a": ("How do I cancel my membership?", "end my contract"), "b": ("How old must I be?",)}
    index = build_index(make(faqs, {}), NoEmbedder())
    asked = understand(index, "how do i ednd my membership old zanzibar")
    grounds = grounds_of(index, asked, index.phrasings.index(faqs["a"][0]), Scope())
    told = {part.word: (part.matched, part.found, part.found_in) for part in grounds.word_parts}
    assert told["membership"] == ("membership", "matched", "")
    assert told["ednd"] == ("", "another", "end my contract")
    assert told["old"] == ("", "elsewhere", "")
    assert told["zanzibar"] == ("", "nowhere", "")


def test_what_was_not_looked_at_counts_as_elsewhere(make: MakeCorpus) -> None:
    corpus = make({"a": ("How do I cancel my membership?", "end my contract")}, {})
    index = build_index(corpus, NoEmbedder())
    asked = understand(index, "end my membership")
    parts = grounds_of(index, asked, 0, Scope(topic="another")).word_parts
    assert {part.word: part.found for part in parts}["membership"] == "elsewhere"
    assert not any(part.covered for part in parts)


def test_letters_in_common_are_no_match(make: MakeCorpus) -> None:
    index = build_index(make({"a": ("Open on saturday?",), "b": ("Closed on sunday?",)}, {}), NoEmbedder())
    asked = understand(index, "open sunday")
    row = index.phrasings.index("Open on saturday?")
    parts = {part.word: part for part in grounds_of(index, asked, row, Scope()).word_parts}
    assert (parts["sunday"].matched, parts["sunday"].letters_of) == ("", "saturday")
    assert 0 < parts["sunday"].similarity < 0.6
    assert parts["sunday"].contribution > 0
    assert (parts["sunday"].found, parts["sunday"].covered) == ("elsewhere", 0)
    assert (parts["open"].matched, parts["open"].letters_of) == ("open", "")


def test_what_a_faq_says_is_a_part_of_its_own(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make({"a": ("What about lunch?",)}, {}, answer="Soups are vegetarian."), wordllama)
    asked = understand(index, "vegetarian soups for lunch")
    best = ranked(index, asked.text)[0]
    grounds = grounds_of(index, asked, best.row, Scope())
    assert grounds.about > 0
    assert grounds.similarity == pytest.approx(best.evidence.similarity, abs=1e-4)
