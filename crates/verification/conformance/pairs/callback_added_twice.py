"""A function that was added twice runs twice."""

import asyncio


async def work():
    print("work")


def callback(task):
    print("callback")


def other_callback(task):
    print("other callback")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    task.add_done_callback(other_callback)
    task.add_done_callback(callback)
    await task


asyncio.run(main())
