"""A callback uses a variable of the coroutine that adds it."""

import asyncio


async def work():
    print("Work is starting...")


async def main():
    print("Main is starting...")
    name = "Work"
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(lambda task: print(name, "is done"))
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(tasks)
    print("Main Done.")


asyncio.run(main())
