"""Workers share a bounded queue, and main waits until all of its work is done."""

import asyncio


async def work(number):
    await asyncio.sleep(0.6 if number == 1 else 0.1)
    print(f"Work {number} is done")


async def worker(queue):
    while True:
        number = await queue.get()
        await work(number)
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=1)
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    for number in range(1, 5):
        await queue.put(number)
        print(f"Main has put {number}")
    await queue.join()
    for task in workers:
        task.cancel()
    print("All work is done")


asyncio.run(main())
