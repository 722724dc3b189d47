from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.corpus.importers.page import PageContent, PageError, PageFaq, read_page

from .conftest import CARD, answered, linked, page_text

PATH = Path("/x/shop-en/greentea.md")
DOCUMENTATION = CARD.format(href="https://docs.example.com/tea/", label="Documentation")


def read(text: str, path: Path = PATH) -> PageContent:
    return read_page(path, text.encode("utf-8"))


def section(*questions: str) -> PageContent:
    return read(page_text(*questions))


def reasons(page: PageContent) -> dict[str, str]:
    return {note.text: note.reason for note in page.skipped}


def answer_of(answer: str) -> str | None:
    (faq,) = section(answered("What is tea?", answer)).faqs
    return faq.answer


# -- what is taken -----------------------------------------------------------------------------------


def test_questions_with_answer_and_questions_that_only_link() -> None:
    page = section(
        answered("What is tea?", "A drink.", "https://docs.example.com/tea/#What"),
        linked("How do I brew tea?", "https://docs.example.com/brew/?lang=ja"),
        answered("Is it hot?", "Mostly.", href=None),
    )
    assert page.title == "Green Tea"
    assert page.documentation == "https://docs.example.com/tea/"
    assert page.faqs == (
        PageFaq("What is tea?", "A drink.", "https://docs.example.com/tea/#What"),
        PageFaq("How do I brew tea?", None, "https://docs.example.com/brew/?lang=ja"),
        PageFaq("Is it hot?", "Mostly.", None),
    )
    assert page.skipped == page.remarks == ()


def test_a_question_keeps_its_words_and_loses_stray_blanks() -> None:
    page = section(
        linked("what  is\n  annotate &amp; brew\n teh leafs ?"),
        linked("**Is it `hot`?**", "https://e.example"),
    )
    assert [faq.question for faq in page.faqs] == ["what is annotate & brew teh leafs?", "Is it `hot`?"]


def test_courses_videos_and_tours_are_no_questions_but_are_reported() -> None:
    text = page_text(
        linked("What is tea?"),
        linked("Tea for beginners", "https://academy.example.com/course-1"),
        linked("The harvest", "https://player.vimeo.com/video/1"),
        '<a class="tour-guide" topic-id="t1">Show me round</a>',
        "<details-video>\n\n[![pot](images/p.png)](https://youtu.be/1)\n\nWarming the pot\n</details-video>",
    )
    text += CARD.format(href="https://learn.example.com/7", label="Academy")
    text += (
        '<details class="introduction-video" open>\n<summary>Introduction\n</summary>\n\n'
        "[![T](images/C.png)](https://drive.google.com/f)\n\n##### A short film\nWatch\n\n</details>"
    )
    page = read(text)
    assert [faq.question for faq in page.faqs] == ["What is tea?"]
    assert page.documentation == "https://docs.example.com/tea/"
    assert reasons(page) == {
        "Tea for beginners": "links to a course: no question",
        "The harvest": "links to a video: no question",
        "Show me round": "starts a guided tour: no question",
        "Warming the pot": "a video: no question",
        "Academy": "links to a course: no question",
        "A short film": "a video: no question",
    }


def test_a_section_of_videos_gives_no_questions_but_one_left_open_takes_none_away() -> None:
    videos = '<details class="introduction-video"><summary>Videos</summary>'
    videos += linked("Film?") + answered("Clip?", "x")
    page = read(videos + "</details>" + page_text(linked("What is tea?")))
    assert [faq.question for faq in page.faqs] == ["What is tea?"]
    assert reasons(page)["Film?"] == reasons(page)["Clip?"] == "in a video section: Videos"
    assert [faq.question for faq in read(videos + page_text(linked("What is tea?"))).faqs] == ["What is tea?"]


def test_a_question_answered_by_a_film_is_a_question() -> None:
    (faq,) = section(linked("How do I brew tea?", "https://youtu.be/1")).faqs
    assert faq.link == "https://youtu.be/1"


