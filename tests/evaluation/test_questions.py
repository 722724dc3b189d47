from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import QuestionsFileError
from bot.evaluation.questions import LabelledQuestion, read_questions, write_cell


def read(tmp_path: Path, text: str | bytes, name: str = "q.jsonl") -> tuple[LabelledQuestion, ...]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_questions(path)


def refused(tmp_path: Path, text: str | bytes, name: str = "q.jsonl") -> list[str]:
    with pytest.raises(QuestionsFileError) as raised:
        read(tmp_path, text, name)
    return str(raised.value).replace(str(tmp_path) + "/", "").splitlines()


def test_each_way_to_label(tmp_path: Path) -> None:
    text = """\
{"question": "how mny sesions", "expect": "allowed-sessions", "kind": "typo"}

{"question": "plans?", "expect": ["current-plan", "select-plan"], "note": "other keys are the author's own"}
{"question": "refund", "expect": null, "kind": null}
{"question": "hello", "expect": "small_talk"}
{"question": "a person!", "expect": "handoff"}
{"question": "none of these", "expect": []}
"""
    assert read(tmp_path, text) == (
        LabelledQuestion("how mny sesions", ("allowed-sessions",), "typo", 1),
        LabelledQuestion("plans?", ("current-plan", "select-plan"), "", 3, ("note",)),
        LabelledQuestion("refund", (), "", 4),
        LabelledQuestion("hello", ("small_talk",), "", 5),
        LabelledQuestion("a person!", ("handoff",), "", 6),
        LabelledQuestion("none of these", (), "", 7),
    )


@pytest.mark.parametrize(
    ("expect", "sort"),
    [
        (("a",), "answerable"),
        ((), "unanswerable"),
        (("small_talk",), "chat"),
        (("handoff", "small_talk"), "chat"),
        (("a", "small_talk"), "chat"),
    ],
)
def test_sort(expect: tuple[str, ...], sort: str) -> None:
    assert LabelledQuestion("?", expect).sort == sort


def test_csv_cells_are_read_as_the_published_scorer_reads_them(tmp_path: Path) -> None:
    text = (
        "Kind,Question,Expect\r\n"
        'plain,"where, please",a\r\n'
        ",two,a b\r\n"
        ",list,\"['a', 'b']\"\r\n"
        ',list,"[""a""]"\r\n'
        ",\r\n"
        ",empty,\r\n"
        ",null,null\r\n"
        ",none, None \r\n"
        ",brackets,[]\r\n"
        ',"two\r\nlines",handoff\r\n'
        "\r\n"
    )
    found = read(tmp_path, text, "q.CSV")
    assert [(q.question, q.expect, q.line) for q in found] == [
        ("where, please", ("a",), 2),
        ("two", ("a", "b"), 3),
        ("list", ("a", "b"), 4),
        ("list", ("a",), 5),
        ("empty", (), 7),
        ("null", (), 8),
        ("none", (), 9),
        ("brackets", (), 10),
        ("two\r\nlines", ("handoff",), 11),
    ]
    assert found[0].kind == "plain"


def test_columns_that_mean_nothing_here_are_told(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "question,expect,knd,confidence,\nq,a,typo,0.5,\n", "q.csv")
    assert found.unread == ("knd",)


@pytest.mark.parametrize("expect", [(), ("a",), ("a", "b"), ("small_talk",)])
def test_a_written_cell_reads_back(tmp_path: Path, expect: tuple[str, ...]) -> None:
    (found,) = read(tmp_path, f"question,expect\nq,{write_cell(expect)}\n", "q.csv")
    assert found.expect == expect


def test_byte_order_mark_windows_lines_and_line_separators_inside_text(tmp_path: Path) -> None:
    text = '\ufeff{"question": "a\u2028b", "expect": null}\r\n\r\n{"question": "c", "expect": null}\r\n'
    assert [(q.question, q.line) for q in read(tmp_path, text)] == [("a\u2028b", 1), ("c", 3)]
    (found,) = read(tmp_path, "\ufeffquestion,expect\nq,a\n", "q.csv")
    assert found == LabelledQuestion("q", ("a",), "", 2)


def test_every_bad_line_is_told_at_once(tmp_path: Path) -> None:
    text = """\
{"question": "fine", "expect": null}
{"question": "broken"
[1, 2]
"text"
null
{"expect": null}
{"question": "no label"}
{"question": 7, "expect": null}
{"question": "x", "expect": 7}
{"question": "x", "expect": ["a", null]}
{"question": "x", "expect": ""}
{"question": "x", "expect": "null"}
{"question": "x", "expect": "two words"}
{"question": "x", "expect": null, "kind": ["k"]}
{"question": "\\ud800", "expect": null}
"""
    text += '{"question":' + "[" * 100_000 + "\n"
    lines = refused(tmp_path, text)
    assert [line.partition(": error: ")[0] for line in lines] == [f"q.jsonl:{n}:1" for n in range(2, 17)]
    for line, said in zip(
        lines,
        [
            "is not JSON",
            "is a list, not an object",
            "is text, not an object",
            "is null, not an object",
            "'question' is missing",
            "'expect' is missing (write null for what must not be answered)",
            "'question' is a number, not text",
            "'expect' holds a number",
            "'expect' holds null",
            "'expect' holds ''",
            "'expect' holds 'null' (write null, without quotes",
            "'expect' holds 'two words', which is no id",
            "'kind' is a list, not text",
            "half a character",
            "nested too deeply",
        ],
        strict=True,
    ):
        assert said in line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "question;expect\na;b\n",
            "q.csv:1: the columns question and expect are missing; the first line names",
        ),
        ("\nquestion,kind\na,b\n", "q.csv:2: the column expect is missing"),
        ("kind,question,expect\nplain,short\n", "q.csv:2:1: error: 'expect' is missing (write null for what"),
        ("question,expect\nwhere, please,a\n", "q.csv:2:1: error: has 3 cells; the first line names 2"),
        ('question,expect\n"a" b,c\n', "q.csv:2:1: error: is not CSV"),
        ("question,expect\na,[b\n", "q.csv:2:1: error: 'expect' holds '[b', which is no id"),
        ("question,expect\n", "q.csv holds no questions"),
        ("", "q.csv holds no questions"),
    ],
)
def test_bad_csv(tmp_path: Path, text: str, said: str) -> None:
    assert refused(tmp_path, text, "q.csv")[0].startswith(said)


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_file_shows_what_to_write(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text) == [
        'q.jsonl holds no questions; write one a line: {"question": "…", "expect": "id"}'
    ]


def test_not_utf8_names_the_line(tmp_path: Path) -> None:
    text = b'{"question": "a", "expect": null}\n{"question": "caf\xe9", "expect": null}\n'
    assert refused(tmp_path, text) == ["q.jsonl:2: is not UTF-8 text; save the file as UTF-8"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "none.jsonl", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(QuestionsFileError, match=reason):
            read_questions(path)
