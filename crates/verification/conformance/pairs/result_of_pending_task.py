"""A pending task has no result and no exception, and asking for one is an error."""

import asyncio


GO = asyncio.Event()


async def work():
    await GO.wait()
    return 42


async def main():
    task = asyncio.create_task(work())
    try:
        task.result()
    except asyncio.InvalidStateError:
        print("no result yet")
    try:
        task.exception()
    except asyncio.InvalidStateError:
        print("no exception yet")
    GO.set()
    print(f"result: {await task}")


asyncio.run(main())
