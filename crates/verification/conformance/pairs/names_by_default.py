"""Tasks are numbered in order of creation, and main is the first."""

import asyncio


async def work():
    pass


async def main():
    first_task = asyncio.create_task(work())
    second_task = asyncio.create_task(work())
    print(f"main: {asyncio.current_task().get_name()}")
    print(f"first task: {first_task.get_name()}")
    print(f"second task: {second_task.get_name()}")


asyncio.run(main())
