"""Runs a callback when a task finishes, fails or is cancelled."""

import asyncio


async def work():
    await asyncio.sleep(0.1)
    print("Work is done")
    return 42


async def bad_work():
    raise RuntimeError("no luck")


def callback(task):
    if task.cancelled():
        print("Callback: cancelled")
    elif error := task.exception():
        print(f"Callback: failed with {error}")
    else:
        print(f"Callback: finished with {task.result()}")


def create_task(work):
    task = asyncio.create_task(guarded(work))
    task.add_done_callback(callback)
    return task


async def guarded(work):
    try:
        value = await work
        print("The line after the await runs")
        return value
    finally:
        print("The guard runs")


async def main():
    print("The task finishes:")
    await asyncio.wait([create_task(work())])

    print("The task fails:")
    await asyncio.wait([create_task(bad_work())])

    print("The task is cancelled:")
    task = create_task(asyncio.sleep(100))
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait([task])


asyncio.run(main())
