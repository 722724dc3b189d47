"""Records -> the report: figures of a time, and what went unanswered, grouped by meaning."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from bot.journal.groups import MOST_TEXTS, Watch, group_texts
from bot.journal.records import Record
from bot.matching.embed import Embedder
from bot.matching.normalise import normalise

MOST_EXAMPLES = 5
MOST_SLOW = 5
_PROFILE_FROM = 0.15


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one meaning that found no answer, or not the right one.

    `question`: the most asked of them; `texts`: those asked most, with how often; `conversations`: distinct
    ones; `by_decision`: how they were replied to; `taken_for`: what the corpus took them for most, a FAQ's id
    or `not_covered:…`, with its mean confidence; `picked`: conversations by the FAQ that was then found;
    `wordings`: by that FAQ, how they had asked for it; `none_right`: offers of which none was meant.
    """

    question: str
    locale: str
    count: int
    conversations: int
    texts: tuple[tuple[str, int], ...]
    by_decision: dict[str, int]
    unhelpful: int
    taken_for: tuple[tuple[str, float], ...]
    picked: dict[str, int]
    wordings: dict[str, tuple[str, ...]]
    none_right: int = 0

    @property
    def known_as(self) -> str:
        """The `not_covered` group that it belongs to already; "" for none."""
        name = self.taken_for[0][0] if self.taken_for else ""
        return name.removeprefix("not_covered:") if name.startswith("not_covered:") else ""


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """What is in no group, as only the wordings asked most are compared: `wordings`, asked `count` times."""

    wordings: int
    count: int
    conversations: int
    by_decision: dict[str, int]


class Grouping(NamedTuple):
    """All groups, most conversations first, and what was left out."""

    groups: list[Group]
    ungrouped: Ungrouped


@dataclass(frozen=True, slots=True)
class FaqFigures:
    """How one FAQ did: answers given, votes, and times it was picked from "did you mean"."""

    faq_id: str
    answered: int
    helpful: int
    unhelpful: int
    picked: int
    comments: tuple[str, ...]

    @property
    def helpful_share(self) -> float | None:
        """Of those who voted; None where nobody did."""
        voted = self.helpful + self.unhelpful
        return self.helpful / voted if voted else None


