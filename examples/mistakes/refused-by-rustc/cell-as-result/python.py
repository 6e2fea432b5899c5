"""In asyncio this works: both tasks run on one thread."""

import asyncio


class Lines:
    count = 0


async def work():
    lines = Lines()
    print("Work is starting...")
    lines.count += 1
    print("Work is done")
    lines.count += 1
    return lines


async def main():
    print("Main is starting...")
    lines = await asyncio.create_task(work())
    print(f"Work printed {lines.count} lines")
    print("Main Done.")


asyncio.run(main())
