"""Decision -> Reply: the message, blocks, link, follow-ups and provenance that every channel shows alike.

These models are the HTTP contract: `faqbot ask --json` prints them, and the OpenAPI document is made of them.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import asdict
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.corpus.corpus import Corpus, FaqRecord
from bot.corpus.schema import NotCovered
from bot.markdown import Block, to_blocks, to_text
from bot.matching.decide import CutOffs, Decision
from bot.matching.doubts import Doubt
from bot.matching.explain import Grounds, grounds_of
from bot.matching.index import MatchIndex
from bot.matching.retrieve import Question
from bot.matching.score import Ranked
from bot.messages import say
from bot.offers import Choice, FaqRef, choice_of, choices_of
from bot.tokens import random_bytes

# Why a confidence is what it is, or did not decide: see Explanation.
Reason = Doubt | Literal["exact", "topic", "picked"]


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


class WordShare(_Part):
    """What one word of the question adds to the similarity."""

    word: str
    matched: str | None = Field(description="The phrasing's word it met; null where none is alike.")
    similarity: float = Field(description="How alike the two are, 0 to 1.")
    rarity: float = Field(description="Inverse document frequency of the word, in nats.")
    contribution: float = Field(description="Its part of the similarity.")


class Similarity(_Part):
    """How the question is like the matched phrasing; the parts add up to the total."""

    total: float
    words: float
    meaning: float
    order: float
    about: float = Field(description="What the FAQ's answer adds; little where it has many phrasings.")


class Standing(_Part):
    """What the order of the candidates goes by; the parts add up to the total."""

    total: float
    candidates: float = Field(
        description="Of the phrasings like the question, together; the fewer there are, the more of the best."
    )
    classifier: float = Field(
        description="For what the phrasings have and those of others lack; nothing where there is only one."
    )


class Instead(_Part):
    """What won where it is no FAQ, and on what grounds."""

    kind: Literal["not_covered", "small_talk", "handoff"]
    id: str = Field(description="Of the not_covered group, or the kind of small talk.")
    confidence: float = Field(ge=0, le=1)
    taken_as: str | None = Field(
        None, description="What the question was taken to say, where that is not what it says: small talk."
    )
    matched_phrasing: str = Field(description="Its phrasing that is most like the question.")
    words: tuple[WordShare, ...]
    similarity: Similarity
    standing: Standing


class Explanation(_Part):
    """Why the reply is what it is."""

    question: str = Field(description="The question as it was matched, normalised.")
    best: Choice | None = Field(description="The likeliest FAQ, answered or not.")
    matched_phrasing: str | None = Field(description="Its phrasing that is most like the question.")
    words: tuple[WordShare, ...] = Field(description="Of that phrasing.")
    similarity: Similarity | None = Field(description="To that phrasing.")
    standing: Standing | None = Field(description="Of `best`.")
    evidence: dict[str, float] = Field(
        description="What the confidence of `best` was computed from. lead: by how much its similarity is"
        " higher than that of all others; coverage, unknown: shares of the question's words, by rarity, that"
        " it has, and that no FAQ has; classified_lead: by how much the classifier's score is higher."
    )
    reasons: tuple[Reason, ...] = Field(
        (),
        description="exact: the question is, word for word, a phrasing of what won (`instead`, else `best`)."
        " What lessened the confidence of `best` - opposite: one is about not doing what the other is about;"
        " number: it is about another number than the question; numbers: a number of another FAQ was asked"
        " for too; name: the question has a name that no FAQ has. topic: a single word, of which what there"
        " is was offered, whatever the confidence. picked: `best` was picked from an offer, by its faq_id.",
    )
    runner_up: Choice | None = Field(description="The FAQ that stood next.")
    runner_up_standing: Standing | None
    runner_up_reasons: tuple[Doubt, ...] = Field(
        (), description="What lessened the confidence of `runner_up`, and put it behind `best`."
    )
    rival_group: str | None = Field(
        None,
        description="The group of not_covered questions that was likelier than the runner-up, if one was.",
    )
    rival_confidence: float | None = Field(None, description="The confidence of that group.")
    margin: float = Field(description="Confidence of the best less that of its likeliest rival.")
    lead_needed: float = Field(0.0, description="The margin that an answer needed here.")
    cut_offs: dict[str, float]
    not_covered: str | None = Field(description="The group of not_covered questions that won, if one did.")
    small_talk: str | None = Field(description="The small talk that won, if one did.")
    instead: Instead | None = Field(
        None, description="What won, where it is no FAQ; `best` is then the likeliest FAQ that lost."
    )
    embedder: str


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
        confidence=round(best.confidence, 4) if best else 0.0,
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


def explain(
    index: MatchIndex,
    question: Question,
    decision: Decision,
    cut_offs: CutOffs,
    heard_in: tuple[MatchIndex, Question] | None = None,
) -> Explanation:
    """The grounds of a decision, for the best FAQ and for whatever stood in its way.

    `heard_in`: where that is to be found, and as what, if not as the question in the index.
    """
    best, second = (*decision.ranked[:2], None, None)[:2]
    told = heard_in or (index, question)
    taken_as = told[1].text if told[1].text != question.text else None
    grounds = grounds_of(index, question, best.row) if best else None
    instead, rival = decision.instead, decision.rival or second
    group = rival if rival and not rival.faq_id else None
    return Explanation(
        question=question.text,
        best=choice_of(index.corpus, best) if best else None,
        matched_phrasing=grounds.phrasing if grounds else None,
        words=_words_of(grounds) if grounds else (),
        similarity=_similarity_of(grounds) if grounds else None,
        standing=_standing_of(best) if best else None,
        evidence={key: round(float(value), 4) for key, value in best.evidence._asdict().items()}
        if best
        else {},
        reasons=tuple(_reasons(decision, verbatim=taken_as is None)),
        runner_up=choice_of(index.corpus, second) if second else None,
        runner_up_standing=_standing_of(second) if second else None,
        runner_up_reasons=second.doubts if second else (),
        rival_group=group.owner.id if group else None,
        rival_confidence=round(group.confidence, 4) if group else None,
        margin=round((best.confidence if best else 0) - (rival.confidence if rival else 0), 4),
        lead_needed=decision.lead_needed,
        cut_offs=asdict(cut_offs),
        not_covered=instead.owner.id if instead and instead.owner.kind == "not_covered" else None,
        small_talk=instead.owner.id if instead and instead.owner.kind != "not_covered" else None,
        instead=_instead_of(*told, instead, taken_as) if instead else None,
        embedder=index.embedder.name,
    )


def _reasons(decision: Decision, *, verbatim: bool) -> Iterator[Reason]:
    first = decision.instead or decision.best
    if first and first.exact and verbatim:
        yield "exact"
    if decision.best:
        yield from decision.best.doubts
    if decision.topic:
        yield "topic"
    if decision.picked:
        yield "picked"


def _instead_of(index: MatchIndex, question: Question, won: Ranked, taken_as: str | None) -> Instead | None:
    if won.owner.kind == "faq":
        return None
    grounds = grounds_of(index, question, won.row)
    return Instead(
        kind=won.owner.kind,
        id=won.owner.id,
        confidence=round(won.confidence, 4),
        taken_as=taken_as,
        matched_phrasing=grounds.phrasing,
        words=_words_of(grounds),
        similarity=_similarity_of(grounds),
        standing=_standing_of(won),
    )


def _words_of(grounds: Grounds) -> tuple[WordShare, ...]:
    return tuple(
        WordShare(
            word=part.word,
            matched=part.matched or None,
            similarity=round(part.similarity, 4),
            rarity=round(part.rarity, 4),
            contribution=round(part.contribution, 4),
        )
        for part in grounds.word_parts
    )


def _similarity_of(grounds: Grounds) -> Similarity:
    return Similarity(
        total=round(grounds.similarity, 4),
        words=round(grounds.words, 4),
        meaning=round(grounds.meaning, 4),
        order=round(grounds.order, 4),
        about=round(grounds.about, 4),
    )


def _standing_of(ranked: Ranked) -> Standing:
    candidates, classifier = ranked.standing
    return Standing(
        total=round(candidates + classifier, 4),
        candidates=round(candidates, 4),
        classifier=round(classifier, 4),
    )


def new_id() -> str:
    """A reply id that nobody can guess: whoever holds it may rate that reply."""
    return urlsafe_b64encode(random_bytes(12)).decode()


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
