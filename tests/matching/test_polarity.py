from __future__ import annotations

import pytest
from matching_support import FAQS, MakeCorpus, ranked

from bot.matching.embed import Embedder
from bot.matching.index import build_index
from bot.matching.polarity import negated
from bot.matching.score import Ranked

SWITCHES = {
    "enable": ("How do I enable two-factor authentication?", "turn on two-factor authentication"),
    "disable": ("How do I disable two-factor authentication?", "switch off two-factor authentication"),
    "dark": ("How do I turn off dark mode?",),
    "fees": ("How do I avoid late fees?",),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how do i not reload", True),
        ("how can i stop the delivery", True),
        ("how not to be charged", True),
        ("how do i stop it", True),
        ("stop it", True),
        ("i want to turn the alerts off", True),
        ("is it possible to not use it", True),
        ("can you hide the trend", True),
        ("do not show me the trend", True),
        ("we no longer need support", True),
        ("i dont want to upgrade", True),
        ("is it possible to never reload", True),
        ("can i undo a reload", True),
        ("what is not included in it", True),
        ("how can i keep a file from being deleted", True),
        ("where do i keep my files", False),
        ("i cant find my plan", False),
        ("which plan should i not pick", True),
        ("what does the reload not do", True),
        ("what should i not bring", True),
        ("which rooms may dogs not be in", True),
        ("why can i not log in", False),
        ("no wifi", False),
        ("i havent lost my key", True),
        ("no i did not forget my pin", True),
        ("this is not an emergency", True),
        ("my site isnt down", True),
        ("im not asking about a loan", True),
        ("i am not looking to open an account", True),
        ("im not looking forward to it", False),
        ("im not sure how to open an account", False),
        ("i did not receive it", False),
        ("my parcel has not arrived", False),
        ("no newsletter please", True),
        ("no sessions are left", False),
        ("why does it not work", False),
        ("when do they stop", False),
        ("i dont know how to upgrade", False),
        ("dont see my plan", False),
        ("why do i not see it", False),
        ("", False),
    ],
)
def test_what_is_negated(text: str, expected: bool) -> None:
    assert negated(text) is expected


@pytest.mark.parametrize(
    ("question", "id_", "sure"),
    [
        ("how do i turn on two-factor authentication", "enable", True),
        ("disable two-factor authentication", "disable", True),
        ("how do i disable dark mode", "dark", True),
        ("how do i turn on dark mode", "dark", False),
        ("avoid late fees", "fees", True),
    ],
)
def test_opposites_are_told_apart(
    make: MakeCorpus, wordllama: Embedder, question: str, id_: str, sure: bool
) -> None:
    index = build_index(make(SWITCHES, {}), wordllama)
    confidence = {one.faq_id: one.confidence for one in ranked(index, question.replace("-", " "))}
    assert max(confidence, key=confidence.__getitem__) == id_
    assert (confidence[id_] > 0.5) is sure


def test_what_is_to_be_done_without_is_less_sure(make: MakeCorpus, wordllama: Embedder) -> None:
    faqs = {"coach": ("Can I have a coach?", "train with a coach"), "pool": ("When is the pool open?",)}
    index = build_index(make(faqs, {}), wordllama)

    def confidence(text: str) -> float:
        return ranked(index, text)[0].confidence

    assert confidence("can i train without a coach") < 0.6 * confidence("can i train with a coach")
    faqs = {"ticket": ("Do I need a ticket?", "is a ticket required"), "pool": ("When is the pool open?",)}
    index = build_index(make(faqs, {}), wordllama)
    assert confidence("can i enter without a ticket") > 0.5


def test_how_not_is_less_sure_than_how(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make(FAQS), wordllama)

    def confidence(text: str) -> float:
        return ranked(index, text)[0].confidence

    assert confidence("how do i not send an item back") < 0.5 < confidence("how do i send an item back")
    assert confidence("please do not send an item back") < 0.5


def test_what_undoes_it_is_the_opposite(make: MakeCorpus, wordllama: Embedder) -> None:
    files = {"share": ("How do I share a folder?", "share files", "give others access to a folder")}
    index = build_index(make({**FAQS, **files}), wordllama)
    for text, undoes in (("share a folder", False), ("unshare a folder", True)):
        best = ranked(index, text)[0]
        assert best.faq_id == "share"
        assert best.doubts == (("opposite",) if undoes else ())


def test_ending_it_is_the_opposite_where_nothing_tells_how(make: MakeCorpus, wordllama: Embedder) -> None:
    files = {"join": ("How do I get a membership?", "become a member", "I want a library card")}
    for alternates, doubts in (((), ("opposite",)), (("how is it cancelled again",), ())):
        index = build_index(make({**FAQS, "join": (*files["join"], *alternates)}), wordllama)
        best = ranked(index, "how do i cancel my membership")[0]
        assert (best.faq_id, best.doubts) == ("join", doubts)
        assert ranked(index, "how do i get a membership if i have cancelled one")[0].doubts == ()


def test_what_is_said_with_not_is_what_is_asked(make: MakeCorpus, wordllama: Embedder) -> None:
    files = {"close": ("How do I close my account?", "I am not happy, close it", "get rid of my account")}
    index = build_index(make({**FAQS, **files}), wordllama)
    best = ranked(index, "i am unhappy and want to get rid of my account")[0]
    assert best.faq_id == "close"
    assert best.doubts == ()


def test_what_is_doubted_stands_back(make: MakeCorpus, wordllama: Embedder) -> None:
    files = {
        "off": ("How do I stop getting the newsletter?", "unsubscribe", "I don't want marketing mails"),
        "on": ("How do I subscribe to the newsletter?", "sign up for news", "get the newsletter"),
    }
    index = build_index(make({**FAQS, **files}), wordllama)
    assert ranked(index, "how do i not get the newsletter")[0].faq_id == "off"


def test_a_phrasing_that_is_little_like_it_is_no_reason_to_do_the_opposite(
    make: MakeCorpus, wordllama: Embedder
) -> None:
    files = {"cancel": ("How do I cancel my order?", "cancel my order", "I want to stop my purchase")}
    index = build_index(make({**FAQS, **files}), wordllama)
    for text, opposite in (("how do i not cancel my order", True), ("stop my purchase please", False)):
        best = ranked(index, text)[0]
        assert best.faq_id == "cancel"
        assert best.doubts == (("opposite",) if opposite else ())


def test_a_faq_that_is_asked_for_in_both_ways_answers_both(make: MakeCorpus, wordllama: Embedder) -> None:
    alternates = ("What do I do if my card is stolen?", "how do I report a stolen card", "my card is lost")

    def best(added: tuple[str, ...]) -> Ranked:
        index = build_index(make({**FAQS, "lost-card": (*alternates, *added)}), wordllama)
        return ranked(index, "how can i freeze a stolen card")[0]

    before, after = best(()), best(("How do I deactivate a stolen card?",))
    assert before.faq_id == after.faq_id == "lost-card"
    assert after.doubts == ()
    assert after.confidence >= before.confidence
