"""Workers share a bounded queue, and main waits until all the work is done."""

import asyncio


async def work(number):
    await asyncio.sleep(0.15 * number)
    print(f"Work {number} is done")


async def worker(queue):
    while True:
        number = await queue.get()
        await work(number)
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    await queue.put(2)
    await queue.put(1)
    if queue.full():
        print("The queue is full")
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    await queue.put(3)  # waits until a worker takes one
    join = asyncio.create_task(queue.join())
    # A worker that fails would leave `join` waiting forever.
    await asyncio.wait([join, *workers], return_when=asyncio.FIRST_COMPLETED)
    for task in workers:
        task.cancel()
    print("All work is done")


asyncio.run(main())
