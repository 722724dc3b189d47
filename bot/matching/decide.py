"""Ranked FAQs -> what to do with the question. Pure: numbers in, a Decision out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.matching.score import Ranked

Verdict = Literal["answer", "clarify", "no_answer"]
MAX_CHOICES = 4


@dataclass(frozen=True, slots=True)
class CutOffs:
    """Confidence from which a FAQ is answered or offered, and the lead over the next that an answer needs."""

    answer: float = 0.5
    clarify: float = 0.25
    margin: float = 0.05


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and on what grounds.

    `ranked`: FAQs, best first; `choices`: those to offer (clarify only); `rejected_by`: the `not_covered`
    group that the question belongs to, where one won.
    """

    verdict: Verdict
    ranked: tuple[Ranked, ...]
    choices: tuple[Ranked, ...] = ()
    rejected_by: Ranked | None = None

    @property
    def best(self) -> Ranked | None:
        """The likeliest FAQ, whether it is answered or not."""
        return self.ranked[0] if self.ranked else None


def decide(ranked: Sequence[Ranked], cut_offs: CutOffs) -> Decision:
    """Answer when the best FAQ is likely and clearly ahead; offer the likely few; else abstain."""
    faqs = tuple(r for r in ranked if r.faq_id)
    rejected_by = ranked[0] if ranked and not ranked[0].faq_id else None
    if rejected_by or not faqs or faqs[0].confidence < cut_offs.clarify:
        return Decision("no_answer", faqs, rejected_by=rejected_by)
    lead = faqs[0].confidence - (faqs[1].confidence if len(faqs) > 1 else 0.0)
    if faqs[0].confidence >= cut_offs.answer and lead >= cut_offs.margin:
        return Decision("answer", faqs)
    choices = tuple(r for r in faqs[:MAX_CHOICES] if r.confidence >= cut_offs.clarify / 2)
    return Decision("clarify", faqs, choices=choices)
