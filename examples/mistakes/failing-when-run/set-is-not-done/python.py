"""The last task sets the event before its last step."""

import asyncio

event = asyncio.Event()


async def work():
    print("Work is starting...")
    await asyncio.sleep(0.1)
    print("Work is done")


async def more_work():
    print("More work is starting...")
    event.set()
    await asyncio.sleep(1)
    print("More work is done")


def callback(task):
    asyncio.create_task(more_work())


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    await event.wait()
    print("Main Done.")


asyncio.run(main())
