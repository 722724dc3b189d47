"""Question -> the phrasings most like it. The seam where a search engine can plug in.

Whatever finds the candidates, what follows (score, decide) sees only these few, so that a confidence means
the same whether there are seven FAQs or a million.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from bot.matching.brands import BRANDS
from bot.matching.embed import Vectors
from bot.matching.index import MatchIndex, Scope
from bot.matching.meaning import Rows, Scores
from bot.matching.normalise import normalise, words
from bot.matching.spelling import as_the_corpus_writes
from bot.matching.strange import likely_names
from bot.matching.weights import ORDER
from bot.matching.words import WordMatch, is_slip

# More candidates than this change no figure by more than they cost.
LIMIT = 40
# What a few dimensions of meaning rank beyond this is not among the candidates.
SHORTLIST = 80
# Of which the largest values are looked at first.
_GROUPS = 128
# A shorter name may well be like a word by chance.
_LONG = 6


class Question(NamedTuple):
    """A question as it is matched: normalised, its words, and what they were taken for.

    `readings`: as typed and, where words are misspelt, as mended. `unknown_names`: those of its words that no
    FAQ has, and that are well known names or, unless the corpus is full of names, were typed as names or
    stand where names do.
    """

    text: str
    words: tuple[str, ...]
    matches: tuple[WordMatch, ...]
    readings: tuple[str, ...]
    unknown_names: frozenset[str] = frozenset()


class Candidates(NamedTuple):
    """The phrasings most like a question, most alike first.

    `rows`: their rows in the index; `similarity`: 0 to about 1; both have shape (candidates,). `meaning`: the
    vector of the question, as mended. `beside`: whether the last one is there for the sake of having a second
    FAQ, and is no evidence.
    """

    rows: Rows
    similarity: Scores
    meaning: Vectors
    beside: bool = False


def understand(index: MatchIndex, text: str, names: frozenset[str] = frozenset()) -> Question:
    """Read a normalised question with the eyes of the corpus. `names`: see `bot.matching.normalise.names`."""
    text = as_the_corpus_writes(text, index.lexical.words.known, index.hyphenated)
    cut = words(text)
    matches = index.lexical.match(cut)
    mended = _mended(index, cut, matches)
    named = frozenset(BRANDS.intersection(cut))
    if not index.names_usual:
        slips = {match.word for match in matches if _is_misspelt(index, match)}
        named = named.union(names - slips, likely_names(cut, matches, index.lexical.words))
    unknown_names = named.intersection(cut) - index.told_words if named else named
    return Question(text, tuple(cut), matches, (text, mended) if mended else (text,), unknown_names)


def retrieve(index: MatchIndex, question: Question, scope: Scope, *, limit: int = LIMIT) -> Candidates:
    """The `limit` phrasings in scope that are most like the question (fewer where there are no more), and
    one more where all of the FAQs among them are the same.
    """
    lexical = index.lexical.similarities(question.matches)
    if (outside := index.outside(scope)) is not None:
        lexical[outside] = -np.inf
    meant = index.meaning.compare(question.readings)
    total = roughly = lexical + meant.similarities
    if index.meaning.exact:
        rows = _largest(total, limit)
        total = total.take(rows)
    else:
        near = _largest(total, SHORTLIST)
        total = lexical[near] + index.meaning.similarities_of(near, meant.vectors)
        best = _largest(total, limit)
        rows, total = near[best], total[best]
    if not (alike := total > 0).all():
        rows, total = rows[alike], total[alike]
    total += ORDER * order(question.text, [index.texts[row] for row in rows.tolist()])
    total /= 1 + ORDER
    ranking = np.lexsort((rows, -total))
    rows, total = rows.take(ranking), total.take(ranking)
    another = _of_another_faq(index, rows, roughly)
    if another is not None:
        rows, total = np.append(rows, another), np.append(total, roughly[another] / (1 + ORDER))
    return Candidates(rows, total, meant.vectors[-1], another is not None)


def begun_with(index: MatchIndex, text: str, scope: Scope) -> list[str]:
    """The ids of the FAQs in scope of which a phrasing begins with a normalised text: first those whose own
    question does, then those of which the most do.
    """
    outside = index.outside(scope)
    begun = Counter[int]()
    for row, phrasing in enumerate(index.texts):
        if phrasing.startswith(text) and (outside is None or not outside[row]):
            begun[int(index.owner_of[row])] += 1
    faqs = [
        (index.corpus.faqs[owner], count) for owner, count in begun.items() if owner < len(index.corpus.faqs)
    ]
    own = {record.id for record, _ in faqs if normalise(record.faq.question).startswith(text)}
    return [record.id for record, count in sorted(faqs, key=lambda one: (one[0].id not in own, -one[1]))]


def order(question: str, phrasings: Sequence[str]) -> Scores:
    """How alike the texts are letter by letter, in their order, 0 to 1."""
    if not phrasings:
        return np.zeros(0, np.float32)
    ratios: Scores = process.cdist([question], phrasings, scorer=fuzz.ratio, dtype=np.float32)[0]
    shares: Scores = ratios / 100
    return shares


def _of_another_faq(index: MatchIndex, rows: Rows, total: Scores) -> int | None:
    """The row of another FAQ that is most alike, where the rows have but one: "did you mean" needs two."""
    faqs = len(index.corpus.faqs)  # which come first among the owners
    known = -1
    for owner in index.owner_of.take(rows).tolist():
        if owner < faqs and owner != known:
            if known >= 0:
                return None
            known = owner
    if known < 0:
        return None
    others = np.flatnonzero((index.owner_of < faqs) & (index.owner_of != known) & (total > 0))
    return int(others[total.take(others).argmax()]) if len(others) else None


def _largest(values: Scores, count: int) -> Rows:
    """Where the `count` largest are, the first where several are the same; all, where there are no more."""
    if count >= len(values):
        return np.arange(len(values))
    near = np.flatnonzero(values >= _no_more_than(values, count))
    values = values.take(near)
    # Faster than argpartition, which has the places to move too.
    least = np.partition(values, -count)[-count]
    places = np.flatnonzero(values >= least)
    if len(places) > count:
        above = np.flatnonzero(values > least)
        equal = places[values[places] == least][: count - len(above)]
        places = np.sort(np.concatenate([above, equal]))
    return near.take(places)


def _no_more_than(values: Scores, count: int) -> float:
    """A number that the `count` largest are not below, nor many others: the one that comes at this place
    among the largest values of groups, each of which is one of the values.
    """
    size = len(values) // _GROUPS
    if not size or count > _GROUPS:
        return -np.inf
    largest = values[: size * _GROUPS].reshape(size, _GROUPS).max(axis=0)
    return float(np.partition(largest, -count)[-count])


def _is_misspelt(index: MatchIndex, match: WordMatch) -> bool:
    """Whether a word that no FAQ has most likely is a slip for one, whatever its capital: "Sesssions"."""
    if len(match.word) < _LONG or not 0 < match.similarity < 1:
        return False
    return is_slip(match.word, index.lexical.words.vocabulary[match.found[-1][0]])


def _mended(index: MatchIndex, cut: Sequence[str], matches: Sequence[WordMatch]) -> str:
    """The question with unknown words replaced by the known ones they resemble most; "" where none is."""
    guessed = [match for match in matches if 0 < match.similarity < 1]
    if not guessed:
        return ""
    vocabulary = index.lexical.words.vocabulary
    mended = {match.word: vocabulary[match.found[-1][0]] for match in guessed}
    return " ".join([mended.get(word, word) for word in cut])
