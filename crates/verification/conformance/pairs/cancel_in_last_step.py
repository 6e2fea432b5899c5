"""A task that is cancelled in its last step has no result."""

import asyncio


async def work():
    asyncio.current_task().cancel()
    print("work is done")
    return 42


async def main():
    task = asyncio.create_task(work())
    try:
        print(f"main: {await task}")
    except asyncio.CancelledError:
        print("main: cancelled")


asyncio.run(main())
