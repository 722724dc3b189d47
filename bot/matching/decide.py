"""Ranked FAQs -> what to do with the question. Pure: numbers in, a Decision out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.matching.score import Ranked

Verdict = Literal["answer", "clarify", "no_answer", "small_talk", "handoff"]
MAX_CHOICES = 4
_CHOICE_SHARE = 0.25
_SMALL_TALK_LEAD = 0.1
_MUCH_LIKELIER = 0.5
_LIKELY, _VERY_LIKELY = 0.5, 0.9
_TOPIC = 0.05
_RIVALLED, _SAID_BY_BOTH, _MOST_ALIKE = 0.2, 0.35, 0.5
_WHOLLY = 0.95
# Shares of a question's words, by rarity: those that small talk has, and by how much more than are unknown.
_MOST_WORDS = 0.5
_SAME_WORD = 0.82
_WISH_ALIKE = 0.5
_MORE_THAN_STRANGE = {"small_talk": 0.2, "handoff": 0.32}
_RIVALS = ("faq", "not_covered")


@dataclass(frozen=True, slots=True)
class CutOffs:
    """Confidence from which a FAQ is answered or offered, and the lead over the next that an answer needs."""

    answer: float
    clarify: float
    margin: float

    def among(self, parts: int) -> CutOffs:
        """The same for one of several parts of a text, each of which has its chance of a wrong answer."""
        return self if parts <= 2 else replace(self, answer=1 - (1 - self.answer) / (parts / 2) ** 0.5)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and on what grounds.

    `ranked`: FAQs, best first; `choices`: those to offer, likeliest first (clarify only); `instead`: the
    `not_covered` group or the small talk that the question belongs to, where one stands higher than every
    FAQ; `rival`: the likeliest other FAQ or group, and `lead_needed`, by how much the best had to be likelier
    than it; `topic`: a single word, of which what there is was offered, whatever the confidence; `picked`:
    the best was not found but picked from an offer.
    """

    verdict: Verdict
    ranked: tuple[Ranked, ...]
    choices: tuple[Ranked, ...] = ()
    instead: Ranked | None = None
    rival: Ranked | None = None
    lead_needed: float = 0.0
    topic: bool = False
    picked: bool = False

    @property
    def best(self) -> Ranked | None:
        """The likeliest FAQ, whether it is answered or not."""
        return self.ranked[0] if self.ranked else None

    @property
    def first(self) -> Ranked | None:
        """What stands first: the best, unless something stands higher than every FAQ."""
        return self.instead or self.best


def decide(ranked: Sequence[Ranked], cut_offs: CutOffs) -> Decision:
    """Answer when the best FAQ is likely and clearly ahead; offer the likely few; else abstain.

    `ranked`: everything that competes, best first. A single word is a topic rather than a question, and is
    offered what there is, unless it is a phrasing itself. Where a group comes first, a FAQ is offered only
    if it is as likely.
    """
    ranked = [r for r in ranked if r.owner.kind in _RIVALS or says_it(r)]
    faqs = tuple(r for r in ranked if r.owner.kind == "faq")
    if not ranked:
        return Decision("no_answer", ())
    first = ranked[0]
    topic = first.evidence.words == 1 and not first.exact
    if another := _of_no_faq(first, faqs, cut_offs, topic):
        return another
    if not faqs:
        return Decision("no_answer", faqs)
    if topic and (offered := _of_a_topic(faqs, cut_offs)):
        return offered
    best = faqs[0]
    # A group that must not be answered is as much of a rival as another FAQ.
    rivals = [r for r in ranked if r is not best and r.owner.kind in _RIVALS]
    rival = max(rivals, key=lambda r: r.confidence, default=None)
    second = rival.confidence if rival else 0.0
    # Word for word it is that FAQ's, and no other's.
    margin = 0.0 if best.exact else _lead_needed(best, rival, cut_offs)
    if best.confidence >= cut_offs.answer and best.confidence - second >= margin:
        return Decision("answer", faqs, rival=rival, lead_needed=margin)
    # Nor is a FAQ offered where a group is surely, and rather, what was asked for.
    if rival and rival.owner.kind == "not_covered" and second >= max(cut_offs.answer, best.confidence):
        return Decision("no_answer", faqs, instead=rival, rival=rival, lead_needed=margin)
    likelier = first.confidence if first.owner.kind in _RIVALS else 0.0
    if best.confidence >= max(cut_offs.clarify, likelier) and len(faqs) > 1:
        # The best two, and what comes near the best.
        near = [r for r in faqs[2:MAX_CHOICES] if r.confidence >= _CHOICE_SHARE * best.confidence]
        choices = likeliest_first((*faqs[:2], *near))
        return Decision("clarify", faqs, choices=choices, rival=rival, lead_needed=margin)
    return Decision("no_answer", faqs, rival=rival, lead_needed=margin)


