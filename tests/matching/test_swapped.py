from __future__ import annotations

import pytest
from matching_support import MakeCorpus, corpus_of, ranked

from bot.matching.embed import Embedder, NoEmbedder
from bot.matching.index import MatchIndex, build_index
from bot.matching.score import Ranked
from bot.matching.swapped import swapped

FAQS = {
    "cancel": ("How do I cancel my membership?", "stop my membership", "end the membership", "quit my plan"),
    "broken": ("What do I do if the bike is broken?", "my bike has a flat tyre", "the brakes do not work"),
    "helmet": ("Do I have to wear a helmet?", "is a helmet mandatory", "bike helmet", "wear something"),
    "drinks": ("Where can I eat?", "where can I buy a drink", "where can I buy a sandwich", "is there food"),
}


@pytest.fixture
def index(wordllama: Embedder) -> MatchIndex:
    return build_index(corpus_of(FAQS, {}), wordllama)


def best(index: MatchIndex, question: str) -> Ranked:
    return ranked(index, question)[0]


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ("how do i end my call", "how do i end my ride", (["call"], ["ride"])),
        ("unlock my front door", "unlock my bike", (["front", "door"], ["bike"])),
        ("a plate arrived broken", "a bottle arrived broken", (["plate"], ["bottle"])),
        ("how do i book a table for 4", "how do i book a class", (["table"], ["class"])),
        ("register my car", "register my pet with you", (["car"], ["pet"])),
        ("book a table for my whole family tonight", "book a class", None),
        ("how do i end the ride", "how do i end my ride", None),  # nothing but its form
        ("how do i end it", "how do i end my ride", None),
        ("end my long ride", "end my ride", (["long"], ["ride"])),
        ("end ride", "end my ride", None),
        ("my call", "my ride", None),  # too little is the same
        ("how can i end a call", "how do i end a ride", None),
        ("end my ride on the black bike", "end my ride in a free dock", None),
        ("what is in plan 3", "what is in plan 2", None),  # see Doubts
        ("end my ride", "end my ride", None),
        ("i forgot my bank pin", "i forgot my pin", (["bank"], ["pin"])),
        ("where can i buy concert tickets", "where can i buy tickets", (["concert"], ["tickets"])),
        ("where can i buy my bus ticket online", "where can i buy my ticket online", (["bus"], ["ticket"])),
        ("i just cancel my ride", "i cancel my ride", None),  # it tells how, not of which kind
        ("end my new ride", "end my ride", None),
        ("", "end my ride", None),
    ],
)
def test_what_stands_in_the_place_of_what(
    asked: str, told: str, expected: tuple[list[str], list[str]] | None
) -> None:
    found = swapped(asked.split(), told.split())
    assert (found and (found.asked, found.told)) == expected


@pytest.mark.parametrize(
    ("question", "faq_id"),
    [
        ("how do I cancel my flight", "cancel"),
        ("how do i cancel my flght", "cancel"),
        ("what do I do if the toilet is broken", "broken"),
        ("do I have to wear a tie", "helmet"),
    ],
)
def test_another_thing_in_the_place_of_what_a_faq_is_about_is_doubted(
    index: MatchIndex, question: str, faq_id: str
) -> None:
    found = best(index, question)
    assert (found.faq_id, found.doubts) == (faq_id, ("subject",))
    assert found.confidence < 0.5


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("how do I cancel my membership", "it is the same"),
        ("how do I cancel my membreship", "it is misspelt"),
        ("how do I cancel my subscription", "it means the same"),
        ("how do I cancel my plan", "another of its phrasings has it"),
        ("how do I terminate my membership", "another word for doing it"),
        ("where can I buy a newspaper", "it is about no single thing"),
    ],
)
def test_other_words_for_it_are_not(index: MatchIndex, question: str, why: str) -> None:
    assert best(index, question).doubts == (), why


def test_another_kind_of_what_a_faq_is_about_is_doubted(make: MakeCorpus, wordllama: Embedder) -> None:
    faqs = {
        "pin": ("I forgot my PIN.", "reset my pin", "my child's pin"),
        "lost": ("I lost my library card. What now?", "my card is gone", "lost my card"),
    }
    index = build_index(make(faqs, {}), wordllama)
    assert best(index, "I forgot my bank PIN").doubts == ("subject",)
    assert best(index, "I forgot my child's PIN").doubts == ()
    assert best(index, "I lost my bank card").doubts == ("subject",), "its other sentence is not compared"


def test_a_few_phrasings_that_call_it_otherwise_do_not_matter(make: MakeCorpus, wordllama: Embedder) -> None:
    faqs = {"storm": ("Does the ferry run in a storm?", "boat in bad weather", "is the crossing off", "wind")}
    index = build_index(make(faqs, {}), wordllama)
    assert best(index, "does the tram run in a storm").doubts == ("subject",)


def test_what_the_answer_speaks_of_is_not(make: MakeCorpus, wordllama: Embedder) -> None:
    question = "how do I cancel my flight"
    for answer, doubts in (("In the app.", ("subject",)), ("A flight is cancelled as a hotel is.", ())):
        assert best(build_index(make(FAQS, {}, answer=answer), wordllama), question).doubts == doubts


def test_in_other_languages_it_is_not_looked_for(make: MakeCorpus, wordllama: Embedder) -> None:
    files = {"ende": ("Wie kündige ich meinen Vertrag?", "meinen Vertrag beenden", "meinen Vertrag kündigen")}
    for locale, doubts in (("en", ("subject",)), ("de", ())):
        index = build_index(make(files, {}, locale=locale), wordllama)
        assert best(index, "wie kündige ich diesen vertrag").doubts == doubts


def test_without_an_embedder_all_other_words_are_other_things(make: MakeCorpus) -> None:
    index = build_index(make(FAQS, {}), NoEmbedder())
    assert best(index, "how do i cancel my subscription").doubts == ("subject",)
