"""A done callback awaits."""

import asyncio


async def work():
    print("Work is done")


def callback(task):
    await asyncio.sleep(1)
    print("Callback is done")


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    await work_task
    print("Main Done.")


asyncio.run(main())
