"""What the log looks like: a dated line of text, or of JSON. Neither ever holds a question or an address."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

TEXT = "%(asctime)s %(levelname)s %(message)s"
ACCESS_TEXT = "%(asctime)s %(message)s"


class JsonLines(logging.Formatter):
    """One JSON object a line; what a record carries as `request` is merged into it."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, logger, message; for a request also what `AccessLog.access` tells of it."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "request", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def formatter(form: str, text: str = TEXT) -> logging.Formatter:
    """The formatter of a log in `form`, "json" or "text"."""
    return JsonLines() if form == "json" else logging.Formatter(text)


def log_to_stderr(form: str) -> None:
    """Send what faqbot itself has to say to the standard error, and the warnings of all else."""
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(form))
    logging.basicConfig(handlers=[handler])
    logger = logging.getLogger("bot")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
