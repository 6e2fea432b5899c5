"""Shares a counter between tasks on one thread, without a lock."""

import asyncio
from types import SimpleNamespace


async def work(count):
    for _ in range(100):
        count.value += 1
        await asyncio.sleep(0)


async def more_work(count):
    for _ in range(100):
        seen = count.value
        await asyncio.sleep(0)
        count.value = seen + 1


async def main():
    count = SimpleNamespace(value=0)
    tasks = [asyncio.create_task(work(count)), asyncio.create_task(work(count))]
    for task in tasks:
        await task
    print(f"Two tasks count to {count.value}")

    count = SimpleNamespace(value=0)
    tasks = [asyncio.create_task(more_work(count)), asyncio.create_task(more_work(count))]
    for task in tasks:
        await task
    print(f"With an await between reading and writing: {count.value}")


asyncio.run(main())
