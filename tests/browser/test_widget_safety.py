"""Hostile text in every place where text can come from: it is shown, and it does nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Route, expect
from widget_page import Widget, configured, fulfil, reply

from bot.links import is_safe_url
from bot.markdown import to_blocks
from bot.resources import WIDGET
from bot.server.app import create_app

HOSTILE = [
    "<img src=x onerror=pwned()>",
    "<script>pwned()</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "</template><svg onload=pwned()>",
    "<svg><script>pwned()</script></svg>",
    "<svg/onload=pwned()>",
    "<iframe srcdoc='<script>parent.pwned()</script>'></iframe>",
    "<body onload=pwned()>",
    "<details open ontoggle=pwned()>",
    "<input autofocus onfocus=pwned()>",
    "<video><source onerror=pwned()></video>",
    "<style>@import '//evil.example/x.css'</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example>",
    "<form action=//evil.example><button>Go</button></form>",
    "<math><mi xlink:href='javascript:pwned()'>x</mi></math>",
    "<object data=javascript:pwned()></object>",
    "<embed src=javascript:pwned()>",
    "<a href=javascript:pwned()>x</a>",
    "<marquee onstart=pwned()>x</marquee>",
    "--><script>pwned()</script>",
    "]]><script>pwned()</script>",
    "</textarea><script>pwned()</script>",
    "</style></title><script>pwned()</script>",
    '"><img src=x onerror=pwned()>',
    "' onmouseover='pwned()",
    '" autofocus onfocus=pwned() x="',
    "`${pwned()}`",
    "${pwned()}",
    "{{7*7}}",
    "{{constructor.constructor('pwned()')()}}",
    "{% import os %}{{ os }}",
    "<!--lit-part--><b>x</b><!--/lit-part-->",
    "lit$000$<img src=x onerror=pwned()>",
    "<?lit$000$?>",
    "&lt;img src=x onerror=pwned()&gt;",
    "\u202egnp.exe\u202c",
    "\u0000\u0007\ufeff\u200b<b>zero</b>",
    "𝕏" * 40 + "😈",
    "__proto__",
    "constructor",
]
URLS = [
    "javascript:pwned()",
    "JaVa\tScRiPt:pwned()",
    "java\nscript:pwned()",
    " javascript:pwned()",
    "\njavascript:pwned()",
    "\x01javascript:pwned()",
    "javascript&colon;pwned()",
    "data:text/html,<script>pwned()</script>",
    "vbscript:pwned()",
    "blob:https://x/1",
    "file:///etc/passwd",
    "//evil.example",
    "\\\\evil.example",
    "https:\\\\evil.example",
    "/\\evil.example",
    "https://good@evil.example",
    "https://good:pw@evil.example",
    "https://docs.example.com\u202e@evil.example",
    " https://docs.example.com",
    "\nhttps://docs.example.com",
    "https://docs.example.com/\u202egnp",
    "https://",
    "https:docs.example.com",
    "https://[::1",
    "https://host:99999999",
    "ftp://docs.example.com",
    "mailto:x@example.com",
    "#x",
    "docs.example.com",
    "",
]
SAFE = [
    "https://docs.example.com/a?b=c#d",
    "http://127.0.0.1:8000/x",
    "HTTPS://Docs.Example.com",
    "https://例え.jp/道",
]
ENGLISH = json.loads((WIDGET / "strings.json").read_text("utf-8"))["words"]["en"]
GUARD = """
window.done = [];
window.pwned = () => done.push("ran");
"""


def blocks(texts: list[str]) -> list[object]:
    """A block tree with each text in each kind of node, and as the address of a link."""
    tags = ["p", "li", "pre", "b", "i", "code"]
    nodes: list[object] = [{"tag": tag, "children": [text]} for text in texts for tag in tags]
    return nodes + [{"tag": "a", "href": text, "children": [text]} for text in texts]


@pytest.fixture
def guarded(page: Page, mount: Callable[..., Widget]) -> Widget:
    page.add_init_script(GUARD)
    hostile = [{"title": text, "questions": [text]} for text in HOSTILE]
    configured(
        page,
        feedback=True,
        title=HOSTILE[0],
        topics=hostile,
        handoff={"label": HOSTILE[3], "url": URLS[1]},
        strings=[{"ask": HOSTILE[4], "hello": HOSTILE[1]}.get(key, text) for key, text in ENGLISH.items()],
    )
    widget = mount(page)
    widget.launcher.click()
    expect(widget.panel).to_contain_text(HOSTILE[0])
    return widget


def unharmed(widget: Widget) -> None:
    """Nothing ran, and what stands in the widget is made of its own elements only."""
    page = widget.page
    page.wait_for_timeout(50)
    assert page.evaluate("done") == []
    allowed = "button, svg, path, div, h2, p, ul, ol, li, pre, b, i, code, a, br, bdi, span, input, dialog"
    strange = page.evaluate(
        """(allowed) => {
          const all = [...document.querySelector("faqbot-widget").shadowRoot.querySelectorAll("*")];
          const active = (a) => a.name.startsWith("on") || a.name === "style" || a.name === "srcdoc";
          const bad = (e) => !e.matches(allowed) || [...e.attributes].some(active)
            || (e.localName === "a" && !/^https?:/.test(e.getAttribute("href")));
          return all.filter(bad).map((e) => e.outerHTML.slice(0, 100));
        }""",
        allowed,
    )
    assert strange == []


def shown(widget: Widget, texts: list[str]) -> None:
    """Each text can be read in the panel, whole."""
    content = widget.panel.evaluate("(e) => e.textContent")
    assert [
        text for text in texts if text and text.replace("\x00", "") not in content.replace("\x00", "")
    ] == []


def test_hostile_texts_from_the_server_are_shown_and_do_nothing(guarded: Widget) -> None:
    links = [{"question": text} for text in HOSTILE]
    answer = {
        "question": " ".join(HOSTILE),
        "blocks": blocks(HOSTILE),
        "link": {"url": "https://docs.example.com", "title": " ".join(HOSTILE)},
        "follow_ups": links,
    }
    handoff = {"label": HOSTILE[0], "url": "https://help.example.com"}
    guarded.replies(answer=answer)
    guarded.answered(HOSTILE[0])
    guarded.replies(decision="clarify", message=" ".join(HOSTILE), choices=links, handoff=handoff)
    guarded.ask(HOSTILE[1])
    expect(guarded.button("None of these")).to_be_visible()
    shown(guarded, HOSTILE)
    unharmed(guarded)
    guarded.on("ask", lambda route: fulfil(route, {"detail": " ".join(HOSTILE)}, status=422))
    guarded.ask(HOSTILE[2])
    expect(guarded.alert).to_contain_text(HOSTILE[0])
    unharmed(guarded)


def test_hostile_questions_are_shown_and_do_nothing(guarded: Widget) -> None:
    guarded.on("ask", lambda route: fulfil(route, reply(message=route.request.post_data_json["question"])))
    guarded.page.evaluate("(all) => Promise.all(all.map((text) => faqbot.ask(text)))", HOSTILE)
    expect(guarded.questions).to_have_count(len(HOSTILE))
    shown(guarded, HOSTILE)
    unharmed(guarded)


def test_hostile_suggestions_are_shown_and_do_nothing(guarded: Widget) -> None:
    found = {"suggestions": [{"faq_id": "x", "question": text} for text in HOSTILE]}
    guarded.on("suggest", lambda route: fulfil(route, found))
    guarded.input.press_sequentially("<img")
    expect(guarded.options).to_have_count(len(HOSTILE))
    shown(guarded, HOSTILE)
    unharmed(guarded)


def test_hostile_history_is_shown_and_does_nothing(guarded: Widget) -> None:
    page = guarded.page
    guarded.replies(message="x")
    guarded.ask("x")
    expect(guarded.log.locator("> div")).to_have_count(2)
    bot = reply(
        answer={
            "question": HOSTILE[0],
            "blocks": blocks(HOSTILE + URLS),
            "link": {"url": URLS[0], "title": HOSTILE[1]},
        }
    )
    deep: object = "deep"
    for _ in range(250):
        deep = {"tag": "b", "children": [deep]}
    odd = (
        {"tag": "script", "children": ["pwned()"]},
        {"tag": "toString", "children": []},
        {"tag": {}, "children": 7},
        None,
        7,
        [["x"]],
        deep,
    )
    broken = reply(
        answer={"question": {"_$litType$": 1, "strings": ["<b>"], "values": []}, "blocks": list(odd)}
    )
    now = page.evaluate("Date.now()")
    messages = [{"id": f"u{i}", "at": now, "from": "user", "text": text} for i, text in enumerate(HOSTILE)]
    messages += [
        {"id": "b1", "at": now, "from": "bot", "reply": bot},
        {"id": "b2", "at": now, "from": "bot", "reply": broken},
    ]
    messages += [
        {"id": "b3", "at": now, "from": "bot", "reply": {"id": 1}},
        {"id": "b4", "at": now, "from": "bot", "text": "x"},
    ]
    guarded.store(json.dumps({"id": "c1", "messages": messages}))
    page.reload()
    guarded.ready()
    expect(guarded.questions).to_have_count(len(HOSTILE))
    expect(guarded.answers).to_have_count(2)
    shown(guarded, HOSTILE)
    unharmed(guarded)


def test_hostile_attributes_do_nothing(page: Page, mount: Callable[..., Widget]) -> None:
    page.add_init_script(GUARD)
    for text in HOSTILE[:5] + HOSTILE[24:29]:
        value = text.replace("&", "&amp;").replace('"', "&quot;").replace("\0", "")
        names = ("lang", "theme", "accent", "position", "topic", "open")
        widget = mount(page, attributes=" ".join(f'data-{name}="{value}"' for name in names))
        unharmed(widget)


def test_unsafe_addresses_are_text_and_safe_ones_are_links(guarded: Widget) -> None:
    links = [{"tag": "p", "children": [{"tag": "a", "href": url, "children": ["here"]}]} for url in URLS]
    guarded.replies(answer={"blocks": links})
    guarded.answered("unsafe")
    expect(guarded.answers.get_by_role("link")).to_have_count(0)
    expect(guarded.answers.get_by_text("here")).to_have_count(len(URLS))
    shown(guarded, URLS)

    def link_only(route: Route) -> None:
        url = URLS[int(route.request.post_data_json["question"])]
        fulfil(route, reply(answer={"blocks": ["text"], "link": {"url": url, "title": "title"}}))

    guarded.on("ask", link_only)
    guarded.page.evaluate("(n) => Promise.all([...Array(n).keys()].map(faqbot.ask))", len(URLS))
    expect(guarded.answers).to_have_count(len(URLS) + 1)
    expect(guarded.answers.get_by_role("link")).to_have_count(0)
    unharmed(guarded)
    safe = [{"tag": "a", "href": url, "children": ["here"]} for url in SAFE]
    guarded.replies(answer={"blocks": safe})
    guarded.ask("safe")
    expect(guarded.answers.last.get_by_role("link")).to_have_count(len(SAFE))
    for link in guarded.answers.last.get_by_role("link").all():
        expect(link).to_have_attribute("rel", "noopener noreferrer")
        expect(link).to_have_attribute("target", "_blank")


LINKS = (Path(__file__).parents[2] / "web" / "src" / "links.js").read_text("utf-8")
JUDGE = """async ([source, urls]) => {
  const {isSafeUrl} = await import("data:text/javascript," + encodeURIComponent(source));
  return urls.map((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const web = !!url && /^https?:$/.test(url.protocol) && !!url.hostname;
    return [isSafeUrl(text), web && !url.username && !url.password];
  });
}"""


def test_server_and_widget_judge_addresses_alike(page: Page) -> None:
    judged = page.evaluate(JUDGE, [LINKS, URLS + SAFE])
    assert [safe for safe, _ in judged] == [False] * len(URLS) + [True] * len(SAFE)
    assert [is_safe_url(url) for url in URLS + SAFE] == [False] * len(URLS) + [True] * len(SAFE)
    for url in URLS:
        assert '"tag":"a"' not in "".join(block.model_dump_json() for block in to_blocks(f"[here](<{url}>)"))


PIECES = st.sampled_from(
    [
        "https:",
        "http:",
        "//",
        "/",
        "\\",
        "@",
        ":",
        "javascript:",
        " ",
        "\t",
        "\n",
        "?",
        "#",
        "%00",
        "[",
        "]",
        "::1",
        "good.example",
        "evil.example",
        "80",
        "\u202e",
        "\u200d",
        "é",
        "a",
    ]
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(PIECES, max_size=9).map("".join), min_size=50, max_size=50))
def test_whatever_may_become_a_link_is_one_to_a_web_page(page: Page, urls: list[str]) -> None:
    for url, (safe, really) in zip(urls, page.evaluate(JUDGE, [LINKS, urls]), strict=True):
        assert not safe or (really and is_safe_url(url)), url


# ---- one tree, two renderers

TEXTS = [
    "One paragraph.\n\nAnother with **bold**, *italic*, `code` and a [link](https://docs.example.com/a?b=1&c=2).",
    "1. one\n2. two\n   - deeper\n   - and `code`\n\n     with a paragraph\n3. three",
    "- tight\n- list\n\n***\n\n> quoted",
    "# Heading\n\nline  \nbroken\nsoft",
    "```js\n<script>pwned()</script>\n  kept   blanks\n```",
    "[bad](javascript:pwned()) and [worse](https://good@evil.example) and ![image](https://x.example/i.png)",
    "<div onclick=pwned()>raw</div> &amp; **<b>x</b>**",
    "**bold *and italic [and link](https://docs.example.com)***",
    " ".join(HOSTILE[:30]),
]
SERIALISE = """
window.tree = (nodes) => {
  const found = [];
  for (const node of nodes) {
    const text = node.nodeType === 3 && node.data;
    if (text && typeof found.at(-1) === "string") found.push(found.pop() + text);
    else if (text) found.push(text);
    else if (node.nodeType === 1) {
      const kept = ["href", "target", "rel"].map((name) => node.getAttribute(name));
      found.push([node.localName, ...kept, ...tree(node.childNodes)]);
    }
  }
  return found;
};
"""


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app()


def test_both_renderers_make_the_same_elements(page: Page, mount: Callable[..., Widget], app: Flask) -> None:
    page.add_init_script(SERIALISE)
    widget = mount(page)
    widget.launcher.click()
    macro = '{% import "parts.html" as parts with context %}{{ parts.blocks(nodes) }}'
    in_widget, in_page = [], []
    for number, text in enumerate(TEXTS, 1):
        blocks = to_blocks(text)
        widget.replies(answer={"blocks": [json.loads(block.model_dump_json()) for block in blocks]})
        widget.answered("render", count=number)
        card = "(card) => tree([...card.childNodes].slice(1).filter((n) => (n.data ?? 'x').trim()))"
        in_widget.append(widget.answers.last.evaluate(card))
        with app.test_request_context():
            in_page.append(render_template_string(macro, nodes=blocks))
    pages = page.evaluate(
        """(pages) => pages.map((html) => {
          const { body } = new DOMParser().parseFromString(html, "text/html");
          return tree(body.childNodes);
        })""",
        in_page,
    )
    for text, one, other in zip(TEXTS, in_widget, pages, strict=True):
        assert one == other, text
        assert one, text
