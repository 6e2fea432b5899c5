"""A waiter continues after the task's callbacks, even slow ones."""

import asyncio
import time


async def work():
    print("work")


def callback(task):
    time.sleep(0.02)
    print("callback")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    await task
    print("main continues")


asyncio.run(main())
