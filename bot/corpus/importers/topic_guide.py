"""`faqbot import topic-guide`: pages -> one FAQ file each, and a summary of all that was read.

    find_pages -> read_page (page.py) -> its file (naming.py, ledger.py) -> made or merged (merge.py)

A page that cannot be read costs an error, not the other pages. How a rerun treats files that people have
edited since is told in `merge.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.importers import ledger
from bot.corpus.importers.folder import Existing, write
from bot.corpus.importers.ledger import LedgerError, PageRecord
from bot.corpus.importers.merge import Merged, MergeError, make_file, merge_file
from bot.corpus.importers.naming import digest, same_words, slugify
from bot.corpus.importers.page import Note, PageContent, PageError, read_page
from bot.corpus.load import faq_paths
from bot.corpus.yaml_source import MAX_FILE_BYTES
from bot.errors import ImportFailed, Problem

SUFFIXES = (".md", ".markdown", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class PageRow:
    """What became of one page.

    `output`: its FAQ file, None where there was nothing to write, and then `reason` says why. Of the
    questions found, `new` were added, `updated` and `kept` stood there already, `skipped` were left out
    (other links that are no questions are among these). `remarks`: what a person should look at.
    """

    page: Path
    output: Path | None
    title: str = ""
    new: int = 0
    updated: int = 0
    kept: int = 0
    documentation: bool = False
    skipped: tuple[Note, ...] = ()
    remarks: tuple[Note, ...] = ()
    reason: str = ""

    @property
    def taken(self) -> int:
        """Questions of the page that stand in its FAQ file."""
        return self.new + self.updated + self.kept

    @property
    def found(self) -> int:
        """Everything on the page that could have been a question."""
        return self.taken + len(self.skipped)


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """All pages in the order in which they were read, and all errors."""

    rows: tuple[PageRow, ...]
    errors: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether every page could be read and written."""
        return not self.errors


def import_pages(
    sources: Sequence[Path], out: Path, *, progress: Callable[[PageRow], None] | None = None
) -> ImportSummary:
    """Import pages, or all pages below folders, into FAQ files in `out`.

    English pages go to `out` itself, those of other locales to a folder named after it. `progress` is called
    with each row as soon as it is known. Raises ImportFailed if `out` cannot be a folder.
    """
    if out.exists() and not out.is_dir():
        raise ImportFailed(f"{out} is a file; name a folder with --out DIR")
    run = _Run(out)
    for path in run.find_pages(sources):
        row = run.import_page(path)
        if row is not None:
            run.rows.append(row)
            if progress is not None:
                progress(row)
    run.write_ledger()
    return ImportSummary(tuple(run.rows), tuple(run.errors))


