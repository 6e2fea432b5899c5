"""A callback that was removed does not run."""

import asyncio


GO = asyncio.Event()


async def work():
    await GO.wait()
    print("work")


def callback(task):
    print("never")


def other_callback(task):
    print("other callback")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    task.add_done_callback(other_callback)
    if task.remove_done_callback(callback):
        print("removed")
    if not task.remove_done_callback(callback):
        print("not there any more")
    GO.set()
    await task


asyncio.run(main())