def test_the_labelled_card_is_the_documentation_and_a_second_one_is_reported() -> None:
    page = read(page_text() + CARD.format(href="https://docs.example.com/other/", label="Documentation"))
    assert page.documentation == "https://docs.example.com/tea/"
    assert "second documentation" in reasons(page)["https://docs.example.com/other/"]
    assert read(DOCUMENTATION.removesuffix("</a>\n")).documentation == "https://docs.example.com/tea/"
    early = DOCUMENTATION.replace('tea/">', 'tea/"></a>')
    assert read(early).documentation == "https://docs.example.com/tea/"


def test_cards_in_other_languages_and_as_html() -> None:
    assert (
        read(CARD.format(href="https://d.example/", label="ドキュメント")).documentation
        == "https://d.example/"
    )
    html = '<a class="doc-link" href="https://d.example/"><table><tr><td><b>Documentation</b></td></tr></table></a>'
    assert read(html).documentation == "https://d.example/"
    assert read(CARD.format(href="https://c.example/", label="アカデミー")).documentation is None


def test_a_repeated_question_is_taken_once_unless_it_says_something_else() -> None:
    page = section(linked("Hot?"), linked("Hot?"), linked("Hot?", "https://docs.example.com/2"))
    assert [faq.link for faq in page.faqs] == ["https://docs.example.com/l", "https://docs.example.com/2"]
    assert "repeated" in reasons(page)["Hot?"]


def test_questions_without_answer_and_link_are_reported() -> None:
    page = section(
        '<a class="doc-link">Why?</a>', answered("", "Nobody asked."), answered("Empty?", "", href=None)
    )
    assert page.faqs == ()
    assert reasons(page) == {
        "Why?": "neither answer nor link",
        "Nobody asked.": "no question: its <summary> is empty",
        "Empty?": "neither answer nor link",
    }


def test_an_unsafe_link_never_gets_through_but_its_question_does() -> None:
    page = section(
        answered("Safe?", "Yes.", href="javascript:alert(1)"),
        linked("Run?", "java&#10;script:alert(1)"),
        answered("Inner?", 'Press <a href="javascript:x">here</a>.', href=None),
    )
    assert page.faqs == (PageFaq("Safe?", "Yes.", None), PageFaq("Inner?", "Press here.", None))
    assert "neither answer nor link" in reasons(page)["Run?"]
    assert [note.text for note in page.remarks] == ["Safe?", "here"]


def test_markdown_links_in_a_section_are_questions_and_loose_words_are_reported() -> None:
    page = section(
        "- [How hot?](https://docs.example.com/hot)\n- [Film](https://youtu.be/3)\n\nMore to come soon\n"
    )
    assert page.faqs == (PageFaq("How hot?", None, "https://docs.example.com/hot"),)
    assert reasons(page) == {
        "Film": "links to a video: no question",
        "More to come soon": "words in no question",
    }


def test_questions_in_a_plain_list_of_details() -> None:
    page = read(
        "<details><summary>What is tea?</summary>\nA drink.\n</details>\n"
        "<details><summary>News</summary>x</details>"
        "<details><summary>Empty</summary></details>"
    )
    assert page.faqs == (PageFaq("What is tea?", "A drink."),)
    assert reasons(page) == {"x": "words in no question", "Empty": "a section without questions"}


def test_questions_above_the_sum_of_the_limits_are_reported() -> None:
    page = section(linked("why " * 300), answered("Long?", "word " * 5000))
    assert page.faqs == ()
    assert len(page.skipped) == 2
    assert all("longer than" in note.reason for note in page.skipped)


# -- broken markup -----------------------------------------------------------------------------------

A1, A2 = answered("One?", "First.", "https://d.example/1"), answered("Two?", "Second.", "https://d.example/2")
L3 = linked("Three?", "https://d.example/3")
EXPECTED = (
    PageFaq("One?", "First.", "https://d.example/1"),
    PageFaq("Two?", "Second.", "https://d.example/2"),
    PageFaq("Three?", None, "https://d.example/3"),
)


