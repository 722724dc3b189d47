"""The README's JavaScript, run in a browser on the shipped corpus."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def script(marker: str) -> str:
    """The first block of JavaScript after a text."""
    found = re.search(r"```js\n(.*?)```", README[README.index(marker) :], re.DOTALL)
    assert found
    return found.group(1)


def test_the_recipe_that_calls_the_server(page: Page, site: str) -> None:
    page.goto(f"{site}/docs")
    code = script("<!-- recipe: javascript -->").replace("http://127.0.0.1:8000", site)
    said = page.evaluate(
        "async () => { const said = []; const console = { log: (...parts) => said.push(parts.join(' ')) };"
        f"{code} return said }}"
    )
    (line,) = said
    assert re.fullmatch(r"answer https://\S+/usage-plans/", line)


def test_the_react_component_comes_and_goes(page: Page, site: str) -> None:
    """Its effect is run as React runs it in development: entered, left, entered again."""
    code = README[README.index("<!-- example: react -->") :]
    found = re.search(r"useEffect\((.*?), \[\]\);", code, re.DOTALL)
    assert found
    effect = found.group(1).replace("https://HOST", site)
    widget = page.locator("#help faqbot-widget")
    page.route(f"{site}/react", lambda route: route.fulfill(body="<!doctype html><div id=help></div>"))
    page.goto(f"{site}/react")
    for _ in range(2):
        page.evaluate(f"() => {{ (({effect})())(); window.leave = ({effect})() }}")
        expect(widget).to_have_count(1)
        page.evaluate("leave()")
        expect(widget).to_have_count(0)


def test_the_widgets_handle(page: Page, site: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site)
    page.wait_for_function("window.faqbot")
    code = script("From the page's own script")
    begin, end = code.split("faqbot.close();")
    page.evaluate(f"() => {{ {begin} }}")
    log = page.locator("faqbot-widget").get_by_role("log")
    expect(log).to_contain_text("top up your account")
    expect(log).to_contain_text("billing sessions consumed")
    page.wait_for_timeout(200)
    assert "answer" in said
    page.evaluate(f"() => {{ faqbot.close(); {end} }}")
    expect(page.locator("faqbot-widget")).to_have_count(0)
