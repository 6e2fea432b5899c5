"""Shares a counter between tasks on one thread, without a lock."""

import asyncio
from types import SimpleNamespace


async def work(count):
    for _ in range(100):
        count.value += 1
        await asyncio.sleep(0)


async def main():
    count = SimpleNamespace(value=0)
    task = asyncio.create_task(work(count))
    other_task = asyncio.create_task(work(count))
    await task
    await other_task
    print(f"Two tasks count to {count.value}")


asyncio.run(main())
