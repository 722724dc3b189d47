from __future__ import annotations

import pytest
from matching_support import FAQS, MakeCorpus

from bot.matching.embed import Embedder
from bot.matching.index import Scope, build_index
from bot.matching.polarity import declines, how_not
from bot.matching.retrieve import retrieve, understand
from bot.matching.score import score


@pytest.mark.parametrize(
    ("question", "phrasing", "opposite"),
    [
        ("how do i not reload", "how do i reload", True),
        ("how can i stop the delivery", "how long does delivery take", True),
        ("how not to be charged", "how am i charged", True),
        ("how do i stop it", "how to stop it", False),
        ("i cant find my plan", "find my plan", False),
        ("why does it not work", "it works", False),
        ("", "", False),
    ],
)
def test_tells_how_from_how_not(question: str, phrasing: str, opposite: bool) -> None:
    assert (how_not(question) != how_not(phrasing)) is opposite


def test_how_not_is_less_sure_than_how(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make(FAQS), wordllama)

    def confidence(text: str) -> float:
        asked = understand(index, text)
        return score(index, asked, retrieve(index, asked, Scope()))[0].confidence

    assert confidence("how do i not send an item back") < 0.5 < confidence("how do i send an item back")
    assert confidence("please do not send an item back") < 0.5


@pytest.mark.parametrize(
    ("said", "declined"),
    [
        ("do not show me the trend", True),
        ("we no longer need support", True),
        ("i dont want to upgrade", True),
        ("i dont know how to upgrade", False),
        ("dont see my plan", False),
        ("why do i not see it", False),
        ("", False),
    ],
)
def test_what_is_declined(said: str, declined: bool) -> None:
    assert declines(said) is declined
