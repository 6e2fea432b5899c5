"""What exception() returns for a finished, a failed and a cancelled task."""

import asyncio


async def work():
    pass


async def failing_work():
    raise RuntimeError("on purpose")


async def endless_work():
    await asyncio.Event().wait()


def show(task):
    try:
        error = task.exception()
    except asyncio.CancelledError:
        print("cancelled")
    else:
        print("finished" if error is None else f"failed: {error}")


async def main():
    finished = asyncio.create_task(work())
    failed = asyncio.create_task(failing_work())
    cancelled = asyncio.create_task(endless_work())
    cancelled.cancel()
    await asyncio.wait([finished, failed, cancelled])
    show(finished)
    show(failed)
    show(cancelled)


asyncio.run(main())