@dataclass(frozen=True, slots=True)
class Day:
    """One day, UTC."""

    day: str
    answered: int
    clarified: int
    unanswered: int
    handed_over: int
    other: int

    @property
    def questions(self) -> int:
        """What was asked about the product: without small talk."""
        return self.answered + self.clarified + self.unanswered + self.handed_over


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked from `since` to `until` (milliseconds since 1970).

    `picked`, `none_right`: offers of which one was taken, or none; `handed_over`: who asked for a person;
    `sent_on`: replies of any kind after which somebody went to one.
    """

    since: int
    until: int
    replies: int
    conversations: int
    answered: int
    clarified: int
    picked: int
    none_right: int
    unanswered: int
    not_covered: int
    handed_over: int
    sent_on: int
    small_talk: int
    helpful: int
    unhelpful: int
    median_ms: float
    p95_ms: float
    slowest: tuple[tuple[float, str, str], ...]
    languages: dict[str, int]
    channels: dict[str, int]
    days: tuple[Day, ...]
    faqs: tuple[FaqFigures, ...]
    groups: tuple[Group, ...]
    hidden_groups: int
    ungrouped: Ungrouped
    min_conversations: int

    @property
    def coverage(self) -> float | None:
        """Of the questions that were no small talk, the share that got an answer; None without any."""
        asked = self.answered + self.clarified + self.unanswered + self.handed_over
        return self.answered / asked if asked else None


def make_report(
    records: Sequence[Record],
    embedder: Embedder,
    *,
    since: int,
    until: int,
    min_conversations: int,
    watch: Watch = iter,
) -> Report:
    """The report of `records`. `watch` wraps the walk through the questions to group: a progress bar."""
    decided = Counter(record.decision for record in records)
    latencies = sorted(record.latency for record in records) or [0.0]
    groups, ungrouped = find_groups(records, embedder, watch)
    shown = tuple(group for group in groups if group.conversations >= min_conversations)
    slow = sorted(records, key=lambda record: -record.latency)[:MOST_SLOW]
    return Report(
        since=since,
        until=until,
        replies=len(records),
        conversations=len({record.conversation for record in records}),
        answered=decided["answer"],
        clarified=decided["clarify"],
        picked=sum(record.decision == "clarify" and bool(record.picked) for record in records),
        none_right=sum(record.none_right for record in records),
        unanswered=decided["no_answer"],
        not_covered=sum(record.instead.startswith("not_covered:") for record in records),
        handed_over=decided["handoff"],
        sent_on=sum(record.handed_over for record in records),
        small_talk=decided["small_talk"],
        helpful=sum(record.helpful is True for record in records),
        unhelpful=sum(record.helpful is False for record in records),
        median_ms=latencies[len(latencies) // 2],
        p95_ms=latencies[min(len(latencies) - 1, len(latencies) * 95 // 100)],
        slowest=tuple((record.latency, record.decision, record.faq_id) for record in slow),
        languages=dict(Counter(record.locale for record in records).most_common()),
        channels=dict(Counter(record.channel for record in records).most_common()),
        days=_days(records, since, until),
        faqs=_faqs(records, min_conversations),
        groups=shown,
        hidden_groups=len(groups) - len(shown),
        ungrouped=ungrouped,
        min_conversations=min_conversations,
    )


def find_groups(records: Sequence[Record], embedder: Embedder, watch: Watch = iter) -> Grouping:
    """The groups of what was not answered, or answered and rated unhelpful."""
    by_text: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        missed = record.decision in ("no_answer", "clarify")
        if (missed or (record.decision == "answer" and record.helpful is False)) and (
            text := normalise(record.question)
        ):
            by_text[text].append(record)
    asked = sorted(by_text, key=lambda text: (-len(by_text[text]), text))
    rest = [record for text in asked[MOST_TEXTS:] for record in by_text[text]]
    ungrouped = Ungrouped(
        wordings=len(asked[MOST_TEXTS:]),
        count=len(rest),
        conversations=len({record.conversation for record in rest}),
        by_decision=dict(Counter(record.decision for record in rest).most_common()),
    )
    asked = asked[:MOST_TEXTS]
    found = group_texts(asked, [_profile(by_text[text][-1]) for text in asked], embedder, watch)
    groups = [_group([by_text[asked[i]] for i in places]) for places in found]
    groups.sort(key=lambda group: (-group.conversations, -group.count, group.question))
    return Grouping(groups, ungrouped)


def _profile(record: Record) -> list[tuple[str, float]]:
    return [(c.id, c.confidence) for c in record.candidates if c.confidence >= _PROFILE_FROM]


def _group(texts: list[list[Record]]) -> Group:
    records = [record for same in texts for record in same]
    taken: dict[str, float] = defaultdict(float)
    for same in texts:
        for id_, confidence in _profile(same[-1])[:3]:
            taken[id_] += confidence * len(same)
    picked: dict[str, set[str]] = defaultdict(set)
    wordings: dict[str, dict[str, None]] = defaultdict(dict)
    for same in texts:
        for record in same:
            if record.picked:
                picked[record.picked].add(record.conversation)
                wordings[record.picked][same[-1].question] = None
    return Group(
        question=texts[0][-1].question,
        locale=Counter(record.locale for record in records).most_common(1)[0][0],
        count=len(records),
        conversations=len({record.conversation for record in records}),
        texts=tuple((same[-1].question, len(same)) for same in texts[:MOST_EXAMPLES]),
        by_decision=dict(Counter(record.decision for record in records).most_common()),
        unhelpful=sum(record.helpful is False for record in records),
        taken_for=tuple(
            (id_, round(total / len(records), 4))
            for id_, total in sorted(taken.items(), key=lambda item: (-item[1], item[0]))[:3]
        ),
        picked={
            id_: len(who) for id_, who in sorted(picked.items(), key=lambda item: (-len(item[1]), item[0]))
        },
        wordings={id_: tuple(told)[:MOST_EXAMPLES] for id_, told in wordings.items()},
        none_right=sum(record.none_right for record in records),
    )


def _days(records: Sequence[Record], since: int, until: int) -> tuple[Day, ...]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        counted[_day(record.at)][record.decision] += 1
    first = max(since, records[0].at if records else until)
    names = dict.fromkeys(_day(at) for at in range(first, until, 86_400_000))
    names[_day(until)] = None
    return tuple(
        Day(name, c["answer"], c["clarify"], c["no_answer"], c["handoff"], c["small_talk"])
        for name in sorted({*names, *counted})
        for c in [counted[name]]
    )


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()


def _comments(records: Sequence[Record]) -> tuple[str, ...]:
    """The last ones, each once."""
    told = dict.fromkeys(record.comment for record in reversed(records) if record.comment)
    return tuple(told)[:MOST_EXAMPLES]


def _faqs(records: Sequence[Record], min_conversations: int) -> tuple[FaqFigures, ...]:
    """Those rated worst first, then those answered most. Comments show where enough people rated."""
    answered: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.faq_id:
            answered[record.faq_id].append(record)
    picked = Counter(record.picked for record in records if record.picked)
    made = []
    for faq_id in {*answered, *picked}:
        of = answered[faq_id]
        unhappy = [record for record in of if record.helpful is False]
        enough = len({record.conversation for record in unhappy}) >= min_conversations
        made.append(
            FaqFigures(
                faq_id=faq_id,
                answered=len(of),
                helpful=sum(record.helpful is True for record in of),
                unhelpful=len(unhappy),
                picked=picked[faq_id],
                comments=_comments(unhappy) if enough else (),
            )
        )
    return tuple(sorted(made, key=lambda f: (-f.unhelpful, -f.answered, f.faq_id)))
