"""Main waits for all tasks, including itself, with asyncio.wait()."""

import asyncio


async def work():
    print("Work is done")


async def main():
    print("Main is starting...")
    asyncio.create_task(work())
    await asyncio.wait(asyncio.all_tasks())
    print("Main Done.")


asyncio.run(main())
