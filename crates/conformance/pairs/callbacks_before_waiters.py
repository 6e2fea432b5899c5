"""Who awaits a task goes on after its callbacks, each of a hundred times."""

import asyncio


CALLED = []


async def work():
    pass


def callback(task):
    CALLED.append(task)


async def main():
    for number in range(100):
        task = asyncio.create_task(work())
        task.add_done_callback(callback)
        await task
        if len(CALLED) == number:
            print(f"main went on before callback {number}")
    print(f"{len(CALLED)} callbacks")


asyncio.run(main())
