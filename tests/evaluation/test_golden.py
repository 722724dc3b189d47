"""Every reply of the shipped bot to the labelled questions, written down: a change shows in review."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.evaluation.outcomes import Outcome, foresee
from bot.evaluation.questions import read_questions
from bot.reply import Reply

DATA = Path(__file__).parents[1] / "data"
GOLDEN = DATA / "golden.jsonl"
UPDATE = "pytest tests/evaluation/test_golden.py --update-golden"


def line_of(outcome: Outcome, reply: Reply) -> str:
    """The part of an outcome that a review should see; `served` says what the change is worth."""
    shown = outcome.decision in ("answer", "clarify")
    record = {
        "question": outcome.asked.question,
        "decision": outcome.decision,
        "faq_id": outcome.faq_id if shown else "",
        "served": outcome.grade.name.lower(),
    }
    if reply.choices:
        record["choices"] = " ".join(choice.faq_id for choice in reply.choices)
    if not reply.answer:
        record["message"] = reply.message
    return json.dumps(record, ensure_ascii=False)


def test_no_reply_changed_unseen(shipped: Assistant, pytestconfig: pytest.Config) -> None:
    outcomes = foresee(shipped, read_questions(DATA / "plan_questions.jsonl"))
    now = [line_of(outcome, shipped.ask(outcome.asked.question)) for outcome in outcomes]
    if pytestconfig.getoption("--update-golden"):
        GOLDEN.write_text("\n".join(now) + "\n", encoding="utf-8")
    before = GOLDEN.read_text(encoding="utf-8").split("\n")[:-1]
    gone, come = [line for line in before if line not in now], [line for line in now if line not in before]
    changes = "\n".join([*(f"- {line}" for line in gone), *(f"+ {line}" for line in come)])
    hint = f"if the new replies are meant, run `{UPDATE}` and let the review see the difference"
    assert now == before, f"{len(come)} replies changed; {hint}\n{changes}"
