from __future__ import annotations

import pytest
from matching_support import MakeCorpus, corpus_of

from bot.matching.embed import Embedder, WordLlamaEmbedder


@pytest.fixture(scope="session")
def make() -> MakeCorpus:
    return corpus_of


@pytest.fixture(scope="session")
def wordllama() -> Embedder:
    return WordLlamaEmbedder()
