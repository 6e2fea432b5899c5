"""When a waiter of an event is cancelled, the others keep waiting."""

import asyncio


EVENT = asyncio.Event()


async def waiter(number):
    await EVENT.wait()
    return number


async def main():
    first_task = asyncio.create_task(waiter(1))
    second_task = asyncio.create_task(waiter(2))
    third_task = asyncio.create_task(waiter(3))
    await asyncio.sleep(0)
    second_task.cancel()
    try:
        print(f"waiter {await second_task}")
    except asyncio.CancelledError:
        print("waiter 2 is cancelled")
    EVENT.set()
    print(f"waiter {await first_task}")
    print(f"waiter {await third_task}")


asyncio.run(main())
