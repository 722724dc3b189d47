"""Collisions: phrasings that their own bot would not answer with their own FAQ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.assistant import Assistant
from bot.corpus.corpus import FaqRecord
from bot.corpus.duplicates import Phrasing, phrasings_of
from bot.corpus.yaml_source import shown
from bot.errors import Problem, QuestionError
from bot.matching.normalise import normalise

Watch = Callable[[Sequence[Phrasing]], Iterable[Phrasing]]


def find_collisions(assistant: Assistant, *, watch: Watch = iter) -> list[Problem]:
    """Ask every phrasing, in its own language, and warn where another FAQ or nothing comes of it.

    Phrasings that stand in two places word for word are left to `bot.corpus.check`. `watch` wraps the walk
    through the phrasings: a progress bar.
    """
    corpus = assistant.corpus
    owners = Counter(
        (locale, text)
        for record in corpus.records
        for locale, text in {(record.topic.locale, normalise(text)) for text in record.phrasings}
    )
    found = (
        problem
        for asked in watch(phrasings_of(corpus, normalise))
        if asked.words and owners[asked.record.topic.locale, normalise(asked.text)] == 1
        for problem in _collision(assistant, asked)
    )
    return sorted(found)


def _collision(assistant: Assistant, asked: Phrasing) -> Iterator[Problem]:
    record = asked.record
    try:
        considered = assistant.consider(asked.text, locale=record.topic.locale)
    except QuestionError as error:
        yield _problem(asked, f"cannot be asked: {error}", "shorten it")
        return
    best, instead = considered.decision.best, considered.decision.instead
    if isinstance(record, FaqRecord):
        if instead and instead.owner.kind == "not_covered":
            result = f"is refused as not_covered group {instead.owner.id!r}"
        elif instead:
            result = f"is taken for small talk ({instead.owner.id})"
        elif best is None or best.faq_id != record.id:
            result = f"finds FAQ {best.faq_id!r} first" if best else "finds nothing"
        else:
            return
    else:
        if considered.decision.verdict != "answer" or best is None:
            return
        result = f"is answered with FAQ {best.faq_id!r}"
    yield _problem(asked, f"of {asked.owner} {result}", "word it apart from the other, or move it there")


def _problem(asked: Phrasing, result: str, hint: str) -> Problem:
    message = f"phrasing {shown(asked.text)} {result}"
    return Problem(asked.record.topic.path, *asked.place, message, hint, severity="warning", code="collision")
