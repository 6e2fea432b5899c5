"""Two tasks take turns: each clears the event that it waited for and sets the other's."""

import asyncio


PING = asyncio.Event()
PONG = asyncio.Event()


async def work():
    for number in range(3):
        await PING.wait()
        PING.clear()
        print(f"ping {number}")
        PONG.set()


async def main():
    task = asyncio.create_task(work())
    for number in range(3):
        PING.set()
        await PONG.wait()
        PONG.clear()
        print(f"pong {number}")
    await task


asyncio.run(main())
