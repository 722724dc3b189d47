from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching_support import FAQS, MakeCorpus, corpus_of, ranked

import bot.matching.score as scoring
from bot.matching.embed import Embedder, WordLlamaEmbedder
from bot.matching.index import MatchIndex, Scope, build_index
from bot.matching.pool import pool
from bot.matching.retrieve import retrieve, understand

WORDLLAMA = WordLlamaEmbedder()


def test_every_phrasing_finds_its_own_faq_surely(index: MatchIndex) -> None:
    for id_, texts in FAQS.items():
        for text in texts:
            best = ranked(index, text)[0]
            assert (best.faq_id, best.exact) == (id_, True)
            assert best.confidence > 0.9


@pytest.mark.parametrize(
    ("typed", "verbatim"),
    [("gift certifcate", True), ("opning times", True), ("gift certification", False), ("a vuchr", False)],
)
def test_a_slip_of_the_hand_leaves_a_phrasing_what_it_is(
    index: MatchIndex, typed: str, verbatim: bool
) -> None:
    assert ranked(index, typed)[0].exact is verbatim


@pytest.mark.parametrize(
    ("question", "id_"),
    [
        ("wen do yu open", "opening-hours"),
        ("my parcel has not arived", "delivery"),
        ("send it back", "returns"),
    ],
)
def test_what_people_type_finds_its_faq(index: MatchIndex, question: str, id_: str) -> None:
    assert ranked(index, question)[0].faq_id == id_


def test_a_group_not_covered_competes(index: MatchIndex) -> None:
    best = ranked(index, "any job vacancies for me")[0]
    assert (best.owner.kind, best.owner.id, best.faq_id) == ("not_covered", "jobs", "")


def test_more_words_unexplained_is_less_sure(index: MatchIndex) -> None:
    plain, foreign = (
        ranked(index, "send an item back please"),
        ranked(index, "send an xylophone back zanzibar"),
    )
    assert foreign[0].confidence < plain[0].confidence
    assert foreign[0].evidence.unknown > plain[0].evidence.unknown


@pytest.mark.parametrize(
    ("typed", "surer"),
    [
        ("do you sell gift cards of Starbucks", "do you sell gift cards of something"),
        ("how long does Amazon delivery take", "how long does your delivery take"),
    ],
)
def test_what_is_somebody_elses_is_less_sure(index: MatchIndex, typed: str, surer: str) -> None:
    def confidence(text: str) -> float:
        return ranked(index, text)[0].confidence

    assert confidence(typed) < 0.6 * confidence(surer)


def test_where_alternates_name_things_another_name_is_no_doubt(make: MakeCorpus, wordllama: Embedder) -> None:
    places = [f"do you deliver to {place}" for place in ("Bremen", "Oslo", "Aarhus")]
    plain = {"delivery": ("Where do you deliver?", *map(str.lower, places), "which towns do you go to")}
    naming = {"delivery": ("Where do you deliver?", *places, "which towns do you go to")}
    asked = "do you deliver to my town in Kerala"
    doubts = []
    for faqs in (plain, naming):
        index = build_index(make(faqs, {}), wordllama)
        doubts.append(ranked(index, asked)[0].doubts)
    assert doubts == [("name",), ()]


def test_a_well_known_name_is_a_doubt_also_where_names_are_usual(
    make: MakeCorpus, wordllama: Embedder
) -> None:
    faqs = {
        "invoices": (
            "Where can I find my invoices?",
            *(f"invoice from {m}" for m in ("Bremen", "Oslo", "Linz")),
        )
    }
    index = build_index(make(faqs, {}), wordllama)
    assert index.names_usual
    for asked, doubts in (
        ("where can I find my invoices", ()),
        ("where can I find my Amazon invoices", ("name",)),
    ):
        assert ranked(index, asked)[0].doubts == doubts


