"""FAQs to pick from: what a list of them shows, and what tells those apart that have the same question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.corpus.corpus import Corpus, FaqRecord
from bot.matching.normalise import normalise
from bot.matching.score import Ranked

# How replies give a figure.
Rounded = Annotated[float, AfterValidator(lambda value: round(value, 4))]


class FaqRef(BaseModel):
    """A FAQ to ask next."""

    model_config = ConfigDict(frozen=True)

    faq_id: str
    question: str

    @property
    def label(self) -> str:
        """What a list shows."""
        return self.question


class Offer(FaqRef):
    """A FAQ among others to pick from."""

    qualifier: str | None = Field(
        None,
        description="What tells it from another of these that has the same question: the title of its topic,"
        " or its locale where the titles are the same, too. Left out where the question is enough.",
        exclude_if=lambda qualifier: qualifier is None,
    )

    @property
    def label(self) -> str:
        """The question, with what tells it from another."""
        return f"{self.question} ({self.qualifier})" if self.qualifier else self.question


class Choice(Offer):
    """A FAQ offered by "did you mean"."""

    confidence: Rounded = Field(ge=0, le=1)


def choice_of(corpus: Corpus, ranked: Ranked) -> Choice:
    """A ranked FAQ as something to choose."""
    question = corpus.by_id[ranked.faq_id].faq.question
    return Choice(faq_id=ranked.faq_id, question=question, confidence=ranked.confidence)


def choices_of(corpus: Corpus, ranked: Sequence[Ranked]) -> tuple[Choice, ...]:
    """Ranked FAQs as choices."""
    offers = offers_of(corpus, [one.faq_id for one in ranked])
    return tuple(
        choice_of(corpus, one).model_copy(update={"qualifier": offer.qualifier})
        for one, offer in zip(ranked, offers, strict=True)
    )


def offers_of(corpus: Corpus, faq_ids: Sequence[str]) -> tuple[Offer, ...]:
    """FAQs to pick from. Those that have the same question are told apart."""
    records = [corpus.by_id[faq_id] for faq_id in faq_ids]
    alike: dict[str, list[FaqRecord]] = {}
    for record in records:
        alike.setdefault(normalise(record.faq.question), []).append(record)
    qualifiers = {record.id: _qualifier(record, twins) for twins in alike.values() for record in twins}
    return tuple(Offer(faq_id=r.id, question=r.faq.question, qualifier=qualifiers[r.id]) for r in records)


def _qualifier(record: FaqRecord, twins: Sequence[FaqRecord]) -> str | None:
    """What tells a FAQ from others that have the same question, if anything does. `twins`: it is one."""
    topic = record.topic
    others = [twin.topic for twin in twins if twin is not record]
    namesakes = [other.locale for other in others if other.title == topic.title]
    if not namesakes:
        return topic.title if others else None
    return None if topic.locale in namesakes else topic.locale
