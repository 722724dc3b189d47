"""`faqbot suggest`: what to write next, as a patch, with what it would do."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli.journal import grouping, read_journal
from bot.cli.show import printable, relative, watch
from bot.corpus.load import load_corpus
from bot.errors import SettingsError
from bot.evaluation.effect import Effect, Simulation
from bot.evaluation.outcomes import Outcome
from bot.evaluation.questions import read_questions
from bot.journal.patch import diff
from bot.journal.readable import lexicon_of, parted
from bot.journal.report import Group, find_groups
from bot.journal.suggest import Suggestion, apply_all, suggest
from bot.matching.embedders import load_embedder
from bot.settings import Settings

MOST_RECENT = 300
MOST_SUGGESTIONS = 20
# What a new FAQ says where its effect is foreseen: nothing that matching could go by.
_TO_BE_WRITTEN = "…"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion and its effect, taken alone."""

    suggestion: Suggestion
    effect: Effect

    @property
    def harmful(self) -> bool:
        """Whether it does more harm than good: then it stays out of the patch."""
        effect = self.effect
        return len(effect.broken) > len(effect.fixed) or len(effect.stolen) > len(effect.gained)

    @property
    def in_patch(self) -> bool:
        """Whether it can be taken over as it is."""
        return not (self.harmful or self.suggestion.is_draft)


@dataclass(frozen=True, slots=True)
class Plan:
    """The proposals, and the files with all that can be taken over: before and after."""

    proposals: tuple[Proposal, ...]
    files: dict[Path, tuple[str, str]]
    groups: int
    unreadable: tuple[Group, ...]

    @property
    def patch(self) -> str:
        """All changes, for `git apply` in the working folder."""
        return "".join(diff(relative(path), *texts) for path, texts in self.files.items())

    @property
    def drafts(self) -> int:
        """How many new FAQs are suggested, which wait for somebody to write their answers."""
        return sum(proposal.suggestion.is_draft and not proposal.harmful for proposal in self.proposals)


def make_plan(settings: Settings, since: str, questions: Path | None, kinds: tuple[str, ...]) -> Plan:
    """The plan. Raises CorpusError, JournalError, QuestionsFileError and SettingsError."""
    labelled = read_questions(questions) if questions else ()
    records, _ = read_journal(settings, since)
    corpus = load_corpus(settings.faqs, max_file_bytes=settings.max_file_bytes)
    least = settings.report_min_conversations
    groups, _ = find_groups(records, load_embedder(settings.embedder), grouping)
    groups, unreadable = parted(
        (group for group in groups if group.conversations >= least), lexicon_of(corpus)
    )
    found = suggest(groups, corpus, min_conversations=least)
    found = [suggestion for suggestion in found if not kinds or suggestion.kind in kinds][:MOST_SUGGESTIONS]
    recent = [text for text, _ in Counter(record.question for record in records).most_common(MOST_RECENT)]
    proposals: list[Proposal] = []
    if found:
        simulation = Simulation(settings, labelled, recent)
        for suggestion in watch(found, "Trying suggestions"):
            completed = apply_all([suggestion], _TO_BE_WRITTEN)
            changed = {path: after.encode("utf-8") for path, (_, after) in completed.items()}
            proposals.append(Proposal(suggestion, simulation.effect(changed)))
    good = [p.suggestion for p in proposals if p.in_patch]
    return Plan(tuple(proposals), apply_all(good), len(groups), tuple(unreadable))


