"""The callback of a failed task creates the next task, too."""

import asyncio


DONE = asyncio.Event()


async def work():
    raise RuntimeError("on purpose")


async def more_work(message):
    print(f"more work after a failure: {message}")
    DONE.set()


def callback(task):
    asyncio.create_task(more_work(str(task.exception())))


async def main():
    asyncio.create_task(work()).add_done_callback(callback)
    await DONE.wait()


asyncio.run(main())
