"""The corpus as lists: its topics and FAQs, in the order in which their authors wrote them."""

from __future__ import annotations

from bot.corpus.corpus import Corpus, FaqRecord, Topic
from bot.matching.index import Scope
from bot.offers import FaqRef
from bot.reply import LinkOut, answer_of
from bot.server.models import FaqOut, TopicOut


def by_topic(corpus: Corpus, scope: Scope) -> list[tuple[Topic, list[FaqRecord]]]:
    """The topics of a scope, by locale and slug, each with its FAQs in the order of its file."""
    topics = [
        topic
        for topic in corpus.topics
        if scope.locale in (None, topic.locale) and scope.topic in (None, topic.slug)
    ]
    found: dict[str, list[FaqRecord]] = {topic.path: [] for topic in topics}
    for record in corpus.faqs:
        if record.topic.path in found:
            found[record.topic.path].append(record)
    return [(topic, sorted(found[topic.path], key=FaqRecord.place)) for topic in topics]


def topic_out(topic: Topic, records: list[FaqRecord]) -> TopicOut:
    """A topic with its questions."""
    link = topic.documentation
    return TopicOut(
        topic=topic.slug,
        title=topic.title,
        locale=topic.locale,
        documentation=LinkOut(url=link.url, title=link.title or f"{topic.title} documentation")
        if link
        else None,
        faqs=tuple(FaqRef(faq_id=r.id, question=r.faq.question) for r in records),
    )


def faq_out(corpus: Corpus, record: FaqRecord) -> FaqOut:
    """A FAQ with its answer and its place."""
    answer = answer_of(corpus, record)
    return FaqOut(**dict(answer), topic=record.topic.slug, locale=record.topic.locale, tags=record.faq.tags)
