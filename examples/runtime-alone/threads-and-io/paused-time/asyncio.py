"""Tests work that sleeps for an hour, without waiting for it."""

import asyncio
import selectors

HOUR = 3600


async def work():
    await asyncio.sleep(HOUR)
    print("Work is done")


class Clock(selectors.DefaultSelector):
    """Where the loop would wait for its next timer, this moves its time there."""

    now = 0

    def select(self, timeout=None):
        ready = super().select(timeout and 0)
        if not ready:
            self.now += timeout or 0
        return ready


class PausedLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.clock = Clock()
        super().__init__(self.clock)

    def time(self):
        return self.clock.now


async def main():
    start = asyncio.get_running_loop().time()
    await work()
    passed = asyncio.get_running_loop().time() - start
    print(f"{round(passed)} seconds have passed for it")


with asyncio.Runner(loop_factory=PausedLoop) as runner:
    runner.run(main())
