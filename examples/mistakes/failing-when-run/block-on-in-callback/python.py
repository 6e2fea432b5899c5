"""A callback blocks until a task is done."""

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
    more_task = asyncio.create_task(more_work())
    asyncio.get_running_loop().run_until_complete(more_task)


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(tasks)
    print("Main Done.")


asyncio.run(main())
