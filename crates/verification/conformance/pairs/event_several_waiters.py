"""Setting an event wakes all its waiters."""

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
    print("main sets the event")
    EVENT.set()
    print(f"waiter {await first_task}")
    print(f"waiter {await second_task}")
    print(f"waiter {await third_task}")


asyncio.run(main())