class _Run:
    """One import: what is known of the output folder, and what was done so far."""

    def __init__(self, out: Path) -> None:
        self.rows: list[PageRow] = []
        self.errors: list[Problem] = []
        self._out = out
        self._existing = Existing()
        self._read: dict[str, tuple[Path, str]] = {}  # page key -> the page that has it, its content's hash
        self._records: dict[str, PageRecord] = {}
        self._may_write_ledger = True
        for path in faq_paths(out) if out.is_dir() else ():
            self._existing.note(path)
        try:
            self._records = ledger.read_ledger(out)
        except LedgerError as error:
            self._may_write_ledger = False
            hint = "restore it, or remove it: differences then count as edits"
            self.errors.append(Problem(str(out / ledger.NAME), 0, 0, str(error), hint))

    def find_pages(self, sources: Sequence[Path]) -> Iterator[Path]:
        """The pages, each once, folder by folder in a fixed order."""
        seen: set[str] = set()
        for source in sources:
            found = [source] if source.is_file() else self._pages_below(source)
            if not found:
                message = "holds no page" if source.is_dir() else "does not exist"
                self._error(source, message, f"looked for {_shown_suffixes()}")
            for path in found:
                real = os.path.realpath(path)
                if real not in seen:
                    seen.add(real)
                    yield path

    def _pages_below(self, folder: Path) -> list[Path]:
        found = []
        for parent, folders, names in os.walk(folder, onerror=self._unreadable):
            folders[:] = [name for name in folders if not name.startswith(".")]
            names = [name for name in names if name.lower().endswith(SUFFIXES) and name[0] != "."]
            found += [Path(parent, name) for name in names]
        return sorted(found)

    def _unreadable(self, error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            self._error(Path(error.filename), f"cannot be read: {error.strerror}")

    def _error(self, path: Path, message: str, hint: str = "") -> None:
        self.errors.append(Problem(str(path), 0, 0, message, hint))

    def import_page(self, path: Path) -> PageRow | None:
        """Read one page and write its FAQ file; None after an error."""
        try:
            raw = path.read_bytes()
            page = read_page(path, raw)
        except OSError as error:
            self._error(path, f"cannot be read: {error.strerror or error}")
            return None
        except PageError as error:
            self._error(path, str(error))
            return None
        content = digest(raw.hex(), 16)
        first, same = self._read.get(page.place.key, (path, ""))
        if content == same:
            return PageRow(path, None, page.title, reason=f"the same page as {first}")
        key = self._key_of(page)
        self._read[key] = (path, content)
        if not page.faqs and not page.documentation and key not in self._records:
            return PageRow(path, None, page.title, skipped=page.skipped, reason=_nothing(raw, page))
        try:
            return self._place(path, page, key)
        except MergeError as error:
            self._error(self._target(page, key), str(error))
        except OSError as error:
            self._error(self._target(page, key), f"cannot be written: {error.strerror or error}")
        return None

    def _key_of(self, page: PageContent) -> str:
        """The page's key; where pages share one, that of the record it has questions in common with."""
        key, known = page.place.key, list[str]()
        while key in self._records:
            known.append(key)
            key += "+"
        unread = [k for k in known if k not in self._read]
        questions = {same_words(faq.question) for faq in page.faqs}
        for candidate in unread:
            asked = (faq["question"] or "" for faq in self._records[candidate].faqs.values())
            if questions.intersection(map(same_words, asked)):
                return candidate
        if len(known) == len(unread) == 1:
            return known[0]  # all its questions are new
        while key in self._read:
            key += "+"
        return key

    def _place(self, path: Path, page: PageContent, key: str) -> PageRow:
        target = self._target(page, key)
        merged = self._merged(page, key, target)
        if len(merged.text.encode("utf-8")) > MAX_FILE_BYTES:
            raise MergeError(f"would be larger than {MAX_FILE_BYTES / 1e6:.1f} MB")
        write(target, merged.text)
        merged.record.file = target.relative_to(self._out).as_posix()
        self._records[key] = merged.record
        self._existing.note(target)
        return PageRow(
            path,
            target,
            page.title,
            merged.new,
            merged.updated,
            merged.kept,
            page.documentation is not None,
            (*page.skipped, *merged.skipped),
            (*page.remarks, *merged.remarks),
        )

    def _merged(self, page: PageContent, key: str, target: Path) -> Merged:
        claimed: set[str] = set()

        def claim(wanted: str) -> str:
            identity, number = wanted, 1
            while identity in claimed or identity in self._existing.file_of_id:
                number += 1
                identity = f"{wanted}-{number}"
            claimed.add(identity)
            return identity

        if not target.exists():
            return make_file(page, target.stem, claim)
        return merge_file(_text_of(target), page, target.stem, claim, self._records.get(key), self._moved)

    def _moved(self, identity: str) -> str:
        place = self._existing.file_of_id.get(identity)
        return place.relative_to(self._out).as_posix() if place else ""

    def _target(self, page: PageContent, key: str) -> Path:
        """The page's FAQ file: where it went before, also if that file was renamed; else a free name."""
        record = self._records.get(key)
        if record and (self._out / record.file).exists():
            return self._out / record.file
        for identity in record.faqs if record else ():
            if identity in self._existing.file_of_id:
                return self._existing.file_of_id[identity]
        folder = self._out if page.place.locale == "en" else self._out / page.place.locale
        free = (slug for slug in _slugs(page, key) if self._is_free(folder, slug, page, key))
        return folder / f"{next(free)}.yaml"

    def _is_free(self, folder: Path, slug: str, page: PageContent, key: str) -> bool:
        target = folder / f"{slug}.yaml"
        name = target.relative_to(self._out).as_posix()
        if any(record.file == name for other, record in self._records.items() if other != key):
            return False
        if self._existing.file_of_topic.get((page.place.locale, slug), target) != target:
            return False
        if not target.exists():
            return True
        # A file of that name without a record: this page's if they share a question, or if it cannot be told.
        questions = self._existing.questions.get(target)
        return not questions or any(same_words(faq.question) in questions for faq in page.faqs)

    def write_ledger(self) -> None:
        """Keep what the pages said, for the next import."""
        if not self._may_write_ledger or not self._records:
            return
        try:
            write(self._out / ledger.NAME, ledger.ledger_text(self._records))
        except OSError as error:
            self._error(self._out / ledger.NAME, f"cannot be written: {error.strerror or error}")


def _slugs(page: PageContent, key: str) -> Iterator[str]:
    """Names for a page's topic, the best first; each depends on the page alone."""
    yield page.place.slug
    last = slugify(key.rpartition("/")[2])
    if last and last not in page.place.slug:
        yield f"{page.place.slug}-{last}"
    number = 1
    while True:
        number += 1
        yield f"{page.place.slug}-{number}"


def _nothing(raw: bytes, page: PageContent) -> str:
    if not raw.strip():
        return "the page is empty"
    return "none of what it holds is a question" if page.skipped else "no questions and no documentation link"


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise MergeError("is left as it is, because it is not UTF-8 text") from None


def _shown_suffixes() -> str:
    return ", ".join(f"*{suffix}" for suffix in SUFFIXES)
