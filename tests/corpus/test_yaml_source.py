from __future__ import annotations

import os
import threading
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.yaml_source import Source, parse_yaml, read_yaml, shown

SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str) -> Source:
    return parse_yaml(text, Source("faq.yaml"))


def read(tmp_path: Path, raw: bytes, **more: int) -> Source:
    path = tmp_path / "faq.yaml"
    path.write_bytes(raw)
    return read_yaml(path, "faq.yaml", **more)


def said(source: Source) -> list[str]:
    return [str(problem) for problem in source.problems]


def test_values_keep_their_places():
    source = parse("topic: tea\nfaqs:\n  - id: a\n    alternates: [x, y]\n")
    assert source.problems == []
    assert source.value == {"topic": "tea", "faqs": [{"id": "a", "alternates": ["x", "y"]}]}
    assert source.place(("faqs", 0, "alternates", 1)) == (4, 21)
    assert source.place(("faqs", 0, "alternates"), key=True) == (4, 5)
    assert source.place(("faqs", 0, "answer")) == (3, 5), "what is missing stands where its mapping does"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("text", "text"),
        ("'007'", "007"),
        ("!!str 2027", "2027"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        ("2027-06-30", date(2027, 6, 30)),
        ("yes", True),
        ("12", 12),
        ("~", None),
        ("=", "="),
        ("<<", "<<"),
        ("日本語", "日本語"),
        ("1e999999", "1e999999"),
    ],
)
def test_scalars_are_those_of_the_safe_loader(written: str, value: object):
    source = parse(f"a: {written}")
    assert (source.value, source.problems) == ({"a": value}, [])


@pytest.mark.parametrize(
    "raw",
    [
        b"a: b\nc: d\n",
        b"a: b\r\nc: d\r\n",
        b"a: b\rc: d\r",
        b"\xef\xbb\xbfa: b\nc: d\n",
        b"---\na: b\nc: d\n...\n",
        b"# note\n\na: b\n\nc: d",
    ],
    ids=["LF", "CRLF", "CR", "BOM", "markers", "comment, no line end"],
)
def test_line_ends_byte_order_mark_and_markers_make_no_difference(tmp_path: Path, raw: bytes):
    source = read(tmp_path, raw)
    assert (source.value, source.problems) == ({"a": "b", "c": "d"}, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "faqs:\n\t- a\n",
            "2:1: error: is not valid YAML: found character that cannot start any token (indent with",
        ),
        (
            "a: b\nc: d\na: e\n",
            "3:1: error: key 'a' stands twice here (it is first given in line 1; keep one)",
        ),
        ("a: &x b\n", "1:4: error: anchors and aliases are not supported"),
        ("a: *x\n", "1:4: error: anchors and aliases are not supported"),
        (
            "a: !!python/object/apply:os.system [id]\n",
            "1:4: error: tag '!!python/object/apply:os.system' is not",
        ),
        ("a: !!python/name:os.system\n", "1:4: error: tag '!!python/name:os.system' is not allowed"),
        ("a: !!bool maybe\n", "1:4: error: tag '!!bool' is not allowed"),
        ("a: !!int ''\n", "1:4: error: tag '!!int' is not allowed"),
        ("a: !!set {x}\n", "1:4: error: tag '!!set' is not allowed"),
        (
            "a: !important\n",
            "1:4: error: tag '!important' is not allowed (write plain text and dates only; text that",
        ),
        ("a: b\n---\nc: d\n", "2:1: error: holds more than one YAML document"),
        ("a: b\n---\n", "2:1: error: holds more than one YAML document"),
        ("a: 2026-02-30\n", "1:4: error: '2026-02-30' is not a valid value (put it in quotes if it is text)"),
        ("a: 2001-01-01T00:00:00+99:99\n", "1:4: error: '2001-01-01T00:00:00+99:99' is not a valid value"),
        ("1: x\n", "1:1: error: key '1' is not text (put it in quotes)"),
        ("yes: x\n", "1:1: error: key 'yes' is not text"),
        ("? [a]\n: x\n", "1:3: error: a key must be plain text"),
        ("{[a]: x}", "1:2: error: a key must be plain text"),
        (
            "a: b: c\n",
            "1:5: error: is not valid YAML: mapping values are not allowed in this context (put text that",
        ),
        (
            "a: @x\n",
            "1:4: error: is not valid YAML: found character that cannot start any token (put text that",
        ),
        (
            "x: 1\na: 'b\n",
            "found unexpected end of stream while scanning a quoted scalar that begins in line 2",
        ),
        ("a: x\0y\n", "1:5: error: character U+0000 is not allowed (remove it)"),
        ("a: \x1b[31m\n", "1:4: error: character U+001B is not allowed (remove it)"),
        ('a: "\\0"\n', "1:4: error: character U+0000 is not allowed (remove it)"),
        (
            "a: x\nb: y\u2028z\n",
            "2:5: error: character U+2028 is not allowed (write a line end or a blank instead)",
        ),
        ("a: y\u0085z\n", "1:5: error: character U+0085 is not allowed"),
        ("%YAML 9.9\n---\na: b", "error: is not valid YAML: found incompatible YAML document"),
    ],
)
def test_faults_are_told_with_their_place_and_what_to_do(text: str, expected: str):
    problems = said(parse(text))
    assert len(problems) == 1
    assert expected in problems[0]


