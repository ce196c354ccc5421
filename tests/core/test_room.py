"""Few feeds are under way at once when they are huge, and many when they are not."""

from __future__ import annotations

import asyncio

import pytest

from index.room import Room


async def visit(room: Room, size: int, now: list[int], most: list[int]) -> None:
    async with room.place() as place:
        now[0] += size
        await asyncio.sleep(0)
        place.fill(size)
        most[0] = max(most[0], now[0])
        for _ in range(5):
            await asyncio.sleep(0)
        now[0] -= size


async def peak(room: Room, sizes: list[int]) -> int:
    """The most bytes that were ever held together."""
    now, most = [0], [0]
    await asyncio.wait_for(asyncio.gather(*(visit(room, size, now, most) for size in sizes)), 30)
    return most[0]


async def test_ordinary_feeds_come_all_at_once() -> None:
    room = Room(1000)
    await peak(room, [10] * 20)
    assert await peak(room, [10] * 80) == 800


async def test_before_anything_is_known_a_few_are_let_in() -> None:
    assert await peak(Room(1000), [900] * 20) == 8 * 900


async def test_huge_feeds_come_a_few_at_a_time() -> None:
    room = Room(1000)
    await peak(room, [400] * 3)
    assert await peak(room, [400] * 50) == 800


async def test_one_that_is_larger_than_the_room_comes_alone() -> None:
    room = Room(1000)
    await peak(room, [5000])
    assert await peak(room, [5000] * 10) == 5000


async def test_after_a_few_small_ones_a_huge_one_is_forgotten() -> None:
    room = Room(1000)
    await peak(room, [900])
    await peak(room, [1] * 50)
    assert await peak(room, [10] * 50) >= 400


async def test_a_feed_that_fails_gives_its_place_back() -> None:
    room = Room(1000)
    await peak(room, [900])
    for _ in range(5):
        with pytest.raises(ValueError, match="broken"):
            async with room.place():
                raise ValueError("broken")
    assert await peak(room, [300]) == 300


async def test_one_that_gives_up_waiting_is_in_nobodys_way() -> None:
    room = Room(1000)
    async with room.place() as place:
        place.fill(5000)
        waiting = asyncio.create_task(peak(room, [10]))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert await peak(room, [10] * 3) == 10
