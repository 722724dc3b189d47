from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.corpus.corpus import Corpus, make_corpus
from bot.corpus.schema import FaqFile
from bot.matching.index import MatchIndex, Scope
from bot.matching.normalise import names, normalise
from bot.matching.retrieve import retrieve, understand
from bot.matching.score import Ranked, score

MakeCorpus = Callable[..., Corpus]

FAQS: Mapping[str, Sequence[str]] = {
    "opening-hours": (
        "When are you open?",
        "opening times",
        "what time do you close",
        "are you open on sundays",
    ),
    "delivery": (
        "How long does delivery take?",
        "when will my parcel arrive",
        "shipping time",
        "where is my order",
    ),
    "returns": (
        "How do I return something?",
        "send an item back",
        "it does not fit",
        "return a damaged article",
    ),
    "gift-cards": ("Do you sell gift cards?", "vouchers", "buy a present card", "gift certificate"),
}
NOT_COVERED: Mapping[str, Sequence[str]] = {"jobs": ("are you hiring", "job vacancies", "work for you")}


def corpus_of(
    faqs: Mapping[str, Sequence[str]] = FAQS,
    not_covered: Mapping[str, Sequence[str]] | None = None,
    *,
    topic: str = "shop",
    locale: str = "en",
    answer: str | None = "An answer.",
) -> Corpus:
    """A corpus of one file; `faqs`: id -> question and alternates."""
    groups = NOT_COVERED if not_covered is None else not_covered
    file = FaqFile.model_validate(
        {
            "topic": topic,
            "title": topic.title(),
            "locale": locale,
            "faqs": [
                {"id": id_, "question": texts[0], "alternates": list(texts[1:]), "answer": answer}
                for id_, texts in faqs.items()
            ],
            "not_covered": [{"id": id_, "examples": list(texts)} for id_, texts in groups.items()],
        }
    )
    lines = {f"faq:{id_}": 1 for id_ in faqs} | {f"not_covered:{id_}": 1 for id_ in groups}
    return make_corpus({f"{topic}.{locale}.yaml": (file, lines)})


def ranked(index: MatchIndex, typed: str) -> tuple[Ranked, ...]:
    """What a question, as typed, is ranked to be in the whole corpus, best first."""
    question = understand(index, normalise(typed), names(typed))
    return score(index, question, retrieve(index, question, Scope()))
