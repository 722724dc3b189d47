from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.corpus.importers import ledger
from bot.corpus.importers.topic_guide import ImportSummary, PageRow, import_pages
from bot.corpus.load import load_corpus
from bot.errors import ImportFailed

from .conftest import CARD, PageWriter, answered, linked, page_text

ONE = answered("What is tea?", "A drink.", "https://docs.example.com/what")
TWO = linked("How do I brew it?", "https://docs.example.com/brew")
NAME = "shop-green-tea.yaml"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "faqs"


def run(page: Path, out: Path) -> PageRow:
    summary = import_pages([page], out)
    assert summary.errors == ()
    (row,) = summary.rows
    return row


def read(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return value


def remarks(row: PageRow) -> list[str]:
    return [f"{note.text}: {note.reason}" for note in row.remarks]


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- the first import --------------------------------------------------------------------------------


def test_a_page_becomes_a_faq_file_that_the_bot_can_read(write_page: PageWriter, out: Path) -> None:
    row = run(write_page(ONE, TWO, linked("Why?", "nowhere")), out)
    assert (row.output, row.title, row.new, row.taken, row.found, row.documentation) == (
        out / NAME, "Green Tea", 2, 2, 3, True,
    )  # fmt: skip
    assert [note.text for note in row.skipped] == ["Why?"]
    assert (out / NAME).read_text(encoding="utf-8") == (
        "topic: shop-green-tea\n"
        "title: Green Tea\n"
        "locale: en\n"
        "source: 'Topic guide: Green Tea'\n"
        "documentation:\n"
        "  title: Green Tea documentation\n"
        "  url: https://docs.example.com/tea/\n"
        "faqs:\n"
        "  - id: shop-green-tea-what-is-tea\n"
        "    question: What is tea?\n"
        "    answer: |\n"
        "      A drink.\n"
        "    link: https://docs.example.com/what\n"
        "\n"
        "  - id: shop-green-tea-how-do-i-brew-it\n"
        "    question: How do I brew it?\n"
        "    link: https://docs.example.com/brew\n"
    )
    assert len(load_corpus(out).faqs) == 2


def test_pages_of_many_kinds_make_one_corpus(write_page: PageWriter, tmp_path: Path, out: Path) -> None:
    write_page(ONE, TWO, name="docs/shop/topic-guide/en/latest/tea.md")
    write_page(
        ONE,
        linked("What is tea?", "https://docs.example.com/else"),
        name="docs/cafe/topic-guide/en/latest/tea.md",
    )
    write_page(ONE, name="docs/shop/topic-guide/ko/latest/tea.md", title="차")
    write_page(
        linked("お茶とは"), linked("お湯とは"), name="docs/shop/topic-guide/ja/latest/tea.md", title="お茶"
    )
    write_page(name="docs/shop/topic-guide/en/latest/cups.md")
    (tmp_path / "pages/README.md").write_text("Nothing here", encoding="utf-8")
    (tmp_path / "pages/empty.md").write_text("", encoding="utf-8")
    (tmp_path / "pages/picture.png").write_bytes(b"\xff")
    seen: list[PageRow] = []
    summary = import_pages([tmp_path / "pages"], out, progress=seen.append)
    assert summary.ok
    assert list(summary.rows) == seen
    assert {path.relative_to(out).as_posix() for path in out.rglob("*.yaml")} == {
        "shop-tea.yaml", "cafe-tea.yaml", "ko/shop-tea-ko.yaml", "ja/shop-tea-ja.yaml", "shop-cups.yaml",
    }  # fmt: skip
    assert {row.page.name: row.reason for row in summary.rows if row.output is None} == {
        "README.md": "no questions and no documentation link",
        "empty.md": "the page is empty",
    }
    corpus = load_corpus(out)
    assert len(corpus.faqs) == 7
    assert read(out / "shop-cups.yaml")["faqs"] == []
    assert read(out / "ja/shop-tea-ja.yaml")["documentation"]["title"] == "お茶"


def test_the_same_page_gets_the_same_names_whatever_else_is_imported(
    write_page: PageWriter, tmp_path: Path
) -> None:
    page = write_page(ONE, TWO, name="shop-en/tea.md")
    write_page(ONE, TWO, name="cafe-en/tea.md")
    import_pages([page], tmp_path / "alone")
    import_pages([tmp_path / "pages"], tmp_path / "all")
    assert (tmp_path / "alone/shop-tea.yaml").read_bytes() == (tmp_path / "all/shop-tea.yaml").read_bytes()


def test_two_pages_that_claim_one_name_both_get_a_file(
    write_page: PageWriter, tmp_path: Path, out: Path
) -> None:
    first = write_page(ONE, name="a/tea.md")
    second = write_page(linked("Another?"), name="b/tea.md")
    write_page(ONE, name="c/tea.md")
    summary = import_pages([tmp_path / "pages"], out)
    assert [row.page for row in summary.rows if row.output] == [first, second]
    assert len({row.output for row in summary.rows if row.output}) == 2
    assert summary.rows[2].reason == f"the same page as {first}"
    assert len(load_corpus(out).topics) == 2
    before = bytes_below(out)
    import_pages([second, first], out)
    import_pages([second], out)
    assert bytes_below(out) == before


def test_one_bad_page_costs_an_error_and_not_the_others(
    write_page: PageWriter, tmp_path: Path, out: Path
) -> None:
    good = write_page(ONE)
    bad = tmp_path / "pages/bad.md"
    bad.write_bytes(page_text(ONE).encode("utf-16"))
    deep = tmp_path / "pages/deep.md"
    deep.write_text("<div>" * 1000, encoding="utf-8")
    summary = import_pages([tmp_path / "pages", tmp_path / "missing.md"], out)
    assert not summary.ok
    assert [row.page for row in summary.rows] == [good]
    assert [Path(error.path).name for error in summary.errors] == ["bad.md", "deep.md", "missing.md"]
    assert [error.message.partition(" (")[0] for error in summary.errors][::2] == [
        "is not UTF-8 text",
        "does not exist",
    ]
    assert (out / NAME).exists()


def test_what_cannot_be_opened_or_written_is_an_error(
    write_page: PageWriter, tmp_path: Path, out: Path
) -> None:
    page = write_page(ONE)
    (page.parent / "loop.md").symlink_to("loop.md")
    (out / NAME).mkdir(parents=True)
    summary = import_pages([page.parent], out)
    assert [Path(error.path).name for error in summary.errors] == [NAME, "loop.md"]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ImportFailed):
        import_pages([page], tmp_path / "file")


