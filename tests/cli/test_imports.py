from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

PAGE = """\
---
title: Kettles
permalink: shop/topic-guide/en/latest/Kettles
---
#### Topic Guide
###### Kettles

<details open>
  <summary>FAQs
  </summary>
 <a class="doc-link" target="_blank" href="https://docs.example.com/kettles#descale">

  How do I descale a kettle?

</a>
 <a class="doc-link" target="_blank" href="https://academy.example.com/course/kettles">

  Kettle course

</a>
</details>
"""


@pytest.fixture
def pages(tea: Path) -> Path:
    """A folder with one page to import, and one that holds nothing."""
    folder = tea / "pages"
    folder.mkdir()
    (folder / "kettles.md").write_text(PAGE, encoding="utf-8")
    (folder / "nothing.md").write_text("---\ntitle: Nothing\n---\n", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("pages")
class TestImport:
    def test_what_was_read_taken_and_skipped_is_told(self, run: Run):
        result = run("import", "topic-guide", "pages", "--out", "out")
        assert (result.exit_code, result.stderr) == (0, "")
        lines = [line.split() for line in result.output.splitlines()]
        assert ["page", "FAQ", "file", "new", "updated", "kept", "skipped"] in lines
        assert any(line[0] == "kettles.md" and line[-4:] == ["1", "0", "0", "1"] for line in lines)
        assert any(line[:2] == ["nothing.md", "none:"] for line in lines)
        assert "2 read, 0 failed  1 file " in result.output
        assert "Skipped: pages/kettles.md: 'Kettle course': links to a course" in result.output

    def test_what_it_writes_is_accepted(self, run: Run):
        run("import", "topic-guide", "pages", "--out", "out")
        assert run("check", "out").exit_code == 0
        assert (
            "https://docs.example.com/kettles#descale" in run("ask", "descale kettle", "--faqs", "out").output
        )

    def test_a_second_run_keeps_what_is_there(self, run: Run):
        run("import", "topic-guide", "pages", "--out", "out")
        lines = run("import", "topic-guide", "pages/kettles.md", "--out", "out").output.splitlines()
        assert any(
            line.split()[0] == "kettles.md" and line.split()[-4:] == ["0", "0", "1", "1"] for line in lines
        )

    def test_a_page_that_cannot_be_read_costs_exit_code_1_not_the_others(self, run: Run, pages: Path):
        (pages / "broken.md").write_bytes(b"\xff\xfe\x00broken")
        result = run("import", "topic-guide", "pages", "missing.md", "--out", "out")
        assert result.exit_code == 1
        assert "missing.md: error: does not exist" in result.stderr
        assert "pages/broken.md: error: " in result.stderr
        assert "2 read, 2 failed" in result.output

    def test_where_nothing_can_be_read_there_is_no_table(self, run: Run):
        result = run("import", "topic-guide", "missing", "--out", "out")
        assert (result.exit_code, result.stdout) == (1, "")

    def test_it_must_be_able_to_write(self, run: Run, pages: Path):
        result = run("import", "topic-guide", "pages", "--out", str(pages / "kettles.md"))
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("Error: ")
