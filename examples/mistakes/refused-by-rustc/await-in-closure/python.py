"""A lambda as the done callback awaits."""

import asyncio


async def work():
    print("Work is starting...")
    print("Work is done")


async def more_work():
    print("More work is starting...")
    print("More work is done")


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(lambda task: await more_work())
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(tasks)
    print("Main Done.")


asyncio.run(main())