def test_a_folder_without_pages_is_an_error_and_makes_no_folder(tmp_path: Path, out: Path) -> None:
    (tmp_path / "empty").mkdir()
    summary = import_pages([tmp_path / "empty"], out)
    assert [error.message for error in summary.errors] == ["holds no page"]
    assert not out.exists()


# -- the second import -------------------------------------------------------------------------------


def test_a_rerun_changes_no_byte(write_page: PageWriter, tmp_path: Path, out: Path) -> None:
    write_page(ONE, TWO)
    write_page(linked("お茶とは"), name="shop-ja/tea.md", path="shop/topic-guide/ja/latest/Tea")
    pages = [tmp_path / "pages"]
    import_pages(pages, out)
    before = bytes_below(out)
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    summary = import_pages(pages, out)
    assert [(row.new, row.updated, row.kept) for row in summary.rows] == [(0, 0, 2), (0, 0, 1)]
    assert all(row.remarks == () for row in summary.rows)
    assert bytes_below(out) == before
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == stamps


EDITED = """\
# The tea team keeps this file.
topic: shop-green-tea
title: All about tea
locale: en
source: 'Topic guide: Green Tea'
documentation: {title: Our tea pages, url: 'https://docs.example.com/tea/'}
faqs:
  - id: tea   # renamed by hand
    question: What is tea?
    alternates:
      - what is this green stuff   # from the chat logs
    answer: |
      A drink.
    link: {title: On tea, url: https://docs.example.com/what}
    tags: [basics]
    owner: tea-team
    review_by: 2027-06-30

  - id: ours
    question: Do you sell mugs?
    answer: We do.

  - id: shop-green-tea-how-do-i-brew-it
    question: How do I brew it?
    link: https://docs.example.com/brew
    follow_ups: [tea]

# Not for us:
not_covered:
  - id: coffee
    examples: [a cup of coffee]
"""


def test_what_people_wrote_survives_and_unedited_values_follow_the_page(
    write_page: PageWriter, out: Path
) -> None:
    run(write_page(ONE, TWO), out)
    (out / NAME).write_text(EDITED, encoding="utf-8")
    assert run(write_page(ONE, TWO), out).kept == 2
    assert (out / NAME).read_text(encoding="utf-8") == EDITED
    brew = TWO.replace("/brew", "/brew-it")
    row = run(write_page(ONE.replace("A drink.", "A hot drink."), brew, linked("Is it hot?")), out)
    assert (row.new, row.updated, row.kept) == (1, 2, 0)
    assert (out / NAME).read_text(encoding="utf-8") == EDITED.replace("A drink.", "A hot drink.").replace(
        "/brew\n    follow_ups: [tea]\n",
        "/brew-it\n    follow_ups: [tea]\n\n  - id: shop-green-tea-is-it-hot\n    question: Is it hot?\n"
        "    link: https://docs.example.com/l\n",
    )
    assert load_corpus(out).faqs


