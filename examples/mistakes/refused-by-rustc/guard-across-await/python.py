"""A threading.Lock is held across an await."""

import asyncio
import threading

done = []
lock = threading.Lock()


async def work():
    print("Work is starting...")
    with lock:
        done.append("work")
        await more_work()
    print("Work is done")


async def more_work():
    print("More work is starting...")
    with lock:
        done.append("more work")
    print("More work is done")


async def main():
    print("Main is starting...")
    await asyncio.create_task(work())
    print("Main Done.")


asyncio.run(main())
