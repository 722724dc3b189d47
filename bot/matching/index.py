"""Corpus -> MatchIndex: everything about the phrasings that can be known before a question comes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.corpus.corpus import Corpus, FaqRecord
from bot.matching.classify import Classifier, fit_classifier
from bot.matching.context import contexts
from bot.matching.embed import Embedder, Vectors
from bot.matching.lexical import REMEMBERED, LexicalIndex, build_lexical
from bot.matching.meaning import FEW, MeaningIndex, Meanings, Rows
from bot.matching.normalise import names, normalise, numbers
from bot.matching.polarity import negated
from bot.matching.spelling import hyphenated
from bot.matching.weights import ABOUT, MANY, about_lasts, weights_of

BYTE_UNIT = 127
# Where so many of the alternates name something, a name that no FAQ has is nothing unusual. So few tell
# nothing.
_NAMES_USUAL, _FEW_NAMES = 0.025, 2

Kind = Literal["faq", "not_covered", "small_talk", "handoff"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of the corpus may answer; None is all of it."""

    locale: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose phrasing it is. Small talk and handoff belong to no topic and are known in every scope."""

    kind: Kind
    id: str
    locale: str | None = None
    topic: str | None = None


@dataclass(frozen=True)
class MatchIndex:
    """The phrasings of a corpus, ready to be matched. Immutable: a changed corpus gets a new one.

    Row i of `texts` (normalised), `phrasings` (as written), `owner_of`, `vectors` and of the two indexes is
    the same phrasing. Rows are ordered by owner, then text. `owner_by_text`: whose a text is, where it is one
    owner's only. `profiles`: words and meaning in bytes, to compare phrasings with each other; the
    `classifier` was fitted to the same. `negated`: rows about not doing something. `hyphenated`: the words
    that phrasings write so, see `bot.matching.spelling`. `told_words`: those of the
    FAQs, and of what stands around them. `names_usual`: whether people who ask here often name things
    (products, places).
    By owner: `about`, vectors of what a FAQ says beside its phrasings (`about_texts`); `phrasings_of`, how
    many its authors wrote; `to_expect`, as how many of them a confidence sees it; `numbers_of`, the numbers
    that a FAQ is about. `places`: where the owners stand, (locale, topic); `place_of`: by row, which of them.
    `small_talk`: an index of nothing else, to ask what this one has no answer to.
    """

    corpus: Corpus
    embedder: Embedder
    owners: tuple[Owner, ...]
    owner_of: Rows
    owner_by_text: Mapping[str, int]
    phrasings: tuple[str, ...]
    texts: tuple[str, ...]
    lexical: LexicalIndex
    meaning: MeaningIndex
    classifier: Classifier
    vectors: Vectors
    profiles: NDArray[np.int8]
    about: Vectors
    told_words: frozenset[str]
    names_usual: bool
    negated: frozenset[int]
    hyphenated: Mapping[str, str]
    numbers_of: tuple[frozenset[str], ...]
    about_texts: tuple[str, ...]
    phrasings_of: tuple[int, ...]
    to_expect: tuple[float, ...]
    places: tuple[Scope, ...]
    place_of: Rows
    small_talk: MatchIndex | None = None

    @property
    def quick(self) -> bool:
        """Whether each step of matching is over before another thread could have made use of the time."""
        return self.embedder.family != "onnx" and len(self.texts) <= FEW

    def outside(self, scope: Scope) -> NDArray[np.bool_] | None:
        """Which rows may not answer; None where all may."""
        if scope.locale is None and scope.topic is None:
            return None
        excluded = [
            place.topic is not None
            and (scope.locale not in (None, place.locale) or scope.topic not in (None, place.topic))
            for place in self.places
        ]
        return np.array(excluded, bool)[self.place_of] if any(excluded) else None


def build_index(
    corpus: Corpus,
    embedder: Embedder,
    small_talk: Sequence[tuple[Owner, Sequence[str]]] = (),
    previous: MatchIndex | None = None,
    *,
    remembered: int = REMEMBERED,
    slips_only: bool = False,
) -> MatchIndex:
    """Index all phrasings of `corpus`, and those of small talk, which compete with them.

    The order of files, FAQs and alternates makes no difference. Texts that `previous` has are not embedded
    again. `remembered`: bytes, about, for what the words of questions were found to add. `slips_only`:
    whether words are taken for others only where that takes hardly an edit.
    """
    owned = _owned(corpus, small_talk)
    owners = tuple([owner for owner, _ in owned])
    written = [_different(phrasings) for _, phrasings in owned]
    phrasings_of = [max(1, len(different)) for different in written]  # its title may be all of it
    mean = sum(phrasings_of[: len(corpus.faqs)]) / max(1, len(corpus.faqs))
    context = contexts(corpus)
    written_of_faqs = written[: len(context)]
    for one, different in zip(context, written_of_faqs, strict=True):
        if one.under_title:
            different.setdefault(normalise(one.under_title), one.under_title)
    entries = [
        (number, text, phrasing)
        for number, different in enumerate(written)
        for text, phrasing in sorted(different.items())
    ]
    owner_of = np.array([number for number, _, _ in entries], np.intp)
    texts = tuple(text for _, text, _ in entries)
    about = [one.about for one in context]
    vectors = _embedded([*texts, *about], embedder, previous)
    vectors, said = vectors[: len(texts)], vectors[len(texts) :]
    by_words, by_meaning, _ = weights_of(embedder.family)
    lexical, sketches = build_lexical(
        texts, by_words, is_word=embedder.is_word, remembered=remembered, slips_only=slips_only
    )
    profiles = np.concatenate([by_words**0.5 * sketches, by_meaning**0.5 * vectors], axis=1)
    meanings = Meanings(vectors, by_meaning, owner_of, _weighted(said, about, phrasings_of, mean))
    told = chain([one.around for one in context], *written_of_faqs)
    places, place_of_owner = _places(owners)
    return MatchIndex(
        corpus=corpus,
        embedder=embedder,
        owners=owners,
        owner_of=owner_of,
        owner_by_text=_unshared(
            {(text, number) for number, text, _ in entries}, len(owned) - len(small_talk)
        ),
        phrasings=tuple(phrasing for _, _, phrasing in entries),
        texts=texts,
        lexical=lexical,
        meaning=MeaningIndex(meanings, embedder),
        classifier=fit_classifier(lexical, profiles, owner_of, len(owned), mean, by_words),
        vectors=vectors,
        profiles=_in_bytes(profiles),
        about=said,
        numbers_of=tuple(map(_numbers_of, corpus.faqs, written_of_faqs)),
        told_words=frozenset(chain.from_iterable(map(str.split, told))),
        names_usual=_names_usual(corpus.faqs),
        negated=frozenset([row for row, text in enumerate(texts) if negated(text)]),
        hyphenated=hyphenated([phrasing for _, _, phrasing in entries]),
        about_texts=tuple(about),
        phrasings_of=tuple(phrasings_of),
        to_expect=_to_expect(phrasings_of, len(corpus.faqs), mean),
        places=places,
        place_of=place_of_owner[owner_of],
    )


def _owned(
    corpus: Corpus, small_talk: Sequence[tuple[Owner, Sequence[str]]]
) -> list[tuple[Owner, Sequence[str]]]:
    """Who has which phrasings: first the FAQs, then what is not covered, then small talk."""
    faqs = [(Owner("faq", r.id, r.topic.locale, r.topic.slug), r.phrasings) for r in corpus.faqs]
    groups = [
        (Owner("not_covered", r.id, r.topic.locale, r.topic.slug), r.phrasings) for r in corpus.not_covered
    ]
    return [*faqs, *groups, *small_talk]


def _places(owners: Sequence[Owner]) -> tuple[tuple[Scope, ...], Rows]:
    """Where owners stand, and by owner, which of these it is."""
    standing = [Scope(owner.locale, owner.topic) for owner in owners]
    number_of = {place: number for number, place in enumerate(dict.fromkeys(standing))}
    return tuple(number_of), np.array([number_of[place] for place in standing], np.intp)


def _names_usual(faqs: Sequence[FaqRecord]) -> bool:
    # In other languages a capital tells less, or nothing: in German all nouns have one.
    english = [record.faq for record in faqs if record.topic.locale.startswith("en")]
    alternates = [text for faq in english for text in faq.alternates]
    enough = max(_FEW_NAMES, _NAMES_USUAL * len(alternates))
    named = [found for text in alternates if (found := names(text))]
    if len(named) <= enough:
        return False
    # The company's own name and its products' are not what others are told by.
    own = {
        word for record in faqs for word in normalise(f"{record.topic.title} {record.faq.question}").split()
    }
    return len([found for found in named if found - own]) > enough


def _numbers_of(record: FaqRecord, texts: Iterable[str]) -> frozenset[str]:
    """The numbers of its question that all of its phrasings with numbers have.

    "Set a timer for 5 minutes" is about any number.
    """
    found = [own for text in texts if (own := numbers(text))]
    return numbers(normalise(record.faq.question)).intersection(*found)


def _different(phrasings: Sequence[str]) -> dict[str, str]:
    """Normalised -> as written. Those that differ only in what normalising drops count once, as the first."""
    return {text: phrasing for phrasing in reversed(phrasings) if (text := normalise(phrasing))}


def _to_expect(phrasings_of: Sequence[int], faqs: int, mean: float) -> tuple[float, ...]:
    """As how many phrasings a confidence sees those of each owner; the FAQs come first.

    A FAQ is seen as the mean, unless it has many: the more there are, the more like one of them a question
    has to be, and a FAQ that was given one more must not be thought less of for it.
    """
    return (*(max(mean, count / MANY) for count in phrasings_of[:faqs]), *phrasings_of[faqs:])


def _weighted(
    said: Vectors, about: Sequence[str], phrasings_of: Sequence[int], mean: float
) -> Vectors | None:
    """What FAQs say, by owner, times how much it counts; None where none says anything."""
    if not said.any():
        return None
    weighted = np.zeros((len(phrasings_of), said.shape[1]), np.float32)
    for number, text in enumerate(about):  # the FAQs come first
        # One that has more than most does not lose by another, which would make its phrasings less alike.
        others = min(phrasings_of[number], mean) - 1
        weighted[number] = ABOUT * math.exp(-others / about_lasts(len(text.split()))) * said[number]
    return weighted


def _in_bytes(profiles: NDArray[np.float32]) -> NDArray[np.int8]:
    """In units of 1/127."""
    in_units = BYTE_UNIT * profiles
    return np.rint(in_units, out=in_units).astype(np.int8)


def _embedded(texts: Sequence[str], embedder: Embedder, previous: MatchIndex | None) -> Vectors:
    if previous is None or previous.embedder.name != embedder.name:
        return embedder.embed(texts)
    known = [*previous.texts, *previous.about_texts]
    row_of = {text: row for row, text in enumerate(known)}
    new = [text for text in dict.fromkeys(texts) if text not in row_of]
    row_of |= {text: len(known) + i for i, text in enumerate(new)}
    vectors = np.concatenate([previous.vectors, previous.about, embedder.embed(new)])
    return vectors[[row_of[text] for text in texts]]


def _unshared(owned: set[tuple[str, int]], of_corpus: int) -> dict[str, int]:
    """Whose a text is that is one owner's only. What the corpus, too, has of the small talk is its own."""
    ours = {text for text, number in owned if number < of_corpus}
    owned = {(text, number) for text, number in owned if number < of_corpus or text not in ours}
    shared = Counter(text for text, _ in owned)
    return {text: number for text, number in owned if shared[text] == 1}
