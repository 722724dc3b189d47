"""Question -> the phrasings most like it. The seam where a search engine can plug in.

Whatever finds the candidates, what follows (score, decide) sees only these few, so that a confidence means
the same whether there are seven FAQs or a million.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.matching.embed import Vectors
from bot.matching.index import MatchIndex, Rows, Scope, roughly
from bot.matching.normalise import words
from bot.matching.words import WordMatch

# More candidates than this change no figure by more than they cost.
LIMIT = 40
# What a few dimensions of meaning rank beyond this is not among the candidates.
SHORTLIST = 80
# How much each way of looking at two texts counts: chosen on the calibration's data sets, where the optimum
# is flat.
WORDS, CHARACTERS, MEANING, ORDER = 0.18, 0.27, 0.55, 0.1
# A FAQ with few phrasings is also known by what it says: this much counts with one phrasing, half with two.
ABOUT = 0.3

Scores = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is matched: normalised, its words, what they were taken for, its vectors.

    `vectors`: shape (1 or 2, dimensions): as typed, and with misspelt words mended.
    """

    text: str
    words: tuple[str, ...]
    matches: tuple[WordMatch, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Candidates:
    """The phrasings most like a question, most alike first. All arrays have shape (candidates,).

    `rows`: their rows in the index; `words`, `characters`, `meaning`, `order`: similarity in each respect,
    0 to 1; `about`: what the FAQ's own text adds; `similarity`: all of it together, 0 to about 1.
    """

    rows: Rows
    words: Scores
    characters: Scores
    meaning: Scores
    order: Scores
    about: Scores
    similarity: Scores


def understand(index: MatchIndex, text: str) -> Question:
    """Read a normalised question with the eyes of the corpus."""
    cut = words(text)
    matches = index.words.match(cut)
    mended = _mended(index, cut, matches)
    texts = [text] if mended == " ".join(cut) else [text, mended]
    return Question(text, tuple(cut), matches, index.embedder.embed(texts))


def retrieve(index: MatchIndex, question: Question, scope: Scope, *, limit: int = LIMIT) -> Candidates:
    """The `limit` phrasings in scope that are most like the question (fewer where there are no more)."""
    by_words = index.words.similarities(question.matches)
    by_characters = index.grams.similarities(question.text)
    words_weight, characters_weight, meaning_weight = weights_of(index)
    lexical: Scores = words_weight * by_words
    lexical += characters_weight * by_characters
    if (outside := index.outside(scope)) is not None:
        lexical[outside] = -np.inf
    # By a few dimensions for all phrasings, then by all of them for those that may be among the best.
    rough = roughly(question.vectors, index.embedder)
    likely = lexical + meaning_weight * _meaning(index.rough, rough)
    likely += (ABOUT / index.phrasings_of * _meaning(index.rough_about, rough))[index.owner_of]
    near = _largest(likely, SHORTLIST)
    owners = index.owner_of[near]
    by_meaning = _meaning(index.vectors[near], question.vectors)
    by_about = ABOUT / index.phrasings_of[owners] * _meaning(index.about[owners], question.vectors)
    total = lexical[near] + meaning_weight * by_meaning + by_about
    best = _largest(total, limit)
    best = best[total[best] > 0]
    rows = near[best]
    sorted_question = " ".join(sorted(question.words))
    by_order = _order(sorted_question, [index.sorted_texts[row] for row in rows])
    similarity: Scores = (total[best] + ORDER * by_order) / (1 + ORDER)
    ranking = np.lexsort((rows, -similarity))
    rows, best = rows[ranking], best[ranking]
    return Candidates(
        rows=rows,
        words=by_words[rows],
        characters=by_characters[rows],
        meaning=by_meaning[best],
        order=by_order[ranking],
        about=by_about[best],
        similarity=similarity[ranking],
    )


def weights_of(index: MatchIndex) -> tuple[float, float, float]:
    """Weights of words, characters and meaning, which sum up to 1: without an embedder, of the first two."""
    if index.vectors.shape[1]:
        return WORDS, CHARACTERS, MEANING
    return WORDS / (WORDS + CHARACTERS), CHARACTERS / (WORDS + CHARACTERS), 0.0


def _largest(values: Scores, count: int) -> Rows:
    """Where the `count` largest are, in no order; all, where there are no more."""
    places: Rows = np.argpartition(values, -count)[-count:] if count < len(values) else np.arange(len(values))
    return places


def _meaning(phrasings: Vectors, question: Vectors) -> Scores:
    """The better cosine of the question as typed and as mended; opposite directions count as unrelated."""
    best = phrasings @ question[0]
    for vector in question[1:]:
        # One product after the other: BLAS takes several times as long for a matrix of two rows.
        np.maximum(best, phrasings @ vector, out=best)
    positive: Scores = np.maximum(best, 0, out=best)
    return positive


def _order(question: str, phrasings: Sequence[str]) -> Scores:
    """rapidfuzz's token_sort_ratio, the sorting done beforehand."""
    if not phrasings:
        return np.zeros(0, np.float32)
    ratios: Scores = process.cdist([question], phrasings, scorer=fuzz.ratio, dtype=np.float32)[0]
    shares: Scores = ratios / 100
    return shares


def _mended(index: MatchIndex, cut: Sequence[str], matches: Sequence[WordMatch]) -> str:
    """The question with unknown words replaced by the known ones they resemble most."""
    best = {m.word: index.words.vocabulary[m.found[-1][0]] for m in matches if m.found}
    return " ".join(best.get(word, word) for word in cut)