def _of_no_faq(first: Ranked, faqs: tuple[Ranked, ...], cut_offs: CutOffs, topic: bool) -> Decision | None:
    """The decision for a group or small talk that comes first; None where it is a FAQ, or hardly ahead."""
    kind = first.owner.kind
    if kind == "faq":
        return None
    # A cut-off for answers that is higher than most must not silence small talk, or a wish for a person.
    likely = first.confidence >= min(cut_offs.answer, _LIKELY)
    if kind == "not_covered":
        # What is hardly likely is not covered either, but for another reason than the group's.
        named = first if first.confidence >= cut_offs.clarify else None
        return Decision("no_answer", faqs, instead=named) if likely or not topic else None
    # A corpus may have FAQs of its own about greetings: small talk must be clearly more alike than they.
    nearest = max((r.evidence.similarity for r in faqs), default=0.0)
    ahead = first.evidence.similarity - nearest >= _SMALL_TALK_LEAD
    if kind == "handoff":
        # Few have one about wishing for a person, who also is called for where it is much likelier. But
        # "contact support", where a FAQ tells how, is asked of the FAQ.
        likeliest = max((r.confidence for r in faqs), default=0.0)
        much_likelier = first.confidence - likeliest >= _MUCH_LIKELIER
        ahead = much_likelier or (ahead and likeliest < cut_offs.answer)
    return Decision(kind, faqs, instead=first) if ahead and likely else None


def _of_a_topic(faqs: tuple[Ranked, ...], cut_offs: CutOffs) -> Decision | None:
    """What there is about a single word, to choose from; None where there is not enough."""
    if faqs[0].confidence < _TOPIC:
        return None
    having = tuple(r for r in faqs[:MAX_CHOICES] if r.evidence.coverage > 0)
    if len(having) < 2 and faqs[0].confidence >= cut_offs.answer:
        having = tuple([r for r in faqs if r.owner.locale == faqs[0].owner.locale][:2])
    return Decision("clarify", faqs, choices=likeliest_first(having), topic=True) if len(having) > 1 else None


def likeliest_first(choices: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """What is offered shows its confidence, which need not fall with the rank."""
    return tuple(sorted(choices, key=lambda r: -r.confidence))


def says_it(chat: Ranked) -> bool:
    """Whether small talk has most of the question's words: "who is the president" is no "who is this"."""
    known, lead = chat.evidence.coverage, _MORE_THAN_STRANGE[chat.owner.kind]
    if chat.exact:
        return True
    if chat.evidence.words == 1:
        return chat.evidence.similarity >= _SAME_WORD  # "how" is part of much
    # Wishes are made of everybody's words: "I do not understand what it wants to say" is none.
    alike = chat.owner.kind != "handoff" or chat.evidence.similarity >= _WISH_ALIKE
    return alike and known >= _MOST_WORDS and known - chat.evidence.unknown >= lead


def _lead_needed(faq: Ranked, rival: Ranked | None, cut_offs: CutOffs) -> float:
    """By how much a FAQ must be likelier than its rival to be answered."""
    if not rival or rival.confidence < cut_offs.clarify:
        return cut_offs.margin
    needed = [cut_offs.margin]
    if rival.evidence.coverage >= faq.evidence.coverage:
        # Nothing in the question tells for the FAQ alone: "how do I export" what? Unless it is very likely.
        doubtful = faq.evidence.coverage >= _WHOLLY and faq.confidence < _VERY_LIKELY
        needed.append(_SAID_BY_BOTH if doubtful else _RIVALLED)
    if rival.confidence >= cut_offs.answer:
        needed.append(_RIVALLED)  # it would be answered, were it alone
    if rival.owner.kind == "not_covered" and rival.evidence.similarity > faq.evidence.similarity:
        # What must not be answered is the most alike: "how fast does support answer".
        needed.append(_MOST_ALIKE)
    return max(needed)
