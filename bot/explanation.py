"""Decision -> Explanation: on what grounds a question was answered, or was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.matching.calibration import Calibration, calibration_for
from bot.matching.decide import CutOffs, Decision
from bot.matching.doubts import DOUBTED, Doubt
from bot.matching.explain import Grounds, Where, grounds_of
from bot.matching.index import MatchIndex, Scope
from bot.matching.retrieve import Question
from bot.matching.score import Ranked
from bot.offers import Choice, Rounded, choice_of

# Why a confidence is what it is, or did not decide: see Explanation.
Reason = Doubt | Literal["exact", "topic", "picked"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class WordShare(_Part):
    """What one word of the question adds to the similarity."""

    word: str
    matched: str | None = Field(description="The phrasing's word that it was taken for; null for none.")
    letters_of: str | None = Field(
        None, description="Where `matched` is null: the phrasing's word it has letters in common with."
    )
    similarity: Rounded = Field(
        description="How alike it and `matched` are, 0 to 1; or what the letters of `letters_of` count."
    )
    rarity: Rounded = Field(description="Inverse document frequency of the word, in nats.")
    contribution: Rounded = Field(description="Its part of the similarity.")
    found: Where = Field(
        description="Where it is - matched: in the matched phrasing; another: in another one of the same FAQ"
        " (or group), `found_in`; elsewhere: only in those of others, or too unlike the question to be"
        " compared; nowhere: in none."
    )
    found_in: str | None = Field(None, description="The other phrasing of the same FAQ that has it.")
    covered: Rounded = Field(
        description="How far the phrasings of the FAQ have it, 0 to 1; weighted by rarity, the mean of these"
        " is `coverage`."
    )


class Similarity(_Part):
    """How the question is like the matched phrasing; the parts add up to the total."""

    total: Rounded
    words: Rounded
    meaning: Rounded
    order: Rounded
    about: Rounded = Field(description="What the FAQ's answer adds; little where it has many phrasings.")


class Standing(_Part):
    """What the order of the candidates goes by; the parts add up to the total."""

    total: Rounded
    candidates: Rounded = Field(
        description="Of the phrasings like the question, together; the fewer there are, the more of the best."
    )
    classifier: Rounded = Field(
        description="For what the phrasings have and those of others lack; nothing where there is only one."
    )


class Calibrated(_Part):
    """How the evidence became the confidence."""

    intercept: Rounded = Field(description="What the log-odds are to begin with.")
    adds: dict[str, Rounded] = Field(
        description="What each piece of evidence adds to them: its weight times its value. log_: its"
        " logarithm; _by_: the product of two."
    )
    log_odds: Rounded = Field(description="The sum of these.")
    calibrated: Rounded = Field(ge=0, le=1, description="As a probability: 1 / (1 + exp(-log_odds)).")
    raised_to: Rounded | None = Field(
        None, description="What the confidence is instead, where `reasons` have exact or picked."
    )
    doubts: dict[Doubt, Rounded] = Field(
        description="What the probability is multiplied by, for each doubt; that is the confidence."
    )


class Instead(_Part):
    """What won where it is no FAQ, and on what grounds."""

    kind: Literal["not_covered", "small_talk", "handoff"]
    id: str = Field(description="Of the not_covered group, or the kind of small talk.")
    confidence: Rounded = Field(ge=0, le=1)
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
    evidence: dict[str, Rounded] = Field(
        description="What is known of `best`, from most of which its confidence is made (see `calibration`)."
        " support: what its phrasings say together; coverage, unknown: shares of the question's words, by"
        " rarity, that it has, and that no FAQ has; classified_lead: by how much the classifier's score is"
        " higher than all others'."
    )
    calibration: Calibrated | None = Field(None, description="How the evidence became that confidence.")
    reasons: tuple[Reason, ...] = Field(
        (),
        description="exact: the question is, word for word but for slips of the hand, a phrasing of what won"
        " (`instead`, else `best`)."
        " What lessened the confidence of `best` - opposite: one is about not doing what the other is about;"
        " number: it is about another number than the question; numbers: a number of another FAQ was asked"
        " for too; name: the question has a name that no FAQ has; subject: another thing, or one of another"
        " kind, stands in the place of what it is about. topic: a single word, of which what there is was"
        " offered, whatever the confidence. picked: `best` was picked from an offer, by its faq_id.",
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
    rival_faq: str | None = Field(
        None, description="The FAQ that was likelier than the runner-up, which stood before it, if one was."
    )
    rival_confidence: Rounded | None = Field(None, description="The confidence of that group or FAQ.")
    margin: Rounded = Field(
        description="Confidence of the best less that of its likeliest rival: `rival_group`, `rival_faq` or"
        " else the runner-up."
    )
    lead_needed: float = Field(0.0, description="The margin that an answer needed here.")
    cut_offs: dict[str, float]
    not_covered: str | None = Field(description="The group of not_covered questions that won, if one did.")
    small_talk: str | None = Field(description="The small talk that won, if one did.")
    instead: Instead | None = Field(
        None, description="What won, where it is no FAQ; `best` is then the likeliest FAQ that lost."
    )
    embedder: str


def explain(
    index: MatchIndex,
    question: Question,
    decision: Decision,
    cut_offs: CutOffs,
    scope: Scope,
    heard_in: tuple[MatchIndex, Question] | None = None,
) -> Explanation:
    """The grounds of a decision, for the best FAQ and for whatever stood in its way.

    `scope`: where was looked; `heard_in`: where what won is to be found, and as what, if not as the question
    in the index.
    """
    best, second = (*decision.ranked[:2], None, None)[:2]
    told = heard_in or (index, question)
    taken_as = told[1].text if told[1].text != question.text else None
    grounds = grounds_of(index, question, best.row, scope) if best else None
    instead, rival = decision.instead, decision.rival or second
    other = rival if rival is not second else None
    return Explanation(
        question=question.text,
        best=choice_of(index.corpus, best) if best else None,
        matched_phrasing=grounds.phrasing if grounds else None,
        words=_words_of(grounds) if grounds else (),
        similarity=_similarity_of(grounds) if grounds else None,
        standing=_standing_of(best) if best else None,
        evidence=best.evidence._asdict() if best else {},
        calibration=_calibrated(calibration_for(index.embedder.family), best) if best else None,
        reasons=tuple(_reasons(decision, verbatim=taken_as is None)),
        runner_up=choice_of(index.corpus, second) if second else None,
        runner_up_standing=_standing_of(second) if second else None,
        runner_up_reasons=second.doubts if second else (),
        rival_group=other.owner.id if other and not other.faq_id else None,
        rival_faq=other.faq_id if other and other.faq_id else None,
        rival_confidence=other.confidence if other else None,
        margin=(best.confidence if best else 0) - (rival.confidence if rival else 0),
        lead_needed=decision.lead_needed,
        cut_offs=asdict(cut_offs),
        not_covered=instead.owner.id if instead and instead.owner.kind == "not_covered" else None,
        small_talk=instead.owner.id if instead and instead.owner.kind != "not_covered" else None,
        instead=_instead_of(*told, scope, instead, taken_as) if instead else None,
        embedder=index.embedder.name,
    )


def _calibrated(calibration: Calibration, best: Ranked) -> Calibrated:
    parts, calibrated = calibration.parts(best.evidence), calibration.confidence(best.evidence)
    return Calibrated(
        intercept=calibration.intercept,
        adds=parts,
        log_odds=calibration.intercept + sum(parts.values()),
        calibrated=calibrated,
        raised_to=best.confidence if best.confidence > calibrated else None,
        doubts=dict.fromkeys(best.doubts, DOUBTED),
    )


def _reasons(decision: Decision, *, verbatim: bool) -> Iterator[Reason]:
    if decision.first and decision.first.exact and verbatim:
        yield "exact"
    if decision.best:
        yield from decision.best.doubts
    if decision.topic:
        yield "topic"
    if decision.picked:
        yield "picked"


def _instead_of(
    index: MatchIndex, question: Question, scope: Scope, won: Ranked, taken_as: str | None
) -> Instead | None:
    if won.owner.kind == "faq":
        return None
    grounds = grounds_of(index, question, won.row, scope)
    return Instead(
        kind=won.owner.kind,
        id=won.owner.id,
        confidence=won.confidence,
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
            letters_of=part.letters_of or None,
            similarity=part.similarity,
            rarity=part.rarity,
            contribution=part.contribution,
            found=part.found,
            found_in=part.found_in or None,
            covered=part.covered,
        )
        for part in grounds.word_parts
    )


def _similarity_of(grounds: Grounds) -> Similarity:
    return Similarity(
        total=grounds.similarity,
        words=grounds.words,
        meaning=grounds.meaning,
        order=grounds.order,
        about=grounds.about,
    )


def _standing_of(ranked: Ranked) -> Standing:
    candidates, classifier = ranked.standing
    return Standing(total=candidates + classifier, candidates=candidates, classifier=classifier)
