from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.corpus.load import NOTHING_TO_READ, faq_paths, load_corpus, read_folder
from bot.errors import CorpusError

Write = Callable[..., Path]

FAQ = "faqs:\n  - id: a\n    question: What is a?\n    answer: It is a.\n"


def said(folder: Path) -> list[str]:
    """All problems, with the folder left out of the paths."""
    return [str(problem).replace(f"{folder}/", "") for problem in read_folder(folder).problems]


def test_a_file_needs_no_more_than_its_faqs(write: Write):
    corpus = load_corpus(write(**{"plan-usage": FAQ}))
    assert (corpus.topics[0].slug, corpus.topics[0].title, corpus.topics[0].locale) == (
        "plan-usage",
        "Plan usage",
        "en",
    )
    assert load_corpus(write(**{"plan-usage": "topic:\ntitle:\n" + FAQ})).topics == corpus.topics


@pytest.mark.parametrize("name", ["Tea & Milk", "日本語", "été"])
def test_a_topic_is_named_after_any_file_name(write: Write, name: str):
    assert load_corpus(write(**{name: FAQ})).topics[0].slug in ("tea-milk", "topic", "t")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: error: is empty (begin with 'topic:', 'title:' and 'faqs:')"),
        ("# nothing\n", "1:1: error: is empty"),
        ("- a\n", "1:1: error: holds a list, not a mapping"),
        ("text", "1:1: error: holds text, not a mapping"),
        ("faq: []\n", "1:1: error: unknown key 'faq' (did you mean 'faqs'?)"),
        ("zzz: 1\n", "1:1: error: unknown key 'zzz' (allowed here: topic, title, locale"),
        (
            "answer: x\n",
            "1:1: error: unknown key 'answer' (it belongs below the '- id:' of its FAQ, in the column",
        ),
        ("examples: [x]\n", "1:1: error: unknown key 'examples' (it belongs below the '- id:' of its group"),
        ("faqs:\n", "1:6: error: 'faqs' should be a list, but is empty (put each on a line of its own"),
        ("faqs: {a: b}\n", "1:7: error: 'faqs' should be a list, but is a mapping"),
        ("faqs: [x]\n", "1:8: error: an entry of 'faqs' should be a mapping, but is text"),
        ("topic: A B\n", "1:8: error: 'topic' 'A B' is not a slug (write it as 'a-b')"),
        ("title: 3\n", "1:8: error: 'title' should be text, but is a number (put it in quotes)"),
        ("title: ''\n", "1:8: error: 'title' is empty (write the text, or remove the line)"),
        ("locale: no\n", "1:9: error: 'locale' should be text, but is true or false (put it in quotes)"),
        (
            "locale: english\n",
            "1:9: error: 'locale' 'english' is not a language tag (write it like 'en' or 'pt-BR')",
        ),
        (
            "documentation: {titel: x, url: https://x.y}\n",
            "1:17: error: unknown key 'titel' (did you mean 'title'?)",
        ),
        ("documentation: 5\n", "1:16: error: 'documentation' should be a mapping, but is a number (write an"),
        (
            "faqs: [How?]\n",
            "1:8: error: an entry of 'faqs' should be a mapping, but is text (write 'id:' and",
        ),
        (
            "not_covered: [x]\n",
            "1:15: error: an entry of 'not_covered' should be a mapping, but is text (write",
        ),
        ("not_covered: [{id: x, examples: []}]\n", "1:33: error: 'examples' is empty (write at least one)"),
    ],
)
def test_faults_of_a_file(write: Write, text: str, expected: str):
    problems = said(write(text))
    assert len(problems) == 1
    assert problems[0].startswith(f"faq.yaml:{expected}")
    assert problems[0].endswith(")"), "it says what to do"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("anwser: x", "5:5: error: unknown key 'anwser' (did you mean 'answer'?)"),
        ("<<: {owner: x}", "5:5: error: unknown key '<<'"),
        ("alternates: x", "5:17: error: 'alternates' should be a list, but is text"),
        ("alternates: [x, 3]", "5:21: error: an entry of 'alternates' should be text, but is a number"),
        ("alternates: [' ']", "5:18: error: an entry of 'alternates' is empty"),
        (
            f"alternates: [{'x' * 1001}]",
            "5:18: error: an entry of 'alternates' is 1,001 characters long; 1,000 are allowed (shorten it",
        ),
        ("owner: [x]", "5:12: error: 'owner' should be text, but is a list (write one text)"),
        ("link: [x]", "5:11: error: 'link' should be a mapping, but is a list (write an address, or 'url:'"),
        ("link: ftp://x.y", "5:11: error: 'link' is not usable: link must start with http:// or https://"),
        ("link: {url: 'javascript:x'}", "5:17: error: 'url' is not usable: link must start with http"),
        ("link: {title: x}", "5:11: error: 'url' is missing (add 'url:')"),
        (
            "follow_ups: [b]",
            "5:18: error: follow-up 'b' leads to no FAQ (write the id of a FAQ, or remove it)",
        ),
        ("review_by: soon", "5:16: error: 'review_by' should be a date, but is text (write it"),
        ("review_by: 20270630", "5:16: error: 'review_by' should be a date, but is a number"),
        ("review_by: 2027-06-30 10:00:00", "5:16: error: 'review_by' should be a date, but is a date with"),
        ("review_by: .nan", "5:16: error: 'review_by' should be a date, but is a number"),
    ],
)
def test_faults_of_a_faq(write: Write, line: str, expected: str):
    problems = said(write(f"{FAQ}    {line}\n"))
    assert len(problems) == 1
    assert problems[0].startswith(f"faq.yaml:{expected}")
    assert problems[0].endswith(")"), "it says what to do"


