"""The corpus as the bot serves it: immutable values, made once from all FAQ files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.corpus.schema import Faq, FaqFile, Link, NotCovered

Place = tuple[int, int]
Places = Mapping[tuple[str | int, ...], Place]


def revision_of(*parts: str) -> str:
    """A 12-digit content hash, the same on every machine for the same parts in the same order."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Topic:
    """One FAQ file: what its questions have in common."""

    slug: str
    title: str
    locale: str
    documentation: Link | None
    path: str


@dataclass(frozen=True, slots=True)
class FaqRecord:
    """One FAQ in its place: traceable to a file, a line and a revision of its content.

    `places`: (line, column) from 1 of each of its values, by where it stands: `("alternates", 0)`.
    """

    faq: Faq
    topic: Topic
    revision: str
    places: Places = field(default_factory=dict, repr=False, compare=False)

    @property
    def id(self) -> str:
        """The FAQ's id, unique in the corpus."""
        return self.faq.id

    @property
    def phrasings(self) -> tuple[str, ...]:
        """The question, then its alternates."""
        return (self.faq.question, *self.faq.alternates)

    def place(self, *where: str | int) -> Place:
        """Where a value stands in the topic's file; where the whole FAQ does, if it was left out."""
        return _place(self.places, where)

    @property
    def phrasing_places(self) -> tuple[Place, ...]:
        """Where each of `phrasings` stands."""
        alternates = (self.place("alternates", i) for i in range(len(self.faq.alternates)))
        return (self.place("question"), *alternates)

    @property
    def is_draft(self) -> bool:
        """Whether there is nothing to answer with: no text, no link, none of its topic."""
        return not (self.faq.answer or self.faq.link or self.topic.documentation)


@dataclass(frozen=True, slots=True)
class NotCoveredRecord:
    """One group of questions that must not be answered, in its place."""

    group: NotCovered
    topic: Topic
    places: Places = field(default_factory=dict, repr=False, compare=False)

    @property
    def id(self) -> str:
        """The group's id, unique among the groups of the corpus."""
        return self.group.id

    @property
    def phrasings(self) -> tuple[str, ...]:
        """The examples."""
        return self.group.examples

    def place(self, *where: str | int) -> Place:
        """Where a value stands in the topic's file; where the whole group does, if it was left out."""
        return _place(self.places, where)

    @property
    def phrasing_places(self) -> tuple[Place, ...]:
        """Where each of `phrasings` stands."""
        return tuple(self.place("examples", i) for i in range(len(self.group.examples)))


Record = FaqRecord | NotCoveredRecord


@dataclass(frozen=True)
class Corpus:
    """All FAQs of all files, ordered by id: the order of files and entries changes nothing.

    `drafts`: what `served` has left out.
    """

    topics: tuple[Topic, ...]
    faqs: tuple[FaqRecord, ...]
    not_covered: tuple[NotCoveredRecord, ...]
    revision: str
    by_id: Mapping[str, FaqRecord] = field(repr=False)
    drafts: tuple[FaqRecord, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """Everything that has phrasings: the FAQs, then the groups that must not be answered."""
        return (*self.faqs, *self.not_covered)

    @property
    def served(self) -> Corpus:
        """The same without its drafts, and topics of nothing else.

        Nobody may be answered with a question that has no answer.

        Where there is nothing else, whoever writes it tries how it is found, and all of it is there.
        """
        drafts = tuple(record for record in self.faqs if record.is_draft)
        if len(drafts) in (0, len(self.faqs)):
            return self
        faqs = tuple(record for record in self.faqs if not record.is_draft)
        told = {record.topic.path for record in faqs} | {record.topic.path for record in self.not_covered}
        drafted = {record.topic.path for record in drafts} - told
        return replace(
            self,
            topics=tuple(topic for topic in self.topics if topic.path not in drafted),
            faqs=faqs,
            by_id={record.id: record for record in faqs},
            drafts=drafts,
        )

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The locales of its topics, sorted."""
        return tuple(sorted({topic.locale for topic in self.topics}))

    @property
    def default_locale(self) -> str:
        """The locale for whom nobody knows one of: English, else the first."""
        return "en" if "en" in self.locales else self.locales[0]


def make_corpus(files: Mapping[str, tuple[FaqFile, Mapping[tuple[str, int], Places]]]) -> Corpus:
    """Put checked files together.

    `files`: path -> (file, the places in each entry by `("faqs", i)` or `("not_covered", i)`).
    """
    topics: list[Topic] = []
    faqs: list[FaqRecord] = []
    groups: list[NotCoveredRecord] = []
    for path, (file, places) in sorted(files.items()):
        if file.topic is None or file.title is None:
            raise ValueError(f"{path}: topic and title are filled in when a file is read")
        topic = Topic(file.topic, file.title, file.locale, file.documentation, path)
        topics.append(topic)
        for i, faq in enumerate(file.faqs):
            revision = revision_of(file.locale, faq.model_dump_json())
            faqs.append(FaqRecord(faq, topic, revision, places.get(("faqs", i), {})))
        for i, group in enumerate(file.not_covered):
            groups.append(NotCoveredRecord(group, topic, places.get(("not_covered", i), {})))
    faqs.sort(key=lambda record: record.id)
    groups.sort(key=lambda record: record.id)
    topics.sort(key=lambda topic: (topic.locale, topic.slug))
    revision = revision_of(
        *(f"{t.slug} {t.title} {t.locale} {t.documentation}" for t in topics),
        *(f"{r.id} {r.topic.slug} {r.revision}" for r in faqs),
        *(f"{r.topic.slug} {r.group.model_dump_json()}" for r in groups),
    )
    return Corpus(tuple(topics), tuple(faqs), tuple(groups), revision, {r.id: r for r in faqs})


def _place(places: Places, where: tuple[str | int, ...]) -> Place:
    while where and where not in places:
        where = where[:-1]
    return places.get(where, (1, 1))