@pytest.mark.parametrize(
    "first",
    [
        A1,
        A1.replace("</a>", ""),
        A1.replace("</details>", ""),
        A1.replace("</a>", "").replace("</details>", ""),
        A1.replace("</a>", "").replace("</details>", "</a></details>"),
        A1.replace("</summary>", ""),
        A1.replace('1">', '1"></a>', 1),
        A1.replace("First.\n", "\n").replace("</details>", "</details>First."),
        A1.replace("nested-accordian-link", "nested-accordion-link")
        .replace("<a ", "<A ")
        .replace("</a", "</A"),
        A1.replace("<summary>One?\n  </summary>", "<a><summary>One?</summary></a>"),
        A1.replace("First.", "<!-- never <a href='x'> shown -->First."),
    ],
)
@pytest.mark.parametrize("last", [L3, L3.replace("</a>", "")])
def test_tags_that_are_left_open_or_crossed_lose_nothing(first: str, last: str) -> None:
    page = section(first, A2, last)
    assert page.faqs == EXPECTED
    assert page.documentation == "https://docs.example.com/tea/"
    assert page.skipped == ()


def test_links_in_an_answer_leave_the_question_its_own_link() -> None:
    answer = (
        'See <a href="https://d.example/x" target="_blank">the pot</a> and [the cup](https://d.example/y).'
    )
    page = section(answered("One?", answer, "https://d.example/1"), A2)
    assert page.faqs[0] == PageFaq(
        "One?",
        "See [the pot](https://d.example/x) and [the cup](https://d.example/y).",
        "https://d.example/1",
    )
    assert page.faqs[1] == EXPECTED[1]


WORDS = ["tea", "pot &amp; cup", "how", "茶", "R&D", "v1.2", "(hot)", "under_score", "50%"]


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_any_page_in_these_patterns_gives_what_its_author_wrote(seed: int) -> None:
    """Random pages, with the damage that these pages have, against what they were made from."""
    chance = random.Random(seed)
    expected, written = [], []
    for number in range(chance.randint(1, 6)):
        question, href = (
            "What " + " ".join(chance.sample(WORDS, 3)) + "?",
            f"https://d.example/{number}?a=1&copy=2",
        )
        answer = " ".join(chance.sample(WORDS, 5)) if chance.random() < 0.5 else ""
        html = (
            answered(question, " " * chance.randint(0, 5) + answer, href)
            if answer
            else linked(question, href)
        )
        damage = chance.choice(["", "", "</a>", "</details>"])
        written.append(html.replace(damage, "") if damage else html)
        plain = [text.replace("&amp;", "&") for text in (question, answer)]
        expected.append(PageFaq(plain[0], plain[1] or None, href))
    assert section(*written).faqs == tuple(expected)


# -- answers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ("Salt &amp; pepper&nbsp;&copy;", "Salt & pepper\N{NO-BREAK SPACE}©"),
        ("Type &lt;b&gt; now, 1 &lt; 2", "Type &lt;b> now, 1 < 2"),
        ("Write &amp;lt; for it", "Write &amp;lt; for it"),
        ("Type <your-id> and `<b>&amp;`", "Type &lt;your-id> and `<b>&`"),
        ("<https://a.example/?x&param=1>", "<https://a.example/?x&param=1>"),
        ("**bold** and [a](https://a.example)", "**bold** and [a](https://a.example)"),
        ("<b> bold </b>and <i>leaning</i>, <code>x < y</code>", "**bold** and *leaning*, `x < y`"),
        ("One<br>two<br/><br/>three", "One\\\ntwo\n\nthree"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        (
            "Take:<ul><li>milk<li>tea<ul><li>green</ul></ul>Stir.",
            "Take:\n\n- milk\n- tea\n  - green\n\nStir.",
        ),
        ('<ol start="3"><li>c</li><li>d</li></ol>', "3. c\n4. d"),
        (
            "Take:\n\n   - milk\n   - tea\n     - green\n\n   Stir.",
            "Take:\n\n- milk\n- tea\n  - green\n\nStir.",
        ),
        ("1. boil\n\n      Wait.\n\n   2. pour", "1. boil\n\n   Wait.\n\n2. pour"),
        ("One.\n\n        Two, far to the right.", "One.\n\nTwo, far to the right."),
        ("```\n   <b>\n     x\n   ```", "```\n<b>\n  x\n```"),
        ("<pre>\n  a < b\n</pre>", "```\n  a < b\n```"),
        ('<img src="images/p.png" alt="a pot">', "![a pot](images/p.png)"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>", "- a | b\n- c | d"),
        ("<h3>More</h3>Text", "### More\n\nText"),
        ("<blockquote>One<p>Two</p></blockquote>", "> One\n>\n> Two"),
        ("hard  \n   break", "hard\\\nbreak"),
        ("<span>a <font color=red>b</font></span><script>x</script>", "a b"),
        ("<details><summary>More</summary>Text</details>", "**More**\n\nText"),
    ],
)
def test_answers_become_commonmark(written: str, markdown: str) -> None:
    assert answer_of(written) == markdown


