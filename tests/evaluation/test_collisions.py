from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.evaluation.collisions import find_collisions
from bot.settings import Settings


def said(folder: Path, settings: Settings | None = None) -> list[str]:
    problems = find_collisions(Assistant.from_folder(folder, settings))
    assert all(p.severity == "warning" and p.code == "collision" and p.hint for p in problems)
    return [f"{problem.line}:{problem.column} {problem.message}" for problem in problems]


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "tea.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_there_are_none_in_a_small_corpus(faqs: Path):
    assert said(faqs) == []


def test_small_talk_is_told(faqs: Path):
    edit(faqs, "keeping leaves fresh in the cupboard", "thanks a lot")
    assert said(faqs) == [
        "10:18 phrasing 'thanks a lot' of FAQ 'store-leaves' is taken for small talk (thanks)"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("water temperature for green tea leaves", "Where should I store my tea leaves?"),
        ("how do I grind coffee beans", "How do I brew green tea?"),
    ],
)
def test_what_stands_twice_word_for_word_is_left_to_the_lint(faqs: Path, old: str, new: str):
    edit(faqs, old, new)
    assert said(faqs) == []


def test_what_cannot_be_asked_is_told(faqs: Path):
    edit(faqs, "keeping leaves fresh in the cupboard", "x" * 50)
    assert said(faqs, Settings(max_question_length=45)) == [
        f"10:18 phrasing {'x' * 50!r} cannot be asked: the question is 50 characters long; 45 are allowed"
    ]


def test_the_walk_can_be_watched(faqs: Path):
    asked: list[str] = []

    def watch(questions):
        for question in questions:
            asked.append(question[1])
            yield question

    find_collisions(Assistant.from_folder(faqs), watch=watch)
    assert len(asked) == 6
