"""Each callback gives its task's result to the next task."""

import asyncio


DONE = asyncio.Event()


async def work():
    return 6


async def more_work(number):
    return number * 7


def callback(task):
    print(f"work: {task.result()}")
    more_task = asyncio.create_task(more_work(task.result()))
    more_task.add_done_callback(more_callback)


def more_callback(task):
    print(f"more work: {task.result()}")
    DONE.set()


async def main():
    asyncio.create_task(work()).add_done_callback(callback)
    await DONE.wait()


asyncio.run(main())
