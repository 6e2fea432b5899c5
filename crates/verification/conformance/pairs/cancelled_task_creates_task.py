"""A cancelled task can create a task while it cleans up."""

import asyncio


STARTED = asyncio.Event()
DONE = asyncio.Event()


async def work():
    try:
        STARTED.set()
        await asyncio.Event().wait()
    finally:
        asyncio.create_task(more_work())


async def more_work():
    print("more work")
    DONE.set()


async def main():
    task = asyncio.create_task(work())
    await STARTED.wait()
    task.cancel()
    await DONE.wait()


asyncio.run(main())
