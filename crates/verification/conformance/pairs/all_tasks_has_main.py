"""The set of all tasks contains main and the tasks that are not done."""

import asyncio


GO = asyncio.Event()


async def work():
    await GO.wait()


async def main():
    if asyncio.current_task() in asyncio.all_tasks():
        print(f"main is one of {len(asyncio.all_tasks())}")
    task = asyncio.create_task(work())
    if task in asyncio.all_tasks():
        print(f"work is one of {len(asyncio.all_tasks())}")
    GO.set()
    await task
    if task not in asyncio.all_tasks():
        print(f"work is none of {len(asyncio.all_tasks())}")


asyncio.run(main())
