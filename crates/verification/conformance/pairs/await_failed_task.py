"""Every await of a failed task raises its exception."""

import asyncio


async def work(number):
    raise RuntimeError(f"number {number}")


async def main():
    task = asyncio.create_task(work(42))
    try:
        await task
    except RuntimeError as error:
        print(f"first: {error}")
    try:
        await task
    except RuntimeError as error:
        print(f"second: {error}")


asyncio.run(main())
