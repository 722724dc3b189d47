"""A page -> its FAQ file, new or merged into the one that people have edited since.

Nothing that people wrote is lost. Each value (question, answer, link, title, documentation) is merged three
ways: what the page said at the last import (the ledger), what the file says, what the page says now.

    the file was not edited             the page's new value is taken
    the file was edited, the page not   the file's value stays
    both were changed                   the file's value stays; the page's is reported, at every import
                                        until somebody edits the file's again or the two agree
    no record of an earlier import      as if edited: the file's value stays, a missing one is filled in

A FAQ whose id was changed in the file is known by its question. FAQs that people added stay. Those that
vanished from the page stay and are reported. Those that people took out, or moved to another file, are not
brought back. Everything else (ids, alternates, tags, follow-ups, owners, `not_covered`, comments, layout) is
never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError
from rapidfuzz import fuzz

from bot.corpus.importers.faq_text import CannotEdit, Editor, Entry, new_file
from bot.corpus.importers.ledger import PageRecord
from bot.corpus.importers.naming import faq_id, same_words
from bot.corpus.importers.page import Note, PageContent, PageFaq
from bot.corpus.schema import FaqFile
from bot.corpus.yaml_source import Source, parse_yaml

_FIELDS = ("question", "answer", "link")
_NEARLY = 80  # of 100: a word that differs no more is a spelling mended, not another word


class MergeError(ValueError):
    """A FAQ file that cannot be merged into; the message says why."""


@dataclass(slots=True)
class Merged:
    """What became of a page's questions. `text` is the file's new content."""

    text: str
    record: PageRecord
    new: int = 0
    updated: int = 0
    kept: int = 0
    skipped: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)


Values = dict[str, dict[str, str | None]]  # question, answer and link by id
Claim = Callable[[str], str]  # the id wished for -> that id, or one like it where it is taken in the corpus
Moved = Callable[[str], str]  # an id -> the FAQ file it stands in now, or ""


def make_file(page: PageContent, topic: str, claim: Claim) -> Merged:
    """The FAQ file of a page that has none yet. Raises MergeError if it would not be a valid one."""
    entries = [_entry(faq, claim(faq_id(topic, faq.question))) for faq in page.faqs]
    head: dict[str, str | Mapping[str, str]] = {
        "topic": topic,
        "title": page.title,
        "locale": page.place.locale,
        "source": _source(page),
    }
    if page.documentation:
        head["documentation"] = _documentation(page)
    text = new_file(head, entries)
    source = parse_yaml(text, Source(topic))
    try:
        FaqFile.model_validate(source.value)
    except ValidationError as error:
        raise MergeError(f"would not give a valid FAQ file: {error.errors()[0]['msg']}") from None
    return Merged(text, _record(page, entries), new=len(entries))


def merge_file(
    text: str, page: PageContent, topic: str, claim: Claim, record: PageRecord | None, moved: Moved
) -> Merged:
    """Merge a page into the text of its FAQ file. `record`: what the page said at the last import.

    Raises MergeError for a text that is no FAQ file, which is then better left alone.
    """
    source = parse_yaml(text, Source(topic))
    if source.problems:
        first = source.problems[0]
        raise MergeError(f"is left as it is: line {first.line} {first.message}; mend it and import again")
    if not isinstance(source.value, dict) or not isinstance(source.value.get("faqs") or [], list):
        raise MergeError("is left as it is: it is no FAQ file")
    return _Merge(text, source.value, page, record).run(topic, claim, moved)


class _Merge:
    def __init__(
        self, text: str, value: dict[str, Any], page: PageContent, record: PageRecord | None
    ) -> None:
        self._editor = Editor(text)
        self._value = value
        self._page = page
        self._has_record = record is not None
        self._result = Merged(text, PageRecord())
        self._faqs: list[dict[str, Any]] = [faq for faq in value.get("faqs") or [] if isinstance(faq, dict)]
        if len(self._faqs) != len(value.get("faqs") or []):
            raise MergeError("is left as it is: an item of its faqs is no mapping")
        self._old = _by_ids_of_now(record or PageRecord(), self._faqs)

    def run(self, topic: str, claim: Claim, moved: Claim) -> Merged:
        result, before = self._result, self._result.text
        self._head()
        matches = _matches(self._page.faqs, self._faqs, self._old)
        added: list[Entry] = []
        for i, faq in enumerate(self._page.faqs):
            if (at := matches.get(i)) is not None:
                self._merge_faq(at, faq)
            elif gone := self._taken_out(faq):
                self._leave_out(gone, faq, moved)
            else:
                entry = _entry(faq, claim(faq_id(topic, faq.question)))
                added.append(entry)
                result.record.faqs[entry["id"]] = _values(faq)
                result.new += 1
        if added:
            self._append(added)
        self._report_vanished(set(matches.values()))
        result.text = self._editor.text()
        if result.text != before:
            self._check(result.text)
        return result

    def _head(self) -> None:
        page, old, there, known = self._page, self._old, self._value, self._has_record
        title = self._merge_value("", ("title",), there.get("title"), old.title, page.title, "title", known)
        sources = (there.get("source"), _source_of(old.title), _source(page))
        self._merge_value("", ("source",), *sources, "source", known)
        if there.get("documentation") is None and page.documentation and not old.documentation:
            added = self._try(self._add_documentation, "documentation")
            documentation = page.documentation if added else None
        else:
            urls = (_url(there.get("documentation")), old.documentation, page.documentation)
            documentation = self._merge_value("", ("documentation",), *urls, "documentation", known)
        self._result.record.title, self._result.record.documentation = title, documentation

    def _add_documentation(self) -> None:
        self._editor.add_documentation(_documentation(self._page))
        self._value["documentation"] = _documentation(self._page)

    def _merge_faq(self, at: int, faq: PageFaq) -> None:
        there = self._faqs[at]
        identity = str(there["id"]) if isinstance(there.get("id"), str) else ""
        old = self._old.faqs.get(identity, {})
        now = _values(faq)
        found = {key: _url(there.get(key)) for key in _FIELDS}
        wanted = dict(now)
        if not any(wanted[key] and found[key] for key in ("answer", "link")):
            # The page dropped the one thing that people left in the file: a FAQ must not end up with neither.
            wanted |= {key: found[key] for key in ("answer", "link") if wanted[key] is None}
        for key in _FIELDS:
            values = (found[key], old.get(key), wanted[key])
            base = self._merge_value(identity, ("faqs", at, key), *values, faq.question, bool(old))
            if base != wanted[key]:
                now[key] = base
        if identity:
            self._result.record.faqs[identity] = now
        if any(not _same(found[key], _url(there.get(key))) for key in _FIELDS):
            self._result.updated += 1
        else:
            self._result.kept += 1

    def _merge_value(
        self,
        identity: str,
        where: tuple[str | int, ...],
        there: Any,
        old: str | None,
        now: str | None,
        name: str,
        known: bool,
    ) -> str | None:
        """Merge one value three ways; what the next import shall take for what the page said at this one."""
        if _same(there, now):
            return now
        key, held = str(where[-1]), str(there or "").strip()
        undecided = self._old.kept.get(identity, {}).get(key) == held
        if known and _same(now, old) and not undecided:
            return now
        if not undecided and (_same(there, old) if known else there is None):
            return now if self._try(lambda: self._set(where, now), name) else old
        self._result.record.kept.setdefault(identity, {})[key] = held
        said = "has none" if now is None else f"says {_short(now)!r}"
        self._remark(name, f"kept the {key} of the file; the page {said}")
        return now

    def _set(self, where: tuple[str | int, ...], now: str | None) -> None:
        self._editor.set(where, now)
        holder: Any = self._value if len(where) == 1 else self._faqs[int(where[1])]
        key = where[-1]
        if now is None:
            del holder[key]
        elif isinstance(holder.get(key), dict):
            holder[key]["url"] = now
        else:
            holder[key] = now

    def _try(self, change: Callable[[], None], name: str) -> bool:
        try:
            change()
        except CannotEdit as error:
            self._remark(name, f"the page has changed, but the file was left as it is: {error}")
            return False
        return True

    def _taken_out(self, faq: PageFaq) -> str:
        """The id under which this question was imported, if it no longer stands in the file."""
        told = _ids(self._faqs).union(self._result.record.faqs)
        return _asked_as(faq.question, faq.link, _without(self._old.faqs, told))

    def _leave_out(self, identity: str, faq: PageFaq, moved: Claim) -> None:
        self._result.record.faqs[identity] = _values(faq)
        place = moved(identity)
        reason = f"stands in {place} now" if place else "was taken out of the FAQ file by hand"
        self._result.skipped.append(Note(faq.question, reason))

    def _append(self, added: list[Entry]) -> None:
        try:
            self._editor.append(added)
        except CannotEdit as error:
            raise MergeError(f"is left as it is: {error}, so new questions have no place in it") from None
        self._value["faqs"] = [*self._faqs, *(dict(entry) for entry in added)]

    def _report_vanished(self, matched: set[int]) -> None:
        for at, there in enumerate(self._faqs):
            identity = there.get("id")
            if at not in matched and isinstance(identity, str) and identity in self._old.faqs:
                self._result.record.faqs[identity] = self._old.faqs[identity]
                self._remark(str(there.get("question", identity)), "is no longer on the page: kept")

    def _remark(self, text: str, reason: str) -> None:
        self._result.remarks.append(Note(_short(text), reason))

    def _check(self, text: str) -> None:
        """The edited text must say what was meant: a file must never be spoilt by a slip of the editor."""
        source = parse_yaml(text, Source("merged"))
        if source.problems or _stripped(source.value) != _stripped(self._value):
            raise MergeError("is left as it is: its layout cannot be edited safely; import into a new folder")


def _by_ids_of_now(old: PageRecord, there: list[dict[str, Any]]) -> PageRecord:
    """The record with the ids that the file has now, where only the id of a FAQ was changed there."""
    gone = _without(old.faqs, _ids(there))
    names: dict[str, str] = {}
    for faq in there:
        now = faq.get("id")
        if isinstance(now, str) and now not in old.faqs:
            before = _asked_as(str(faq.get("question", "")), _url(faq.get("link")), gone)
            if gone.pop(before, None):
                names[before] = now
    return replace(
        old,
        faqs={names.get(identity, identity): values for identity, values in old.faqs.items()},
        kept={names.get(identity, identity): values for identity, values in old.kept.items()},
    )


def _ids(faqs: list[dict[str, Any]]) -> set[str]:
    return {identity for faq in faqs if isinstance(identity := faq.get("id"), str)}


def _without(faqs: Values, ids: set[str]) -> Values:
    return {identity: values for identity, values in faqs.items() if identity not in ids}


def _asked_as(question: str, link: Any, faqs: Values) -> str:
    """The id of the one of `faqs` with this question, rather with this link, too; "" where there is none."""
    words = same_words(question)
    same = (identity for identity, faq in faqs.items() if same_words(faq["question"] or "") == words)
    return min(same, key=lambda identity: faqs[identity]["link"] != link, default="")


def _matches(page: tuple[PageFaq, ...], there: list[dict[str, Any]], old: PageRecord) -> dict[int, int]:
    """Which FAQ of the file is which question of the page: page index -> file index, surest first."""
    found: dict[int, int] = {}
    words = [same_words(str(faq.get("question", ""))) for faq in there]
    before = [old.faqs.get(str(faq.get("id")), {}) for faq in there]
    links = [_url(faq.get("link")) for faq in there]

    def alternates(at: int) -> set[str]:
        given = there[at].get("alternates")
        return {same_words(str(text)) for text in given} if isinstance(given, list) else set()

    asked = [faq.get("question") or "" for faq in before]
    linked = [faq.get("link") for faq in before]
    tests: list[Callable[[PageFaq, int], bool]] = [
        lambda faq, at: words[at] == same_words(faq.question) and links[at] == faq.link,
        lambda faq, at: same_words(asked[at]) == same_words(faq.question) and linked[at] == faq.link,
        lambda faq, at: words[at] == same_words(faq.question),
        lambda faq, at: same_words(asked[at]) == same_words(faq.question),
        lambda faq, at: same_words(faq.question) in alternates(at),
        lambda faq, at: linked[at] == faq.link and _nearly(asked[at], faq.question),
    ]
    for test in tests:
        for i, faq in enumerate(page):
            if i in found:
                continue
            at = next((at for at in range(len(there)) if at not in found.values() and test(faq, at)), None)
            if at is not None:
                found[i] = at
    return found


def _nearly(one: str, other: str) -> bool:
    """The same words but for their spelling: `recieve` and `receive`, not `add` and `delete`."""
    left, right = one.casefold().split(), other.casefold().split()
    return len(left) == len(right) > 1 and all(
        a == b or (a.isalpha() and b.isalpha() and fuzz.ratio(a, b) >= _NEARLY)
        for a, b in zip(left, right, strict=True)
    )


def _entry(faq: PageFaq, identity: str) -> dict[str, str]:
    return {"id": identity, **{key: value for key, value in _values(faq).items() if value is not None}}


def _values(faq: PageFaq) -> dict[str, str | None]:
    return {"question": faq.question, "answer": faq.answer, "link": faq.link}


def _record(page: PageContent, entries: list[dict[str, str]]) -> PageRecord:
    values = {entry["id"]: _values(faq) for entry, faq in zip(entries, page.faqs, strict=True)}
    return PageRecord(title=page.title, documentation=page.documentation, faqs=values)


def _source(page: PageContent) -> str:
    return f"Topic guide: {page.title}"


def _source_of(title: str | None) -> str | None:
    return None if title is None else f"Topic guide: {title}"


def _documentation(page: PageContent) -> dict[str, str]:
    # In other languages the title alone: no words that nobody wrote.
    name = f"{page.title} documentation" if page.place.locale == "en" else page.title
    return {"title": name, "url": page.documentation or ""}


def _url(link: Any) -> Any:
    return link.get("url") if isinstance(link, dict) else link


def _same(one: Any, other: Any) -> bool:
    return bool(_stripped(one) == _stripped(other))


def _stripped(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return {key: _stripped(inner) for key, inner in value.items()}
    return [_stripped(inner) for inner in value] if isinstance(value, list) else value


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 120 else text[:119] + "\N{HORIZONTAL ELLIPSIS}"
