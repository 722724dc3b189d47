"""Colours, sides, properties, parts and languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from widget_page import Widget

SESSIONS = "What is Allowed Sessions?"
PIXELS = """(e) => ["launcher", "input"].flatMap((id) => {
  const style = getComputedStyle(e.shadowRoot.getElementById(id));
  const rgb = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const link = getComputedStyle(e.shadowRoot.querySelector(".chip") ?? e.shadowRoot.getElementById(id)).color;
  const ground = getComputedStyle(e.shadowRoot.getElementById("panel")).backgroundColor;
  return id === "launcher" ? [[rgb(style.backgroundColor), rgb(style.color)]] : [[rgb(link), rgb(ground)]];
})"""


def contrast(one: list[int], two: list[int]) -> float:
    """WCAG contrast of two sRGB colours."""

    def luminance(rgb: list[int]) -> float:
        linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_accent_can_be_read(
    new_page: Callable[..., Page], mount: Callable[..., Widget], scheme: str
) -> None:
    widget = mount(new_page(color_scheme=scheme)).open()
    steps = (0, 51, 102, 136, 170, 204, 255)
    accents = [f"rgb({r} {g} {b})" for r in steps for g in steps for b in steps]
    accents += ["oklch(0.68 0.2 40)", "color(display-p3 1 0 1)", "hsl(60 100% 50% / 0.2)", "transparent"]
    measure = f"""(e, accents) => accents.map((accent) => {{
      e.style.setProperty("--faqbot-accent", accent);
      return ({PIXELS})(e);
    }})"""
    for accent, pairs in zip(accents, widget.element.evaluate(measure, accents), strict=True):
        for one, two in pairs:
            assert contrast(one, two) >= 4.5, (accent, one, two)


def test_a_readable_accent_is_taken_as_it_is(page: Page, mount: Callable[..., Widget]) -> None:
    widget = mount(page, attributes='data-accent="#0a6b4f"')
    (fill, on), _ = widget.element.evaluate(PIXELS)
    assert max(abs(a - b) for a, b in zip(fill, (10, 107, 79), strict=True)) <= 2
    assert on == [255, 255, 255]


THEMES = [
    ("auto", "dark", "light", True),
    ("auto", "light", "dark", False),
    ("light", "dark", "dark", False),
    ("dark", "light", "light", True),
    ("host", "light", "dark", True),
    ("host", "dark", "light", False),
]


def test_light_dark_and_what_the_page_says(page: Page, mount: Callable[..., Widget]) -> None:
    for theme, system, own, dark in THEMES:
        page.emulate_media(color_scheme=system)
        head = f"<style>:root {{ color-scheme: {own} }}</style>"
        widget = mount(page, attributes=f"data-theme={theme}", head=head)
        _, (_, ground) = widget.element.evaluate(PIXELS)
        assert (sum(ground) < 300) is dark, (theme, system, own)


def test_the_page_may_change_the_theme_at_any_time(widget: Widget) -> None:
    for theme, dark in (("dark", True), ("light", False)):
        widget.element.evaluate("(e, theme) => e.setAttribute('theme', theme)", theme)
        _, (_, ground) = widget.element.evaluate(PIXELS)
        assert (sum(ground) < 300) is dark


def test_properties_and_parts_theme_it(page: Page, mount: Callable[..., Widget]) -> None:
    style = """faqbot-widget { --faqbot-radius: 3px; --faqbot-width: 300px; --faqbot-height: 400px;
      --faqbot-offset-x: 7px; --faqbot-offset-y: 9px; --faqbot-z-index: 5; --faqbot-font: serif; }
      faqbot-widget::part(launcher) { border-radius: 8px }
      faqbot-widget::part(question) { font-style: italic }"""
    widget = mount(page, head=f"<style>{style}</style>").open()
    for name, value in {
        "border-radius": "3px",
        "width": "300px",
        "height": "400px",
        "right": "7px",
        "z-index": "5",
        "font-family": "serif",
    }.items():
        expect(widget.panel).to_have_css(name, value)
    for name, value in {"bottom": "9px", "right": "7px", "border-radius": "8px"}.items():
        expect(widget.launcher).to_have_css(name, value)
    widget.answered(SESSIONS)
    expect(widget.questions).to_have_css("font-style", "italic")


SIDES = {
    "": "right",
    "data-lang=ar": "left",
    "data-position=left": "left",
    "data-lang=ar data-position=right": "right",
}


def test_the_side_it_stands_on(page: Page, mount: Callable[..., Widget]) -> None:
    for attributes, side in SIDES.items():
        widget = mount(page, attributes=attributes)
        for part in (widget.launcher, widget.panel):
            expect(part).to_have_css(side, "20px")


LABELS = {
    "en": "Open help chat",
    "es": "Abrir el chat de ayuda",
    "de": "Hilfe-Chat öffnen",
    "fr": "Ouvrir l’aide",
    "ja": "ヘルプチャットを開く",
    "ar": "فتح محادثة المساعدة",
}


def test_the_pages_language_is_the_widgets(page: Page, mount: Callable[..., Widget]) -> None:
    for lang, label in LABELS.items():
        widget = mount(page, lang=lang)
        expect(widget.launcher).to_have_accessible_name(label)
        expect(widget.element.locator("#root")).to_have_attribute("lang", lang)
        expect(widget.element.locator("#root")).to_have_css("direction", "rtl" if lang == "ar" else "ltr")


def test_a_language_it_does_not_speak_falls_back(
    new_page: Callable[..., Page], mount: Callable[..., Widget]
) -> None:
    widget = mount(new_page(locale="fr-CA"), lang="tlh", attributes='data-lang="xx-YY"')
    expect(widget.launcher).to_have_accessible_name(LABELS["fr"])


def test_the_hint_stands_where_the_language_begins_and_typed_text_where_its_own_does(
    page: Page, mount: Callable[..., Widget]
) -> None:
    widget = mount(page, attributes="data-lang=ar")
    widget.launcher.click()
    for typed, direction in {"": "rtl", "hello": "ltr", "مرحبا": "rtl"}.items():
        widget.input.fill(typed)
        expect(widget.input).to_have_css("direction", direction)
