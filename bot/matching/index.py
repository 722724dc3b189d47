"""Corpus -> MatchIndex: everything about the phrasings that can be known before a question comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

import numpy as np
from numpy.typing import NDArray

from bot.corpus.corpus import Corpus, FaqRecord
from bot.markdown import to_blocks, to_text
from bot.matching.embed import Embedder, Vectors, normalised_rows
from bot.matching.grams import GramIndex, build_grams, in_bytes
from bot.matching.normalise import normalise, words
from bot.matching.words import WordIndex, build_words

Rows = NDArray[np.intp]
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

    Row i of `texts` (normalised), `phrasings` (as written), `sorted_texts` (words in order), `owner_of`,
    `vectors` and of the word and n-gram indexes is the same phrasing. Rows are ordered by owner, then text.
    `owner_by_text`: whose a text is, where it is one owner's only. By owner: `about`, vectors of what a FAQ
    says beside its phrasings, of length 0 where it says nothing; `phrasings_of`, how many it has. `rough` and
    `rough_about` are `vectors` and `about` in fewer dimensions (see Embedder). `profiles`: sketch and vector
    of a phrasing in bytes, to compare phrasings with each other. `places`: where the owners stand, (locale,
    topic); `place_of`: by row, which of them.
    """

    corpus: Corpus
    embedder: Embedder
    owners: tuple[Owner, ...]
    owner_of: Rows
    owner_by_text: Mapping[str, int]
    phrasings: tuple[str, ...]
    texts: tuple[str, ...]
    sorted_texts: tuple[str, ...]
    words: WordIndex
    grams: GramIndex
    vectors: Vectors
    rough: Vectors
    profiles: NDArray[np.int8]
    about: Vectors
    rough_about: Vectors
    about_texts: tuple[str, ...]
    phrasings_of: NDArray[np.float32]
    places: tuple[Scope, ...]
    place_of: Rows

    def outside(self, scope: Scope) -> NDArray[np.bool_] | None:
        """Which rows may not answer; None where all may."""
        if scope == Scope():
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
) -> MatchIndex:
    """Index all phrasings of `corpus`, and those of small talk, which compete with them.

    The order of files, FAQs and alternates makes no difference. Texts that `previous` has are not embedded
    again.
    """
    groups = [(Owner("faq", r.id, r.topic.locale, r.topic.slug), r.phrasings) for r in corpus.faqs]
    about = [_about(record) for record in corpus.faqs]
    groups += [
        (Owner("not_covered", r.id, r.topic.locale, r.topic.slug), r.phrasings) for r in corpus.not_covered
    ]
    groups += [(owner, tuple(phrasings)) for owner, phrasings in small_talk]
    entries: list[tuple[int, str, str]] = []
    for number, (_, phrasings) in enumerate(groups):
        # Phrasings that differ only in what normalising drops count once, under the first spelling.
        different = {normalise(phrasing): phrasing for phrasing in reversed(phrasings)}
        entries += [(number, text, phrasing) for text, phrasing in sorted(different.items()) if text]
    texts = tuple(text for _, text, _ in entries)
    cut = [words(text) for text in texts]
    vectors = _embedded([*texts, *about], embedder, previous)
    owner_of = np.array([number for number, _, _ in entries], np.intp)
    said = np.concatenate(
        [vectors[len(texts) :], np.zeros((len(groups) - len(about), vectors.shape[1]), np.float32)]
    )
    vectors = vectors[: len(texts)]
    standing = [Scope(owner.locale, owner.topic) for owner, _ in groups]
    number_of = {place: number for number, place in enumerate(dict.fromkeys(standing))}
    grams = build_grams(texts)
    return MatchIndex(
        corpus=corpus,
        embedder=embedder,
        owners=tuple(owner for owner, _ in groups),
        owner_of=owner_of,
        owner_by_text=_unshared({(text, number) for number, text, _ in entries}),
        phrasings=tuple(phrasing for _, _, phrasing in entries),
        texts=texts,
        sorted_texts=tuple(" ".join(sorted(ws)) for ws in cut),
        words=build_words(cut),
        grams=grams,
        vectors=vectors,
        rough=roughly(vectors, embedder),
        profiles=np.concatenate([grams.sketches(), in_bytes(vectors)], axis=1),
        about=said,
        rough_about=roughly(said, embedder),
        about_texts=tuple(about),
        phrasings_of=np.bincount(owner_of, minlength=len(groups)).astype(np.float32),
        places=tuple(number_of),
        place_of=np.array([number_of[place] for place in standing], np.intp)[owner_of],
    )


def roughly(vectors: Vectors, embedder: Embedder) -> Vectors:
    """The dimensions that say roughly what all say, of length 1 again."""
    return vectors if embedder.rough is None else normalised_rows(vectors[:, : embedder.rough])


def _about(record: FaqRecord) -> str:
    """What a FAQ says beside its phrasings: its answer, else the name of the place that its link leads to."""
    link = record.faq.link
    place = unquote(urlsplit(link.url).fragment) if link else ""
    return normalise(to_text(to_blocks(record.faq.answer)) if record.faq.answer else place)


def _embedded(texts: Sequence[str], embedder: Embedder, previous: MatchIndex | None) -> Vectors:
    if previous is None or previous.embedder.name != embedder.name:
        return embedder.embed(texts)
    known = [*previous.texts, *previous.about_texts]
    row_of = {text: row for row, text in enumerate(known)}
    new = [text for text in dict.fromkeys(texts) if text not in row_of]
    row_of |= {text: len(known) + i for i, text in enumerate(new)}
    vectors = np.concatenate(
        [previous.vectors, previous.about[: len(previous.about_texts)], embedder.embed(new)]
    )
    return vectors[[row_of[text] for text in texts]]


def _unshared(owned: set[tuple[str, int]]) -> dict[str, int]:
    shared = Counter(text for text, _ in owned)
    return {text: number for text, number in owned if shared[text] == 1}
