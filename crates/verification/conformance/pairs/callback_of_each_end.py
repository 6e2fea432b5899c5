"""A callback runs whether its task returns, fails or is cancelled."""

import asyncio


async def work():
    return 42


async def failing_work():
    raise RuntimeError("on purpose")


async def endless_work():
    await asyncio.Event().wait()


def callback(task):
    try:
        print(f"finished: {task.result()}")
    except asyncio.CancelledError:
        print("cancelled")
    except RuntimeError as error:
        print(f"failed: {error}")


async def main():
    finished = asyncio.create_task(work())
    finished.add_done_callback(callback)
    await asyncio.wait([finished])
    failed = asyncio.create_task(failing_work())
    failed.add_done_callback(callback)
    await asyncio.wait([failed])
    cancelled = asyncio.create_task(endless_work())
    cancelled.add_done_callback(callback)
    cancelled.cancel()
    await asyncio.wait([cancelled])


asyncio.run(main())
