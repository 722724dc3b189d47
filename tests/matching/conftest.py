from __future__ import annotations

import pytest
from matching_support import MakeCorpus, corpus_of

from bot.matching.embed import Embedder, WordLlamaEmbedder
from bot.matching.index import MatchIndex, build_index


@pytest.fixture(scope="session")
def make() -> MakeCorpus:
    return corpus_of


@pytest.fixture(scope="session")
def wordllama() -> Embedder:
    return WordLlamaEmbedder()


@pytest.fixture(scope="session")
def index(make: MakeCorpus, wordllama: Embedder) -> MatchIndex:
    """Of the FAQs of `make()`."""
    return build_index(make(), wordllama)
