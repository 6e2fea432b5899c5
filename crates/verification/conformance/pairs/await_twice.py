"""A task can be awaited again, and gives the same result."""

import asyncio


async def work():
    print("work")
    return 42


async def main():
    task = asyncio.create_task(work())
    print(f"first: {await task}")
    print(f"second: {await task}")
    print(f"result: {task.result()}")


asyncio.run(main())
