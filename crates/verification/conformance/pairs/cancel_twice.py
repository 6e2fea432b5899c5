"""A task can be cancelled again until it has finished."""

import asyncio


async def work():
    task = asyncio.current_task()
    if task.cancel() and task.cancel():
        print("requested twice")
    await asyncio.sleep(0)
    print("never")


def callback(task):
    print("callback")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    await asyncio.wait([task])
    if task.cancelled() and not task.cancel():
        print("cancelled, and now it is too late")


asyncio.run(main())
