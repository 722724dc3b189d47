"""Take the pictures of the README: `python tests/browser/screenshots.py`, with Chromium installed.

They show the shipped corpus, in web/screenshots/.
"""

from __future__ import annotations

import base64
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright
from werkzeug.serving import make_server
from widget_page import Widget, configured, fulfil

from bot.server.app import create_app
from bot.settings import Settings

OUT = Path(__file__).parents[2] / "web" / "screenshots"
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 640}
TOP_UP = "how do I top up"

PORTAL = """<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>مركز المساعدة</title>
<style>body { margin: 0; padding: 56px 72px; font: 17px/1.8 system-ui; background: #f6f7f9; color: #1a2233 }
main { max-width: 560px } h1 { font-size: 34px }</style>
<main><h1>مركز المساعدة</h1><p>مرحبًا بك. تجد هنا كل ما يخص خطتك وجلساتك وفواتيرك.</p>
<p>اكتب سؤالك في المحادثة وستحصل على إجابة معتمدة مع رابط إلى الدليل.</p></main>
<script async src="/widget.js"></script></html>"""


def asked(widget: Widget) -> None:
    """Open, with an answer that was found helpful."""
    widget.launcher.click()
    widget.answered(TOP_UP)
    widget.button("Yes").click()
    widget.page.mouse.move(0, 0)


def chosen(widget: Widget) -> None:
    """Open, with an answer and a refusal that offers a person."""
    widget.launcher.click()
    widget.answered("what is allowed sessions")
    widget.ask("can I get a refund")
    expect(widget.log.get_by_role("link", name="Talk to a person")).to_be_visible()


def suggested(widget: Widget) -> None:
    """Open, with the list of suggestions."""
    widget.launcher.click()
    widget.answered(TOP_UP)
    widget.input.press_sequentially("sessions")
    expect(widget.options.first).to_be_visible()
    widget.input.press("ArrowDown")


def from_right(widget: Widget) -> None:
    """An answered question in Arabic."""
    blocks = [
        {"tag": "p", "children": ["عدد الجلسات التي تشملها ", {"tag": "b", "children": ["خطتك"]}, " كل شهر."]}
    ]
    link = {"url": "https://docs.example.com/ar/plans", "title": "دليل الخطط"}
    follow_ups = [{"question": "كيف أضيف جلسات؟"}, {"question": "أين أجد خطتي الحالية؟"}]
    question = "ما هي الجلسات المسموح بها؟"
    widget.launcher.click()
    widget.replies(answer={"question": question, "blocks": blocks, "link": link, "follow_ups": follow_ups})
    widget.answered("كم جلسة لدي؟")


def nothing(_: Widget) -> None:
    """Closed."""


def main() -> None:
    """Write the pictures."""
    server = make_server(
        "127.0.0.1", 0, create_app(Settings(handoff_url="https://help.example.com")), threaded=True
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take = Camera(chromium, f"http://127.0.0.1:{server.server_port}")
        take("widget-desktop", asked, viewport=DESKTOP)
        take("widget-phone", chosen, viewport=PHONE)
        take("widget-dark", suggested, viewport=DESKTOP, color_scheme="dark")
        take("widget-rtl", from_right, viewport=DESKTOP, locale="ar", arabic=True)
        take("widget-forced-colors", chosen, viewport=DESKTOP, forced_colors="active", color_scheme="dark")
        take("help-center", nothing, viewport=DESKTOP)
        chromium.close()
    server.shutdown()


class Camera:
    """Opens the help center in a browser of its own and takes one picture of it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address

    def __call__(
        self, name: str, act: Callable[[Widget], None], *, arabic: bool = False, **options: object
    ) -> None:
        page = self.browser.new_context(reduced_motion="reduce", **options).new_page()
        topic = {"title": "الخطط", "questions": ["ما هي الجلسات المسموح بها؟"]}
        configured(page, feedback=True, **({"topics": [topic], "title": "مركز المساعدة"} if arabic else {}))
        page.route("**/api/v1/feedback", lambda route: fulfil(route, {}))
        if arabic:
            page.route(f"{self.address}/", lambda route: route.fulfill(content_type="text/html", body=PORTAL))
        page.goto(f"{self.address}/")
        act(Widget(page).ready())
        page.wait_for_timeout(300)
        # Playwright's own screenshots are PNG, of more than twice the size.
        shot = page.context.new_cdp_session(page).send(
            "Page.captureScreenshot", {"format": "webp", "quality": 85}
        )
        (OUT / f"{name}.webp").write_bytes(base64.b64decode(shot["data"]))
        page.context.close()


if __name__ == "__main__":
    main()
