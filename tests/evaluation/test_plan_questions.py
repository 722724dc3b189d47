"""The shipped bot on questions written, and labelled, by people who had not seen its alternates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.corpus.corpus import Corpus, make_corpus
from bot.corpus.load import load_corpus
from bot.corpus.schema import FaqFile
from bot.evaluation.metrics import measure
from bot.evaluation.outcomes import Grade, Outcome, cautions, foresee
from bot.evaluation.questions import read_questions
from bot.indexer import Indexer
from bot.matching.embedders import load_embedder
from bot.matching.normalise import normalise
from bot.resources import SHIPPED_FAQS
from bot.small_talk import COMPETING

QUESTIONS = read_questions(Path(__file__).parents[1] / "data" / "plan_questions.jsonl")


@pytest.fixture(scope="module")
def outcomes(shipped: Assistant) -> list[Outcome]:
    return foresee(shipped, QUESTIONS)


def test_85_of_100_are_answered_as_expected(outcomes: list[Outcome]) -> None:
    served = [outcome.grade is Grade.RIGHT for outcome in outcomes]
    missed = [
        f"{o.asked.question!r}: {o.decision} {o.faq_id}" for o in outcomes if o.grade is not Grade.RIGHT
    ]
    assert len(served) >= 120
    assert sum(served) / len(served) >= 0.85, "\n".join(missed)


def test_more_alternates_never_answer_less() -> None:
    corpus, indexer = load_corpus(SHIPPED_FAQS), Indexer(load_embedder("wordllama"))

    def answered_right(alternates: int) -> int:
        index = indexer(_with_alternates(corpus, alternates))
        outcomes = foresee(Assistant(lambda: index), QUESTIONS)
        return sum(o.answered and o.grade is Grade.RIGHT for o in outcomes)

    right = [answered_right(alternates) for alternates in (2, 6, 12, 24, 60)]
    assert right == sorted(right)
    assert right[-1] > 1.5 * right[0]


def test_a_sixth_alternate_makes_nothing_wrong() -> None:
    corpus, indexer = load_corpus(SHIPPED_FAQS), Indexer(load_embedder("wordllama"))

    def asked_of(faq_id: str, alternates: int) -> list[Outcome]:
        index = indexer(_with_alternates(corpus, 5, {faq_id: alternates}))
        own = [question for question in QUESTIONS if faq_id in question.expect]
        return foresee(Assistant(lambda: index), own)

    lost = won = 0
    for record in corpus.faqs:
        for five, six in zip(asked_of(record.id, 5), asked_of(record.id, 6), strict=True):
            was, now = (o.answered and o.grade is Grade.RIGHT for o in (five, six))
            assert now or not (was and six.answered), five.asked.question
            lost += was and not now
            won += now and not was
    assert lost < won / 2


def _with_alternates(corpus: Corpus, count: int, but: Mapping[str, int] | None = None) -> Corpus:
    """The corpus with so many alternates of each FAQ; `but`: with another number of some."""
    (topic,) = corpus.topics
    faqs = [
        record.faq.model_copy(
            update={"alternates": record.faq.alternates[: (but or {}).get(record.id, count)]}
        )
        for record in corpus.faqs
    ]
    groups = [record.group for record in corpus.not_covered]
    file = FaqFile(topic=topic.slug, title=topic.title, faqs=faqs, not_covered=groups)
    return make_corpus({"shipped.yaml": (file, {})})


def test_an_answer_is_hardly_ever_wrong(outcomes: list[Outcome]) -> None:
    values = measure(outcomes).values
    for name, limit in {"wrong_answer": 0.04, "false_answer": 0.10}.items():
        figure = values[name]
        assert figure is not None
        assert figure.value <= limit, name


def test_the_labels_are_sound_and_no_question_is_a_copy_of_a_phrasing(shipped: Assistant) -> None:
    corpus = shipped.corpus
    assert cautions(QUESTIONS, corpus.by_id, max_length=4_000) == ()
    authored = {normalise(p) for record in (*corpus.faqs, *corpus.not_covered) for p in record.phrasings}
    authored |= {normalise(phrasing) for _, phrasings in COMPETING for phrasing in phrasings}
    copies = [asked.question for asked in QUESTIONS if normalise(asked.question) in authored]
    assert copies == []
    assert len({asked.question for asked in QUESTIONS}) == len(QUESTIONS)
