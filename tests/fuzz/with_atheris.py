"""Coverage-guided fuzzing of one target, from the committed seeds; not part of CI.

    pip install atheris
    python tests/fuzz/with_atheris.py markdown -max_total_time=60

What it finds becomes a seed in `tests/fuzz/seeds`, and so a test.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot", "fuzz_targets"]):
    from fuzz_targets import TARGETS


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"name a target: {', '.join(TARGETS)}")
    name = sys.argv.pop(1)
    # The fuzzer writes what it learns beside the seeds: into a copy.
    seeds = Path(tempfile.mkdtemp()) / name
    shutil.copytree(Path(__file__).parent / "seeds" / name, seeds)
    atheris.Setup([*sys.argv, str(seeds)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
