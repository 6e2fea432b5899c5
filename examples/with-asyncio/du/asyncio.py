"""The disk usage of a folder: each directory is a task, whose done callback creates the next tasks.

    python3 -I examples/with-asyncio/du/asyncio.py <folder>

The same functions as in the programs beside it, and the same output, but no progress bar. Without
`-I` Python would import this file as asyncio. It takes Python 3.9.
"""

import asyncio
import os
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path

# How many tasks there are at a time. The threads of `to_thread` may be fewer.
LIMIT = 32


@dataclass
class Usage:
    plain_size: int = 0
    plain_files: int = 0
    directories: int = 0
    # The sizes of files with several names, by device and inode.
    hard_links: dict = field(default_factory=dict)

    def add(self, other):
        self.plain_size += other.plain_size
        self.plain_files += other.plain_files
        self.directories += other.directories
        self.hard_links.update(other.hard_links)

    def size(self):
        return self.plain_size + sum(self.hard_links.values())

    def files(self):
        return self.plain_files + len(self.hard_links)


class State:
    root = None
    total = Usage()
    # Of each direct subdirectory, with all below it.
    subdirectories = {}
    # Directories and their own sizes. The last is read first, so that few wait in a deep tree.
    waiting = []
    running = 0
    failed = False


@dataclass
class Found:
    directory: str
    usage: Usage
    subdirectories: list = field(default_factory=list)
    errors: list = field(default_factory=list)


async def work(directory, size):
    found = Found(directory, Usage(size, directories=1))
    try:
        # asyncio has no file system of its own: a thread reads the whole directory.
        await asyncio.to_thread(read_directory, found)
    except OSError as error:
        found.errors.append(message(directory, error))
    return found


def read_directory(found):
    """Reads one entry after the other, and keeps only subdirectories and hard links."""
    with os.scandir(found.directory) as entries:
        for entry in entries:
            try:
                add_entry(found, entry.path, entry.stat(follow_symlinks=False))
            except OSError as error:
                found.errors.append(message(entry.path, error))


def add_entry(found, path, metadata):
    if stat.S_ISDIR(metadata.st_mode):
        found.subdirectories.append((path, metadata.st_size))
    elif link := hard_link_id(metadata):
        found.usage.hard_links[link] = metadata.st_size
    else:
        found.usage.plain_size += metadata.st_size
        found.usage.plain_files += 1


def hard_link_id(metadata):
    """Which file it is, if it has several names. On Windows scandir does not tell."""
    return (metadata.st_dev, metadata.st_ino) if metadata.st_nlink > 1 else None


def message(path, error):
    return f"du: {path}: {error.strerror} (os error {error.errno})"


def callback(task):
    State.running -= 1
    found = task.result()
    State.total.add(found.usage)
    below = Path(found.directory).relative_to(State.root)
    if below.parts:
        State.subdirectories.setdefault(below.parts[0], Usage()).add(found.usage)
    State.failed |= bool(found.errors)
    State.waiting.extend(found.subdirectories)
    create_tasks()
    for error in found.errors:
        print(error, file=sys.stderr)


def create_tasks():
    while State.running < LIMIT and State.waiting:
        directory, size = State.waiting.pop()
        State.running += 1
        asyncio.create_task(work(directory, size)).add_done_callback(callback)


async def start(root):
    """Where it starts. A file is its own disk usage."""
    metadata = await asyncio.to_thread(os.lstat, root)
    if stat.S_ISDIR(metadata.st_mode):
        State.root = root
        State.waiting.append((root, metadata.st_size))
        create_tasks()
    else:
        State.total = Usage(metadata.st_size, 1)


def human(size):
    if size < 1024:
        return f"{size} B"
    for unit in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]:
        size /= 1024
        if size < 1024:
            break
    return f"{size:.2f} {unit}"


def print_usage():
    size = State.total.size()
    print(f"Size: {size} bytes ({human(size)})")
    print(f"Files: {State.total.files()}")
    print(f"Directories: {State.total.directories}")
    subdirectories = State.subdirectories.items()
    largest = sorted((-usage.size(), os.fsencode(name)) for name, usage in subdirectories)
    if largest:
        print("Largest subdirectories:")
    for size, name in largest[:10]:
        print(f"{-size:>15} {human(-size):>12}  {name.decode(errors='replace')}")


async def main():
    if len(sys.argv) > 2:
        print("du: more than one folder", file=sys.stderr)
        return 2
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    try:
        await start(root)
    except OSError as error:
        print(message(root, error), file=sys.stderr)
        return 2
    # asyncio lists a task no more when it is done, and calls its callback only then. So an empty list
    # is not the end: the callback may be about to create tasks.
    while State.running > 0:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            await task
        await asyncio.sleep(0)
    print_usage()
    return int(State.failed)


sys.stdout.reconfigure(encoding="utf-8", errors="replace")
sys.stderr.reconfigure(encoding="utf-8", errors="replace")
sys.exit(asyncio.run(main()))
