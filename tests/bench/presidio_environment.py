"""Makes the baseline's own virtual environment: Presidio with GiNZA, beside the product's."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = Path(__file__).with_name("requirements-presidio.txt")
_FOLDER = ROOT / ".venv" / "bench"
_INSTALLED = _FOLDER / "installed.txt"
# Long enough for a slow line, short enough for nobody to wait long without one.
_PATIENCE = ("--timeout", "20", "--retries", "1")


def presidio_python() -> Path | None:
    """Return the interpreter that has the baseline; None when it is not installed as pinned."""
    python = _FOLDER / "bin" / "python"
    wanted = REQUIREMENTS.read_text("utf-8")
    if python.exists() and _INSTALLED.exists() and _INSTALLED.read_text("utf-8") == wanted:
        return python
    return None


def main() -> int:
    """Install the baseline if it is not there; without it the benchmark goes on alone."""
    if presidio_python():
        return 0
    print(f"{_FOLDER.relative_to(ROOT)}: Presidio を入れています（初回だけ） / installing, once")
    if problem := _install():
        print(
            "Presidio を入れられません。比較なしで続けます。 / not installed, going on without it"
        )
        print(f"  {problem}")
    return 0


def _install() -> str:
    shutil.rmtree(_FOLDER, ignore_errors=True)
    venv.create(_FOLDER, with_pip=True)
    pip = (_FOLDER / "bin" / "python", "-m", "pip", "install", "--quiet")
    done = subprocess.run(  # noqa: S603 - our own list
        [*pip, "--disable-pip-version-check", *_PATIENCE, "-r", REQUIREMENTS],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["pip"])[-1]
    _INSTALLED.write_text(REQUIREMENTS.read_text("utf-8"), "utf-8")
    return ""


if __name__ == "__main__":
    sys.exit(main())
