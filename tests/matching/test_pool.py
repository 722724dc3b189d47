from __future__ import annotations

import numpy as np
import pytest
from matching_support import MakeCorpus

import bot.matching.pool as pooling
from bot.matching.embed import Embedder
from bot.matching.index import BYTE_UNIT, MatchIndex, Scope, build_index
from bot.matching.pool import pool
from bot.matching.retrieve import Candidates, retrieve, understand

QUESTIONS = ["when are you open on sundays", "send it back", "where is my parcel", "gift cards"]


def solved(index: MatchIndex, candidates: Candidates) -> dict[int, float]:
    """The same by solving the equations outright."""
    profiles = index.profiles[candidates.rows].astype(float) / BYTE_UNIT
    kernel = profiles @ profiles.T + 0.5 * np.eye(len(profiles))
    weights = np.linalg.solve(kernel, candidates.similarity)
    owners = index.owner_of[candidates.rows]
    return {
        int(owner): max(weights[owners == owner].sum(), 0) * candidates.similarity[owners == owner].max()
        for owner in set(owners)
    }


@pytest.mark.parametrize("question", QUESTIONS)
def test_after_many_steps_the_equations_are_solved(
    index: MatchIndex, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pooling, "_STEPS", 50)
    candidates = retrieve(index, understand(index, question), Scope())
    found = {one.owner: one.support for one in pool(index, candidates)}
    assert found == pytest.approx(solved(index, candidates), abs=1e-3)


@pytest.mark.parametrize("question", QUESTIONS)
def test_few_steps_come_near(index: MatchIndex, question: str) -> None:
    candidates = retrieve(index, understand(index, question), Scope())
    found, exact = pool(index, candidates), solved(index, candidates)
    assert found[0].owner == max(exact, key=exact.__getitem__)
    assert {one.owner: one.support for one in found} == pytest.approx(exact, abs=0.05)


def test_copies_of_a_phrasing_share_its_weight(make: MakeCorpus, wordllama: Embedder) -> None:
    once = {"a": ("Opening times?",), "b": ("Where is my parcel?",)}
    often = {**once, "a": ("Opening times?", "opening times please", "the opening times", "opening time")}
    support = [
        pool(index, retrieve(index, understand(index, "opening times"), Scope()))[0].support
        for index in (build_index(make(faqs, {}, answer=None), wordllama) for faqs in (once, often))
    ]
    assert support[0] <= support[1] < 1.4 * support[0]


def test_one_candidate_and_none(make: MakeCorpus, wordllama: Embedder) -> None:
    index = build_index(make({"a": ("Opening times?",)}, {}, answer=None), wordllama)
    candidates = retrieve(index, understand(index, "opening times"), Scope())
    (one,) = pool(index, candidates)
    assert one.support == pytest.approx(candidates.similarity[0] ** 2 / 1.5, abs=0.01)
    nothing = candidates.rows[:0]
    assert pool(index, Candidates(nothing, candidates.similarity[:0], candidates.meaning)) == []
