"""Question -> the phrasings most like it. The seam where a search engine can plug in.

Whatever finds the candidates, what follows (score, decide) sees only these few, so that a confidence means
the same whether there are seven FAQs or a million.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.matching.embed import Vectors
from bot.matching.index import MatchIndex, Rows, Scope
from bot.matching.normalise import words
from bot.matching.weights import ORDER, weights_of
from bot.matching.words import WordMatch

# More candidates than this change no figure by more than they cost.
LIMIT = 40
# What a few dimensions of meaning rank beyond this is not among the candidates.
SHORTLIST = 80
_TINY = 1e-24

Scores = NDArray[np.floating[Any]]


class Question(NamedTuple):
    """A question as it is matched: normalised, its words, what they were taken for, its vectors.

    `vectors`: shape (1 or 2, dimensions): as typed, and with misspelt words mended.
    """

    text: str
    words: tuple[str, ...]
    matches: tuple[WordMatch, ...]
    vectors: Vectors


class Candidates(NamedTuple):
    """The phrasings most like a question, most alike first. All arrays have shape (candidates,).

    `rows`: their rows in the index; `lexical`: what words add to the similarity; `meaning`,
    `order`: similarity in each respect, 0 to 1; `about`: what the FAQ's own text adds; `similarity`: all of
    it together, 0 to about 1.
    """

    rows: Rows
    lexical: Scores
    meaning: Scores
    order: Scores
    about: Scores
    similarity: Scores


def understand(index: MatchIndex, text: str) -> Question:
    """Read a normalised question with the eyes of the corpus."""
    cut = words(text)
    matches = index.lexical.match(cut)
    mended = _mended(index, cut, matches)
    return Question(text, tuple(cut), matches, index.embedder.embed([text, mended] if mended else [text]))


def retrieve(index: MatchIndex, question: Question, scope: Scope, *, limit: int = LIMIT) -> Candidates:
    """The `limit` phrasings in scope that are most like the question (fewer where there are no more)."""
    lexical = index.lexical.similarities(question.matches)
    if (outside := index.outside(scope)) is not None:
        lexical[outside] = -np.inf
    # By a few dimensions for all phrasings, then by all of them for those that may be among the best.
    near = _largest(lexical + _roughly_likest(index.rough, question.vectors), SHORTLIST)
    lexical = lexical[near]
    meaning = _meaning(index.vectors[near], question.vectors)
    about: Scores = np.zeros(len(near), np.float32)
    if index.about_weight.any():
        owners = index.owner_of[near]
        about = _meaning(index.about[owners], question.vectors) * index.about_weight[owners]
    total = lexical + weights_of(index.vectors.shape[1])[1] * meaning + about
    best = _largest(total, limit)
    best = best[total[best] > 0]
    order = _order(question.text, [index.texts[row] for row in near[best].tolist()])
    similarity: Scores = (total[best] + ORDER * order) / (1 + ORDER)
    ranking = np.lexsort((near[best], -similarity))
    best = best[ranking]
    return Candidates(
        rows=near[best],
        lexical=lexical[best],
        meaning=meaning[best],
        order=order[ranking],
        about=about[best],
        similarity=similarity[ranking],
    )


def _largest(values: Scores, count: int) -> Rows:
    """Where the `count` largest are, in no order; all, where there are no more."""
    places: Rows = np.argpartition(values, -count)[-count:] if count < len(values) else np.arange(len(values))
    return places


def _roughly_likest(phrasings: Vectors, question: Vectors) -> Scores:
    """The same by the first dimensions, as many as the phrasings have, in which it is made of length 1."""
    kept = question[:, : phrasings.shape[1]]
    return _likest(phrasings, [vector / max(float(vector @ vector), _TINY) ** 0.5 for vector in kept])


def _likest(phrasings: Vectors, question: Sequence[Vectors] | Vectors) -> Scores:
    """Inner products with the question as typed or as mended, whichever is larger."""
    best: Scores = phrasings @ question[0]
    for vector in question[1:]:
        # One product after the other: BLAS takes several times as long for a matrix of two rows.
        np.maximum(best, phrasings @ vector, out=best)
    return best


def _meaning(phrasings: Vectors, question: Vectors) -> Scores:
    """The better cosine of the question as typed and as mended; opposite directions count as unrelated."""
    return np.maximum(_likest(phrasings, question), 0)


def _order(question: str, phrasings: Sequence[str]) -> Scores:
    """How alike the texts are letter by letter, in their order."""
    if not phrasings:
        return np.zeros(0, np.float32)
    ratios: Scores = process.cdist([question], phrasings, scorer=fuzz.ratio, dtype=np.float32)[0]
    shares: Scores = ratios / 100
    return shares


def _mended(index: MatchIndex, cut: Sequence[str], matches: Sequence[WordMatch]) -> str:
    """The question with unknown words replaced by the known ones they resemble most; "" where none is."""
    vocabulary = index.lexical.words.vocabulary
    guessed = {m.word: vocabulary[m.found[-1][0]] for m in matches if 0 < m.similarity < 1}
    return " ".join([guessed.get(word, word) for word in cut]) if guessed else ""
