"""A task continues after the task that created it has finished."""

import asyncio


GO = asyncio.Event()
DONE = asyncio.Event()


async def work():
    asyncio.create_task(more_work())
    print("work is done")


async def more_work():
    await GO.wait()
    print("more work is done")
    DONE.set()


async def main():
    await asyncio.create_task(work())
    GO.set()
    await DONE.wait()


asyncio.run(main())
