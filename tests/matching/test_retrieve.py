from __future__ import annotations

import pytest
from matching_support import FAQS, MakeCorpus, corpus_of

from bot.matching.embed import Embedder, NoEmbedder
from bot.matching.index import MatchIndex, Scope, build_index
from bot.matching.retrieve import retrieve, understand


def test_a_question_is_read_as_typed_and_as_mended(index: MatchIndex) -> None:
    assert understand(index, "opening times").readings == ("opening times",)
    assert understand(index, "opning times").readings == ("opning times", "opening times")


def test_the_phrasing_itself_comes_first(index: MatchIndex) -> None:
    for row, text in enumerate(index.texts):
        candidates = retrieve(index, understand(index, text), Scope())
        assert candidates.rows[0] == row
        assert candidates.similarity[0] == pytest.approx(max(candidates.similarity))


def test_candidates_are_ordered_and_at_most_as_many_as_asked(index: MatchIndex) -> None:
    candidates = retrieve(index, understand(index, "when do you close"), Scope(), limit=5)
    assert len(candidates.rows) <= 5
    assert list(candidates.similarity) == sorted(candidates.similarity, reverse=True)


def test_of_many_that_are_just_as_like_no_more_are_taken_than_asked_for(make: MakeCorpus) -> None:
    index = build_index(make({f"drink-{n}": (f"drink {n}", f"tea {n}") for n in range(30, 60)}), NoEmbedder())
    found = retrieve(index, understand(index, "tea or a drink"), Scope(), limit=40)
    assert len(found.rows) == len(set(found.rows.tolist())) == 40


def test_the_most_like_of_many_are_found(make: MakeCorpus) -> None:
    drinks = {f"drink-{n}": (f"drink {n}", *(f"tea {n} {m}" for m in range(20))) for n in range(30, 60)}
    index = build_index(make(drinks), NoEmbedder())
    question = understand(index, "tea 42 7")
    found = retrieve(index, question, Scope(), limit=40)
    alike = index.lexical.similarities(question.matches)
    assert sorted(alike[found.rows])[0] >= sorted(alike)[-40]


def test_nothing_out_of_scope(index: MatchIndex) -> None:
    assert not len(retrieve(index, understand(index, "opening times"), Scope(locale="de")).rows)


def test_a_question_of_nothing_finds_nothing(index: MatchIndex) -> None:
    assert not len(retrieve(index, understand(index, ""), Scope()).rows)


def test_works_without_an_embedder(make: MakeCorpus) -> None:
    index = build_index(make(), NoEmbedder())
    candidates = retrieve(index, understand(index, "opning times"), Scope())
    assert index.texts[candidates.rows[0]] == "opening times"


def test_an_answer_helps_a_faq_that_has_one_phrasing(make: MakeCorpus, wordllama: Embedder) -> None:
    bare = {"a": ("What about lunch?",), "b": ("What about cards?",)}
    question = "is there a vegetarian soup"
    without = build_index(make(bare, {}, answer=None), wordllama)
    told = build_index(make(bare, {}, answer="Soups are vegetarian."), wordllama)
    asked = understand(told, question)
    before, after = (retrieve(i, asked, Scope()).similarity.max() for i in (without, told))
    assert after > before


def test_an_empty_corpus_finds_nothing(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make({}, {}), wordllama)
    assert not len(retrieve(index, understand(index, "anything"), Scope()).rows)


def test_every_faq_is_among_its_own_candidates(index: MatchIndex) -> None:
    for id_, texts in FAQS.items():
        candidates = retrieve(index, understand(index, texts[1]), Scope())
        assert id_ in {index.owners[owner].id for owner in index.owner_of[candidates.rows]}


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("wifi password", "wi fi password"),
        ("a pre paid card", "a prepaid card"),
        ("in form", "in form"),  # "in" is a word of its own
    ],
)
def test_a_word_is_read_as_the_corpus_writes_it(asked: str, read: str) -> None:
    phrasings = {"wifi": ["The Wi-Fi password"], "card": ["A prepaid card", "the form in red", "inform us"]}
    index = build_index(corpus_of(phrasings, {}), NoEmbedder())
    assert understand(index, asked).text == read
