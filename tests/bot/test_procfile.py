"""The Procfile: what a platform starts is there, with the options that it gives."""

import shlex
from pathlib import Path

import pytest
import typer
from honcho.environ import parse_procfile

from bot.__main__ import app

PROCFILE = (Path(__file__).parents[2] / "Procfile").read_text("utf-8")
PROCESSES = parse_procfile(PROCFILE).processes


def test_every_line_is_a_process() -> None:
    """A line that cannot be read would be left out in silence."""
    lines = [line for line in PROCFILE.splitlines() if line.strip()]
    assert [f"{name}: {command}" for name, command in PROCESSES.items()] == lines
    assert {"release", "web", "worker", "clock"} <= set(PROCESSES)


@pytest.mark.parametrize("name", PROCESSES)
def test_every_command_exists_and_takes_its_options(name: str) -> None:
    """The command line itself reads them, without starting anything."""
    python, switch, package, command, *options = shlex.split(PROCESSES[name])
    assert (python, switch, package) == ("python", "-m", "bot")
    known = typer.main.get_command(app)
    assert isinstance(known, typer.core.TyperGroup)
    known.commands[command].make_context(command, options)
