"""The wheel: it holds all that the bot needs, and serves from an empty environment in another folder."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=_environment(), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def _environment() -> dict[str, str]:
    """Without what a developer has set: the path to a checkout is not what is installed."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("FAQBOT_", "PYTHON"))}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network by the build backend that the test environment has."""
    folder = tmp_path_factory.mktemp("dist")
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        ROOT,
        cwd=folder,
    )
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that has the wheel, and besides it only what the wheel depends on.

    The dependencies are those of the test environment; its own installation of faqbot is not seen, because
    a path that a .pth file adds is not searched for further .pth files, and comes last.
    """
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=home
    )
    purelib = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip()
    )
    others = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (purelib / "dependencies.pth").write_text("\n".join(others) + "\n")
    assert run(python, "-c", "import bot; print(bot.__file__)", cwd=home).strip() == str(
        purelib / "bot/__init__.py"
    )
    return home / "bin"


@pytest.fixture
def served(installed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server that was started from the wheel."""
    process = subprocess.Popen(
        [installed / "faqbot", "serve", "--port", "0"],
        cwd=tmp_path,
        env=_environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    try:
        address = re.search(r"http://\S+", process.stderr.readline())
        assert address
        yield address.group()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def get(url: str, body: dict[str, str] | None = None) -> tuple[str, str]:
    """Content type and text."""
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"} if body else {})
    with urllib.request.urlopen(request, timeout=20) as response:
        return response.headers.get_content_type(), response.read().decode()


def test_the_wheel_holds_what_is_needed_and_no_more(wheel: Path):
    assert wheel.name == f"faqbot-{bot.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {name.removeprefix("bot/_shipped/") for name in names if name.startswith("bot/_shipped/")}
    for folder in ("faqs", "web/dist", "web/pages", "web/templates"):
        files = {path for path in (ROOT / folder).rglob("*") if path.is_file() and path.name != ".gitkeep"}
        assert {path.relative_to(ROOT).as_posix() for path in files} <= shipped
    assert "bot/py.typed" in names
    assert not [name for name in names if "node_modules" in name or name.startswith(("tests/", "web/src"))]
    assert {name.split("/")[0] for name in names} == {"bot", f"faqbot-{bot.__version__}.dist-info"}


def test_the_version_stands_in_one_place():
    assert re.search(
        rf"^## \[{re.escape(bot.__version__)}\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )
    pyproject = (ROOT / "pyproject.toml").read_text()
    assert 'dynamic = ["version"]' in pyproject
    assert (
        bot.__version__ not in pyproject.split("[project.optional-dependencies]")[0].split("dependencies")[0]
    )


def test_commands_work_from_another_folder(installed: Path, tmp_path: Path):
    assert run(installed / "faqbot", "--version", cwd=tmp_path) == f"faqbot, version {bot.__version__}\n"
    assert "no problem found" in run(installed / "faqbot", "check", cwd=tmp_path)
    reply = json.loads(run(installed / "faqbot", "ask", "--json", "wats usge trend", cwd=tmp_path))
    assert reply["answer"]["link"]["url"].endswith("#Usage_Details")


def test_pages_widget_and_api_are_served(served: str):
    for path, kind, part in [
        ("/", "text/html", "What is Allowed Sessions?"),
        ("/chat", "text/html", "<form"),
        ("/docs", "text/html", "/api/v1/ask"),
        ("/widget.js", "text/javascript", "faqbot"),
        ("/embed-code", "text/html", "sha384-"),
        ("/openapi.json", "application/json", '"3.1'),
        ("/readyz", "application/json", "revision"),
    ]:
        content_type, text = get(served + path)
        assert content_type == kind, path
        assert part in text, path
    reply = json.loads(get(f"{served}/api/v1/ask", {"question": "how do I top up"})[1])
    assert reply["answer"]["faq_id"] == "reload-option"
    for asset in re.findall(r'(?:src|href)="(/(?:assets|widget)[^"]+)"', get(f"{served}/")[1]):
        assert get(served + asset)[1]
