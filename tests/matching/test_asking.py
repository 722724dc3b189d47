from __future__ import annotations

import pytest

from bot.matching.asking import asks


@pytest.mark.parametrize(
    "sentence",
    [
        "Left?",
        "残りは？",
        "how many are left",
        "We need more of them.",
        "No idea?",
        "and where is it",
        "Tell me more",
    ],
)
def test_asks(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence", ["He left.", "My boss asked me.", "残り。", "", "Thanks a lot", "You talk less."]
)
def test_tells(sentence: str) -> None:
    assert not asks(sentence)
