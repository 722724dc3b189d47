"""Corpus -> MatchIndex: what an assistant answers from."""

from __future__ import annotations

from dataclasses import replace

from bot.corpus.corpus import Corpus
from bot.matching.embed import Embedder
from bot.matching.index import MatchIndex, build_index
from bot.small_talk import ALL, COMPETING

# Bytes: few questions are asked of the small talk by itself.
_REMEMBERED = 1_500_000


class Indexer:
    """Indexes corpora with one embedder and the shipped small talk.

    Remembers the last index it made: a reload embeds only the phrasings that are new. Small talk by itself is
    indexed once.
    """

    def __init__(self, embedder: Embedder) -> None:
        """`embedder`: see `bot.matching.embedders.load_embedder`."""
        self._embedder = embedder
        self._last: MatchIndex | None = None
        self._small_talk: MatchIndex | None = None

    def __call__(self, corpus: Corpus) -> MatchIndex:
        """The index of what can be answered of `corpus`."""
        corpus = corpus.served
        self._last = build_index(corpus, self._embedder, COMPETING, self._last)
        if self._small_talk is None:
            nothing = replace(corpus, faqs=(), not_covered=(), by_id={})
            # Of so many common words one is near every word: "parking" is not "speaking".
            self._small_talk = build_index(
                nothing, self._embedder, ALL, self._last, remembered=_REMEMBERED, slips_only=True
            )
        return replace(self._last, small_talk=self._small_talk)
