"""Waits for a signal that stays set, and for pulses."""

import asyncio

event = asyncio.Event()


async def work():
    await event.wait()
    print("Work has the signal")


def callback():
    print("Callback sets the signal")
    event.set()


async def main():
    print("A task waits for the signal:")
    task = asyncio.create_task(work())
    await asyncio.sleep(0.1)
    callback()
    await task

    print("A later task finds it set:")
    await asyncio.create_task(work())

    print("Pulses are messages:")
    pulses = asyncio.Queue()
    for number in (1, 2):
        pulses.put_nowait(number)
    while not pulses.empty():
        print(f"Pulse {await pulses.get()}")


asyncio.run(main())
