"""A callback added to a cancelled task still runs."""

import asyncio


CALLED = asyncio.Event()


async def work():
    await asyncio.Event().wait()


def callback(task):
    if task.cancelled():
        print("callback: cancelled")
    CALLED.set()


async def main():
    task = asyncio.create_task(work())
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("main: cancelled")
    task.add_done_callback(callback)
    await CALLED.wait()


asyncio.run(main())
