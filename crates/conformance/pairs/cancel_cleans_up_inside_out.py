"""When a task is cancelled, what began last is cleaned up first."""

import asyncio


STARTED = asyncio.Event()


async def work():
    try:
        await inner_work()
    finally:
        print("work cleans up")


async def inner_work():
    try:
        STARTED.set()
        await asyncio.Event().wait()
    finally:
        print("inner work cleans up")


async def main():
    task = asyncio.create_task(work())
    await STARTED.wait()
    task.cancel()
    await asyncio.wait([task])


asyncio.run(main())
