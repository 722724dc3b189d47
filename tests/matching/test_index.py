from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from matching_support import FAQS, MakeCorpus

from bot.corpus.corpus import make_corpus
from bot.corpus.schema import FaqFile
from bot.matching.embed import Embedder, Vectors
from bot.matching.index import Owner, Scope, build_index


class Counting:
    """An embedder that notes what it was asked for."""

    family = "wordllama"
    rough = None

    def __init__(self, embedder: Embedder, name: str = "counting") -> None:
        self._embedder, self.name = embedder, name
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return self._embedder.embed(texts)

    def is_word(self, word: str) -> bool:
        return self._embedder.is_word(word)


def test_the_order_of_what_is_written_changes_nothing(make: MakeCorpus, wordllama: Embedder) -> None:
    turned = {id_: (texts[0], *reversed(texts[1:])) for id_, texts in reversed(FAQS.items())}
    one, other = build_index(make(), wordllama), build_index(make(turned), wordllama)
    assert one.texts == other.texts
    assert one.owners == other.owners
    assert one.vectors == pytest.approx(other.vectors)


def test_spellings_that_normalise_alike_count_once(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(
        make({"a": ("Opening times?", "opening times", "OPENING TIMES!", "...")}, {}), wordllama
    )
    assert index.texts == ("opening times",)
    assert index.phrasings == ("Opening times?",)


def test_confidence_sees_a_faq_as_one_of_its_corpus_unless_it_has_many_phrasings(
    make: MakeCorpus, wordllama: Embedder
) -> None:
    def faq(name: str, count: int) -> tuple[str, ...]:
        return tuple(f"{name} number {letter}{letter}" for letter in "abcdefghijklmno"[:count])

    few, groups = {"one": faq("apple", 4), "two": faq("pear", 4)}, {"group": faq("plum", 1)}
    added = few | {"two": faq("pear", 5)}
    assert build_index(make(few, groups), wordllama).to_expect == (4, 4, 1)
    assert build_index(make(added, groups), wordllama).to_expect == (4.5, 4.5, 1)
    many = build_index(make(few | {"two": faq("pear", 15)}, groups), wordllama)
    assert many.to_expect == (9.5, 12, 1)
    assert many.phrasings_of == (4, 15, 1)


def test_only_new_texts_are_embedded_again(make: MakeCorpus, wordllama: Embedder) -> None:
    counting = Counting(wordllama)
    first = build_index(make(), counting)
    counting.asked.clear()
    changed = {**FAQS, "returns": (*FAQS["returns"], "bring it back to the shop")}
    second = build_index(make(changed), counting, previous=first)
    assert counting.asked == ["bring it back to the shop"]
    fresh = build_index(make(changed), wordllama)
    assert second.vectors == pytest.approx(fresh.vectors)
    assert second.about == pytest.approx(fresh.about)


def test_another_embedder_embeds_everything(make: MakeCorpus, wordllama: Embedder) -> None:
    first = build_index(make(), Counting(wordllama, "one"))
    other = Counting(wordllama, "other")
    build_index(make(), other, previous=first)
    assert len(other.asked) >= len(first.texts)


def test_a_text_of_two_owners_belongs_to_neither(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make({"a": ("Shared?", "mine"), "b": ("Other?", "shared")}, {}), wordllama)
    assert "shared" not in index.owner_by_text
    assert index.owners[index.owner_by_text["mine"]].id == "a"


def test_what_the_corpus_and_small_talk_say_is_the_corpus_s(make: MakeCorpus, wordllama: Embedder) -> None:
    small_talk = [
        (Owner("handoff", "person"), ("Live chat", "agent")),
        (Owner("small_talk", "x"), ("agent",)),
    ]
    index = build_index(make({"contact": ("live chat",)}, {}), wordllama, small_talk)
    assert index.owners[index.owner_by_text["live chat"]].id == "contact"
    assert "agent" not in index.owner_by_text


def test_scope(make: MakeCorpus, wordllama: Embedder) -> None:
    small_talk = [(Owner("small_talk", "greeting"), ("hi",))]
    index = build_index(make(), wordllama, small_talk)
    assert index.outside(Scope()) is None
    outside = index.outside(Scope(locale="de"))
    assert outside is not None
    kinds = {index.owners[owner].kind for owner in index.owner_of[~outside]}
    assert kinds == {"small_talk"}
    assert not np.any(index.outside(Scope(topic="shop", locale="en")))


def test_what_a_faq_says_counts_no_less_for_one_more_phrasing_than_the_others_have(
    make: MakeCorpus, wordllama: Embedder
) -> None:
    def told(number: int) -> float:
        """What the answer adds to the likeness of a phrasing of returns, one of four FAQs."""
        more = tuple(f"back {word}" for word in ("coat", "shirt", "shoes", "hat", "bag", "scarf")[:number])
        return counted({**FAQS, "returns": (*FAQS["returns"], *more)})

    def counted(faqs: dict[str, tuple[str, ...]]) -> float:
        index = build_index(make(faqs, answer="Sent back in thirty days."), wordllama)
        return index.meaning.parts(index.texts.index("send an item back"), ["days to send it back"])[1]

    fewer = {id_: tuple(texts[:2]) for id_, texts in FAQS.items()}
    assert 0 < told(0) < 0.8 * counted(fewer), "the more phrasings, the less"
    assert told(1) > 0.9 * told(0) > told(6) > 0.5 * told(0), "by its share of the mean"


def test_about_is_the_answer_else_the_place_of_the_link(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make(), wordllama)
    assert set(index.about_texts) == {"an answer"}
    assert len(index.about) == len(FAQS)


def test_questions_stand_under_the_titles_of_their_topics(wordllama: Embedder) -> None:
    billing, reports = (
        FaqFile.model_validate({"topic": topic, "title": title, "faqs": [{"id": topic, **faq}]})
        for topic, title, faq in (
            ("billing", "Billing", {"question": "How to cancel?", "answer": "In the console."}),
            (
                "reports",
                "Reports",
                {"question": "What are reports?", "link": "https://a.example/b/usage#Daily_use"},
            ),
        )
    )
    one = build_index(make_corpus({"a.yaml": (billing, {})}), wordllama)
    assert one.phrasings == ("How to cancel?",)
    both = build_index(make_corpus({"a.yaml": (billing, {}), "b.yaml": (reports, {})}), wordllama)
    assert both.phrasings == ("Billing: How to cancel?", "How to cancel?", "What are reports?")
    assert both.phrasings_of == (1, 1)
    assert both.about_texts == ("in the console", "reports daily use usage")


@pytest.mark.parametrize(("locale", "usual"), [("en", True), ("en-GB", True), ("de", False)])
def test_names_are_told_by_capitals_in_english_alone(
    make: MakeCorpus, wordllama: Embedder, locale: str, usual: bool
) -> None:
    faqs = {"delivery": ("Where to?", "deliver to Bremen", "what does the Parcel cost", "ship to Oslo")}
    assert build_index(make(faqs, {}, locale=locale), wordllama).names_usual is usual


@pytest.mark.parametrize("alternate", ["top up with Apple Pay", "load my Bean Club card"])
def test_a_few_names_or_the_companys_own_do_not_make_them_usual(
    make: MakeCorpus, wordllama: Embedder, alternate: str
) -> None:
    alternates = [f"{alternate} {word}" for word in ("now", "here", "there")]
    few = build_index(make({"top-up": ("How do I top up?", *alternates[:2])}, {}), wordllama)
    own = build_index(make({"top-up": ("How do I top up my Bean Club card?", *alternates)}, {}), wordllama)
    assert not few.names_usual
    assert own.names_usual is ("Apple" in alternate)


def test_matching_is_quick_where_neither_a_model_nor_many_phrasings_take_long(
    make: MakeCorpus, wordllama: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, modelled = build_index(make(), wordllama), Counting(wordllama)
    assert index.quick
    modelled.family = "onnx"
    assert not build_index(make(), modelled).quick
    monkeypatch.setattr("bot.matching.index.FEW", len(index.texts) - 1)
    assert not index.quick
