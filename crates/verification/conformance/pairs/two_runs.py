"""Each run returns its main's value and sees only its own tasks."""

import asyncio


async def work():
    await asyncio.Event().wait()


def callback(task):
    print("callback")


async def main(number):
    print(f"tasks: {len(asyncio.all_tasks())}")
    asyncio.create_task(work()).add_done_callback(callback)
    print(f"tasks: {len(asyncio.all_tasks())}")
    return number


def program():
    print(f"run: {asyncio.run(main(1))}")
    print(f"run: {asyncio.run(main(2))}")


program()
