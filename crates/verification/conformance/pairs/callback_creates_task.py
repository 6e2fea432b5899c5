"""A callback, which cannot await, creates a task that does."""

import asyncio


DONE = asyncio.Event()


async def work():
    print("work")


async def more_work():
    await asyncio.sleep(0)
    print("more work")
    DONE.set()


def callback(task):
    asyncio.create_task(more_work())


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    await DONE.wait()


asyncio.run(main())
