"""What the documentation says of timers, cron and tests is so."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tui.cli.parser import build_parser

ROOT = Path(__file__).resolve().parents[2]
REFRESHING = (ROOT / "docs" / "refreshing.md").read_text()
POLITENESS = (ROOT / "docs" / "politeness.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", REFRESHING, re.DOTALL)


def test_the_units_are_what_systemd_understands(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not here")
    program = tmp_path / "wirecopy"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    service, timer = blocks("ini")
    for name, text in (("service", service), ("timer", timer)):
        (tmp_path / f"wirecopy.{name}").write_text(text.replace("%h/.local/bin/wirecopy", str(program)))
    checked = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.glob("wirecopy.*")))],
        capture_output=True,
        text=True,
        check=False,
    )
    about_ours = [line for line in checked.stderr.splitlines() if "wirecopy" in line]
    if checked.returncode and not about_ours:
        pytest.skip(f"systemd cannot judge here: {checked.stderr.strip()}")
    assert about_ours == []


def test_every_line_that_starts_wirecopy_is_one_that_it_understands() -> None:
    commands = re.findall(r"bin/wirecopy ([^\n>]*)", "\n".join((*blocks("ini"), *blocks("cron"))))
    assert len(commands) == 3
    for command in commands:
        arguments = build_parser().parse_args(shlex.split(command))
        assert (arguments.verb, arguments.due) == ("refresh", True)
    for line in filter(None, "".join(blocks("cron")).splitlines()):
        assert re.fullmatch(r"(?:\S+ +){5}\$HOME/\S+ [^%]+", line), "five fields, and no %, which ends a cron line"


def test_the_tests_that_the_documentation_names_are_there() -> None:
    named = set(re.findall(r"`(test_\w+\.py)`", POLITENESS))
    assert len(named) > 15
    assert named <= {path.name for path in (ROOT / "tests").rglob("test_*.py")}
