"""When main fails, the remaining tasks are cancelled, and then run fails with the same error."""

import asyncio


async def work():
    await asyncio.Event().wait()


def callback(task):
    if task.cancelled():
        print("callback: cancelled")


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(callback)
    raise RuntimeError("on purpose")


def program():
    try:
        asyncio.run(main())
    except RuntimeError as error:
        print(f"run: {error}")


program()
