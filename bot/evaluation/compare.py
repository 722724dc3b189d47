"""The same questions put to two corpora: which are served better, and which worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.evaluation.outcomes import Grade, Outcome

Turn = Literal["worse", "better", "as good"]


@dataclass(frozen=True, slots=True)
class Change:
    """A question that now gets another reply."""

    before: Outcome
    after: Outcome

    @property
    def turn(self) -> Turn:
        """Whether the new reply serves the question worse, better or as well."""
        before, after = _worth(self.before), _worth(self.after)
        if after == before:
            return "as good"
        return "better" if after > before else "worse"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one corpus to the other: `changes` with the worst turn first, then as asked."""

    before_revision: str
    after_revision: str
    questions: int
    changes: tuple[Change, ...]

    def count(self, turn: Turn) -> int:
        """How many questions took this turn."""
        return sum(change.turn == turn for change in self.changes)


def compare(before: Sequence[Outcome], after: Sequence[Outcome]) -> tuple[Change, ...]:
    """The questions whose reply differs, worse ones first. Both sequences hold the same questions."""
    changes = [Change(b, a) for b, a in zip(before, after, strict=True) if b.reply != a.reply]
    order: dict[Turn, int] = {"worse": 0, "better": 1, "as good": 2}
    return tuple(sorted(changes, key=lambda change: order[change.turn]))


def _worth(outcome: Outcome) -> tuple[Grade, bool]:
    # Choices are no false answer, but none of them is right: who must be refused is better told so at once.
    in_vain = outcome.asked.sort == "unanswerable" and outcome.decision == "clarify"
    return outcome.grade, not in_vain
