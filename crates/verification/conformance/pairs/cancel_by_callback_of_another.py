"""The callback of one task cancels another task."""

import asyncio


async def work():
    print("work")


async def endless_work():
    await asyncio.Event().wait()


def callback(task):
    if task.cancelled():
        print("endless work is cancelled")


async def main():
    endless_task = asyncio.create_task(endless_work())
    endless_task.add_done_callback(callback)
    task = asyncio.create_task(work())
    task.add_done_callback(lambda task: endless_task.cancel())
    await asyncio.wait([endless_task])


asyncio.run(main())
