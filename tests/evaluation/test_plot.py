from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.errors import SettingsError
from bot.evaluation.cut_off import Point, coverage_risk, shipped_point
from bot.evaluation.outcomes import Outcome
from bot.evaluation.plot import check_plot_path, draw

Make = Callable[..., Outcome]
SVG = "{http://www.w3.org/2000/svg}"
CUT_OFFS = {"answer": 0.6, "clarify": 0.25}


@pytest.fixture
def outcomes(outcome: Make) -> list[Outcome]:
    """A thousand questions; the lower the confidence, the more often wrong."""
    return [
        outcome("a", "answer" if i >= 600 else "no_answer", "b" if i % 10 < 4 - i // 250 else "a", i / 1000)
        for i in range(1000)
    ]


def drawn(points: tuple[Point, ...], shipped: Point | None, title: str = "q.jsonl") -> ElementTree.Element:
    return ElementTree.fromstring(draw(points, CUT_OFFS, shipped, title=title))


def test_the_shipped_cut_offs_are_marked_on_the_curve(outcomes: list[Outcome]) -> None:
    root = drawn(coverage_risk(outcomes), shipped_point(outcomes))
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert "answer from 0.60" in texts
    assert "clarify from 0.25" in texts
    assert any(text and text.startswith("as shipped: 40% answered, ") for text in texts)
    answer, clarify = root.findall(f"{SVG}circle")
    plot = 760 - 72 - 28
    assert float(answer.attrib["cx"]) == pytest.approx(72 + 0.4 * plot, abs=0.1)
    assert float(clarify.attrib["cx"]) == pytest.approx(72 + 0.75 * plot, abs=0.1)
    assert float(answer.attrib["cy"]) > float(clarify.attrib["cy"])  # fewer mistakes lie lower


def test_thousands_of_points_are_thinned_but_the_last_is_kept(outcomes: list[Outcome]) -> None:
    line = drawn(coverage_risk(outcomes), None).find(f"{SVG}polyline")
    assert line is not None
    points = line.attrib["points"].split()
    assert 200 < len(points) <= 301
    assert points[-1].startswith("732.0,")


def test_everything_drawn_lies_inside_the_frame(outcomes: list[Outcome]) -> None:
    root = drawn(coverage_risk(outcomes), shipped_point(outcomes))
    for shape in (*root.iter(f"{SVG}polyline"), *root.iter(f"{SVG}polygon")):
        for point in shape.attrib["points"].split():
            x, y = map(float, point.split(","))
            assert 72 <= x <= 732
            assert 76 <= y <= 396


def test_the_drawing_is_described_for_who_cannot_see_it(outcomes: list[Outcome]) -> None:
    root = drawn(coverage_risk(outcomes), shipped_point(outcomes))
    description = root.findtext(f"{SVG}desc")
    assert description is not None
    assert description.startswith("At the cut-off answer (0.60) 40% are answered, ")
    assert root.attrib["aria-labelledby"].split() == [e.attrib["id"] for e in (root[0], root[1])]


def test_nothing_to_draw_says_so() -> None:
    root = drawn((), None)
    assert "no question has a candidate" in [element.text for element in root.iter(f"{SVG}text")]
    assert root.find(f"{SVG}polyline") is None


def test_a_cut_off_that_nothing_reaches_is_not_marked(outcome: Make) -> None:
    root = drawn(coverage_risk([outcome("a", "clarify", "a", 0.3)]), None)
    assert len(root.findall(f"{SVG}circle")) == 1


def test_a_hostile_title_stays_text(outcomes: list[Outcome]) -> None:
    title = "</title><script>alert(1)</script>\"'&"
    root = drawn(coverage_risk(outcomes), None, title)
    assert not list(root.iter(f"{SVG}script"))
    assert root.findtext(f"{SVG}title") == f"Coverage and risk: {title}"


def test_the_same_outcomes_give_the_same_bytes(outcomes: list[Outcome]) -> None:
    points = coverage_risk(outcomes)
    assert draw(points, CUT_OFFS, None, title="q") == draw(points, CUT_OFFS, None, title="q")


@pytest.mark.parametrize("name", ["curve.png", "curve", "curve.pdf"])
def test_only_svg(name: str) -> None:
    with pytest.raises(SettingsError, match=r"plots are SVG files; name it curve\.svg"):
        check_plot_path(Path(name))
    check_plot_path(Path("CURVE.SVG"))
