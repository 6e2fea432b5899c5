"""Stage 3: a done callback creates a task, and main waits for an event.

    just run stage3-asyncio

Notice that main waits for the event alone: not for `work`, not for the
callback, and not for the end of `more_work`, which sets the event as its last
step. If nothing sets it, main waits forever.
"""

import asyncio

event = asyncio.Event()


async def work():
    print("Work is starting...")
    await asyncio.sleep(2)
    print("Work is done")


async def more_work():
    print("More work is starting...")
    await asyncio.sleep(2)
    print("More work is done")
    event.set()


def callback(task):
    asyncio.create_task(more_work())


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    await event.wait()
    print("Main Done.")


asyncio.run(main())
