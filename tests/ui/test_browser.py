"""Opening links: what is refused, which command is made, and that it really starts, silent and apart."""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

import pytest

from tui.browser import BrowserCommand, BrowserError, browser_command, check_link, open_link

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LINK = "https://example.org/a?b=1&c=2;d"


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://example.org/%s", LINK, "https://例え.jp/記事", "http://[::1]:8/x"]
)
def test_web_addresses_pass(url: str) -> None:
    assert check_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "--new-window",
        "-https://example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://example.org/",
        "mailto:a@example.org",
        "https://",
        "https:///path",
        "http://-proxy/",
        "https://example.org/a b",
        "https://example.org/\x1b]52;c;AAAA\x07",
        "https://example.org/\n--help",
        "https://example.org/\u202egpj.exe",
        "https://[broken/",
        "//example.org/",
        "%action:https://example.org",
    ],
)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(BrowserError):
        browser_command(url, {"BROWSER": "firefox", "DISPLAY": ":0"}, which=lambda name: f"/usr/bin/{name}")


@pytest.mark.parametrize(
    ("environ", "there", "arguments", "terminal"),
    [
        ({"BROWSER": "firefox"}, {"firefox"}, ("firefox", LINK), False),
        ({"BROWSER": "firefox --new-tab %s"}, {"firefox"}, ("firefox", "--new-tab", LINK), False),
        ({"BROWSER": "run --app=%s &"}, {"run"}, ("run", f"--app={LINK}"), False),
        ({"BROWSER": "'my browser' -x"}, {"my browser"}, ("my browser", "-x", LINK), False),
        ({"BROWSER": "missing:firefox"}, {"firefox"}, ("firefox", LINK), False),
        ({"BROWSER": "w3m"}, {"w3m"}, ("w3m", LINK), True),
        ({"BROWSER": "/usr/bin/lynx -x"}, {"/usr/bin/lynx"}, ("/usr/bin/lynx", "-x", LINK), True),
        ({"BROWSER": "'unbalanced:firefox"}, {"firefox"}, ("firefox", LINK), False),
        ({"BROWSER": "", "DISPLAY": ":0"}, {"xdg-open", "firefox"}, ("xdg-open", LINK), False),
        ({"WAYLAND_DISPLAY": "w-0"}, {"gio", "firefox"}, ("gio", "open", LINK), False),
        ({}, {"xdg-open", "w3m"}, ("w3m", LINK), True),
    ],
)  # fmt: skip
def test_the_command(
    environ: Mapping[str, str],
    there: set[str],
    arguments: tuple[str, ...],
    terminal: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    command = browser_command(LINK, environ, which=lambda name: name if name in there else None)
    assert command == BrowserCommand(arguments, terminal)


def test_the_desktop_of_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert browser_command(LINK, {}, which=lambda name: name).arguments == ("open", LINK)


def test_no_browser_at_all() -> None:
    with pytest.raises(BrowserError, match=r"\$BROWSER"):
        browser_command(LINK, {}, which=lambda _: None)


@pytest.fixture
def recorder(tmp_path: Path) -> tuple[Path, Path]:
    """A browser that writes down its arguments and what its input and output are, through a pipe that says when."""
    script, record = tmp_path / "browser", tmp_path / "record"
    os.mkfifo(record)
    script.write_text(
        "#!/bin/sh\n"
        '{ for word in "$@"; do printf \'%s\\n\' "$word"; done; '
        f"readlink /proc/self/fd/0; ps -o sid= -p $$; }} > {record}\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script, record


@pytest.mark.skipif(shutil.which("ps") is None, reason="needs ps")
def test_a_browser_starts_without_a_shell_in_its_own_session(recorder: tuple[Path, Path]) -> None:
    script, record = recorder
    url = "https://example.org/$(touch%20x);`id`|&'\"%s"
    open_link(url, {"BROWSER": f"{script} --tab %s"})
    flag, address, stdin, session = record.read_text().split("\n")[:4]
    assert (flag, address) == ("--tab", url)
    assert stdin == "/dev/null"
    assert int(session) != os.getsid(0)


def test_a_browser_that_cannot_start(tmp_path: Path) -> None:
    broken = tmp_path / "browser"
    broken.write_bytes(b"\x7fELF nothing")
    broken.chmod(0o755)
    with pytest.raises(BrowserError, match="could not be started"):
        open_link(LINK, {"BROWSER": str(broken)})
