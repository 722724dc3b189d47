"""Groups of unanswered questions -> what to write: an alternate, a FAQ, or a `not_covered` entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.corpus.corpus import Corpus, Topic
from bot.journal.patch import snippet, with_alternates, with_faq, with_not_covered
from bot.journal.report import Group
from bot.matching.normalise import normalise, words

Kind = Literal["alternate", "new_faq", "not_covered"]
MOST_PHRASINGS = 4
# Of those who found an answer in the end, the share that must have found this one.
_AGREED = 0.6
# A corpus that takes a group for one of its FAQs with this confidence lacks an answer beside it.
_NEAR = 0.12
# One that was offered as likelier than not, and clearly likelier than the next, may well be what was meant.
_LIKELY, _LEAD = 0.5, 0.2
_SMALL = frozenset(
    """
    a an and are as at be but by can could do does for from get has have how i if in is it me my no not of
    ok on or our please so that the then there this to too us very was we what when where which who why will
    with would yes you your
    """.split()  # noqa: SIM905  (words, as people read them)
)
_REDACTED = re.compile(r"\[[a-z]+\]")
_NO_QUESTION = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to write for a group. `target`: the FAQ's or group's id, old or new; `topic`: the file it goes to.

    `reason`: on what grounds, in words.
    """

    kind: Kind
    target: str
    topic: Topic
    phrasings: tuple[str, ...]
    group: Group
    reason: str

    @property
    def is_draft(self) -> bool:
        """Whether somebody has to write its answer before anybody may be answered with it."""
        return self.kind == "new_faq"

    @property
    def snippet(self) -> str:
        """What to add to the topic's file, to copy; a draft stays one as long as its answer is empty."""
        if self.kind == "alternate":
            return snippet("alternates", self.phrasings)
        if self.kind == "not_covered":
            return snippet("not_covered", [{"id": self.target, "examples": list(self.phrasings)}])
        made: dict[str, Any] = {"id": self.target, "question": self.phrasings[0]}
        if self.phrasings[1:]:
            made["alternates"] = list(self.phrasings[1:])
        return snippet("faqs", [made]) + "\n    answer:  # write it, or the link that answers"

    def apply(self, text: str, answer: str = "") -> str:
        """The topic's file with it. `answer`: what a new FAQ is to say."""
        if self.kind == "alternate":
            return with_alternates(text, self.target, self.phrasings)
        if self.kind == "not_covered":
            return with_not_covered(text, self.target, self.phrasings)
        return with_faq(text, self.target, self.phrasings[0], self.phrasings[1:], answer)


def suggest(groups: Iterable[Group], corpus: Corpus, *, min_conversations: int) -> list[Suggestion]:
    """A suggestion for each group that nothing is known of yet, the most asked first."""
    records = (*corpus.records, *corpus.drafts)
    taken = {record.id for record in records}
    known = {normalise(phrasing) for record in records for phrasing in record.phrasings}
    found: list[Suggestion] = []
    for group in groups:
        if group.known_as:
            continue
        made = (
            _picked(group, corpus, known, min_conversations)
            or _offered(group, corpus, known)
            or _new(group, corpus, known, taken)
        )
        if made:
            taken.add(made.target)
            known |= {normalise(phrasing) for phrasing in made.phrasings}
            found.append(made)
    return found


def apply_all(suggestions: Iterable[Suggestion], answer: str = "") -> dict[Path, tuple[str, str]]:
    """Each file that they touch, before and after; `answer`: what new FAQs are to say.

    Raises OSError where one cannot be read.
    """
    texts: dict[Path, tuple[str, str]] = {}
    for suggestion in suggestions:
        path = Path(suggestion.topic.path)
        if path not in texts:
            read = path.read_bytes().decode("utf-8")
            texts[path] = (read, read)
        before, after = texts[path]
        texts[path] = (before, suggestion.apply(after, answer))
    return texts


def _phrasings(texts: Iterable[str], known: set[str]) -> tuple[str, ...]:
    """The wordings fit for a file: words that say something, nothing cut out of them, not there yet."""
    return tuple(
        " ".join(text.split())
        for text in texts
        if _NO_QUESTION.search(text)
        and not _REDACTED.search(text)
        and len(told := words(normalise(text))) > 1
        and not _SMALL.issuperset(told)
        and len(text) <= 200
        and normalise(text) not in known
    )[:MOST_PHRASINGS]


def _picked(group: Group, corpus: Corpus, known: set[str], min_conversations: int) -> Suggestion | None:
    if not group.picked:
        return None
    faq_id, votes = next(iter(group.picked.items()))
    record = corpus.by_id.get(faq_id)
    total = sum(group.picked.values())
    phrasings = _phrasings(group.wordings[faq_id], known)
    if record is None or not phrasings or votes < min_conversations or votes < _AGREED * total:
        return None
    reason = f"{votes} of {total} conversations that found an answer found this one"
    return Suggestion("alternate", faq_id, record.topic, phrasings, group, reason)


def _offered(group: Group, corpus: Corpus, known: set[str]) -> Suggestion | None:
    """More alternates for what was offered first, where nothing tells that something else was meant."""
    (faq_id, sure), (_, next_sure) = (*group.taken_for, ("", 0.0), ("", 0.0))[:2]
    record = corpus.by_id.get(faq_id)
    phrasings = _phrasings((text for text, _ in group.texts), known)
    offered = 2 * group.by_decision.get("clarify", 0) >= group.count
    refused = group.none_right or group.unhelpful or not {faq_id}.issuperset(group.picked)
    if record is None or not phrasings or not offered or refused:
        return None
    if sure < _LIKELY or sure - next_sure < _LEAD:
        return None
    reason = f"it was offered as likely ({sure:.2f}), and nobody took another or said that none was right"
    return Suggestion("alternate", faq_id, record.topic, phrasings, group, reason)


def _new(group: Group, corpus: Corpus, known: set[str], taken: set[str]) -> Suggestion | None:
    phrasings = _phrasings((text for text, _ in group.texts), known)
    if not phrasings or 2 * group.by_decision.get("answer", 0) >= group.count:
        return None  # Answered, and the answer did not help: that one wants mending, not another.
    near = next(((id_, sure) for id_, sure in group.taken_for if id_ in corpus.by_id), None)
    topic = corpus.by_id[near[0]].topic if near else _topic(corpus, group.locale)
    if topic is None:
        return None
    target = _slug(phrasings[0], taken)
    if near and near[1] >= _NEAR:
        reason = (
            f"near {near[0]!r} ({near[1]:.2f}): write an answer; or add it there where it is the same,"
            " or to not_covered"
        )
        return Suggestion("new_faq", target, topic, phrasings, group, reason)
    return Suggestion("not_covered", target, topic, phrasings, group, "nothing in the corpus is like it")


def _topic(corpus: Corpus, locale: str) -> Topic | None:
    """Where what belongs nowhere goes: the file of that language with the most FAQs."""
    sizes = [(sum(r.topic is topic for r in corpus.faqs), topic) for topic in corpus.topics]
    fitting = [(size, topic) for size, topic in sizes if topic.locale == locale] or sizes
    return max(fitting, key=lambda pair: (pair[0], pair[1].slug))[1] if fitting else None


def _slug(text: str, taken: Sequence[str] | set[str]) -> str:
    told = [word for word in words(normalise(text)) if word not in _SMALL and word.isascii()]
    base = "-".join(told[:4])[:60].strip("-") or "asked-often"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
