"""Each task is its own current task, and a callback has none."""

import asyncio


async def work():
    asyncio.current_task().set_name("work")


def callback(task):
    if asyncio.current_task() is None:
        print(f"callback of {task.get_name()}: no current task")


async def main():
    asyncio.current_task().set_name("main")
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    await task
    print(f"still in {asyncio.current_task().get_name()}")


asyncio.run(main())
