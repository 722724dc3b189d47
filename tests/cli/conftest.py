from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

Run = Callable[..., Result]

TEA = """\
topic: tea
title: Tea
documentation: {title: Tea documentation, url: https://docs.example.com/tea}
faqs:
  - id: brew-green
    question: How do I brew green tea?
    alternates: [water temperature for green tea leaves]
    answer: At **70 °C**, for two minutes.
    link: {url: https://docs.example.com/tea#brew, title: Brewing}
    follow_ups: [store-leaves]
  - id: store-leaves
    question: Where should I store my tea leaves?
    alternates: [keeping leaves fresh in the cupboard]
    answer: Dark, dry and cool.
  - id: find-shop
    question: Where is the nearest shop?
    alternates: [shops around here]
    link: https://docs.example.com/shops
not_covered:
  - id: coffee
    examples: [how do I grind coffee beans, espresso machine recommendations]
    message: We know nothing of coffee.
"""


@pytest.fixture
def tea(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small corpus in `faqs/`, in which the commands run."""
    (tmp_path / "faqs").mkdir()
    (tmp_path / "faqs" / "tea.yaml").write_text(TEA, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(tea: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `faqbot` with that corpus: run("ask", "how")."""
    monkeypatch.setenv("FAQBOT_FAQS", (tea / "faqs").name)
    return lambda *arguments, stdin="": CliRunner().invoke(
        main, arguments, input=stdin, catch_exceptions=False
    )
