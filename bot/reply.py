"""Decision -> Reply: the message, blocks, link, follow-ups and provenance that every channel shows alike.

These models are the HTTP contract: `faqbot ask --json` prints them, and the OpenAPI document is made of them.
"""

from __future__ import annotations

import secrets
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.corpus.corpus import Corpus, FaqRecord
from bot.markdown import Block, to_blocks, to_text
from bot.matching.decide import CutOffs, Decision
from bot.matching.score import Ranked
from bot.small_talk import SmallTalk

NO_ANSWER = "I don't have an approved answer to that."
CLARIFY = "Did you mean one of these?"
LINK_ONLY = "This page answers that: {title}"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class LinkOut(_Part):
    """A documentation link."""

    url: str
    title: str


class FaqRef(_Part):
    """A FAQ to ask next."""

    faq_id: str
    question: str


class Choice(FaqRef):
    """A FAQ offered by "did you mean"."""

    confidence: float = Field(ge=0, le=1)


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


class Explanation(_Part):
    """Why the reply is what it is."""

    question: str = Field(description="The question as it was matched, normalised.")
    matched_phrasing: str | None
    runner_up: Choice | None
    margin: float
    cut_offs: dict[str, float]
    not_covered: str | None = Field(description="The group of not_covered questions that won, if one did.")


class Reply(_Part):
    """One reply."""

    id: str = Field(description="Reply id, used by feedback.")
    decision: Literal["answer", "clarify", "small_talk", "handoff", "no_answer"]
    message: str = Field(description="What a chat shows as plain text, for every decision.")
    answer: Answer | None
    choices: tuple[Choice, ...] = ()
    confidence: float = Field(
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
    """The reply to a matched question. `handoff` is offered where nothing is answered."""
    best = decision.best
    answer = answer_of(corpus, corpus.by_id[best.faq_id]) if best and decision.verdict == "answer" else None
    return Reply(
        id=new_id(),
        decision=decision.verdict,
        message=_message(corpus, decision, answer),
        answer=answer,
        choices=tuple(choice_of(corpus, ranked) for ranked in decision.choices),
        confidence=round(best.confidence, 4) if best else 0.0,
        handoff=handoff if decision.verdict == "no_answer" else None,
        locale=corpus.by_id[answer.faq_id].topic.locale if answer else locale,
        corpus=CorpusRef(revision=corpus.revision),
        explanation=explanation,
    )


def compose_chat(corpus: Corpus, chat: SmallTalk, *, locale: str, handoff: Handoff) -> Reply:
    """The reply to small talk or to the wish for a person."""
    return Reply(
        id=new_id(),
        decision=chat.kind,
        message=chat.message,
        answer=None,
        confidence=0.0,
        handoff=handoff if chat.kind == "handoff" else None,
        locale=locale,
        corpus=CorpusRef(revision=corpus.revision),
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
            FaqRef(faq_id=id_, question=corpus.by_id[id_].faq.question) for id_ in record.faq.follow_ups
        ),
        revision=record.revision,
    )


def message_of(answer: Answer) -> str:
    """An answer in plain text; where only its link answers, the words that lead to it."""
    if answer.blocks:
        return to_text(answer.blocks)
    return LINK_ONLY.format(title=answer.link.title) if answer.link else answer.question


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


def choice_of(corpus: Corpus, ranked: Ranked) -> Choice:
    """A ranked FAQ as something to choose."""
    question = corpus.by_id[ranked.faq_id].faq.question
    return Choice(faq_id=ranked.faq_id, question=question, confidence=round(ranked.confidence, 4))


def explain(corpus: Corpus, question: str, decision: Decision, cut_offs: CutOffs) -> Explanation:
    """The grounds of a decision."""
    best, second = (*decision.ranked[:2], None, None)[:2]
    return Explanation(
        question=question,
        matched_phrasing=best.phrasing if best else None,
        runner_up=choice_of(corpus, second) if second else None,
        margin=round((best.confidence if best else 0) - (second.confidence if second else 0), 4),
        cut_offs={"answer": cut_offs.answer, "clarify": cut_offs.clarify, "margin": cut_offs.margin},
        not_covered=decision.rejected_by.group_id if decision.rejected_by else None,
    )


def new_id() -> str:
    """A reply id that nobody can guess: whoever holds it may rate that reply."""
    return secrets.token_urlsafe(12)


def _message(corpus: Corpus, decision: Decision, answer: Answer | None) -> str:
    if answer:
        return message_of(answer)
    if decision.verdict == "clarify":
        return CLARIFY
    if decision.rejected_by:
        group = next(r.group for r in corpus.not_covered if r.id == decision.rejected_by.group_id)
        return group.message or NO_ANSWER
    return NO_ANSWER
