"""What is otherwise in a question than in the FAQ most like it, although likeness hardly shows it.

However alike all the rest is: how not to do it is not answered by how to do it, plan 12 is not plan 2,
somebody else's plan is not ours, and cancelling a flight is not cancelling a membership.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal

from bot.matching.index import MatchIndex
from bot.matching.normalise import normalise, numbers, sentences
from bot.matching.polarity import ends, left_out, negated, tells_of_an_end, undoing
from bot.matching.pool import Pooled
from bot.matching.retrieve import Candidates, Question
from bot.matching.swapped import Swapped, swapped
from bot.matching.weights import weights_of
from bot.matching.words import same_stem

Doubt = Literal["opposite", "number", "numbers", "name", "subject"]
# A confidence is multiplied by this for each doubt.
DOUBTED = 0.5
_CLOSE = 0.5
# Of what is so much alike so many phrasings are looked at word by word; in such a share of a FAQ's phrasings
# stands what it is about.
_MUCH_ALIKE, _LIKEST, _ABOUT = 0.5, 3, 0.15
_NEARLY = 0.8
# Most phrasings are one sentence: that is told by a glance.
_SEVERAL = re.compile(r"[.?!] ")
_NOT = re.compile(r"\bnot \w+")
# Of what is asked whether it can be done without, these tell: "do I need a ticket", "dishes with no gluten".
_WITHOUT_TOO = {"free", "lost", "must", "necessary", "need", "needed", "no", "not", "required", "without"}


class Doubts:
    """The doubts that a question raises about the owners of its candidates."""

    def __init__(
        self, index: MatchIndex, question: Question, candidates: Candidates, rivals: Sequence[Pooled]
    ) -> None:
        """`rivals`: the owners that are considered."""
        self._index = index
        self._rows: list[int] = candidates.rows.tolist()
        self._similarity: list[float] = candidates.similarity.tolist()
        self._rivals = rivals
        self._words = question.readings[-1].split()
        self._ends = (f"{self._words[0]} ", f" {self._words[-1]}") if self._words else ("", "")
        self._undoing = undoing(question.words)
        self._left_out = left_out(question.readings[-1])
        self._ends_it = ends(question.readings[-1])
        # "dont kno" is "dont know".
        self._negated = negated(question.readings[-1])
        self._about_not = index.negated.intersection(self._rows)
        self._numbers = numbers(question.text)
        self._named = bool(question.unknown_names)

    def of(self, one: Pooled) -> tuple[Doubt, ...]:
        """Those about one owner, which is a FAQ."""
        doubts: list[Doubt] = []
        if self._opposite(one):
            doubts.append("opposite")
        if self._numbers and (doubt := self._other_number(one)):
            doubts.append(doubt)
        if (self._index.owners[one.owner].locale or "en").startswith("en"):
            # In German all nouns have capitals.
            if self._named:
                doubts.append("name")
            elif self._other_subject(one):
                doubts.append("subject")
        return tuple(doubts)

    def _opposite(self, one: Pooled) -> bool:
        if self._undone(one):
            return True
        if not self._negated and not self._about_not:
            return False
        # A FAQ that is asked for in both ways answers both: "freeze my card", "deactivate my card".
        nearly = _NEARLY * self._similarity[one.places[0]]
        near = [self._rows[place] for place in one.places if self._similarity[place] >= nearly]
        return not any((row in self._about_not) is self._negated for row in near)

    def _undone(self, one: Pooled) -> bool:
        """Whether the question undoes what the FAQ does: unshare, share; or does without what it is about; or
        ends what nothing in the FAQ tells the end of.
        """
        if self._ends_it and not any(map(tells_of_an_end, self._all_of(one.owner))):
            return True
        if not self._undoing and not self._left_out:
            return False
        texts = [self._index.texts[self._rows[place]] for place in one.places]
        # "I am not happy" says it of "unhappy" too.
        its = {word for text in texts for word in _NOT.sub(" ", text).split()}
        if its.isdisjoint(_WITHOUT_TOO) and any(
            same_stem(word, told) for word in self._left_out for told in its
        ):
            return True
        return any(done in its and word not in its for word, done in self._undoing)

    def _other_number(self, one: Pooled) -> Doubt | None:
        """Whether the FAQ is about a number that was not asked for, or a close rival's was asked for too."""
        its = self._numbers_of(one)
        if not its <= self._numbers:
            return "number"
        if not its:
            return None
        rivals = [rival for rival in self._rivals if rival.support > _CLOSE * one.support]
        others = self._numbers - its
        return "numbers" if any(others & self._numbers_of(rival) for rival in rivals) else None

    def _other_subject(self, one: Pooled) -> bool:
        """Whether another thing stands in the place of what the FAQ is about, all else being the same."""
        if self._similarity[one.places[0]] < _MUCH_ALIKE:
            return False
        first, last = self._ends
        for text in chain.from_iterable(self._said(self._rows[place]) for place in one.places[:_LIKEST]):
            if not text.startswith(first) and not text.endswith(last):
                continue  # most are told by a glance
            found = swapped(self._words, text.split())
            if found and self._is_about(one.owner, found.told) and self._is_strange(one.owner, found):
                return True
        return False

    def _said(self, row: int) -> Iterator[str]:
        """A phrasing, and the sentences that it is made of: "I lost my card. What now?"."""
        yield self._index.texts[row]
        written = self._index.phrasings[row]
        if _SEVERAL.search(written):
            yield from map(normalise, sentences(written))

    def _is_about(self, owner: int, words: Sequence[str]) -> bool:
        """Whether a FAQ's own question has one of the words, and so have enough of its phrasings."""
        question = normalise(self._index.corpus.faqs[owner].faq.question).split()
        if not (about := [word for word in words if word in question]):
            return False
        texts = [set(text.split()) for text in self._all_of(owner)[:-1]]
        return any(sum(word in text for text in texts) >= _ABOUT * len(texts) for word in about)

    def _is_strange(self, owner: int, found: Swapped) -> bool:
        """Whether a FAQ says nothing of what is asked about, nor anything like it."""
        said = {word for text in self._all_of(owner) for word in text.split()}
        if not said.isdisjoint(found.asked):
            return False
        if found.kind:
            return True  # however alike: a concert and a ticket go together
        asked, told = self._index.embedder.embed([" ".join(found.asked), " ".join(found.told)])
        return float(asked @ told) < weights_of(self._index.embedder.family).unalike

    def _all_of(self, owner: int) -> list[str]:
        """All that a FAQ says: its phrasings, and last what stands beside them."""
        rows = (self._index.owner_of == owner).nonzero()[0]
        return [*(self._index.texts[row] for row in rows), self._index.about_texts[owner]]

    def _numbers_of(self, one: Pooled) -> frozenset[str]:
        numbers_of = self._index.numbers_of  # of FAQs, which come first among the owners
        return numbers_of[one.owner] if one.owner < len(numbers_of) else frozenset()
