from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.cli import problems
from bot.cli.problems import Checked, report
from bot.errors import Problem

Run = Callable[..., Result]


@pytest.fixture
def file(tea: Path) -> Path:
    return tea / "faqs" / "tea.yaml"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_clean_corpus(run: Run):
    result = run("check")
    assert (result.exit_code, result.output) == (0, "faqs: 3 FAQs in 1 file; no problem found\n")


def test_the_folder_that_was_checked_is_named(run: Run, tea: Path, monkeypatch: pytest.MonkeyPatch):
    assert run("check", "faqs/tea.yaml").output.startswith("faqs/tea.yaml: 3 FAQs in 1 file")
    assert run("check", str(tea / "faqs")).output.startswith("faqs: 3 FAQs"), "as it is seen from here"
    assert json.loads(run("check", "--format", "json").stdout)["folder"] == "faqs"
    (tea / "elsewhere").mkdir()
    monkeypatch.chdir(tea / "elsewhere")
    assert run("check", str(tea / "faqs")).output.startswith(f"{tea}/faqs: 3 FAQs")


def test_warnings_pass_unless_it_is_strict(run: Run, file: Path):
    edit(file, "Dark, dry", "<b>Dark</b>, dry")
    result = run("check", "faqs")
    assert result.exit_code == 0
    assert result.output.startswith(
        "faqs/tea.yaml:14:13: warning: the answer of 'store-leaves' holds raw HTML"
    )
    assert result.output.endswith("faqs: 3 FAQs in 1 file; 1 warning\n")
    assert run("check", "--strict").exit_code == 1


def test_errors_fail(run: Run, file: Path):
    edit(file, "answer: Dark", "anwser: Dark")
    edit(file, "id: find-shop", "id: Find Shop")
    result = run("check", "faqs/tea.yaml")
    assert result.exit_code == 1
    assert "faqs/tea.yaml:14:5: error: unknown key 'anwser' (did you mean 'answer'?)\n" in result.output
    assert result.output.endswith("faqs/tea.yaml: 2 errors; nothing is served until all are mended\n")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_where_there_is_nothing_to_check_it_cannot_run(run: Run, tea: Path, form: str):
    (tea / "empty").mkdir()
    for folder, message in [
        ("none", "none: error: does not exist"),
        ("empty", "empty: error: holds no FAQ file"),
    ]:
        result = run("check", folder, "--format", form)
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr


def test_collisions_are_among_them(run: Run, monkeypatch: pytest.MonkeyPatch):
    found = Problem("faqs/tea.yaml", 8, 18, "collides", severity="warning", code="collision")
    monkeypatch.setattr(problems, "find_collisions", lambda *_, **__: [found])
    assert run("check").output == "faqs/tea.yaml:8:18: warning: collides\nfaqs: 3 FAQs in 1 file; 1 warning\n"


def test_as_json(run: Run, file: Path):
    edit(file, "Dark, dry", "<b>Dark</b>, dry")
    found = json.loads(run("check", "--format", "json").output)
    assert {key: found[key] for key in ("files", "faqs", "errors", "warnings")} == {
        "files": 1,
        "faqs": 3,
        "errors": 0,
        "warnings": 1,
    }
    assert found["problems"] == [
        {
            "path": "faqs/tea.yaml",
            "line": 14,
            "column": 13,
            "severity": "warning",
            "code": "shown-as-text",
            "message": "the answer of 'store-leaves' holds raw HTML, which is shown as it is written: '<b>'",
            "hint": "write CommonMark with http(s) links",
        }
    ]


def test_what_was_read_is_counted_beside_errors(run: Run, tea: Path, file: Path):
    edit(file, "answer: Dark", "anwser: Dark")
    (tea / "faqs" / "broken.yaml").write_text("faqs: [", encoding="utf-8")
    found = json.loads(run("check", "--format", "json").output)
    assert (found["files"], found["faqs"], found["errors"]) == (2, 3, 2)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: brew-green", "id: Brew Green", "string-pattern-mismatch"),
        ("question: Where is the nearest shop?", "question: ''", "string-too-short"),
        ("id: find-shop", "id: store-leaves", "duplicate-id"),
    ],
)
def test_codes_have_one_style(run: Run, file: Path, old: str, new: str, code: str):
    edit(file, old, new)
    (problem,) = json.loads(run("check", "--format", "json").output)["problems"]
    assert problem["code"] == code


def test_as_annotations(run: Run, file: Path):
    edit(file, "answer: Dark", "anwser: Dark")
    result = run("check", str(file), "--format", "github")
    assert result.exit_code == 1
    assert result.output == (
        "::error file=faqs/tea.yaml,title=faqbot check%3A unknown-key,line=14,col=5"
        "::unknown key 'anwser' (did you mean 'answer'?)\n"
    )


def test_annotations_cannot_be_broken_out_of():
    problem = Problem("a,b:c%.yaml", 1, 2, "x\n::error::y%\r", "z", severity="warning", code="c")
    assert report(Checked(Path("faqs"), [problem]), "github") == (
        "::warning file=a%2Cb%3Ac%25.yaml,title=faqbot check%3A c,line=1,col=2::x%0A::error::y%25%0D (z)"
    )
    whole = Problem("faqs", 0, 0, "is empty")
    assert (
        report(Checked(Path("faqs"), [whole]), "github")
        == "::error file=faqs,title=faqbot check%3A invalid::is empty"
    )


def test_a_clean_corpus_has_no_annotations(run: Run):
    assert run("check", "--format", "github").output == ""


def test_hostile_names_are_shown_as_text(run: Run, tea: Path):
    (tea / "faqs" / "\x1b[31m\n.yaml").write_text("x: 1", encoding="utf-8")
    output = run("check").output
    assert "faqs/\\x1b[31m\\n.yaml:1:1: error: unknown key 'x'" in output
    assert "\x1b" not in output
