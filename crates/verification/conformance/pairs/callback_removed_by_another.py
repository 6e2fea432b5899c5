"""Once a task's callbacks are running it is too late to remove one."""

import asyncio


GO = asyncio.Event()


async def work():
    await GO.wait()


def callback(task):
    if not task.remove_done_callback(other_callback):
        print("too late")


def other_callback(task):
    print("other callback")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    task.add_done_callback(other_callback)
    GO.set()
    await task


asyncio.run(main())
