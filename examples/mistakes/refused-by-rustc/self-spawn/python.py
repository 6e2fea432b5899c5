"""A coroutine creates the next task from itself."""

import asyncio


async def work(left):
    print("Work is starting...")
    print(f"Work is done, {left} left")
    if left > 0:
        asyncio.create_task(work(left - 1))


async def main():
    print("Main is starting...")
    asyncio.create_task(work(2))
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(tasks)
    print("Main Done.")


asyncio.run(main())
