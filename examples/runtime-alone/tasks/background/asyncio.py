"""Main starts tasks in the background, and loses neither a task nor an error."""

import asyncio

background = set()


async def work(number):
    await asyncio.sleep(0.1 * number)
    if number == 2:
        raise ConnectionError("no connection")
    print(f"Work {number} is done")


def start(number):
    task = asyncio.create_task(work(number))
    background.add(task)
    task.add_done_callback(callback)


def callback(task):
    background.discard(task)
    if not task.cancelled() and (error := task.exception()):
        print(f"In the background: {error}")


async def main():
    for number in 1, 2, 3:
        start(number)
    print("Main continues")
    await asyncio.wait(background)
    print("Nothing is left")


asyncio.run(main())
