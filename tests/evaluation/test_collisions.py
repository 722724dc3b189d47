from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.corpus.load import load_corpus
from bot.errors import QuestionError
from bot.evaluation.collisions import find_collisions


class Forgetful:
    """In the place of an Assistant: finds the first FAQ for everything but what `replies` says otherwise."""

    def __init__(self, folder: Path, **replies: Any) -> None:
        self.corpus = load_corpus(folder)
        self.replies = replies
        self.asked: list[tuple[str, str | None]] = []

    def consider(self, question: str, *, locale: str | None = None) -> Any:
        self.asked.append((question, locale))
        given = {"best": None, "instead": None, "verdict": "no_answer"}
        for part, reply in self.replies.items():
            if part in question:
                if isinstance(reply, Exception):
                    raise reply
                given |= reply
        return SimpleNamespace(decision=SimpleNamespace(**given))


def found(faq_id: str, verdict: str = "answer") -> dict[str, Any]:
    return {"best": SimpleNamespace(faq_id=faq_id), "verdict": verdict}


def instead(kind: str, identity: str) -> dict[str, Any]:
    return {"instead": SimpleNamespace(owner=SimpleNamespace(kind=kind, id=identity))}


OWN = {
    "brew": found("brew-green"),
    "water": found("brew-green", "clarify"),
    "store": found("store-leaves"),
    "cupboard": found("store-leaves"),
}


def said(assistant: Any) -> list[str]:
    problems = find_collisions(assistant)
    assert all(p.severity == "warning" and p.code == "collision" and p.hint for p in problems)
    return [f"{problem.line}:{problem.column} {problem.message}" for problem in problems]


def test_each_finds_its_own(faqs: Path):
    assistant = Forgetful(faqs, **OWN)
    assert said(assistant) == []
    assert len(assistant.asked) == 6
    assert {locale for _, locale in assistant.asked} == {"en"}


CUPBOARD = "10:18 phrasing 'keeping leaves fresh in the cupboard' of FAQ 'store-leaves'"
GRIND = "14:16 phrasing 'how do I grind coffee beans'"


@pytest.mark.parametrize(
    ("replies", "message"),
    [
        ({"cupboard": found("brew-green")}, f"{CUPBOARD} finds FAQ 'brew-green' first"),
        ({"cupboard": {"best": None}}, f"{CUPBOARD} finds nothing"),
        ({"cupboard": instead("not_covered", "x")}, f"{CUPBOARD} is refused as not_covered group 'x'"),
        ({"cupboard": instead("small_talk", "x")}, f"{CUPBOARD} is taken for small talk (x)"),
        ({"grind": found("a")}, f"{GRIND} of not_covered group 'coffee' is answered with FAQ 'a'"),
        ({"grind": QuestionError("it is too long")}, f"{GRIND} cannot be asked: it is too long"),
    ],
)
def test_what_becomes_of_it_otherwise_is_told(faqs: Path, replies: dict[str, Any], message: str):
    assert said(Forgetful(faqs, **OWN | replies)) == [message]


def test_a_question_that_must_not_be_answered_may_be_offered(faqs: Path):
    assert said(Forgetful(faqs, **OWN, grind=found("brew-green", "clarify"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("water temperature for green tea leaves", "Where should I store my tea leaves?"),
        ("how do I grind coffee beans", "HOW do I brew green tea"),
    ],
)
def test_what_stands_twice_word_for_word_is_left_to_the_lint(faqs: Path, old: str, new: str):
    path = faqs / "tea.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assistant = Forgetful(faqs, **OWN)
    assert said(assistant) == []
    assert len(assistant.asked) == 4


def test_the_walk_can_be_watched(faqs: Path):
    walked: list[str] = []

    def watch(asked: Any) -> Iterator[Any]:
        for one in asked:
            walked.append(one.text)
            yield one

    assert find_collisions(Assistant.from_folder(faqs), watch=watch) == []
    assert len(walked) == 6
