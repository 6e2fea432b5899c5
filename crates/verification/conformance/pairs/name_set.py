"""A task has the name that it was created with or given later, and can rename itself."""

import asyncio


STARTED = asyncio.Event()
GO = asyncio.Event()


async def work():
    print(f"work starts: {asyncio.current_task().get_name()}")
    STARTED.set()
    await GO.wait()
    print(f"work: {asyncio.current_task().get_name()}")
    asyncio.current_task().set_name("renamed")


def callback(task):
    print(f"callback: {task.get_name()}")


async def main():
    task = asyncio.create_task(work(), name="named from the start")
    task.add_done_callback(callback)
    await STARTED.wait()
    task.set_name("named by main")
    GO.set()
    await task


asyncio.run(main())
