from __future__ import annotations

import numpy as np
import pytest
from matching_support import MakeCorpus

import bot.matching.classify as classify
from bot.matching.embed import Embedder, NoEmbedder, Vectors
from bot.matching.index import BYTE_UNIT, MatchIndex, build_index
from bot.matching.normalise import normalise
from bot.matching.retrieve import understand

OPTIONS = {
    "cancel": ("cancel my order", "please cancel it", "I want to cancel", "stop the order"),
    "track": ("track my order", "where is my order", "when does my order come", "order status"),
}


def scores(index: MatchIndex, text: str) -> Vectors:
    question = understand(index, normalise(text))
    meaning = index.embedder.embed(question.readings)[-1]
    owners = range(len(index.owners))
    return np.array(index.classifier.scores(owners, question.matches, meaning), np.float32)


def naive(index: MatchIndex) -> Vectors:
    """Scores of all phrasings, by weighted least squares with a constant, solved outright."""
    profiles = index.profiles.astype(float) / BYTE_UNIT
    owners = len(index.owners)
    wanted = np.eye(owners)[index.owner_of]
    each = np.bincount(index.owner_of)[index.owner_of] ** -0.5
    each *= len(profiles) / each.sum()
    design = np.column_stack([profiles, np.ones(len(profiles))])
    penalty = 3.0 * np.eye(design.shape[1])
    penalty[-1, -1] = 0
    weighted = design * each[:, None]
    solved = np.linalg.solve(weighted.T @ design + penalty, weighted.T @ wanted)
    return design @ solved


def test_scores_are_those_of_weighted_ridge_regression(index: MatchIndex) -> None:
    found = np.array([scores(index, text) for text in index.texts])
    assert found == pytest.approx(naive(index), abs=0.03)


@pytest.mark.parametrize("embedded", [True, False])
def test_every_phrasing_is_most_like_its_own_owner(
    make: MakeCorpus, wordllama: Embedder, embedded: bool
) -> None:
    index = build_index(make(), wordllama if embedded else NoEmbedder())
    for row, text in enumerate(index.texts):
        assert scores(index, text).argmax() == index.owner_of[row]


def test_what_tells_owners_apart_counts(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make(OPTIONS, {}, answer=None), wordllama)
    cancel, track = scores(index, "please cancel the order status")
    assert cancel > track
    # Without the words that only one of them has, neither is likely.
    cancel, track = scores(index, "my order")
    assert abs(cancel - track) < 0.3


def test_a_misspelt_word_is_what_it_was_taken_for(index: MatchIndex) -> None:
    delivery = [owner.id for owner in index.owners].index("delivery")
    typed, meant = scores(index, "how long does delivry take"), scores(index, "how long does delivery take")
    assert typed.argmax() == delivery
    assert typed[delivery] == pytest.approx(meant[delivery], abs=0.1)


def test_unknown_words_say_nothing(index: MatchIndex) -> None:
    assert scores(index, "").max() < 0.5
    assert np.isfinite(scores(index, "xyzzy 12345")).all()


def test_a_corpus_of_nothing(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make({}, {}), wordllama)
    assert scores(index, "anything").shape == (0,)


def test_an_owner_with_many_phrasings_does_not_drown_the_others(
    make: MakeCorpus, wordllama: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(f"order {thing}" for thing in ("shoes", "socks", "hats", "coats", "gloves", "scarves"))
    faqs = {"things": many, "track": ("order status", "track it")}
    balanced = scores(build_index(make(faqs, {}, answer=None), wordllama), "order state")
    monkeypatch.setattr(classify, "_BALANCE", 0.0)
    plain = scores(build_index(make(faqs, {}, answer=None), wordllama), "order state")
    assert balanced[1] > plain[1]
