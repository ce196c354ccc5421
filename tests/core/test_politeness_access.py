"""The user's own headers and passwords: sent to the feed's own server, and told to nobody else."""

from __future__ import annotations

import base64
import sqlite3
from typing import TYPE_CHECKING

import pytest

from fakes import FeedServer
from index import FeedStatus
from polite_world import PoliteWorld, rss

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "s3cr3t-æ-42"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[PoliteWorld]:
    with FeedServer() as server:
        yield PoliteWorld(server, tmp_path)


@pytest.fixture
def second() -> Iterator[FeedServer]:
    try:
        server = FeedServer("127.0.0.2")
    except OSError:
        pytest.skip("this machine has a single loopback address")
    with server:
        yield server


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def test_name_password_and_headers_are_sent(world: PoliteWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWS_PASSWORD", SECRET)
    extra = (
        'username = "jane"\npassword = "env:NEWS_PASSWORD"\n'
        'headers = { "X-Key" = "cmd:printf \'%s\\\\n\' \'two words\'", User-Agent = "My own" }'
    )
    world.subscribe(world.server.put("/a", rss()), extra=extra)
    world.refresh()
    sent = world.server.last("/a").headers
    assert sent["authorization"] == basic("jane", SECRET)
    assert sent["x-key"] == "two words"
    assert sent["user-agent"] == "My own"


@pytest.mark.parametrize(
    "kind", ["env:NO_SUCH_NAME", "cmd:false", "cmd:/no/such/program x", "cmd:", "cmd:true", "cmd:'"]
)
def test_a_secret_that_is_not_to_be_had_is_the_feeds_failure(world: PoliteWorld, kind: str) -> None:
    world.subscribe(world.server.put("/a", rss()), extra=f'password = "{kind}"')
    assert world.refresh().failed == 1
    assert world.server.requests == [], "nothing is asked for without its password"
    assert world.only().error.endswith((".", "again."))


def test_a_command_is_run_by_no_shell(world: PoliteWorld, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    world.subscribe(world.server.put("/a", rss()), extra=f'password = "cmd:echo a; touch {victim}"\nusername = "u"')
    world.refresh()
    assert world.server.last("/a").headers["authorization"] == basic("u", f"a; touch {victim}")
    assert not victim.exists()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_another_server_is_told_nothing(world: PoliteWorld, second: FeedServer, status: int) -> None:
    new = second.put("/new", rss())
    old = world.server.put("/old", status=status, redirect=new)
    world.subscribe(old, extra=f'username = "jane"\npassword = "{SECRET}"\nheaders = {{ X-Key = "{SECRET[:6]}" }}')
    for _ in range(4):
        world.refresh()
        assert world.only().status is not FeedStatus.FAILED
    assert second.count("/new") == 4
    for asked in second.requests:
        assert "authorization" not in asked.headers
        assert "x-key" not in asked.headers
    assert all(asked.headers["x-key"] == SECRET[:6] for asked in world.server.requests)


def test_the_same_server_is_told_after_a_redirect(world: PoliteWorld) -> None:
    world.server.put("/new", rss())
    world.subscribe(world.server.put("/old", redirect="/new"), extra='username = "jane"\npassword = "x"')
    world.refresh()
    assert world.server.last("/new").headers["authorization"] == basic("jane", "x")


def test_secrets_are_in_no_message_no_event_and_not_in_the_archive(
    world: PoliteWorld, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEWS_PASSWORD", SECRET)
    url = world.server.put("/a", rss())
    world.subscribe(url, extra='username = "jane"\npassword = "env:NEWS_PASSWORD"')
    said = ""
    for answer in ({"body": rss()}, {"status": 401}, {"status": 500}, {"raw": b""}, {"redirect": "file:///x"}):
        world.server.put("/a", **answer)  # type: ignore[arg-type]
        world.refresh()
        said += repr(world.events)
    said += "".join(capfd.readouterr())
    with sqlite3.connect(world.paths.archive / "archive.db") as connection:
        said += "\n".join(connection.iterdump())
    connection.close()
    assert "HTTP 401" in said
    assert SECRET not in said
    assert "jane" not in said


def test_no_cookie_is_kept_and_nothing_else_is_told(world: PoliteWorld, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login eve password eve\n")
    world.subscribe(world.server.put("/a?x=1", rss(), headers=(("Set-Cookie", "id=1; Path=/"),)))
    for _ in range(2):
        world.refresh()
    sent = world.server.last("/a?x=1").headers
    assert set(sent) == {"host", "user-agent", "accept", "accept-encoding"}
    assert sent["accept-encoding"] == "gzip, deflate, br, zstd"
