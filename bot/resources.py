"""Where the files lie that are no code: the shipped corpus, the pages, the built widget.

In a checkout (and an editable install) they are beside `bot/`; a wheel carries them in `bot/_shipped/`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE / "_shipped" if (_PACKAGE / "_shipped").is_dir() else _PACKAGE.parent

SHIPPED_FAQS = _ROOT / "faqs"
TEMPLATES = _ROOT / "web" / "templates"
PAGES = _ROOT / "web" / "pages"
WIDGET = _ROOT / "web" / "dist"