def test_where_both_changed_the_edit_stays_and_the_page_is_quoted(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE, TWO), out)
    text = (out / NAME).read_text(encoding="utf-8").replace("A drink.", "A fine drink.")
    (out / NAME).write_text(text, encoding="utf-8")
    page = write_page(ONE.replace("A drink.", "A hot drink."), TWO)
    row = run(page, out)
    assert row.updated == 0
    assert remarks(row) == ["What is tea?: kept the answer of the file; the page says 'A hot drink.'"]
    assert (out / NAME).read_text(encoding="utf-8") == text
    assert run(write_page(ONE.replace("A drink.", "Hot."), TWO), out).updated == 0


def edit(out: Path, old: str, new: str) -> None:
    text = (out / NAME).read_text(encoding="utf-8")
    assert old in text
    (out / NAME).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("decision", ["A hot drink.", "A fine hot drink."])
def test_it_is_quoted_until_the_file_is_edited_again(
    write_page: PageWriter, out: Path, decision: str
) -> None:
    run(write_page(ONE, TWO), out)
    edit(out, "A drink.", "A fine drink.")
    page = write_page(ONE.replace("A drink.", "A hot drink."), TWO)
    for _ in range(3):
        assert remarks(run(page, out)) == [
            "What is tea?: kept the answer of the file; the page says 'A hot drink.'"
        ]
    edit(out, "A fine drink.", decision)
    for _ in range(2):
        assert remarks(run(page, out)) == []
    assert decision in (out / NAME).read_text(encoding="utf-8")


def test_what_differs_without_a_record_is_quoted_until_it_is_edited(
    write_page: PageWriter, out: Path
) -> None:
    page = write_page(ONE, TWO)
    run(page, out)
    (out / ledger.NAME).unlink()
    edit(out, "A drink.", "A fine drink.")
    edit(out, "title: Green Tea\n", "title: All about tea\n")
    told = [
        "title: kept the title of the file; the page says 'Green Tea'",
        "What is tea?: kept the answer of the file; the page says 'A drink.'",
    ]
    assert [remarks(run(page, out)) for _ in range(3)] == [told] * 3
    edit(out, "title: All about tea", "title: Tea")
    assert remarks(run(page, out)) == told[1:]


def test_a_faq_whose_id_was_changed_still_follows_the_page(write_page: PageWriter, out: Path) -> None:
    other = answered("What is tea?", "A plant, too.", "https://docs.example.com/plant")
    run(write_page(ONE, other), out)
    edit(out, "id: shop-green-tea-what-is-tea\n", "id: tea\n")
    edit(out, "id: shop-green-tea-what-is-tea-2\n", "id: plant\n")
    mended = [page.replace("A ", "A green ") for page in (ONE, other)]
    row = run(write_page(*mended), out)
    assert (row.new, row.updated, row.kept, remarks(row)) == (0, 2, 0, [])
    assert [(faq["id"], faq["answer"]) for faq in read(out / NAME)["faqs"]] == [
        ("tea", "A green drink.\n"),
        ("plant", "A green plant, too.\n"),
    ]
    row = run(write_page(TWO), out)
    assert remarks(row) == ["What is tea?: is no longer on the page: kept"] * 2


def test_a_quoted_answer_is_quoted_under_a_changed_id(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE), out)
    edit(out, "A drink.", "A fine drink.")
    page = write_page(ONE.replace("A drink.", "A hot drink."))
    told = remarks(run(page, out))
    edit(out, "id: shop-green-tea-what-is-tea\n", "id: tea\n")
    assert remarks(run(page, out)) == told != []


def test_what_could_not_be_edited_is_tried_again(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE), out)
    edit(out, "/what\n", "/what   # ours\n")
    page = write_page(answered("What is tea?", "A drink.", None))
    because = "taking it out would touch what stands beside it"
    told = [f"What is tea?: the page has changed, but the file was left as it is: {because}"]
    assert [remarks(run(page, out)) for _ in range(2)] == [told, told]
    edit(out, "   # ours", "")
    assert run(page, out).updated == 1


