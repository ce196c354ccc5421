"""What every test shares: a fixed environment and no way to the outside network."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index import Paths

os.environ["TZ"] = "UTC"
os.environ["LANG"] = "C.UTF-8"
os.environ["TEXTUAL_ANIMATIONS"] = "none"
for name in ("NO_COLOR", "WIRECOPY_ARCHIVE", "WIRECOPY_FEEDS", "BROWSER", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy"):
    os.environ.pop(name, None)


os.environ["WIRECOPY_LOOPBACK_ONLY"] = "1"  # libcurl opens its sockets itself; subprocesses inherit this


SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def _is_loopback(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # AF_UNIX and the like never leave the machine
    host = str(address[0])
    return host in {"localhost", "::1", "0.0.0.0", ""} or host.startswith("127.")


@pytest.fixture(autouse=True)
def _no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection that leaves the machine fails the test that asked for it."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(self: socket.socket, address: Any) -> None:
        if not _is_loopback(address):
            pytest.fail(f"a test tried to reach {address}")
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        if not _is_loopback(address):
            pytest.fail(f"a test tried to reach {address}")
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own archive, feeds or configuration."""
    home = tmp_path_factory.mktemp("home")
    for variable, folder in (("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state")):
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.setenv("HOME", str(home))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The development data set; tests that want it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the development data set is not here")
    return SHARED_DATA


@pytest.fixture(scope="session")
def python() -> str:
    """The interpreter that runs the tests, to start subprocesses with."""
    return sys.executable


@pytest.fixture(scope="session")
def demo_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample wire, refreshed twice by the real command: stored, edited, indexed, recognised."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "tui", "demo", "--prepare", str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def demo(demo_original: Path, tmp_path: Path) -> Paths:
    """A copy of the sample archive for one test to do with as it likes."""
    folder = tmp_path / "demo"
    shutil.copytree(demo_original, folder)
    feeds = folder / "feeds.toml"
    feeds.write_text(feeds.read_text().replace(demo_original.as_uri(), folder.as_uri()))
    connection = sqlite3.connect(folder / "archive" / "archive.db")
    connection.execute("UPDATE feed SET url = replace(url, ?, ?)", (demo_original.as_uri(), folder.as_uri()))
    connection.commit()
    connection.close()
    return Paths(archive=folder / "archive", feeds=feeds)
