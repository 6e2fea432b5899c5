"""At most two tasks work at the same time."""

import asyncio

working = 0
most = 0


async def work(slots):
    global working, most
    async with slots:
        working += 1
        most = max(most, working)
        await asyncio.sleep(0.1)
        working -= 1


async def main():
    slots = asyncio.Semaphore(2)
    tasks = [asyncio.create_task(work(slots)) for _ in range(6)]
    for task in tasks:
        await task
    print(f"All six are done; at most {most} worked at once")


asyncio.run(main())
