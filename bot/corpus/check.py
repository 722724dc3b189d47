"""Lint of the FAQ files alone: what is allowed in them and yet will disappoint somebody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from bot.corpus.corpus import Corpus, FaqRecord, NotCoveredRecord, Place, Record, Topic
from bot.corpus.duplicates import Phrasing, Twins, find_twins, phrasings_of
from bot.corpus.yaml_source import shown
from bot.errors import Problem
from bot.markdown import shown_as_text

# Marks that turn the direction of what follows: a text can be made to read as what it is not.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")


def check_corpus(corpus: Corpus, *, normalise: Callable[[str], str], today: date) -> list[Problem]:
    """Warnings about a corpus that can be served, in file order.

    `normalise`: how phrasings are compared; matching's own, which this layer may not import.
    """
    problems: list[Problem] = []
    for topic in corpus.topics:
        problems += _check_topic(topic, [r for r in (*corpus.faqs, *corpus.drafts) if r.topic is topic])
    for faq in (*corpus.faqs, *corpus.drafts):
        problems += _check_faq(faq, today)
    faqs = {faq.id: faq for faq in (*corpus.faqs, *corpus.drafts)}
    problems += [_same_id(group, faqs[group.id]) for group in corpus.not_covered if group.id in faqs]
    phrasings = phrasings_of(corpus, normalise)
    problems += [_unmatchable(phrasing) for phrasing in phrasings if not phrasing.words]
    problems += [_repeated(twins) for twins in find_twins(phrasings, normalise)]
    for record in corpus.records:
        problems += _hidden_characters(record)
    return sorted(problems)


def _warning(topic: Topic, place: Place, code: str, message: str, hint: str) -> Problem:
    return Problem(topic.path, *place, message, hint, severity="warning", code=code)


def _check_topic(topic: Topic, faqs: list[FaqRecord]) -> Iterator[Problem]:
    if not faqs:
        yield _warning(topic, (1, 1), "no-faqs", "holds no FAQ", "add one below 'faqs:'")
        return
    if not topic.documentation:
        hint = "add 'documentation:' with a title and url"
        yield _warning(topic, (1, 1), "no-documentation", "the topic has no documentation link", hint)
    bare = [record for record in faqs if not record.faq.alternates]
    if bare:
        first = min(bare, key=FaqRecord.place)
        yield _warning(
            topic,
            first.place(),
            "no-alternates",
            f"{len(bare)} of {len(faqs)} FAQs have no alternates, beginning with {first.id!r}",
            "add other ways to ask the same: they decide what is found",
        )


def _check_faq(record: FaqRecord, today: date) -> Iterator[Problem]:
    faq, topic = record.faq, record.topic
    if not faq.answer and not faq.link:
        rest = (
            "it is not served beside those that have"
            if record.is_draft
            else "only the topic's documentation is shown"
        )
        message = f"FAQ {faq.id!r} has neither answer nor link: {rest}"
        yield _warning(topic, record.place(), "no-answer", message, "add 'answer:' or 'link:'")
    if faq.review_by and faq.review_by < today:
        message = f"review of {faq.id!r} was due by {faq.review_by}"
        hint = "look whether it is still right, and set the next date"
        yield _warning(topic, record.place("review_by"), "review-due", message, hint)
    for i, follow_up in enumerate(faq.follow_ups):
        place = record.place("follow_ups", i)
        if follow_up == faq.id:
            yield _warning(topic, place, "follow-up", f"{faq.id!r} follows up itself", "remove it")
        elif follow_up in faq.follow_ups[:i]:
            yield _warning(topic, place, "follow-up", f"follow-up {follow_up!r} stands twice", "remove one")
    first_of_kind: dict[str, tuple[str, str]] = {}
    for what, hint, text in shown_as_text(faq.answer or ""):
        first_of_kind.setdefault(what, (hint, text))
    for what, (hint, text) in first_of_kind.items():
        message = f"the answer of {faq.id!r} holds {what}: {shown(text)}"
        yield _warning(topic, record.place("answer"), "shown-as-text", message, hint)


def _same_id(group: NotCoveredRecord, faq: FaqRecord) -> Problem:
    message = f"group {group.id!r} has the id of a FAQ ({faq.topic.path}:{faq.place('id')[0]})"
    hint = "choose another, so that nobody takes the one for the other"
    return _warning(group.topic, group.place("id"), "same-id", message, hint)


def _unmatchable(phrasing: Phrasing) -> Problem:
    message = f"phrasing {shown(phrasing.text)} has no letter or digit to match"
    return _warning(phrasing.record.topic, phrasing.place, "unmatchable", message, "write it in words")


def _repeated(twins: Twins) -> Problem:
    later, earlier = twins.later, twins.earlier
    line = f"{earlier.record.topic.path}:{earlier.place[0]}"
    if later.record is earlier.record:
        code, message = "repeated-phrasing", f"phrasing {shown(later.text)} stands twice: it repeats {line}"
        hint = "remove one"
    else:
        code = "duplicate-phrasing" if twins.exact else "near-duplicate"
        verb = "is also" if twins.exact else f"is nearly {shown(earlier.text)},"
        message = (
            f"phrasing {shown(later.text)} of {later.owner} {verb} a phrasing of {earlier.owner} ({line})"
        )
        hint = "keep it where it belongs, or tell the two apart by another word"
    return _warning(later.record.topic, later.place, code, message, hint)


def _hidden_characters(record: Record) -> Iterator[Problem]:
    texts = dict(zip(record.phrasing_places, record.phrasings, strict=True))
    if isinstance(record, FaqRecord) and record.faq.answer:
        texts[record.place("answer")] = record.faq.answer
    for place, text in texts.items():
        if found := _HIDDEN.search(text):
            message = f"text holds U+{ord(found.group()):04X}, which turns the direction of what follows"
            yield _warning(record.topic, place, "hidden-character", message, "remove it")
