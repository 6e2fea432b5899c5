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


def add_done_callback(task):
    task.add_done_callback(callback)
    return task


async def main():
    await asyncio.wait([add_done_callback(asyncio.create_task(work()))])

    await asyncio.wait([add_done_callback(asyncio.create_task(bad_work()))])

    task = add_done_callback(asyncio.create_task(asyncio.sleep(3600)))
    task.cancel()
    await asyncio.wait([task])


asyncio.run(main())
