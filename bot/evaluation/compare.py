"""The same questions put to two corpora: which are served better, and which worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.evaluation.outcomes import Outcome

Turn = Literal["worse", "better", "as good"]


@dataclass(frozen=True, slots=True)
class Change:
    """A question that now gets another reply."""

    before: Outcome
    after: Outcome

    @property
    def turn(self) -> Turn:
        """Whether the new reply serves the question worse, better or as well."""
        if self.after.grade == self.before.grade:
            return "as good"
        return "better" if self.after.grade > self.before.grade else "worse"


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
