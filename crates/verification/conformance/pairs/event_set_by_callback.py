"""A callback sets the event that main waits for."""

import asyncio


EVENT = asyncio.Event()


async def work():
    print("work")


def callback(task):
    print("callback")
    EVENT.set()


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    await EVENT.wait()
    print("main continues")


asyncio.run(main())
