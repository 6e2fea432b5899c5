"""A done callback awaits."""

import asyncio


async def work():
    print("Work is done")


def callback(task):
    await asyncio.sleep(1)


async def main():
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    await work_task


asyncio.run(main())
