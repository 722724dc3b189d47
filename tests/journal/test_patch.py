from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from bot.journal.patch import diff, with_alternates, with_faq, with_not_covered
from bot.resources import SHIPPED_FAQS

FILE = """\
# Tea, and nothing else.
title:   "Tea"          # quoted, and oddly spaced
faqs:
- id: brew
  question: 'How do I brew?'
  alternates:
  - brewing   # what people say
  # a comment at the end of the list
  answer: |
    # not a comment
    Hot.
- id: store
  question: Where do I store it, in a very long question that goes on and on and on and on and on and on?
  alternates: [shelf, "cup board"]

- id: shop
  question: Which shop?
  link: https://docs.example.com/shop

# What we do not do
not_covered:
    - id: coffee
      examples: [espresso]
# The end
"""


def added(before: str, after: str) -> list[str]:
    """The lines that are new; nothing else may have changed."""
    lines = diff("t.yaml", before, after).splitlines()[2:]
    assert [line for line in lines if line.startswith("-")] == []
    return [line[1:].strip() for line in lines if line.startswith("+")]


def test_an_alternate_is_one_new_line():
    after = with_alternates(FILE, "brew", ["how hot: 70 or 80?"])
    assert added(FILE, after) == ["- 'how hot: 70 or 80?'"]
    assert yaml.safe_load(after)["faqs"][0]["alternates"] == ["brewing", "how hot: 70 or 80?"]


def test_a_list_in_brackets_stays_one():
    after = with_alternates(FILE, "store", ["tin"])
    assert 'alternates: [shelf, "cup board", tin]' in after
    assert sum(a != b for a, b in zip(FILE.splitlines(), after.splitlines(), strict=True)) == 1


def test_a_faq_without_alternates_gets_the_list():
    after = with_alternates(FILE, "shop", ["nearest shop"])
    assert added(FILE, after) == ["alternates:", "- nearest shop"]
    assert list(yaml.safe_load(after)["faqs"][2]) == ["id", "question", "alternates", "link"]


def test_a_new_group_comes_last_before_the_comments_after_it():
    after = with_not_covered(FILE, "milk", ["oat milk?"])
    assert after.endswith(
        "      examples: [espresso]\n    - id: milk\n      examples:\n        - oat milk?\n# The end\n"
    )
    assert len(added(FILE, after)) == 3


def test_a_new_faq_comes_last_before_the_comments_of_the_next_part():
    after = with_faq(FILE, "cups", "Which cups?", ["mugs"])
    assert (
        "shop\n- id: cups\n  question: Which cups?\n  alternates:\n    - mugs\n\n# What we do not do\n"
        in after
    )
    assert len(added(FILE, after)) == 4


def test_a_file_without_such_a_list_gets_one():
    after = with_not_covered("title: x\nfaqs:\n  - id: a\n    question: A?\n", "b", ["c"])
    assert yaml.safe_load(after)["not_covered"] == [{"id": "b", "examples": ["c"]}]


@pytest.mark.parametrize(
    "text",
    [
        "- no",
        "a: b",
        "yes",
        "null",
        "# hash",
        "'",
        '"x',
        "{{7*7}}",
        "[a]",
        "12345",
        "&x",
        "*y",
        "!t",
        "a\\nb",
        "é 使",
    ],
)
def test_hostile_text_is_text(text: str):
    for after in (
        with_alternates(FILE, "brew", [text]),
        with_alternates(FILE, "store", [text]),
        with_not_covered(FILE, "x", [text]),
        with_faq(FILE, "x", text, [text]),
    ):
        document = yaml.safe_load(after)
        told = [a for f in document["faqs"] for a in f.get("alternates", ())]
        told += [e for g in document["not_covered"] for e in g["examples"]]
        assert text in told


def test_a_faq_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="nix"):
        with_alternates(FILE, "nix", ["x"])


def test_every_faq_of_the_shipped_file_takes_one_with_one_new_line():
    text = (SHIPPED_FAQS / "plan-usage.yaml").read_text("utf-8")
    for faq in yaml.safe_load(text)["faqs"]:
        assert added(text, with_alternates(text, faq["id"], ["a new way"])) == ["- a new way"]


def test_git_takes_the_patch(tmp_path: Path):
    (tmp_path / "t.yaml").write_text(FILE.rstrip("\n"))
    after = with_faq(with_alternates(FILE, "brew", ["hot"]), "cups", "Which cups?", [])
    patch = diff("t.yaml", FILE.rstrip("\n"), after)
    subprocess.run(["git", "apply", "-"], input=f"# told\n{patch}", text=True, cwd=tmp_path, check=True)
    assert (tmp_path / "t.yaml").read_text() == after
