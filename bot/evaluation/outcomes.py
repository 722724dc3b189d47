"""Labelled questions -> Outcomes: what the assistant would do with each, and how good that is."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz, process

from bot.assistant import Assistant
from bot.errors import QuestionError
from bot.evaluation.questions import CHAT, LABELS, PREDICTED, LabelledQuestion, write_cell

DecisionName = Literal["answer", "clarify", "small_talk", "handoff", "no_answer"]
Watch = Callable[[Sequence[LabelledQuestion]], Iterable[LabelledQuestion]]

COLUMNS = LABELS + PREDICTED


class Grade(IntEnum):
    """How well a question was served; more is better."""

    WRONG = 0  # a wrong answer, or any answer where none is right
    MISSED = 1  # nothing right was said, nothing wrong either
    OFFERED = 2  # the right FAQ is among the choices
    RIGHT = 3  # answered right, rightly not answered, or the right small talk


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one question.

    `faq_id`: the best candidate, answered or not; "" where there is none. `confidence`: its own, 0 to 1.
    `open`: whether a lower cut-off would let the candidate be answered; not where `not_covered` or small
    talk won.
    """

    asked: LabelledQuestion
    decision: DecisionName
    faq_id: str = ""
    confidence: float = 0.0
    choices: tuple[str, ...] = ()
    open: bool = True

    @property
    def answered(self) -> bool:
        """Whether a FAQ's answer is given."""
        return self.decision == "answer"

    @property
    def right(self) -> bool:
        """Whether the best candidate is a right one, answered or not."""
        return self.faq_id in self.asked.expect

    @property
    def grade(self) -> Grade:
        """How well the question is served by this."""
        if self.asked.sort == "chat":
            served = self.decision in self.asked.expect
        elif self.asked.sort == "unanswerable":
            served = not self.answered
        else:
            served = self.answered and self.right
        if served or self.answered:
            return Grade.RIGHT if served else Grade.WRONG
        offered = self.decision == "clarify" and not set(self.choices).isdisjoint(self.asked.expect)
        return Grade.OFFERED if offered else Grade.MISSED

    @property
    def reply(self) -> tuple[str, ...]:
        """What a user sees of it, to tell whether two outcomes differ: the decision and the ids shown.

        Choices that only changed places are the same reply.
        """
        shown = [self.faq_id] if self.answered else sorted(self.choices)
        return (self.decision, *shown)


def foresee(
    assistant: Assistant, questions: Sequence[LabelledQuestion], watch: Watch = iter
) -> list[Outcome]:
    """Put every question to the assistant. `watch` wraps the walk through them: a progress bar."""
    return [_outcome(assistant, asked) for asked in watch(questions)]


def _outcome(assistant: Assistant, asked: LabelledQuestion) -> Outcome:
    try:
        considered = assistant.consider(asked.question)
    except QuestionError:
        # The service refuses it, blank or too long: nobody gets an answer. `cautions` names the line.
        return Outcome(asked, "no_answer", open=False)
    decision = considered.decision
    return Outcome(
        asked,
        decision.verdict,
        decision.best.faq_id if decision.best else "",
        decision.best.confidence if decision.best else 0.0,
        tuple(choice.faq_id for choice in decision.choices),
        open=decision.instead is None,
    )


def cautions(
    questions: Sequence[LabelledQuestion], known: Collection[str], *, max_length: int
) -> tuple[str, ...]:
    """What makes the figures mean less than they seem to: keys not read, labels that no reply can meet.

    `known`: the ids of the corpus; `max_length`: the longest question that the service takes.
    """
    found: list[str] = []
    keys, ids = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    hopeless = 0
    for asked in questions:
        for key in asked.unread:
            keys[key].append(asked.line)
        if not asked.question.strip() or len(asked.question) > max_length:
            what = "is too long" if asked.question.strip() else "is blank"
            found.append(
                f"line {asked.line}: the question {what}; the service refuses it, so it is not answered"
            )
        if asked.sort == "chat" and not CHAT.issuperset(asked.expect):
            found.append(f"line {asked.line}: expects chat as well as FAQs; it counts as chat only")
        elif asked.sort == "answerable":
            unmet = [id_ for id_ in asked.expect if id_ not in known]
            hopeless += len(unmet) == len(asked.expect)
            for id_ in unmet:
                ids[id_].append(asked.line)
    for key, where in keys.items():
        found.append(f"{_lines(where)}: the key {key!r} is not read; known are {', '.join(LABELS)}")
    for id_, where in ids.items():
        near = process.extractOne(id_, sorted(known), scorer=fuzz.ratio, score_cutoff=75)
        hint = f"; did you mean {near[0]}?" if near else ""
        found.append(f"{_lines(where)}: no FAQ has the id {id_}{hint}")
    if hopeless:
        asked_of = f"{hopeless:,} of {len(questions):,} questions"
        found.append(f"{asked_of} cannot be answered right, as no FAQ has an id that is expected")
    return tuple(found)


def _lines(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:5])) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")
    return f"line{'s' * (len(numbers) > 1)} {shown}"


def write_predictions(outcomes: Iterable[Outcome], path: Path) -> None:
    """Write one CSV row an outcome; the file can be read again as labelled questions. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for o in outcomes:
            expect, choices = write_cell(o.asked.expect), " ".join(o.choices)
            writer.writerow(
                (
                    o.asked.question,
                    expect,
                    o.asked.kind,
                    o.decision,
                    o.faq_id,
                    repr(float(o.confidence)),
                    choices,
                )
            )
