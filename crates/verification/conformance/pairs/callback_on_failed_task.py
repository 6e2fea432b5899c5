"""A callback added to a failed task still runs."""

import asyncio


CALLED = asyncio.Event()


async def work():
    raise RuntimeError("on purpose")


def callback(task):
    print(f"callback: {task.exception()}")
    CALLED.set()


async def main():
    task = asyncio.create_task(work())
    try:
        await task
    except RuntimeError as error:
        print(f"main: {error}")
    task.add_done_callback(callback)
    await CALLED.wait()


asyncio.run(main())
