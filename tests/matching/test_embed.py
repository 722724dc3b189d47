from __future__ import annotations

import numpy as np
import pytest

from bot.errors import EmbedderError
from bot.matching.embed import Embedder, NoEmbedder, normalised_rows
from bot.matching.embedders import load_embedder


def test_vectors_have_length_one(wordllama: Embedder) -> None:
    vectors = wordllama.embed(["how do i top up", "usage", "使用傾向"])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_alone_or_among_many_a_text_has_the_same_vector(wordllama: Embedder) -> None:
    texts = [
        "how do i top up",
        "what is plan 2",
        "naive",
        "使用傾向 とは",
        "",
        "reload reload",
        "x" * 300,
        "a b c",
    ]
    together = wordllama.embed(texts)
    alone = np.concatenate([wordllama.embed([text]) for text in texts])
    assert together == pytest.approx(alone, abs=1e-5)


def test_meaning_is_nearer_than_spelling(wordllama: Embedder) -> None:
    money, price, monkey = wordllama.embed(["money", "price", "monkey"])
    assert money @ price > money @ monkey


def test_nothing_has_no_direction(wordllama: Embedder) -> None:
    assert not wordllama.embed([""]).any()
    assert wordllama.embed([]).shape[0] == 0


def test_no_embedder_has_no_dimensions() -> None:
    assert NoEmbedder().embed(["a", "b"]).shape == (2, 0)


def test_rows_of_zeros_stay_zeros() -> None:
    assert not normalised_rows(np.zeros((2, 3), np.float32)).any()


@pytest.mark.parametrize("choice", ["bert", "onnx", "onnx:", ""])
def test_an_unknown_choice_says_what_there_is(choice: str) -> None:
    with pytest.raises(EmbedderError, match="choose none, wordllama or onnx:MODEL"):
        load_embedder(choice)


def test_choices() -> None:
    assert load_embedder("none").name == "none"
    assert load_embedder("wordllama").name.startswith("wordllama-")


def test_what_is_one_piece_is_a_word(wordllama: Embedder) -> None:
    words = ["charge", "via", "spend", "plans", "chnage", "sesion", "usgae", "paln"]
    assert [word for word in words if wordllama.is_word(word)] == ["charge", "via", "spend", "plans"]
    assert not any(map(NoEmbedder().is_word, words))
