from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from hypothesis import settings
from werkzeug.serving import make_server

from bot.assistant import Assistant
from bot.server.app import create_app
from bot.settings import Settings

# How long an example takes is the machine's affair: no test is timed.
settings.register_profile("faqbot", deadline=None)
settings.load_profile("faqbot")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what tests compare with: tests/data/golden.jsonl, the settings in README.md",
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: `.ci/run` brings what every test needs."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was skipped, and why, without being asked."""
    for report in terminalreporter.stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"SKIPPED {report.nodeid}: {reason}", yellow=True)


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests see the defaults, whatever the shell that runs them has set, and leave the user's data alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        for name in [name for name in os.environ if name.startswith("FAQBOT_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def shipped() -> Assistant:
    """An assistant on the shipped corpus, with the defaults."""
    return Assistant.from_folder()


@pytest.fixture(scope="session")
def serving() -> Callable[[Settings], AbstractContextManager[str]]:
    """Starts a server in this process, and gives its address; no slash at the end."""

    @contextmanager
    def serve(settings: Settings) -> Iterator[str]:
        server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()

    return serve


@pytest.fixture(scope="session")
def site(serving: Callable[[Settings], AbstractContextManager[str]]) -> Iterator[str]:
    """The address of a server on the shipped corpus."""
    with serving(Settings(reload_seconds=0)) as address:
        yield address
