"""The shapes in a page's tree: sections, accordions, wrapping links, cards, videos."""

from __future__ import annotations

from markdown_it import MarkdownIt

from bot.corpus.importers.kinds import asks
from bot.corpus.importers.markup import Element, one_line, parts_of, to_text


def is_question(element: Element) -> bool:
    """Whether a <details> is a question with its answer, not a section."""
    if has_class(element, "nested-details"):
        return True
    around = next(element.iterancestors("a", "details"), None)
    if around is not None and wraps_accordion(around):
        return True
    if is_video(element) or any(has_class(a, "nested-details") for a in element.iterancestors("details")):
        return False
    holds_questions = any(
        child.tag == "details" or wraps_accordion(child) or "doc-link" in classes_of(child)
        for child in element.iterdescendants("a", "details")
    )
    if holds_questions:
        return False
    return section_of(element) is not None or asks(one_line(name_of_section(element)))


def is_video(element: Element) -> bool:
    """Whether an element is a video, or a section of videos."""
    return element.tag == "details-video" or has_class(element, "video")


def video_round(element: Element) -> Element | None:
    """The video section an element stands in; None where a section between the two says otherwise."""
    for ancestor in element.iterancestors("details", "details-video"):
        if is_video(ancestor):
            return ancestor
        if not has_class(ancestor, "nested-details"):
            return None
    return None


def is_video_link(video: Element, element: Element) -> bool:
    """A link that `_video` reports already: it is the video."""
    return video.tag == "details-video" or "doc-link" not in classes_of(element)


def section_of(element: Element) -> Element | None:
    """The <details> that an element stands in."""
    return next(element.iterancestors("details"), None)


def classes_of(element: Element) -> set[str]:
    """The class names of an element, in lower case."""
    return set((element.get("class") or "").lower().split())


def has_class(element: Element, part: str) -> bool:
    """Whether `part` occurs in one of the class names."""
    return any(part in name for name in classes_of(element))


def wraps_accordion(element: Element) -> bool:
    """`nested-accordian-link`, however it is spelt."""
    return element.tag == "a" and has_class(element, "nested-acc")


def summary_of(element: Element) -> Element | None:
    """The <summary> of this <details>, not that of one inside it."""
    return next(
        (s for s in element.iter("summary") if next(s.iterancestors("details"), None) is element), None
    )


def name_of_section(element: Element) -> str:
    """The words of the <summary>; "" where there is none."""
    summary = summary_of(element)
    return "" if summary is None else to_text(summary)


def parts_beside(element: Element, summary: Element) -> list[object]:
    """What stands in `element` beside its summary, also where a link was put round the summary."""
    found: list[object] = []
    for part in parts_of(element):
        if not isinstance(part, str) and part is not summary and summary in part.iter("summary"):
            found += parts_beside(part, summary)
        else:
            found.append(part)
    return found


def is_card(element: Element) -> bool:
    """A table or picture in a link: something to look at, no question."""
    text = to_text(element, skip=lambda part: part.tag == "details")
    has_table = any(line.strip().startswith("|") for line in text.split("\n"))
    return has_table or "![" in text or next(element.iter("table", "img"), None) is not None


def table_beside(element: Element) -> str:
    """The words of a table right behind a link: the parser ends a link where a <table> begins."""
    tail, following = one_line(element.tail or ""), element.getnext()
    if tail or following is None or following.tag != "table":
        return tail if tail.startswith("|") else ""
    bold = [f"**{one_line(to_text(child))}**" for child in following.iter("b", "strong")]
    return " ".join(bold) or one_line(to_text(following))


def label_of(element: Element, text: str) -> str:
    """What a card is called: its words in bold, else all its words."""
    bold = " ".join(one_line(to_text(child)) for child in element.iter("b", "strong"))
    return bold or " ".join(text.split("**")[1::2]) or text


def loose_links(section: Element) -> list[tuple[str, str]]:
    """(text, href) of the Markdown links among the words directly in a section; href "" for other words."""
    words = "".join(part if isinstance(part, str) else "\n\n" for part in parts_of(section))
    found: list[tuple[str, str]] = []
    text = "\n".join(line.strip() for line in words.split("\n"))
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        if token.type != "inline" or not token.children:
            continue
        href, name, outside = "", "", ""
        for child in token.children:
            if child.type == "link_open":
                href, name = str(child.attrs.get("href", "")), ""
            elif child.type == "link_close":
                found.append((name, href))
                href = ""
            elif href:
                name += child.content
            else:
                outside += child.content
        if any(c.isalnum() for c in outside):
            found.append((outside, ""))
    return found