def test_without_a_record_every_difference_counts_as_an_edit(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE, TWO), out)
    (out / NAME).write_text(EDITED.replace("A drink.", "A fine drink."), encoding="utf-8")
    (out / ledger.NAME).unlink()
    row = run(write_page(ONE, TWO), out)
    assert (row.new, row.updated, row.kept) == (0, 0, 2)
    assert len(row.remarks) == 2  # the answer and the title
    assert (out / NAME).read_text(encoding="utf-8") == EDITED.replace("A drink.", "A fine drink.")


def test_questions_that_left_the_page_stay_and_are_reported(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE, TWO), out)
    before = (out / NAME).read_bytes()
    for _ in range(2):
        row = run(write_page(ONE), out)
        assert remarks(row) == ["How do I brew it?: is no longer on the page: kept"]
        assert (out / NAME).read_bytes() == before
    (out / NAME).write_text(EDITED, encoding="utf-8")
    assert not any("mugs" in remark for remark in remarks(run(write_page(ONE, TWO), out)))


def test_questions_that_people_took_out_or_moved_do_not_come_back(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE, TWO, linked("Is it hot?")), out)
    value = read(out / NAME)
    moved = value["faqs"].pop(1)
    value["faqs"].pop(1)
    (out / NAME).write_text(yaml.safe_dump(value), encoding="utf-8")
    (out / "brewing.yaml").write_text(yaml.safe_dump({"faqs": [moved]}), encoding="utf-8")
    for _ in range(2):
        row = run(write_page(ONE, TWO, linked("Is it hot?")), out)
        assert {note.text: note.reason for note in row.skipped} == {
            "How do I brew it?": "stands in brewing.yaml now",
            "Is it hot?": "was taken out of the FAQ file by hand",
        }
    assert len(read(out / NAME)["faqs"]) == 1


def test_an_edited_or_respelt_question_is_still_the_same_one(write_page: PageWriter, out: Path) -> None:
    run(
        write_page(
            ONE, linked("How do I recieve it?"), linked("How do I add milk?", "https://docs.example.com/m")
        ),
        out,
    )
    text = (out / NAME).read_text(encoding="utf-8").replace("What is tea?", "What on earth is tea?")
    (out / NAME).write_text(text, encoding="utf-8")
    row = run(
        write_page(
            ONE, linked("How do I receive it?"), linked("How do I delete milk?", "https://docs.example.com/m")
        ),
        out,
    )
    assert [faq["question"] for faq in read(out / NAME)["faqs"]] == [
        "What on earth is tea?", "How do I receive it?", "How do I add milk?", "How do I delete milk?",
    ]  # fmt: skip
    assert (row.new, row.updated, row.kept) == (1, 1, 1)


def test_a_question_demoted_to_an_alternate_is_not_added_again(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE), out)
    text = (out / NAME).read_text(encoding="utf-8")
    text = text.replace("question: What is tea?", "question: Tea, what is it?\n    alternates: [what is tea]")
    (out / NAME).write_text(text, encoding="utf-8")
    (out / ledger.NAME).unlink()
    assert run(write_page(ONE), out).new == 0


def test_a_renamed_file_is_found_again(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE), out)
    (out / "ours").mkdir()
    (out / NAME).rename(out / "ours/tea.yaml")
    row = run(write_page(ONE, TWO), out)
    assert row.output == out / "ours/tea.yaml"
    assert not (out / NAME).exists()
    assert len(read(out / "ours/tea.yaml")["faqs"]) == 2


def test_a_link_that_the_page_drops_or_gains_follows(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE, answered("Hot?", "Yes.", None)), out)
    row = run(
        write_page(
            answered("What is tea?", "A drink.", None), answered("Hot?", "Yes.", "https://docs.example.com/h")
        ),
        out,
    )
    assert row.updated == 2
    assert [faq.get("link") for faq in read(out / NAME)["faqs"]] == [None, "https://docs.example.com/h"]


def test_a_faq_is_never_left_with_neither_answer_nor_link(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE), out)
    text = (out / NAME).read_text(encoding="utf-8").replace("    answer: |\n      A drink.\n", "")
    (out / NAME).write_text(text, encoding="utf-8")
    run(write_page(answered("What is tea?", "A drink.", None)), out)
    assert read(out / NAME)["faqs"][0]["link"] == "https://docs.example.com/what"


