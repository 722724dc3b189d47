"""Collisions: phrasings that their own bot would not answer with their own FAQ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.assistant import Assistant
from bot.corpus.corpus import FaqRecord, Place, Record
from bot.corpus.yaml_source import shown
from bot.errors import Problem, QuestionError
from bot.matching.normalise import normalise

Asked = tuple[Record, str, Place]
Watch = Callable[[Sequence[Asked]], Iterable[Asked]]


def find_collisions(assistant: Assistant, *, watch: Watch = iter) -> list[Problem]:
    """Ask every phrasing, in its own language, and warn where another FAQ or nothing comes of it.

    Phrasings that stand in two places word for word are left to `bot.corpus.check`. `watch` wraps the walk
    through the phrasings: a progress bar.
    """
    corpus = assistant.corpus
    asked: list[Asked] = [
        (record, text, place)
        for record in corpus.records
        for text, place in zip(record.phrasings, record.phrasing_places, strict=True)
    ]
    owners = Counter(
        (locale, text)
        for record in corpus.records
        for locale, text in {(record.topic.locale, normalise(text)) for text in record.phrasings}
    )
    found = (
        problem
        for record, text, place in watch(asked)
        if normalise(text) and owners[record.topic.locale, normalise(text)] == 1
        for problem in _collision(assistant, record, text, place)
    )
    return sorted(found)


def _collision(assistant: Assistant, record: Record, text: str, place: Place) -> Iterator[Problem]:
    try:
        considered = assistant.consider(text, locale=record.topic.locale)
    except QuestionError as error:
        yield _problem(record, place, f"phrasing {shown(text)} cannot be asked: {error}", "shorten it")
        return
    best, instead = considered.decision.best, considered.decision.instead
    if isinstance(record, FaqRecord):
        owner = f"FAQ {record.id!r}"
        if instead and instead.owner.kind == "not_covered":
            result = f"is refused as not_covered group {instead.owner.id!r}"
        elif instead:
            result = f"is taken for small talk ({instead.owner.id})"
        elif best is None or best.faq_id != record.id:
            result = f"finds FAQ {best.faq_id!r} first" if best else "finds nothing"
        else:
            return
    else:
        owner = f"not_covered group {record.id!r}"
        if considered.decision.verdict != "answer" or best is None:
            return
        result = f"is answered with FAQ {best.faq_id!r}"
    hint = "word it apart from the other, or move it there"
    message = f"phrasing {shown(text)} of {owner} {result}"
    yield _problem(record, place, message, hint)


def _problem(record: Record, place: Place, message: str, hint: str) -> Problem:
    return Problem(record.topic.path, *place, message, hint, severity="warning", code="collision")
