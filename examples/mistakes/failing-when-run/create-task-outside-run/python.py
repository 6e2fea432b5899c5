"""A task is created before there is a loop."""

import asyncio


async def work():
    print("Work is starting...")
    await asyncio.sleep(0.1)
    print("Work is done")


async def main(work_task):
    print("Main is starting...")
    await work_task
    print("Main Done.")


work_task = asyncio.create_task(work())
asyncio.run(main(work_task))