def test_a_key_without_a_value_is_a_key_left_out(write: Write):
    bare = load_corpus(write(FAQ + "    owner:\n    link:\n    review_by:\n"))
    assert bare.revision == load_corpus(write(FAQ)).revision


def test_dates_may_be_quoted(write: Write):
    plain, quoted = (f"{FAQ}    review_by: {date}\n" for date in ("2027-06-30", "'2027-06-30'"))
    assert load_corpus(write(plain)).revision == load_corpus(write(quoted)).revision


def test_everything_missing_is_told(write: Write):
    assert said(write("faqs:\n  - {}\n")) == [
        "faq.yaml:2:5: error: 'id' is missing (add 'id:')",
        "faq.yaml:2:5: error: 'question' is missing (add 'question:')",
    ]


def test_a_refused_value_is_told_once(write: Write):
    assert len(said(write("faqs:\n  - id: !!python/none\n    question: x\n"))) == 1
    assert len(said(write("faqs: !!python/object/apply:os.system [id]\n"))) == 1
    for whole in ("!!python/object/apply:os.system [id]\n", "!!python/none\n", "&a\n", "--- *a\n"):
        (problem,) = said(write(whole))
        assert "is empty" not in problem


def test_all_problems_of_all_files_are_told_in_one_go(write: Write):
    folder = write(
        tea="faqs:\n  - id: brew\n    question: How?\n    follow_ups: [milk, stor]\n"
        "  - id: store\n    question: ''\n",
        milk="faqs:\n  - id: brew\n    question: How?\n    colour: white\n",
        broken="a: 'b",
    )
    assert [line.partition(" (")[0] for line in said(folder)] == [
        "broken.yaml:1:6: error: is not valid YAML: found unexpected end of stream",
        "milk.yaml:4:5: error: unknown key 'colour'",
        "tea.yaml:2:9: error: FAQ id 'brew' is taken: it is first given at milk.yaml:2",
        "tea.yaml:6:15: error: 'question' is empty",
    ], "a follow-up may lead into the file that could not be parsed: nothing is said of it"
    (folder / "broken.yaml").unlink()
    assert [line for line in said(folder) if "follow-up" in line] == [
        "tea.yaml:4:18: error: follow-up 'milk' leads to no FAQ (write the id of a FAQ, or remove it)",
        "tea.yaml:4:24: error: follow-up 'stor' leads to no FAQ (did you mean 'store'?)",
    ]


