"""A callback added by a callback runs after those added before."""

import asyncio


GO = asyncio.Event()
CALLED = asyncio.Event()


async def work():
    await GO.wait()


def callback(task):
    task.add_done_callback(late_callback)
    print("callback")


def other_callback(task):
    print("other callback")


def late_callback(task):
    print("late callback")
    CALLED.set()


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    task.add_done_callback(other_callback)
    GO.set()
    await CALLED.wait()


asyncio.run(main())