LINED_UP = "line it up with the key above"
TWICE = "write an apostrophe inside single quotes twice"


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        ("    question: x\n   answer: y", LINED_UP),
        ("    question: x\n     answer: y", LINED_UP),
        ("     question: x", LINED_UP),
        ("  question: x", LINED_UP),
        ("    question: x\n - id: b", LINED_UP),
        ("    question: x\n     - id: b", LINED_UP),
        ("    alternates:\n    - x\n   - y", LINED_UP),
        ("    question: 'What's the price?'", TWICE),
        ("    question: 'The users' price'", TWICE),
        ("    alternates: ['what's it cost', y]", TWICE),
        ("    alternates:\n      - 'what's it cost'", TWICE),
        ('    question: "What is "pro"?"', 'write \\" for a quote inside double quotes'),
        ("    question: Help: how?", "put text that holds ': '"),
        ("    question:x\n    answer: y", "in that line write ': ' after the key, or indent it"),
        ("    answer: |\n    x\n    link: y", "in that line write ': ' after the key, or indent it"),
        ("    question: 'x\n    answer: y", "look at the indentation and the quotes"),
    ],
)
def test_the_commonest_slips_are_told_apart(lines: str, hint: str):
    (problem,) = parse(f"faqs:\n  - id: a\n{lines}\n").problems
    assert problem.hint.startswith(hint)


def test_faults_are_read_past_so_that_all_are_told():
    source = parse("a: *x\na: b\nc: !!python/none\n2: d\ne: 2026-13-01\nf: ok\n")
    assert [problem.line for problem in source.problems] == [1, 2, 3, 4, 5]
    assert source.value["f"] == "ok"


def test_anchors_expand_to_nothing():
    bomb = "\n".join(f"k{i}: &k{i} [{', '.join([f'*k{i - 1}'] * 9)}]" for i in range(1, 30))
    source = parse(bomb)
    assert all(value == [None] * 9 for value in source.value.values())
    assert {problem.message for problem in source.problems} == {"anchors and aliases are not supported"}


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "\n".join(" " * i + "a:" for i in range(1_000))],
    ids=["brackets", "braces", "dashes", "indents"],
)
def test_deep_nesting_is_refused_without_recursion(text: str):
    source = parse(text)
    assert source.broken
    assert "is nested too deeply" in said(source)[0]


@pytest.mark.parametrize("number", ["9" * 6_000, "1" + ":59" * 300_000, "0b" + "1" * 100_000])
def test_numbers_that_would_take_long_are_refused(number: str):
    source = parse(f"a: {number}")
    assert "is not a valid value" in said(source)[0]
    assert len(said(source)[0]) < 300


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("a: b\n".encode("utf-16"), "1:1"),
        (b"a: b\nc: caf\xe9\n", "2:7"),
        ("a: 日本".encode() + b"\xff", "1:6"),
        (b"a: \xed\xa0\x80", "1:4"),
    ],
    ids=["UTF-16", "Latin-1", "after Japanese", "surrogate"],
)
def test_what_is_not_utf8_is_refused_at_its_place(tmp_path: Path, raw: bytes, place: str):
    assert said(read(tmp_path, raw)) == [
        f"faq.yaml:{place}: error: is not UTF-8 text (save the file as UTF-8)"
    ]


def test_a_large_file_is_refused(tmp_path: Path):
    problems = said(read(tmp_path, b"#" * 2_000_000))
    assert problems == [
        "faq.yaml: error: is larger than 1,500,000 bytes"
        " (split it, one file a topic, or raise --max-file-bytes)"
    ]
    assert said(read(tmp_path, b"#" * 2_000_000, max_bytes=2_000_000)) == []


def test_what_cannot_be_read_is_told(tmp_path: Path):
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    for path, reason in [
        (tmp_path / "none.yaml", "No such file or directory"),
        (tmp_path, "it is no regular file"),
        (loop, "Too many levels of symbolic links"),
        (Path("/dev/zero"), "it is no regular file"),
    ]:
        assert said(read_yaml(path, "x")) == [
            f"x: error: cannot be read: {reason} (check that it is a file you may read)"
        ]


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.yaml")
    reader = threading.Thread(target=read_yaml, args=(tmp_path / "pipe.yaml", "x"), daemon=True)
    reader.start()
    reader.join(5)
    assert not reader.is_alive()


def test_long_values_are_cut_where_they_are_shown():
    assert shown("a\nb") == "'a\\nb'"
    assert shown("x" * 1_000) == "'" + "x" * 79 + "…"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, raw: bytes):
    source = read(tmp_path_factory.getbasetemp(), raw)
    assert bool(source.problems) >= source.broken


YAML_PIECES = st.sampled_from(
    [
        *"-:?[]{},&*!|>'\"%@`#~<=\t\n\r \\\u2028\ufeff",
        "a",
        "1",
        "0b",
        "0x_",
        "1:60",
        ".inf",
        "2026-02-30",
        "yes",
    ]
    + [
        "- ",
        ": ",
        "\n  ",
        "!!str ",
        "!!python/object:x ",
        "---\n",
        "...\n",
        "&a ",
        "*a",
        "<<: ",
        "\\u0000",
        "日",
    ]
)


@given(st.lists(YAML_PIECES, max_size=40).map("".join))
def test_whatever_looks_like_yaml_is_read_as_the_safe_loader_does_or_told(text: str):
    source = parse(text)
    if source.problems:
        assert all(problem.line > 0 and problem.column > 0 and problem.message for problem in source.problems)
    elif "<<" not in text and "=" not in text:  # which mean something special there
        assert repr(source.value) == repr(yaml.load(text, Loader=SAFE_LOADER))
