"""more_work fails before it sets the event."""

import asyncio


async def work():
    print("Work is done")


async def more_work(event):
    print("More work is starting...")
    await asyncio.sleep(0.1)
    int("two")
    event.set()


async def main():
    print("Main is starting...")
    event = asyncio.Event()

    def callback(task):
        asyncio.create_task(more_work(event))

    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    await event.wait()
    print("Main Done.")


asyncio.run(main())
