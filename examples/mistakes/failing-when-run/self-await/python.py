"""Main waits for all tasks, including itself."""

import asyncio


async def work():
    print("Work is starting...")
    await asyncio.sleep(0.1)
    print("Work is done")


async def more_work():
    print("More work is starting...")
    await asyncio.sleep(0.1)
    print("More work is done")


def callback(task):
    asyncio.create_task(more_work())


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    while tasks := asyncio.all_tasks():
        for task in tasks:
            await task
    print("Main Done.")


asyncio.run(main())
