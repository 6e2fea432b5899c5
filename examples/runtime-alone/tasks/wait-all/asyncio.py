"""Main waits for all tasks, including those that it did not create."""

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
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others)
    print("Main Done.")


asyncio.run(main())
