"""The lost task: main awaits only `work_task`, and ends before `more_work` is done.

    Main is starting...
    Work is starting...
    Work is done
    Main Done.
    More work is starting...
    More work is dropped
"""

import asyncio


async def work():
    print("Work is starting...")
    await asyncio.sleep(0.2)
    print("Work is done")


async def more_work():
    print("More work is starting...")
    try:
        await asyncio.sleep(2)
        print("More work is done")
    finally:
        print("More work is dropped")


def callback(task):
    asyncio.create_task(more_work())


async def main():
    print("Main is starting...")
    work_task = asyncio.create_task(work())
    work_task.add_done_callback(callback)
    await work_task
    print("Main Done.")


asyncio.run(main())
