"""Serves two clients at the same time, and ends when both have left."""

import asyncio

connections = set()


async def echo(reader, writer):
    connections.add(asyncio.current_task())
    while data := await reader.read(1024):
        writer.write(data)
        await writer.drain()
    print("A client has left")
    writer.close()


async def talk(reader, writer, text):
    writer.write(text.encode())
    answer = await reader.readexactly(len(text))
    print(f"Echo: {answer.decode()}")


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()

    print("Two clients at the same time:")
    first = await asyncio.open_connection(*address)
    second = await asyncio.open_connection(*address)
    await talk(*second, "two")
    await talk(*first, "one")

    print("The server takes no more clients:")
    server.close()
    await talk(*first, "one again")
    for _, writer in (first, second):
        writer.close()
    await asyncio.gather(*connections)
    print("All connections are closed")


asyncio.run(main())
