"""When main returns, the remaining tasks are cancelled and their callbacks run."""

import asyncio


STARTED = asyncio.Event()


async def work():
    try:
        STARTED.set()
        await asyncio.Event().wait()
        print("never")
    finally:
        print("work cleans up")


def callback(task):
    if task.cancelled():
        print("callback: cancelled")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    await STARTED.wait()
    print("main is done")


asyncio.run(main())
