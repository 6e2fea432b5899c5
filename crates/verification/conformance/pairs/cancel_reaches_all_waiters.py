"""Every waiter of a cancelled task learns that it was cancelled."""

import asyncio


async def work():
    await asyncio.Event().wait()


async def waiter(task):
    try:
        await task
        return "finished"
    except asyncio.CancelledError:
        return "cancelled"


async def main():
    task = asyncio.create_task(work())
    first_waiter = asyncio.create_task(waiter(task))
    second_waiter = asyncio.create_task(waiter(task))
    await asyncio.sleep(0)
    task.cancel()
    print(f"first waiter: {await first_waiter}")
    print(f"second waiter: {await second_waiter}")


asyncio.run(main())