def test_title_and_documentation_follow_the_page_unless_edited(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE), out)
    page = write_page(ONE, title="Teas", path="shop/topic-guide/en/latest/Green Tea")
    page.write_text(page.read_text(encoding="utf-8").replace(".com/tea/", ".com/teas/"), encoding="utf-8")
    run(page, out)
    value = read(out / NAME)
    assert (value["title"], value["source"]) == ("Teas", "Topic guide: Teas")
    assert value["documentation"]["url"] == "https://docs.example.com/teas/"
    (out / NAME).write_text(EDITED, encoding="utf-8")
    run(write_page(ONE, TWO), out)
    assert read(out / NAME)["title"] == "All about tea"


def test_a_documentation_link_that_a_page_gains_is_added(tmp_path: Path, out: Path) -> None:
    page = tmp_path / "tea.md"
    page.write_text(f"<details><summary>FAQs</summary>{ONE}</details>", encoding="utf-8")
    run(page, out)
    assert "documentation" not in read(out / "tea.yaml")
    card = CARD.format(href="https://docs.example.com/tea/", label="Documentation")
    page.write_text(f"<details><summary>FAQs</summary>{ONE}</details>{card}", encoding="utf-8")
    run(page, out)
    assert list(read(out / "tea.yaml")) == ["topic", "title", "locale", "source", "documentation", "faqs"]


@pytest.mark.parametrize(
    "text",
    [
        "faqs: [\n",
        "faqs: x\n",
        "- a\n",
        "",
        "topic: a\ntopic: b\n",
        "faqs:\n  - x\n",
        "faqs: [{id: z}]\n",
        "a: &a b\n",
    ],
)
def test_a_file_that_cannot_be_merged_into_is_left_alone(
    text: str, write_page: PageWriter, out: Path
) -> None:
    out.mkdir()
    (out / NAME).write_text(text, encoding="utf-8")
    summary = import_pages([write_page(ONE)], out)
    if summary.ok:  # a readable file of other things: the page gets a name of its own
        assert summary.rows[0].output != out / NAME
    else:
        assert "left as it is" in summary.errors[0].message
        assert summary.errors[0].path == str(out / NAME)
    assert (out / NAME).read_text(encoding="utf-8") == text


def test_a_hand_written_file_of_the_same_name_is_not_taken_over(write_page: PageWriter, out: Path) -> None:
    out.mkdir()
    text = "topic: shop-green-tea\ntitle: Mugs\nfaqs:\n  - id: mugs\n    question: Mugs?\n    answer: Yes.\n"
    (out / NAME).write_text(text, encoding="utf-8")
    row = run(write_page(ONE), out)
    assert row.output is not None
    assert row.output != out / NAME
    assert (out / NAME).read_text(encoding="utf-8") == text
    assert len(load_corpus(out).faqs) == 2


def test_ids_stay_unique_in_the_whole_folder(write_page: PageWriter, out: Path) -> None:
    out.mkdir()
    taken = "faqs:\n  - id: shop-green-tea-what-is-tea\n    question: Mugs?\n    answer: Yes.\n"
    (out / "mugs.yaml").write_text(taken, encoding="utf-8")
    run(write_page(ONE, answered("What is tea?", "Something else.")), out)
    assert [faq["id"] for faq in read(out / NAME)["faqs"]] == [
        "shop-green-tea-what-is-tea-2",
        "shop-green-tea-what-is-tea-3",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 9, "pages": {}}',
        '{"version": 1, "pages": {"k": {"file": "../x", "faqs": {}}}}',
    ],
)
def test_a_damaged_ledger_is_an_error_and_is_not_overwritten(
    text: str, write_page: PageWriter, out: Path
) -> None:
    run(write_page(ONE), out)
    (out / NAME).write_text(EDITED, encoding="utf-8")
    (out / ledger.NAME).write_text(text, encoding="utf-8")
    summary: ImportSummary = import_pages([write_page(ONE.replace("A drink.", "Hot."), TWO)], out)
    assert [Path(error.path).name for error in summary.errors] == [ledger.NAME]
    assert (out / ledger.NAME).read_text(encoding="utf-8") == text
    assert (out / NAME).read_text(encoding="utf-8") == EDITED


def test_windows_line_ends_and_a_byte_order_mark_survive_a_merge(write_page: PageWriter, out: Path) -> None:
    run(write_page(ONE, TWO), out)
    text = "\ufeff" + EDITED.replace("\n", "\r\n")
    (out / NAME).write_bytes(text.encode("utf-8"))
    run(write_page(ONE.replace("A drink.", "Hot."), TWO, linked("New?")), out)
    written = (out / NAME).read_bytes().decode("utf-8")
    assert written.startswith("\ufeff# The tea team")
    assert written.count("\n") == written.count("\r\n")
    assert len(load_corpus(out).faqs) == 4