def test_an_embedded_film_is_left_out_and_reported() -> None:
    page = section(answered("One?", 'Look: <iframe src="https://youtu.be/1"></iframe>'))
    assert page.faqs[0].answer == "Look:"
    assert page.remarks[0].text == "https://youtu.be/1"


# -- the page itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Tea & Milk\n---\n# Other", "Tea & Milk"),
        ("---\ntitle: Tea: hot\n---\n", "Tea: hot"),
        ("---\ntitle: 404\n---\n", "404"),
        ("---\ntitle: [broken\n---\n# Other", "[broken"),
        ("---\ntitle: Never closed\n\n# Heading\n", "Never closed"),
        ("---\ntitle:\n---\n#### Topic Guide\n###### From a heading\n", "From a heading"),
        ("<!-- # Not this -->\n# This", "This"),
        ("no heading", "greentea"),
        ("<!DOCTYPE html><html><head><title>Page</title></head><body><h2>x</h2></body></html>", "Page"),
        ("\ufeff---\r\ntitle: Windows\r\n---\r\n", "Windows"),
    ],
)
def test_the_title_comes_from_the_front_matter_or_what_is_nearest_to_it(text: str, title: str) -> None:
    assert read(text).title == title


def test_questions_survive_broken_front_matter_bom_and_windows_line_ends() -> None:
    text = page_text(A1, A2, L3).replace("title: Green Tea", "title: [Green Tea")
    assert read(text).faqs == EXPECTED
    assert read("\ufeff" + text.replace("\n", "\r\n")).faqs == EXPECTED
    assert read(text.replace("\n---\n#", "\n\n#")).faqs == EXPECTED


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe\x00", b"---\ntitle: caf\xe9\n---\n", b"<div>" * 500, b"x" * 5_000_001]
)
def test_pages_that_cannot_be_read_say_why(raw: bytes) -> None:
    with pytest.raises(PageError):
        read_page(PATH, raw)


PIECES = st.sampled_from(
    [
        *'<>&;`\n\t "=-#[]()?|:',
        "---\n",
        "title: x\n",
        A1,
        L3,
        DOCUMENTATION,
        "<a ",
        "<details>",
        "</details>",
        "</a>",
    ]
    + [
        "<summary>",
        "</summary>",
        'class="nested-details"',
        "<ul><li>",
        "<br>",
        "<!--",
        "-->",
        "<details-video>",
        "```\n",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES | st.text(max_size=5)).map("".join))
@example("<a href=x><a")
@example("<summary><details><summary>x</details>")
@example("<ul><ul>x</ul><li>y</ul>" * 3)
def test_no_page_does_worse_than_a_reported_error(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    try:
        page = read_page(PATH, raw)
    except PageError:
        return
    assert all(faq.question and (faq.answer or faq.link) for faq in page.faqs)
    assert all(note.reason for note in (*page.skipped, *page.remarks))
