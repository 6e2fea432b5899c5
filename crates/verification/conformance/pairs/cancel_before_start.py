"""A task that is cancelled before its start never starts."""

import asyncio


STARTED = asyncio.Event()


async def work():
    STARTED.set()


async def main():
    # In asyncio the first attempt succeeds. In Rust the task may run before main continues.
    for _ in range(1000):
        STARTED.clear()
        task = asyncio.create_task(work())
        task.cancel()
        await asyncio.wait([task])
        if task.cancelled() and not STARTED.is_set():
            print("cancelled and never started")
            break


asyncio.run(main())
