"""The done callback is a coroutine function, which is called but never awaited."""

import asyncio


async def work():
    print("Work is starting...")
    print("Work is done")


async def more_work():
    print("More work is starting...")
    print("More work is done")


async def callback(task):
    await more_work()


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(tasks)
    print("Main Done.")


asyncio.run(main())
