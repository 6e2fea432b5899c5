"""Main waits for a signal that stays set, and a task counts pulses."""

import asyncio

event = asyncio.Event()
tasks = set()  # asyncio itself has only weak references to tasks.


async def work():
    print("Work is starting...")
    await asyncio.sleep(0.1)
    print("Work is done")


async def more_work():
    print("More work is starting...")
    await asyncio.sleep(0.1)
    print("More work is done")


def callback(task):
    more_task = asyncio.create_task(more_work())
    tasks.add(more_task)
    more_task.add_done_callback(set_event)


def set_event(task):
    event.set()


async def count(pulses):
    number = 0
    while await pulses.get() is not None:
        number += 1
    print(f"{number} pulses")


async def main():
    print("Main is starting...")
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    await event.wait()
    await event.wait()  # It stays set.
    print("Main Done.")

    pulses = asyncio.Queue()
    counter = asyncio.create_task(count(pulses))
    for _ in range(3):
        pulses.put_nowait("pulse")
    pulses.put_nowait(None)
    await counter


asyncio.run(main())
