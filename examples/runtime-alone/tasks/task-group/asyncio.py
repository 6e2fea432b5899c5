"""Waits for a group of tasks, and cancels the others when one fails."""

import asyncio


async def work(number):
    try:
        await asyncio.sleep(number * 0.1)
        return number
    finally:
        print(f"Work {number} is cleaned up")


async def bad_work():
    await asyncio.sleep(0.1)
    raise RuntimeError("no luck")


async def main():
    print("All succeed:")
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(0)), group.create_task(work(1))]
    print(f"Results: {[task.result() for task in tasks]}")

    print("One fails:")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(2))
            group.create_task(bad_work())
    except* RuntimeError as errors:
        print(f"Main is told: {errors.exceptions[0]}")


asyncio.run(main())
