"""A task has the name that it was given, and can rename itself."""

import asyncio


GO = asyncio.Event()


async def work():
    await GO.wait()
    print(f"work: {asyncio.current_task().get_name()}")
    asyncio.current_task().set_name("renamed")


def callback(task):
    print(f"callback: {task.get_name()}")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    task.set_name("named by main")
    GO.set()
    await task


asyncio.run(main())
