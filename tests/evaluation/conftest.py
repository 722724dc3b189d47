from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.evaluation.outcomes import DecisionName, Outcome
from bot.evaluation.questions import LabelledQuestion

CORPUS = """\
topic: tea
title: Tea
faqs:
  - id: brew-green
    question: How do I brew green tea?
    alternates: [water temperature for green tea leaves]
    answer: At 70 °C, for two minutes.
  - id: store-leaves
    question: Where should I store my tea leaves?
    alternates: [keeping leaves fresh in the cupboard]
    answer: Dark, dry and cool.
not_covered:
  - id: coffee
    examples: [how do I grind coffee beans, espresso machine recommendations]
"""

Make = Callable[..., Outcome]


@pytest.fixture
def outcome() -> Make:
    """An Outcome in one line: outcome("a b", "answer", "a", 0.9); expect "" must not be answered."""

    def make(
        expect: str,
        decision: DecisionName,
        faq_id: str = "",
        confidence: float = 0.0,
        choices: str = "",
        **more: object,
    ) -> Outcome:
        kind, question = str(more.pop("kind", "")), str(more.pop("question", "any"))
        asked = LabelledQuestion(question, tuple(expect.split()), kind, 1)
        return Outcome(asked, decision, faq_id, confidence, tuple(choices.split()), **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def faqs(tmp_path: Path) -> Path:
    """A folder with a small corpus."""
    folder = tmp_path / "faqs"
    folder.mkdir()
    (folder / "tea.yaml").write_text(CORPUS, encoding="utf-8")
    return folder
