"""Outcomes: one callback on a task that finishes, one that is cancelled and one that fails."""

import asyncio


async def work():
    print("Work is starting...")
    await asyncio.sleep(0.1)
    print("Work is done")
    return 42


async def more_work():
    print("More work is starting...")
    await asyncio.sleep(100)


async def bad_work():
    print("Bad work is starting...")
    await asyncio.sleep(0.1)
    raise Exception("bad luck")


def callback(task):
    name = task.get_name()
    # Cancelled comes first: of a cancelled task, exception() and result() raise.
    if task.cancelled():
        print(f"{name} was cancelled")
    elif (error := task.exception()) is not None:
        print(f"{name} has failed: {error}")
    else:
        print(f"{name} has finished: {task.result()}")


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    await asyncio.wait([work_task])

    more_task = asyncio.create_task(more_work())
    more_task.add_done_callback(callback)
    await asyncio.sleep(0.1)
    more_task.cancel()
    await asyncio.wait([more_task])

    bad_task = asyncio.create_task(bad_work())
    bad_task.add_done_callback(callback)
    await asyncio.wait([bad_task])
    print("Main Done.")


asyncio.run(main())
