from __future__ import annotations

import numpy as np
import pytest

import bot.matching.meaning as meaning
from bot.matching.embed import Embedder, NoEmbedder
from bot.matching.meaning import MeaningIndex, Meanings, Rows

TEXTS = ["when are you open", "send it back", "where is my parcel", "cards we take"]
OWNER_OF = np.array([0, 0, 1, 1])
QUESTIONS = ["parcel", "do you open on sundays", "wen du you opn", "send send it", ""]


class WithoutRough:
    """An embedder all of whose dimensions are needed."""

    name, family, rough = "texts", "wordllama", None

    def __init__(self, embedder: Embedder) -> None:
        self.embed = embedder.embed
        self.is_word = embedder.is_word


def meanings(embedder: Embedder, told: bool = True) -> Meanings:
    about = 0.3 * embedder.embed(["opening hours", "delivery"]) if told else None
    return Meanings(embedder.embed(TEXTS), 0.65, OWNER_OF, about)


def expected(embedder: Embedder, text: str, about: bool = True) -> np.ndarray:
    (asked,) = embedder.embed([text])
    own = 0.65 * embedder.embed(TEXTS) @ asked
    return own + (0.3 * embedder.embed(["opening hours", "delivery"]) @ asked)[OWNER_OF] * about


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("told", [True, False])
def test_phrasings_are_compared_with_what_their_faqs_say(wordllama: Embedder, text: str, told: bool) -> None:
    found = MeaningIndex(meanings(wordllama, told), wordllama).compare([text])
    assert found.similarities == pytest.approx(expected(wordllama, text, told), abs=1e-5)
    assert found.vectors == pytest.approx(wordllama.embed([text]))


def test_the_likelier_reading_counts(wordllama: Embedder) -> None:
    found = MeaningIndex(meanings(wordllama), wordllama).compare(["parsel", "parcel"]).similarities
    each = [expected(wordllama, text) for text in ("parsel", "parcel")]
    assert found == pytest.approx(np.maximum(*each), abs=1e-5)


def test_asked_again_it_is_the_same(wordllama: Embedder) -> None:
    index = MeaningIndex(meanings(wordllama), wordllama)
    first = index.compare(["where is my parcel"]).similarities.copy()
    index.compare(["parcel parcel parcel"])
    assert index.compare(["where is my parcel"]).similarities == pytest.approx(first, abs=0)


def test_many_phrasings_are_first_compared_by_a_few_dimensions(
    wordllama: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MeaningIndex(meanings(wordllama), wordllama).exact
    monkeypatch.setattr(meaning, "FEW", 3)
    index = MeaningIndex(meanings(wordllama), wordllama)
    assert not index.exact
    roughly = index.compare(["where is my parcel"]).similarities
    assert roughly.argmax() == 2
    assert roughly != pytest.approx(expected(wordllama, "where is my parcel"), abs=1e-3)
    rows: Rows = np.array([3, 2])
    assert index.similarities_of(rows, index.compare(["where is my parcel"]).vectors) == pytest.approx(
        expected(wordllama, "where is my parcel")[rows], abs=1e-5
    )
    assert MeaningIndex(meanings(wordllama), WithoutRough(wordllama)).exact


def test_parts_add_up_to_the_likelier_reading(wordllama: Embedder) -> None:
    index = MeaningIndex(meanings(wordllama), wordllama)
    readings = ["parsel", "parcel"]
    for row, whole in enumerate(index.compare(readings).similarities):
        own, about = index.parts(row, readings)
        assert own + about == pytest.approx(whole, abs=1e-5)
        assert about


def test_without_an_embedder_meaning_adds_nothing() -> None:
    index = MeaningIndex(meanings(NoEmbedder(), told=False), NoEmbedder())
    assert not index.compare(["parcel"]).similarities.any()
    assert index.parts(0, ["parcel"]) == (0, 0)
