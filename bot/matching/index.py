"""Corpus -> MatchIndex: everything about the phrasings that can be known before a question comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.corpus.corpus import Corpus
from bot.matching.normalise import normalise


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of the corpus may answer; None is all of it."""

    locale: str | None = None
    topic: str | None = None


@dataclass(frozen=True)
class MatchIndex:
    """The phrasings of a corpus, ready to be matched. Immutable: a changed corpus gets a new one."""

    corpus: Corpus
    owners: tuple[tuple[str, str], ...]
    phrasings: tuple[tuple[str, int, str, str], ...]

    def in_scope(self, scope: Scope) -> Iterator[tuple[str, int]]:
        """The phrasings that may answer, with their owner."""
        for text, owner, locale, topic in self.phrasings:
            if scope.locale in (None, locale) and scope.topic in (None, topic):
                yield text, owner


def build_index(corpus: Corpus) -> MatchIndex:
    """Index all phrasings of `corpus`."""
    owners: list[tuple[str, str]] = []
    phrasings: list[tuple[str, int, str, str]] = []
    records = [(r, (r.id, "")) for r in corpus.faqs] + [(r, ("", r.id)) for r in corpus.not_covered]
    for record, owner in records:
        owners.append(owner)
        for text in record.phrasings:
            if normalise(text):
                phrasings.append((normalise(text), len(owners) - 1, record.topic.locale, record.topic.slug))
    return MatchIndex(corpus, tuple(owners), tuple(phrasings))
