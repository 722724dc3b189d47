"""A site that is not ours, for pages that embed the widget."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Host:
    """A site that is not ours: answers any path with the page that a test puts there."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body, headers = pages.get(self.path.partition("?")[0], ("", {}))
                content = body.encode()
                self.send_response(200)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def put(self, body: str, *, path: str = "/", head: str = "", csp: str = "", lang: str = "en") -> str:
        """Serve this body; its address."""
        html = f'<!doctype html><html lang="{lang}"><head><title>A portal</title>{head}</head>'
        html += f"<body>{body}</body></html>"
        self.pages[path] = (html, {"Content-Security-Policy": csp} if csp else {})
        return self.origin + path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
