from __future__ import annotations

import pytest
from matching_support import FAQS, MakeCorpus

from bot.matching.embed import Embedder
from bot.matching.index import Scope, build_index
from bot.matching.polarity import how_not
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
