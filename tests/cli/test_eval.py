"""`faqbot eval` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

FAQS = """\
faqs:
  - {id: brew-green, question: How do I brew green tea?, answer: At 70 °C.}
  - {id: store-leaves, question: Where should I store my leaves?, answer: Dark and dry.}
"""
QUESTIONS = [
    {"question": "How do I brew green tea?", "expect": "brew-green", "kind": "[b]plain[/b]"},
    {"question": "Where should I store my leaves?", "expect": "brew-green", "kind": "mislabelled"},
    {"question": "zzzz \x1b[31mqqqq", "expect": None, "kind": "noise"},
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("faqs", "less"):
        Path(name).mkdir()
    Path("faqs/tea.yaml").write_text(FAQS, encoding="utf-8")
    Path("less/tea.yaml").write_text("\n".join(FAQS.splitlines()[:2]), encoding="utf-8")
    Path("q.jsonl").write_text("".join(json.dumps(q) + "\n" for q in QUESTIONS), encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
class TestEval:
    def run(self, *arguments: str, faqs: str = "faqs") -> Result:
        return CliRunner().invoke(main, ["eval", "--faqs", faqs, "--questions", "q.jsonl", *arguments])

    def test_tables_for_people(self) -> None:
        result = self.run()
        assert result.exit_code == 0
        assert result.stderr == ""
        lines = [line.split() for line in result.stdout.splitlines()]
        assert result.stdout.startswith("3 questions put to 2 FAQs, revision ")
        assert ["top1", "0.500", "0.095", "to", "0.905"] in [line[:5] for line in lines]
        assert "chat_right –" in " ".join(result.stdout.split())
        assert ["[b]plain[/b]", "1", "1.000", "1.000", "0.000", "0.000", "–", "1.000"] in lines
        # A row has room on a terminal of 80 columns, the interval below the share.
        assert ["0-.79"] * 2 in [[cell for cell in line if cell == "0-.79"] for line in lines]
        assert "1 wrong or false answer, the most confident first" in result.stdout
        assert "\x1b" not in result.stdout

    def test_json_for_programs(self) -> None:
        result = self.run("--json")
        report = json.loads(result.stdout)
        assert (report["questions"], report["top1"], report["wrong_answer"]) == (3, 0.5, 0.5)
        assert report["mistakes"][0]["faq_id"] == "store-leaves"

    def test_files(self) -> None:
        result = self.run("--predictions", "p.csv", "--plot", "c.svg")
        assert result.exit_code == 0
        assert Path("p.csv").read_text(encoding="utf-8").startswith("question,expect,kind,decision,faq_id,")
        assert "</svg>" in Path("c.svg").read_text(encoding="utf-8")

    def test_gates(self) -> None:
        assert self.run("--fail-under", "top1=0.5", "--fail-over", "wrong_answer=0.5").exit_code == 0
        result = self.run(
            "--fail-under", "top1=0.6", "--fail-under", "mcc=-1", "--fail-over", "wrong_answer=0.1"
        )
        assert result.exit_code == 1
        assert result.stderr.splitlines() == [
            "Failed: top1 is 0.5000, under 0.6",
            "Failed: wrong_answer is 0.5000, over 0.1",
        ]

    def test_a_gate_on_no_metric_cannot_run(self) -> None:
        result = self.run("--fail-under", "accuracy=0.6")
        assert result.exit_code == 2
        assert "there is no metric 'accuracy'" in result.stderr
        assert "answered_right, wrong_answer" in result.stderr

    def test_a_question_got_worse(self) -> None:
        Path("q.jsonl").write_text('{"question": "store my leaves", "expect": "store-leaves"}\n')
        assert self.run("--against", "faqs").exit_code == 0
        assert self.run("--against", "less").exit_code == 0
        result = self.run("--against", "faqs", faqs="less")
        assert result.exit_code == 1
        assert "1 worse, 0 better, 0 changed but as good, 0 unchanged" in result.stdout
        assert "answer" in result.stdout.partition("unchanged")[2]
        assert result.stderr == (
            "q.jsonl: line 1: no FAQ has the id store-leaves\n"
            "q.jsonl: 1 of 1 questions cannot be answered right, as no FAQ has an id that is expected\n"
        )

    def test_a_mistyped_key_is_told(self) -> None:
        Path("q.jsonl").write_text('{"question": "store my leaves", "expect": "store-leaves", "knd": "x"}\n')
        result = self.run()
        assert result.exit_code == 0
        assert result.stderr == (
            "q.jsonl: line 1: the key 'knd' is not read; known are question, expect, kind\n"
        )

    @pytest.mark.parametrize("against", ["", " "])
    def test_an_empty_name_to_compare_with_is_refused(self, against: str) -> None:
        result = self.run("--against", against)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            "Error: --against is empty; name a folder, or REVISION:FOLDER, or leave it out\n"
        )

    @pytest.mark.parametrize("flag", ["--predictions", "--plot"])
    def test_an_empty_name_to_write_to_is_refused(self, flag: str) -> None:
        result = self.run(flag, "")
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"Invalid value for '{flag}': is empty; name a file or folder" in result.stderr

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "q.jsonl holds no questions"),
            ('{"question": "a"}\n{"expect": 1}\n', "q.jsonl:1:1: error: 'expect' is missing"),
        ],
    )
    def test_bad_questions(self, text: str, said: str) -> None:
        Path("q.jsonl").write_text(text)
        result = self.run()
        assert result.exit_code == 2
        assert said in result.stderr
        assert result.stdout == ""
