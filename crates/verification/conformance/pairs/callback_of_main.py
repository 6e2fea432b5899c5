"""Main is a task, and its callbacks run before run returns."""

import asyncio


async def work():
    print("work")


def callback(task):
    print("main's callback")


async def main():
    asyncio.current_task().add_done_callback(callback)
    await asyncio.create_task(work())
    print("main is done")


asyncio.run(main())
