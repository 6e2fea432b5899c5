"""Two tasks await a third, and both get its result."""

import asyncio


GO = asyncio.Event()


async def work():
    await GO.wait()
    return 42


async def waiter(task):
    return await task + 1


async def main():
    task = asyncio.create_task(work())
    first_waiter = asyncio.create_task(waiter(task))
    second_waiter = asyncio.create_task(waiter(task))
    await asyncio.sleep(0)
    GO.set()
    print(f"first waiter: {await first_waiter}")
    print(f"second waiter: {await second_waiter}")


asyncio.run(main())
