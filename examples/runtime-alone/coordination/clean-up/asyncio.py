"""Cleans up with an await when work is told to stop, and when it is cancelled."""

import asyncio


async def clean_up():
    await asyncio.sleep(0.1)
    print("Clean-up is done")


async def work():
    try:
        await asyncio.sleep(60)
    finally:
        await clean_up()


async def more_work(cleaning):
    try:
        await asyncio.sleep(60)
    finally:
        cleaning.set_result(asyncio.create_task(clean_up()))


async def main():
    print("Work that awaits its clean-up:")
    task = asyncio.create_task(work())
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait([task])

    print("Work that leaves its clean-up to a task:")
    cleaning = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(more_work(cleaning))
    await asyncio.sleep(0.1)
    task.cancel()
    await (await cleaning)


asyncio.run(main())
