"""Waits for several results, or until one of them is an error."""

import asyncio


async def work(number):
    await asyncio.sleep(number * 0.2)
    if number == 0:
        raise RuntimeError("no luck")
    print(f"Work {number} is done")
    return number


async def main():
    print("Results in the order of the calls:")
    print(await asyncio.gather(work(2), work(1)))

    print("Results and errors:")
    for result in await asyncio.gather(work(1), work(0), return_exceptions=True):
        if isinstance(result, RuntimeError):
            print(f"Error: {result}")
        else:
            print(f"Result: {result}")

    print("One fails, and the other continues:")
    task, failing = asyncio.create_task(work(1)), asyncio.create_task(work(0))
    try:
        await asyncio.gather(task, failing)
    except RuntimeError as error:
        print(f"Main is told: {error}")
    print(f"Main waits for the other: {await task}")


asyncio.run(main())
