"""Main waits until no other task is left, not even one that a callback created."""

import asyncio


async def work():
    await asyncio.sleep(0)
    print("work")


async def more_work():
    await asyncio.sleep(0)
    print("more work")


def callback(task):
    asyncio.create_task(more_work())


async def main():
    asyncio.create_task(work()).add_done_callback(callback)
    while True:
        tasks = asyncio.all_tasks()
        tasks.remove(asyncio.current_task())
        if not tasks:
            break
        for task in tasks:
            await task
    print("main is done")


asyncio.run(main())