def test_what_must_be_unique_is(write: Write):
    group = "not_covered:\n  - id: x\n    examples: [y]\n"
    again = FAQ.replace("id: a", "id: ' a '")
    folder = write(a=f"topic: tea\n{FAQ}{group}", b=f"topic: tea\n{again}{group}")
    assert [line.partition(" (")[0].partition(": error: ")[2] for line in said(folder)] == [
        "topic 'tea' is taken: it is first given at a.yaml:1",
        "FAQ id 'a' is taken: it is first given at a.yaml:3",
        "group id 'x' is taken: it is first given at a.yaml:7",
    ]
    folder = write(a="topic: tea\n" + FAQ, b="topic: tea\nlocale: ja\n" + FAQ.replace("id: a", "id: a-ja"))
    assert said(folder) == [], "a topic may be there in two languages"


def test_files_are_found_at_any_depth(write: Write):
    folder = write(a="x", **{"ja/b": "x", "ja/deep.yaml/c": "x", ".git/d": "x", ".hidden": "x"})
    (folder / "E.YML").write_text("x")
    (folder / "faq-file.schema.json").write_text("{}")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.yaml").symlink_to(folder / "nowhere")
    found = [path.relative_to(folder).as_posix() for path in faq_paths(folder)]
    assert found == ["E.YML", "a.yaml", "gone.yaml", "ja/b.yaml", "ja/deep.yaml/c.yaml"]
    assert "gone.yaml: error: cannot be read: No such file or directory" in said(folder)[2]


def test_one_file_alone_can_be_read(write: Write):
    folder = write(a=FAQ, b="broken: [")
    assert len(load_corpus(folder / "a.yaml").faqs) == 1


def test_nothing_to_read_is_told(tmp_path: Path):
    for folder, message in [
        (tmp_path / "none", "does not exist (name the folder of FAQ files)"),
        (tmp_path, "holds no FAQ file (*.yaml) (write a FAQ file"),
    ]:
        problem = read_folder(folder).problems[0]
        assert str(problem).startswith(f"{folder}: error: {message}")
        assert problem.code == NOTHING_TO_READ


def test_a_folder_that_cannot_be_listed_is_not_left_out(write: Write, monkeypatch: pytest.MonkeyPatch):
    folder = write(a=FAQ, **{"secret/b": FAQ})
    listed = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("secret"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)  # to root, as tests may run, no folder is closed
    assert said(folder) == ["secret: error: cannot be read: Permission denied (check that you may read it)"]


def test_an_error_carries_every_problem(write: Write):
    with pytest.raises(CorpusError) as caught:
        load_corpus(write("a: 1\nb: 2\n"))
    assert len(caught.value.problems) == 2
    assert str(caught.value).count("\n") == 1


def test_the_size_of_a_file_is_limited(write: Write):
    with pytest.raises(CorpusError, match="is larger than 10 bytes"):
        load_corpus(write(FAQ), max_file_bytes=10)


@given(order=st.permutations(range(5)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_the_order_of_faqs_changes_nothing(write: Write, order: list[int]):
    entries = [f"  - id: faq-{i}\n    question: Question {i}?\n" for i in range(5)]
    corpus = load_corpus(write("faqs:\n" + "".join(entries)))
    assert load_corpus(write("faqs:\n" + "".join(entries[i] for i in order))) == corpus


def test_the_names_of_files_change_nothing(write: Write, tmp_path: Path):
    one, other = f"topic: one\n{FAQ}", f"topic: other\n{FAQ.replace('id: a', 'id: b')}"
    first = load_corpus(write(**{"1": one, "2": other})).revision
    (tmp_path / "faqs").rename(tmp_path / "before")
    assert load_corpus(write(**{"1": other, "2": one})).revision == first


def test_a_large_file_loads(write: Write):
    text = "faqs:\n" + "".join(
        f"  - id: faq-{i}\n    question: Question {i}?\n    alternates:\n" + f"      - ask {i} so\n" * 99
        for i in range(150)
    )
    corpus = load_corpus(write(text))
    assert sum(len(record.phrasings) for record in corpus.faqs) == 15_000
