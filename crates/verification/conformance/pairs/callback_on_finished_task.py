"""A callback added to a finished task still runs."""

import asyncio


CALLED = asyncio.Event()


async def work():
    return 42


def callback(task):
    print(f"callback: {task.result()}")
    CALLED.set()


async def main():
    task = asyncio.create_task(work())
    await task
    print("work is done")
    task.add_done_callback(callback)
    await CALLED.wait()


asyncio.run(main())
