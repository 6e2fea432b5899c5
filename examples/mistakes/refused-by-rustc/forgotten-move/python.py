"""A callback uses a variable of the coroutine that adds it."""

import asyncio


async def work():
    print("Work is starting...")


async def main():
    print("Main is starting...")
    name = "Work"
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(lambda task: print(name, "is done"))
    await work_task
    print("Main Done.")


asyncio.run(main())
