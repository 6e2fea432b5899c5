"""A callback that main adds to a finished task just before it returns still runs."""

import asyncio


async def work():
    print("work")


def callback(task):
    print("callback")


async def main():
    task = asyncio.create_task(work())
    await task
    print("main is done")
    task.add_done_callback(callback)


asyncio.run(main())
