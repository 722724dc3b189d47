"""A topic-guide page -> PageContent: its title, questions, documentation link, and all that was no question.

<details><summary>FAQs</summary>                 a section; a video section gives no questions
  <a class="nested-accordian-link" href="...">   the link of the question inside; href may be missing
    <details class="nested-details"><summary>    the question; what follows it is the answer
  <a class="doc-link" href="...">                a question that only links
<a class="doc-link" href="...">| table |</a>     a card: the documentation link, or a course or a video
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.corpus.importers.front import front_matter, title_of
from bot.corpus.importers.kinds import asks, kind_of_host, kind_of_words, says_documentation
from bot.corpus.importers.markup import (
    Element,
    MarkupError,
    address,
    clean,
    one_line,
    parts_of,
    to_text,
    tree_of,
)
from bot.corpus.importers.naming import Place, place_of
from bot.corpus.importers.shapes import (
    classes_of,
    is_card,
    is_question,
    is_video,
    is_video_link,
    label_of,
    loose_links,
    name_of_section,
    parts_beside,
    section_of,
    summary_of,
    table_beside,
    video_round,
    wraps_accordion,
)
from bot.corpus.importers.writer import to_markdown
from bot.links import is_safe_url

MAX_PAGE_BYTES = 5_000_000
_MAX_QUESTION, _MAX_ANSWER = 1_000, 20_000


class PageError(ValueError):
    """A page that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something on a page, and what became of it and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PageFaq:
    """A question as the page has it. At least one of `answer` (CommonMark) and `link` is there."""

    question: str
    answer: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that a page says.

    `skipped`: what looked like a question or a link and is not taken. `remarks`: taken, but not as it stood.
    """

    title: str
    place: Place
    documentation: str | None
    faqs: tuple[PageFaq, ...]
    skipped: tuple[Note, ...]
    remarks: tuple[Note, ...]


def read_page(path: Path, raw: bytes) -> PageContent:
    """Read one page. `raw` is the content of the file `path`.

    Raises PageError for a page that is not UTF-8, too large, or nested too deeply.
    """
    if len(raw) > MAX_PAGE_BYTES:
        raise PageError(f"is {len(raw) / 1e6:.1f} MB; a page may have {MAX_PAGE_BYTES / 1e6:.0f} MB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PageError(f"is not UTF-8 text (line {line}): save it as UTF-8") from None
    front, body = front_matter(clean(text))
    try:
        reader = _Reader(tree_of(body))
        reader.read()
        title = title_of(front.get("title", ""), reader.root, body, path)
    except MarkupError as error:
        raise PageError(str(error)) from None
    except RecursionError:
        raise PageError("its HTML is nested too deeply; close the elements that are left open") from None
    language = front.get("lang") or front.get("locale") or reader.root.get("lang") or ""
    place = place_of(path, permalink=front.get("permalink", ""), title=title, language=language)
    if place.note:
        reader.remarks.append(Note("locale", place.note))
    return PageContent(
        title, place, reader.documentation, tuple(reader.faqs), tuple(reader.skipped), tuple(reader.remarks)
    )


# -- questions ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    """Walks a page's tree once and sorts what it finds."""

    root: Element
    faqs: list[PageFaq] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)
    documentation: str | None = None
    _asking: set[Element] = field(default_factory=set)  # the <details> that are a question with its answer
    _answers: set[Element] = field(default_factory=set)  # everything inside an answer
    _beside: dict[Element, str] = field(default_factory=dict)  # words beside the accordion in its own link

    def read(self) -> None:
        """Fill the lists. Each element that could be a question ends in exactly one of them."""
        for element in self.root.iter("details"):
            if is_question(element):
                self._asking.add(element)
        for element in self.root.iter():
            if element in self._asking:
                self._accordion(element)
            elif element in self._answers:
                continue
            elif element.tag == "a":
                self._anchor(element)
            elif element.tag in ("details", "details-video") and is_video(element):
                self._video(element)
            elif element.tag == "details" and not self._holds_any(element):
                self._skip(name_of_section(element), "a section without questions")
        self._loose_text()
        for text in filter(None, self._beside.values()):
            self._skip(text, "words in no question")

    def _skip(self, text: str, reason: str) -> None:
        self.skipped.append(Note(_short(text), reason))

    def _remark(self, text: str, reason: str) -> None:
        self.remarks.append(Note(_short(text), reason))

    def _stands_alone(self, element: Element) -> bool:
        """Whether an element inside an answer is a question of its own: the answer was left open."""
        if element in self._asking:
            return True
        if element.tag != "a":
            return False
        if self._holds_question(element):
            return True
        return "doc-link" in classes_of(element) and (asks(one_line(to_text(element))) or is_card(element))

    def _holds_question(self, element: Element) -> bool:
        return any(child in self._asking for child in element.iter("details"))

    def _accordion(self, element: Element) -> None:
        summary = summary_of(element)
        if summary is None:
            self._skip(to_text(element), "an accordion without <summary>")
            return
        if (video := video_round(element)) is not None:
            self._skip(to_text(summary), f"in a video section: {_short(name_of_section(video))}")
            return
        question = to_text(summary)
        parts = [part for part in parts_beside(element, summary) if part is not summary]
        answer = to_markdown(parts, stop=self._stands_alone, report=self._remark)
        if not answer:
            answer = self._answer_beside(element)
        if not answer and "\n\n" in question.strip():
            # A <summary> left open takes the answer in; the question is its first paragraph.
            question, _, rest = question.strip().partition("\n\n")
            answer = rest.strip()
        self._note_inside(element)
        self._take(question, answer, self._link_of(element, summary))

    def _answer_beside(self, element: Element) -> str:
        """The answer that stands after the accordion, in the link round both."""
        around = element.getparent()
        if around is None or around.tag != "a" or sum(child in self._asking for child in around) != 1:
            return ""
        parts = list(parts_of(around))
        after = parts[parts.index(element) + 1 :]
        self._beside.pop(around, None)
        return to_markdown(after, stop=self._stands_alone, report=self._remark)

    def _note_inside(self, element: Element) -> None:
        """Remember what belongs to this answer: all up to the first question that was left inside it."""
        for child in element.iterdescendants():
            if self._stands_alone(child):
                break
            self._answers.add(child)

    def _link_of(self, element: Element, summary: Element) -> str:
        for ancestor in element.iterancestors("a", "details"):
            if ancestor.tag == "details":
                break
            if "doc-link" not in classes_of(ancestor) or not one_line(self._own_text(ancestor)):
                return address(ancestor)
        for anchor in [*summary.iter("a"), *summary.iterancestors("a")]:
            if address(anchor) and (anchor.getparent() is summary or element in anchor.iterancestors()):
                return address(anchor)
        before = element.getprevious()
        if before is None or not wraps_accordion(before) or one_line(to_text(before) + (before.tail or "")):
            return ""
        return address(before)  # the link was closed before the accordion it was meant for

    def _own_text(self, element: Element) -> str:
        return to_text(element, skip=lambda part: part.tag == "details")

    def _anchor(self, element: Element) -> None:
        text = one_line(self._own_text(element))
        href = address(element)
        classes = classes_of(element)
        in_section = section_of(element) is not None
        if is_card(element):
            self._card(element, text, href)
        elif not text and (beside := table_beside(element)):
            self._card(element, beside, href)
        elif self._holds_question(element) and (not text or wraps_accordion(element)):
            self._beside[element] = text
        elif (video := video_round(element)) is not None:
            if text and not is_video_link(video, element):
                self._skip(text, f"in a video section: {_short(name_of_section(video))}")
        elif not text:
            closed_early = wraps_accordion(element) and element.getnext() in self._asking
            if href and not closed_early:
                self._skip(href, "a link without words")
        elif "tour-guide" in classes or element.get("topic-id"):
            self._skip(text, "starts a guided tour: no question")
        elif kind := kind_of_host(href) if not asks(text) else "":
            self._skip(text, f"links to a {kind}: no question")
        elif says_documentation(text) and not asks(text) and not in_section:
            self._card(element, text, href)
        elif in_section or "doc-link" in classes or wraps_accordion(element) or asks(text):
            self._take(text, "", href)
        elif href:
            self._skip(text, "a link outside the FAQs")

    def _card(self, element: Element, text: str, href: str) -> None:
        label = label_of(element, text)
        kind = "" if says_documentation(label) else kind_of_words(label) or kind_of_host(href)
        if kind:
            self._skip(label, f"links to a {kind}: no question")
        elif not is_safe_url(href):
            self._skip(label, f"link {href!r} is no http(s) address" if href else "a card without a link")
        elif self.documentation is None:
            self.documentation = href
        elif self.documentation != href:
            self._skip(href, "a second documentation link: the first was taken")

    def _video(self, element: Element) -> None:
        holds_videos = next(element.iterdescendants("details-video"), None) is not None
        if holds_videos or (element.tag == "details" and video_round(element) is not None):
            return  # each video is reported once
        words = to_text(element, skip=lambda part: part.tag == "summary").split("\n")
        names = [line.strip().strip("#").strip() for line in words if "](" not in line]
        self._skip(next(filter(None, names), name_of_section(element) or "video"), "a video: no question")

    def _holds_any(self, element: Element) -> bool:
        return next(element.iterdescendants("a", "details"), None) is not None or bool(loose_links(element))

    def _take(self, question: str, answer: str, href: str) -> None:
        question = _tidy_question(question)
        link = href if is_safe_url(href) else ""
        if not question:
            self._skip(answer or href, "no question: its <summary> is empty")
            return
        if href and not link and answer:
            self._remark(question, f"link {href!r} is no http(s) address: taken without it")
        if not answer and not link:
            because = f": {href!r} is no http(s) address" if href else ""
            self._skip(question, f"neither answer nor link{because}")
        elif len(question) > _MAX_QUESTION:
            self._skip(question, f"the question is longer than {_MAX_QUESTION:,} characters")
        elif len(answer) > _MAX_ANSWER:
            self._skip(question, f"the answer is longer than {_MAX_ANSWER:,} characters")
        elif (faq := PageFaq(question, answer or None, link or None)) in self.faqs:
            self._skip(question, "repeated on this page with the same answer and link")
        else:
            self.faqs.append(faq)

    def _loose_text(self) -> None:
        """Markdown links and words that stand in a section but in no question."""
        for section in self.root.iter("details"):
            is_read = section in self._asking or section in self._answers
            if is_read or is_video(section) or video_round(section) is not None:
                continue
            for text, href in loose_links(section):
                if href and kind_of_host(href) and not asks(text):
                    self._skip(text, f"links to a {kind_of_host(href)}: no question")
                elif href:
                    self._take(text, "", href)
                else:
                    self._skip(text, "words in no question")


def _tidy_question(text: str) -> str:
    """The question's words on one line, without Markdown round them or a blank before the question mark."""
    question = one_line(text).lstrip("#").strip()
    for mark in ("**", "__"):
        if question.startswith(mark) and question.endswith(mark) and question.count(mark) == 2:
            question = question[2:-2].strip()
    end = len(question.rstrip("?\N{FULLWIDTH QUESTION MARK}"))
    return question[:end].rstrip() + question[end:] if question[:end].strip() else question


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= 120 else text[:119] + "\N{HORIZONTAL ELLIPSIS}"
