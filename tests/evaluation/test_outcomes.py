from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.evaluation.outcomes import COLUMNS, Grade, Outcome, cautions, foresee, write_predictions
from bot.evaluation.questions import LabelledQuestion, read_questions

Make = Callable[..., Outcome]


@pytest.mark.parametrize(
    ("expect", "decision", "faq_id", "choices", "grade"),
    [
        ("a", "answer", "a", "", Grade.RIGHT),
        ("b a", "answer", "a", "", Grade.RIGHT),
        ("a", "answer", "b", "", Grade.WRONG),
        ("a", "clarify", "b", "b a", Grade.OFFERED),
        ("a", "clarify", "a", "b c", Grade.MISSED),
        ("a", "no_answer", "a", "", Grade.MISSED),
        ("a", "small_talk", "", "", Grade.MISSED),
        ("", "answer", "a", "", Grade.WRONG),
        ("", "clarify", "a", "a b", Grade.RIGHT),
        ("", "no_answer", "a", "", Grade.RIGHT),
        ("small_talk", "small_talk", "", "", Grade.RIGHT),
        ("small_talk", "handoff", "", "", Grade.MISSED),
        ("small_talk handoff", "handoff", "", "", Grade.RIGHT),
        ("handoff", "answer", "a", "", Grade.WRONG),
        ("handoff", "no_answer", "", "", Grade.MISSED),
    ],
)
def test_grade(outcome: Make, expect: str, decision: str, faq_id: str, choices: str, grade: Grade) -> None:
    assert outcome(expect, decision, faq_id, 0.5, choices).grade is grade


def test_no_candidate_is_never_right(outcome: Make) -> None:
    assert not outcome("a", "no_answer").right
    assert not outcome("", "no_answer").right


def test_a_reply_is_what_a_user_sees_of_it(outcome: Make) -> None:
    assert outcome("a", "answer", "a", 0.9).reply == outcome("a", "answer", "a", 0.6, "b").reply
    assert outcome("a", "no_answer", "a").reply == outcome("a", "no_answer", "b").reply
    assert outcome("a", "clarify", "a", 0.4, "a b").reply == outcome("a", "clarify", "b", 0.4, "b a").reply
    assert outcome("a", "clarify", "a", 0.4, "a b").reply != outcome("a", "clarify", "a", 0.4, "a c").reply
    assert outcome("a", "answer", "a").reply != outcome("a", "answer", "b").reply


def test_foresee_asks_the_assistant(faqs: Path) -> None:
    asked = [
        LabelledQuestion("How do I brew green tea?", ("brew-green",), "", 1),
        LabelledQuestion("espresso machine recommendations", (), "", 2),
        LabelledQuestion("hello", ("small_talk",), "", 3),
        LabelledQuestion("  ", (), "", 4),
        LabelledQuestion("x" * 5_000, (), "", 5),
    ]
    walked: list[int] = []

    def watch(questions: object) -> list[LabelledQuestion]:
        walked.append(len(questions))  # type: ignore[arg-type]
        return asked

    answered, rejected, chat, blank, long = foresee(Assistant.from_folder(faqs), asked, watch)
    assert walked == [5]
    assert (answered.decision, answered.faq_id, answered.open) == ("answer", "brew-green", True)
    assert 0.5 < answered.confidence <= 1
    assert (rejected.decision, rejected.open) == ("no_answer", False)
    assert (chat.decision, chat.open) == ("small_talk", False)
    for refused in (blank, long):
        assert (refused.decision, refused.faq_id, refused.confidence) == ("no_answer", "", 0.0)
        assert not refused.open


def test_cautions_name_labels_that_no_reply_can_meet() -> None:
    asked = [
        LabelledQuestion("q", ("brew-gren",), "", 1),
        LabelledQuestion("q", ("brew-gren", "brew-green"), "", 4),
        LabelledQuestion("q", ("unheard-of",), "", 5),
        LabelledQuestion(" ", (), "", 6),
        LabelledQuestion("q" * 11, (), "", 7),
        LabelledQuestion("q", ("small_talk", "brew-green"), "", 8),
        LabelledQuestion("q", ("handoff",), "", 9, ("knd",)),
    ]
    assert cautions(asked, {"brew-green", "store-leaves"}, max_length=10) == (
        "line 6: the question is blank; the service refuses it, so it is not answered",
        "line 7: the question is too long; the service refuses it, so it is not answered",
        "line 8: expects chat as well as FAQs; it counts as chat only",
        "line 9: the key 'knd' is not read; known are question, expect, kind",
        "lines 1, 4: no FAQ has the id brew-gren; did you mean brew-green?",
        "line 5: no FAQ has the id unheard-of",
        "2 of 7 questions cannot be answered right, as no FAQ has an id that is expected",
    )


def test_many_lines_with_one_wrong_id_are_told_briefly() -> None:
    asked = [LabelledQuestion("q", ("x",), "", line) for line in range(1, 9)]
    assert cautions(asked, {"a"}, max_length=10) == (
        "lines 1, 2, 3, 4, 5 and 3 more: no FAQ has the id x",
        "8 of 8 questions cannot be answered right, as no FAQ has an id that is expected",
    )


def test_predictions_have_the_agreed_columns_and_read_back_as_questions(
    outcome: Make, tmp_path: Path
) -> None:
    path = tmp_path / "p.csv"
    hostile = '=cmd, "quoted"\r\nsecond line \x00 é'
    outcomes = [
        outcome("a b", "clarify", "b", 1 / 3, "b a", kind="typo", question=hostile),
        outcome("", "no_answer"),
    ]
    write_predictions(outcomes, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["question", "expect", "kind", "decision", "faq_id", "confidence", "choices"],
        [hostile, "a b", "typo", "clarify", "b", repr(1 / 3), "b a"],
        ["any", "", "", "no_answer", "", "0.0", ""],
    ]
    assert rows[0] == list(COLUMNS)
    assert [(q.question, q.expect, q.kind, q.unread) for q in read_questions(path)] == [
        (o.asked.question, o.asked.expect, o.asked.kind, ()) for o in outcomes
    ]
