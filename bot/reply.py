"""Decision -> Reply: the message, blocks, link, follow-ups and provenance that every channel shows alike.

These models are the HTTP contract: `faqbot ask --json` prints them, and the OpenAPI document is made of them.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.corpus.corpus import Corpus, FaqRecord
from bot.corpus.schema import NotCovered
from bot.explanation import Explanation
from bot.markdown import Block, to_blocks, to_text
from bot.matching.decide import Decision
from bot.messages import say
from bot.offers import Choice, FaqRef, Rounded, choices_of
from bot.tokens import dated_name


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class LinkOut(_Part):
    """A documentation link."""

    url: str
    title: str


class Answer(_Part):
    """An approved answer, as it stands in its FAQ file."""

    faq_id: str
    question: str
    text: str = Field(description="CommonMark; empty where only the link answers.")
    blocks: tuple[Block, ...] = Field(description="The same as a tree that needs no sanitiser.")
    link: LinkOut | None
    follow_ups: tuple[FaqRef, ...]
    revision: str = Field(description="Content hash of this FAQ.")


class Handoff(_Part):
    """How to reach a person; `url` is null where the operator has set none."""

    label: str
    url: str | None


class CorpusRef(_Part):
    """Which state of the FAQ files answered."""

    revision: str


class Reply(_Part):
    """One reply."""

    id: str = Field(description="Reply id, used by feedback.")
    decision: Literal["answer", "clarify", "small_talk", "handoff", "no_answer"]
    message: str = Field(description="What a chat shows as plain text, for every decision.")
    answer: Answer | None
    choices: tuple[Choice, ...] = ()
    confidence: Rounded = Field(
        ge=0, le=1, description="Calibrated: of replies at 0.9, about 9 in 10 are right."
    )
    handoff: Handoff | None
    locale: str
    corpus: CorpusRef
    explanation: Explanation | None = None


def compose(
    corpus: Corpus,
    decision: Decision,
    *,
    locale: str,
    handoff: Handoff,
    explanation: Explanation | None = None,
) -> Reply:
    """The reply to a matched question. Where nothing is answered `handoff` is offered, or the place that the
    group of questions not covered names.
    """
    best = decision.best
    answer = answer_of(corpus, corpus.by_id[best.faq_id]) if best and decision.verdict == "answer" else None
    locale = corpus.by_id[answer.faq_id].topic.locale if answer else locale
    group = _refused_by(corpus, decision)
    if group and group.link:
        handoff = Handoff(label=group.link.title or say("more", locale), url=group.link.url)
    return Reply(
        id=new_id(),
        decision=decision.verdict,
        message=group.message
        if group and group.message
        else _message(corpus, decision, answer, locale, handoff),
        answer=answer,
        choices=choices_of(corpus, decision.choices),
        confidence=best.confidence if best else 0.0,
        handoff=handoff if decision.verdict in ("no_answer", "handoff") else None,
        locale=locale,
        corpus=CorpusRef(revision=corpus.revision),
        explanation=explanation,
    )


def answer_of(corpus: Corpus, record: FaqRecord) -> Answer:
    """A FAQ as an answer."""
    text = record.faq.answer or ""
    return Answer(
        faq_id=record.id,
        question=record.faq.question,
        text=text,
        blocks=to_blocks(text),
        link=link_of(record),
        follow_ups=tuple(
            FaqRef(faq_id=id_, question=corpus.by_id[id_].faq.question)
            for id_ in record.faq.follow_ups
            if id_ in corpus.by_id  # a draft is not, until it is completed
        ),
        revision=record.revision,
    )


def message_of(answer: Answer, locale: str) -> str:
    """An answer in plain text; where only its link answers, the words that lead to it."""
    if answer.blocks:
        return to_text(answer.blocks)
    return say("link_only", locale, title=answer.link.title) if answer.link else answer.question


def link_of(record: FaqRecord) -> LinkOut | None:
    """The FAQ's own link, else its topic's documentation; a link without a title is named after its topic."""
    link = record.faq.link or record.topic.documentation
    if link is None:
        return None
    documentation = record.topic.documentation
    named = (
        documentation.title
        if documentation and documentation.title
        else f"{record.topic.title} documentation"
    )
    return LinkOut(url=link.url, title=link.title or named)


def new_id() -> str:
    """A reply id, whose age is told, and that nobody can guess: whoever holds it may rate that reply."""
    return dated_name()


def _refused_by(corpus: Corpus, decision: Decision) -> NotCovered | None:
    """The group of questions not covered that this one belongs to, where that is why it is not answered."""
    instead = decision.instead
    if instead is None or instead.owner.kind != "not_covered":
        return None
    return next(record.group for record in corpus.not_covered if record.id == instead.owner.id)


def _message(corpus: Corpus, decision: Decision, answer: Answer | None, locale: str, handoff: Handoff) -> str:
    if answer:
        return message_of(answer, locale)
    if decision.verdict == "handoff":
        return say("handoff" if handoff.url else "handoff_unset", locale)
    if decision.verdict == "small_talk" and decision.instead:
        return say(
            decision.instead.owner.id, locale, topics=", ".join(topic.title for topic in corpus.topics[:12])
        )
    return say("clarify" if decision.verdict == "clarify" else "no_answer", locale)
