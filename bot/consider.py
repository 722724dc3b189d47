"""A question -> the decision on the whole of it, or on the part of it that can be answered.

Whoever writes a few sentences asks in one of them, and tells or greets in the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.matching.asking import (
    after_lead_in,
    asks,
    asks_what_now,
    is_question,
    is_tag,
    refers_back,
    tells_of_others,
)
from bot.matching.calibration import Evidence
from bot.matching.decide import CutOffs, Decision, decide, likeliest_first
from bot.matching.declining import (
    declines,
    declines_a_person,
    may_set_aside,
    points_elsewhere,
    set_aside,
)
from bot.matching.index import MatchIndex, Scope
from bot.matching.normalise import clauses, names, normalise, sentences
from bot.matching.polarity import negated
from bot.matching.retrieve import Question, retrieve, understand
from bot.matching.score import Ranked, score
from bot.small_talk import (
    asks_nothing,
    asks_of_others,
    courtesy,
    is_a_faqs_word,
    is_as_much_a_faqs,
    is_phrasing,
    tells_with_what,
    without_small_talk,
)
from bot.small_talk_alone import heard, only_sounds_like_it, wishes_for_nobody

_MOST_PARTS = 16
_MORE_ALIKE, _MUCH_LIKELIER = 0.1, 0.45
_SURELY, _RATHER_SURELY, _VERY_SURELY = 0.5, 0.7, 0.9
# Characters of a wish for a person, and how alike to one a clause has to be; blanks of a sentence that tells
# enough to be matched by itself.
_WISH, _CLEARLY = 80, 0.8
_TELLING = 3
# What is said to whom does not want a person.
_ALL_RIGHT = "ok"
_USEFUL = {"answer": 4, "handoff": 3, "clarify": 2}


@dataclass(frozen=True, slots=True)
class Considered:
    """A question as it was understood, before anything is said, and on what grounds.

    `cut_offs`: those that were applied, which are higher for one of many parts. `heard_in`: where the small
    talk was found that the decision has instead, and as what, if it was by itself.
    """

    index: MatchIndex
    question: Question
    decision: Decision
    cut_offs: CutOffs
    heard_in: tuple[MatchIndex, Question] | None = None


def consider(index: MatchIndex, question: str, scope: Scope, cut_offs: CutOffs) -> Considered:
    """The whole question's decision, or that of the part of it that can be answered; else small talk's."""
    found, small_talk = _considered(index, question, scope, cut_offs), index.small_talk
    if not small_talk or not _may_be_small_talk(small_talk, question, found):
        return found
    verdict = found.decision.verdict
    if verdict in ("small_talk", "handoff") and only_sounds_like_it(small_talk, found.question):
        return replace(found, decision=Decision("no_answer", found.decision.ranked))
    if verdict == "small_talk":
        return found
    said = _heard(small_talk, question, found)
    if not said or not _rather(small_talk, said[1], found):
        return found
    verdict = "handoff" if said[1].owner.kind == "handoff" else "small_talk"
    decision = Decision(verdict, found.decision.ranked, instead=said[1])
    return replace(found, decision=decision, heard_in=(small_talk, said[0]))


def picked(found: Considered, faq_id: str) -> Considered:
    """The same, decided for the FAQ that was picked from an offer: that leaves no doubt what was meant."""
    ranked = found.decision.ranked
    known = next((r for r in ranked if r.faq_id == faq_id), None) or _unranked(found, faq_id)
    if known is None:
        return found
    others = tuple(r for r in ranked if r.faq_id != faq_id)
    sure = known._replace(confidence=1.0, doubts=())
    return replace(found, decision=Decision("answer", (sure, *others), picked=True), heard_in=None)


def _unranked(found: Considered, faq_id: str) -> Ranked | None:
    """A FAQ that did not compete for the question; None for one whose phrasings have no word to match."""
    index = found.index
    number = next(n for n, owner in enumerate(index.owners) if owner.kind == "faq" and owner.id == faq_id)
    rows = (index.owner_of == number).nonzero()[0]
    if not len(rows):
        return None
    nothing = Evidence(0, 0, 0, 0, len(found.question.words), index.to_expect[number], 0)
    return Ranked(index.owners[number], 0.0, int(rows[0]), nothing)


def _may_be_small_talk(small_talk: MatchIndex, question: str, found: Considered) -> bool:
    """Whether what was found leaves room for small talk; what is refused may be it word for word."""
    if _refused(found):
        return is_phrasing(small_talk, normalise(question))
    said, best = found.decision.instead, found.decision.best
    if found.decision.verdict == "answer":
        # "put me through to support" has much of what is said of support.
        unsure = best is not None and best.confidence < _RATHER_SURELY
        return unsure and not is_question(question) and not clauses(question)
    return not (found.decision.verdict == "small_talk" and said and said.exact)


def _heard(small_talk: MatchIndex, question: str, found: Considered) -> tuple[Question, Ranked] | None:
    """What the index of nothing but small talk hears in a question, and how it was read."""
    said = heard(small_talk, question, asks=is_question(question))
    wished = found.decision.verdict == "handoff" or (said is not None and said[1].owner.kind == "handoff")
    if wished and declines_a_person(found.question.text if clauses(question) else question):
        return heard(small_talk, _ALL_RIGHT, asks=False)
    if said or found.decision.verdict == "handoff":
        return said
    return _wish_in(small_talk, question)


def _rather(small_talk: MatchIndex, said: Ranked, found: Considered) -> bool:
    """Whether a question is what the index of nothing but small talk hears, rather than what was found."""
    if found.decision.verdict == "handoff":
        # "you're no human, are you?" has much of a wish.
        return said.owner.kind == "small_talk" and said.evidence.similarity >= _CLEARLY
    offered = found.decision.verdict == "clarify"
    if offered and is_as_much_a_faqs(said, found.decision.ranked):
        return False
    if said.owner.kind == "small_talk" and is_a_faqs_word(small_talk, said, found.decision.ranked):
        return False
    best = found.decision.best
    more_alike = not best or said.evidence.similarity >= best.evidence.similarity + _MORE_ALIKE
    if found.decision.verdict == "answer":
        return more_alike and said.owner.kind == "handoff" and said.evidence.similarity >= _CLEARLY
    if more_alike or not best:
        return True
    likelier = said.owner.kind == "handoff" and said.confidence >= best.confidence + _MUCH_LIKELIER
    # "I want to give access to somebody" is much like wishes, and more like what is offered.
    return likelier and not (offered and said.evidence.similarity < best.evidence.similarity)


def _wish_in(small_talk: MatchIndex, question: str) -> tuple[Question, Ranked] | None:
    """The clause of a question that wishes for a person, as the index of nothing but small talk hears it."""
    for part in clauses(question)[:_MOST_PARTS]:
        if not declines(part) and not tells_of_others(part):
            said = heard(small_talk, part, asks=is_question(part))
            if said and said[1].owner.kind == "handoff" and said[1].evidence.similarity >= _CLEARLY:
                return said
    return None


def _considered(index: MatchIndex, question: str, scope: Scope, cut_offs: CutOffs) -> Considered:
    matcher = _Matcher(index, scope, cut_offs)
    whole = matcher.matched(question, cut_offs)
    text, verdict = whole.question.text, whole.decision.verdict
    told, cut = _whole_sentences(question), clauses(question)
    if heeded := _wish_for_a_person(matcher, told, cut):
        return heeded
    if "?" not in question and (said := courtesy(index, text)):
        return matcher.matched(said, cut_offs)
    first = whole.decision.first
    if verdict in ("answer", "small_talk") and first and first.exact:
        return whole
    if may_set_aside(text) and (wanted := _wanted_by_itself(index, question)):
        return _considered(index, wanted, scope, cut_offs)
    if verdict in ("answer", "clarify") and (asked := _asked_besides(matcher, whole, [*told, *cut])):
        return asked
    if verdict == "answer" and first and first.confidence >= _VERY_SURELY:
        return whole
    # "hi, how do I top up" is about topping up: what is left without the greeting is asked too.
    # But "no newsletter, please" is not about having one.
    plain = without_small_talk(index, text)
    parts = [plain] if plain and negated(plain) is negated(text) else []
    if verdict == "answer":
        return max((whole, *(part for part in matcher.asked(parts) if _agree(part, whole))), key=_usefulness)
    if verdict == "small_talk":
        # "Right, I'm off" is not about the right plan.
        parts += [part for part in cut if " " in part]
        return max((whole, *matcher.asked(parts)), key=_usefulness)
    parts += [sentence for sentence in told if asks(sentence)]
    parts += filter(None, map(after_lead_in, told or [question]))
    found = [whole, *matcher.asked(parts)]
    # What only tells, or lacks what the rest says, may be surer of what the whole is likest to.
    others = told if _refused(whole) else [*told, *(part for part in cut if not refers_back(part))]
    telling = [part for part in others if asks(part) or part.count(" ") >= _TELLING]
    answers = matcher.answered([part for part in telling if not declines(part)])
    return max((*found, *(part for part in answers if _agree(part, whole))), key=_usefulness)


def _asked_besides(matcher: _Matcher, whole: Considered, parts: list[str]) -> Considered | None:
    """The whole with what a part surely asks for among the offers, where it has the answer to something else.

    "I'm on level 3, what is level 2" has the answer of level 3, of which it only tells; but what "I lost my
    bag, what can I do" is about is in what it tells.
    """
    asking = [part for part in parts if is_question(part)]
    if len(asking) == len(parts):
        return None
    alone = [part for part in asking if not refers_back(part) and not points_elsewhere(part)]
    answers = matcher.answered(alone)
    if not answers or any(_agree(part, whole) for part in answers):
        return None
    asked, best = max(answers, key=_usefulness).decision.best, whole.decision.best
    if not asked or not best or asked.confidence < _VERY_SURELY:
        return None
    choices = likeliest_first((asked, best))
    return replace(whole, decision=Decision("clarify", whole.decision.ranked, choices=choices))


def _whole_sentences(question: str) -> list[str]:
    """Its sentences, each with the one before it where that tells what it is about."""
    told: list[str] = []
    for sentence in sentences(question):
        if told and refers_back(sentence):
            told[-1] += f" {sentence}"
        else:
            told.append(sentence)
    return told


def _wish_for_a_person(matcher: _Matcher, told: list[str], cut: list[str]) -> Considered | None:
    """The part that wishes for a person, or the answer to a question that comes with it, unless the wish is
    the last word. `told`, `cut`: the sentences and the clauses.
    """
    # "I don't want to chat, just the article": what is wanted comes after.
    wishing = [part for part in (*told, *cut[:-1]) if not declines(part)]
    persons = matcher.wishes_for_a_person([*wishing, *cut[-1:]])
    if not persons:
        return None
    if persons[-1].question.text == normalise((cut or told)[-1]):
        return persons[-1]
    wishes = {part.question.text for part in persons}
    asked = [part for part in [*told, *cut] if is_question(part) and normalise(part) not in wishes]
    return max(matcher.answered(asked) or persons, key=_usefulness)


class _Matcher:
    """Matches a question, whole and in parts. What is looked at more than once is matched once."""

    def __init__(self, index: MatchIndex, scope: Scope, cut_offs: CutOffs) -> None:
        self._index = index
        self._scope = scope
        self._cut_offs = cut_offs
        self._known: dict[tuple[str, frozenset[str]], tuple[Question, tuple[Ranked, ...]]] = {}

    def wishes_for_a_person(self, parts: list[str]) -> list[Considered]:
        """Those of the parts that wish for one."""
        short = [part for part in parts if len(part) <= _WISH and not tells_of_others(part)]
        return [part for part in self.asked(short) if _wishes(part)]

    def answered(self, parts: list[str]) -> list[Considered]:
        """Those of the parts that have an answer."""
        return [part for part in self.asked(parts) if part.decision.verdict == "answer"]

    def asked(self, parts: list[str]) -> list[Considered]:
        """The parts, each by itself."""
        # Only so many: a long text of short parts must not keep others waiting.
        parts = [part for part in parts if not is_tag(part)][:_MOST_PARTS]
        cut_offs = self._cut_offs.among(len(parts))
        return [self.matched(part, cut_offs) for part in parts]

    def matched(self, text: str, cut_offs: CutOffs) -> Considered:
        """A text by itself."""
        key = normalise(text), names(text)
        if key not in self._known:
            question = understand(self._index, *key)
            ranked = score(self._index, question, retrieve(self._index, question, self._scope))
            read = question.readings[-1]
            ranked = tuple([one for one in ranked if not self._only_seems(one, read, ranked)])
            if any(map(asks_nothing, ranked)) and is_question(text):
                ranked = tuple([one for one in ranked if not asks_nothing(one)])
            self._known[key] = question, ranked
        question, ranked = self._known[key]
        return Considered(self._index, question, decide(ranked, cut_offs), cut_offs)

    def _only_seems(self, one: Ranked, read: str, ranked: tuple[Ranked, ...]) -> bool:
        """Whether it is small talk, or a wish for a person, that the text as it was read surely is not."""
        return one.owner.kind in ("small_talk", "handoff") and (
            tells_with_what(one, read)
            or asks_of_others(self._index, one, read)
            or wishes_for_nobody(self._index, one, read)
            or is_a_faqs_word(self._index, one, ranked)
        )


def _wanted_by_itself(index: MatchIndex, question: str) -> str:
    """What is wanted beside what is not, or is known; "" where nothing is, or it is about the latter."""
    aside, wanted, instead = set_aside(question)
    wanted = [part for part in wanted if not _says_nothing(index, part)] if aside else []
    if not wanted:
        return ""
    rest = ", ".join(wanted)
    refers = refers_back(rest) or points_elsewhere(wanted[-1])
    return rest if instead or not refers else ""


def _says_nothing(index: MatchIndex, part: str) -> bool:
    """Whether a part of a text, as typed, asks for nothing by itself: "hi", "would you?", "what now?"."""
    text = normalise(part)
    told = (index, index.small_talk) if index.small_talk else (index,)
    return not text or is_tag(part) or asks_what_now(part) or any(is_phrasing(one, text) for one in told)


def _usefulness(considered: Considered) -> tuple[int, float]:
    """An answer, else a person who was asked for, else choices, else a reason to refuse; the surest."""
    verdict, first = considered.decision.verdict, considered.decision.first
    if first is None or (verdict not in _USEFUL and first.owner.kind != "not_covered"):
        return 0, 0.0
    return _USEFUL.get(verdict, int(_refused(considered))), first.confidence


def _refused(considered: Considered) -> bool:
    """Whether it is surely something that is not covered."""
    instead = considered.decision.instead
    return bool(instead and instead.owner.kind == "not_covered" and instead.confidence >= _SURELY)


def _wishes(part: Considered) -> bool:
    """Whether it wishes for a person; a single word does so only where it is nothing else."""
    decision = part.decision
    sure = len(part.question.words) > 1 or bool(decision.instead and decision.instead.exact)
    return decision.verdict == "handoff" and sure


def _agree(one: Considered, other: Considered) -> bool:
    best, its = one.decision.best, other.decision.best
    return best is not None and its is not None and best.faq_id == its.faq_id