def write_plan(plan: Plan) -> list[str]:
    """Write the files; returns what to say of it. Raises SettingsError where one cannot be written."""
    for path, (before, after) in plan.files.items():
        try:
            real = path.resolve()  # a link stays one: the file that it leads to is replaced
            if real.read_bytes() != before.encode("utf-8"):
                raise SettingsError(f"{relative(path)} has changed meanwhile; run faqbot suggest again")
            beside = real.with_name(f".{real.name}.new")
            beside.write_bytes(after.encode("utf-8"))
            beside.chmod(real.stat().st_mode & 0o777)
            beside.replace(real)
        except OSError as error:
            raise SettingsError(f"{relative(path)} cannot be written: {error.strerror or error}") from None
    told = [f"Written: {relative(path)}" for path in plan.files]
    if plan.drafts:
        what = "FAQ" if plan.drafts == 1 else "FAQs"
        told.append(f"Not written: {plan.drafts:,} new {what}, for want of an answer")
    return told


def as_text(plan: Plan) -> str:
    """What is suggested and why, as comments before the patch."""
    if not plan.proposals:
        reason = "every group has its answer" if plan.groups else "no group was asked in enough conversations"
        return "".join(f"# {line}\n" for line in (f"Nothing to suggest: {reason}.", *_unreadable(plan)))
    lines = [line for number, p in enumerate(plan.proposals, 1) for line in _lines(number, p)]
    if plan.unreadable:
        lines += [*_unreadable(plan), ""]
    return "\n".join([*(f"# {line}".rstrip() for line in lines), plan.patch])


def as_json(plan: Plan) -> str:
    """The same for programs."""
    made: dict[str, Any] = {
        "suggestions": [
            {
                "kind": p.suggestion.kind,
                "target": p.suggestion.target,
                "file": relative(p.suggestion.topic.path),
                "phrasings": list(p.suggestion.phrasings),
                "reason": p.suggestion.reason,
                "conversations": p.suggestion.group.conversations,
                "in_patch": p.in_patch,
                "draft": p.suggestion.snippet if p.suggestion.is_draft else None,
                "effect": {
                    name: [
                        {"question": o.asked.question, "faq_id": o.faq_id} for o in getattr(p.effect, name)
                    ]
                    for name in ("fixed", "broken", "gained", "stolen")
                },
            }
            for p in plan.proposals
        ],
        "could_not_be_read": [
            {"question": group.question, "conversations": group.conversations, "count": group.count}
            for group in plan.unreadable
        ],
        "patch": plan.patch,
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


_TITLES = {"alternate": "more ways to ask for", "new_faq": "a new FAQ", "not_covered": "a not_covered group"}


def _lines(number: int, proposal: Proposal) -> Iterator[str]:
    suggestion, effect = proposal.suggestion, proposal.effect
    group = suggestion.group
    yield f"{number}. {_TITLES[suggestion.kind]}: {suggestion.target}"
    yield f"   asked {group.count:,} times in {group.conversations:,} conversations; {suggestion.reason}"
    for name, outcomes, what in (
        ("fixes", effect.fixed, "golden questions"),
        ("BREAKS", effect.broken, "golden questions"),
        ("gains", effect.gained, "recent questions"),
        ("STEALS", effect.stolen, "recent questions"),
    ):
        if outcomes:
            yield f"   {name} {len(outcomes):,} {what}: {_examples(outcomes)}"
    if proposal.harmful:
        yield "   NOT in the patch: it would do more harm than good"
    elif suggestion.is_draft:
        file = relative(suggestion.topic.path)
        yield f"   a draft, NOT in the patch: write its answer, and add it to {file}:"
        yield from (f"   {line}" for line in suggestion.snippet.splitlines())
    yield ""


def _unreadable(plan: Plan) -> Iterator[str]:
    if plan.unreadable:
        yield "Could not be read, and so nothing is suggested for them:"
    for group in plan.unreadable[:MOST_SUGGESTIONS]:
        told = printable(" ".join(group.question.split())[:60])
        yield f'   "{told}", asked {group.count:,} times in {group.conversations:,} conversations'


def _examples(outcomes: tuple[Outcome, ...]) -> str:
    told = [f'"{printable(" ".join(o.asked.question.split())[:60])}"' for o in outcomes[:3]]
    return ", ".join(told) + (" ..." if len(outcomes) > 3 else "")
