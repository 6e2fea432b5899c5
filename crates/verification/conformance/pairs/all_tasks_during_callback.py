"""Main also waits for the task that a running callback is about to create."""

import asyncio
import time

CALLED = asyncio.Event()


async def work():
    print("work")


async def more_work():
    await asyncio.sleep(0)
    print("more work")


def callback(task):
    CALLED.set()
    time.sleep(0.02)
    asyncio.create_task(more_work())


async def main():
    asyncio.create_task(work()).add_done_callback(callback)
    await CALLED.wait()
    while True:
        tasks = asyncio.all_tasks()
        tasks.remove(asyncio.current_task())
        if not tasks:
            break
        for task in tasks:
            await task
    print("main is done")


asyncio.run(main())
