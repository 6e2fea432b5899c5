"""Waits with a time limit, and then cancels the work or only stops waiting for it."""

import asyncio


async def work():
    await asyncio.sleep(0.3)
    print("Work is done")
    return 42


async def main():
    print("A limit for work without a task:")
    try:
        async with asyncio.timeout(0.1):
            await work()
    except TimeoutError:
        print("Main gives up")

    print("A limit that cancels the task:")
    task = asyncio.create_task(work())
    try:
        await asyncio.wait_for(task, 0.1)
    except TimeoutError:
        if task.cancelled():
            print("The task is cancelled")

    print("A limit for the wait alone:")
    task = asyncio.create_task(work())
    try:
        await asyncio.wait_for(asyncio.shield(task), 0.1)
    except TimeoutError:
        print("Main stops waiting")
    print(f"Main waits again: {await task}")


asyncio.run(main())