def test_a_number_that_nothing_alike_has_is_no_doubt(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(
        make({"windows": ("Install on Windows 10?",), "shirts": ("May I bring 2 shirts back?",)}, {}),
        wordllama,
    )
    plain, with_number = (
        ranked(index, f"how to install it on windows 10 {ending}")[0] for ending in ("please", "on 2 screens")
    )
    assert with_number.faq_id == "windows"
    assert with_number.confidence > 0.6 * plain.confidence
    assert ranked(index, "how to install it on windows 11")[0].confidence < 0.6 * plain.confidence


def test_support_sums_what_an_owners_candidates_say(index: MatchIndex) -> None:
    asked = understand(index, "when are you open on sundays")
    candidates = retrieve(index, asked, Scope())
    pooled = pool(index, candidates)
    assert len({one.owner for one in pooled}) == len(pooled)
    assert sorted(place for one in pooled for place in one.places) == list(range(len(candidates.rows)))
    supports = [one.support for one in pooled]
    assert supports == sorted(supports, reverse=True)
    assert 0 <= supports[-1] <= supports[0] <= 1.5


def test_the_classifier_orders_owners_of_many_phrasings(
    index: MatchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = understand(index, "where do you sell a parcel")
    candidates = retrieve(index, asked, Scope())
    owners = [one.owner for one in pool(index, candidates)]
    told = index.classifier.scores(owners, asked.matches, candidates.meaning)
    monkeypatch.setattr(scoring, "_CLASSIFIED", 1_000.0)
    by_classifier = [one.owner for one in ranked(index, asked.text)]
    most = max(zip(told, owners, strict=True))
    assert by_classifier[0] == index.owners[most[1]]
    monkeypatch.setattr(scoring, "_SOME", 1e12)  # which leaves nothing of it, however many phrasings
    assert max(one.standing.classifier for one in ranked(index, asked.text)) < 1e-6


def test_a_faq_of_one_phrasing_goes_by_how_alike_that_is(make: MakeCorpus, wordllama: Embedder) -> None:
    faqs = {
        "live": ("How do I monitor a live call?",),
        "recorded": ("How do I listen to a recorded call?",),
        "download": ("How do I download a recorded call?",),
    }
    index = build_index(make(faqs, {}, answer=None), wordllama)
    found = ranked(index, "can i listen to a live call")
    alike = [one.evidence.similarity for one in found]
    assert alike == sorted(alike, reverse=True)
    assert len(found) == 3
    # What others like it take away shows in the evidence alone.
    for one in found:
        assert one.standing.candidates == pytest.approx(one.evidence.similarity**2 / 1.5)
        assert one.standing.classifier == 0
    assert found[1].evidence.support < 0.7 * found[1].standing.candidates


@settings(max_examples=25)
@given(
    st.sampled_from(sorted(FAQS)),
    st.permutations(["zip", "code", "blue", "monday", "voucher", "refit", "late"]),
)
def test_an_added_alternate_never_hurts_its_own_faq(id_: str, mixed: list[str]) -> None:
    alternate = " ".join(mixed[:4])
    before = ranked(build_index(corpus_of(), WORDLLAMA), alternate)
    changed = {**FAQS, id_: (*FAQS[id_], alternate)}
    after = ranked(build_index(corpus_of(changed), WORDLLAMA), alternate)
    was = max((r.confidence for r in before if r.faq_id == id_), default=0.0)
    assert after[0].faq_id == id_
    assert after[0].confidence >= was


def test_ten_copies_of_an_alternate_do_not_drown_the_rest(make: MakeCorpus, wordllama: Embedder) -> None:
    copies = tuple(f"where is my order number {letter}{letter}{letter}" for letter in "abcdefgh")
    flooded = build_index(make({**FAQS, "delivery": (*FAQS["delivery"], *copies)}), wordllama)
    assert ranked(flooded, "can i return my order")[0].faq_id == "returns"


def test_nothing_to_match(index: MatchIndex) -> None:
    assert ranked(index, "") == ()


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("what does plan 2 include exactly", True),
        ("what does plan 2 include for 10 users", True),
        ("what does plan 12 include", False),
        ("what does plan 2 5 include", False),
        ("what do plan 2 and plan 3 include", False),
    ],
)
def test_numbers_tell_faqs_apart(make: MakeCorpus, wordllama: Embedder, question: str, sure: bool) -> None:
    plans = {"two": ("What does plan 2 include?",), "three": ("What does plan 3 include?",)}
    best = ranked(build_index(make(plans, {}), wordllama), question)[0]
    assert (best.confidence >= 0.5) is sure


def test_a_code_is_its_number(make: MakeCorpus, wordllama: Embedder) -> None:
    codes = {
        "ten": ("What does E10 mean?", "error code 10", "it shows E10"),
        "brakes": ("My brakes squeak.",),
    }
    index = build_index(make(codes, {}), wordllama)
    assert ranked(index, "error code 10 again")[0].doubts == ranked(index, "code e10 again")[0].doubts == ()
    for other in ("error code 100", "it shows e1", "error code 12"):
        assert ranked(index, other)[0].doubts == ("number",)


def test_two_numbers_that_are_asked_for_leave_both_faqs_in_front(
    make: MakeCorpus, wordllama: Embedder
) -> None:
    plans = {
        "two": ("What does plan 2 include?",),
        "three": ("What does plan 3 include?",),
        "cancel": ("How do I cancel my plan?",),
    }
    first, second, _ = ranked(build_index(make(plans, {}), wordllama), "plan 2 and plan 3")
    assert {first.faq_id, second.faq_id} == {"two", "three"}
    assert first.doubts == second.doubts == ("numbers",)


def test_a_faq_about_any_number_is_about_none(make: MakeCorpus, wordllama: Embedder) -> None:
    timers = {
        "timer": ("Set a timer for 5 minutes", "timer 10 minutes please", "start a timer"),
        "b": ("Call home",),
    }
    index = build_index(make(timers, {}), wordllama)
    assert index.numbers_of == (frozenset(), frozenset())
    assert ranked(index, "set a timer for 7 minutes")[0].confidence > 0.5


def test_two_faqs_are_ranked_where_there_are_two(make: MakeCorpus, wordllama: Embedder) -> None:
    groups = {
        f"group-{n}": (f"reload the {thing}",)
        for n, thing in enumerate(("page", "gun", "app", "site", "map", "car"))
    }
    index = build_index(make({"a": ("How to reload?",), "b": ("What is a reload?",)}, groups), wordllama)
    found = [one.faq_id for one in ranked(index, "reload the thing")]
    assert {"a", "b"} <= set(found)
