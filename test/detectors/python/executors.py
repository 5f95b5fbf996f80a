"""Reads and writes that a thread makes for a coroutine, and sends by a method's own name."""
import asyncio
import socket


async def send_file(loop, conn, path):
    buf = bytearray(65536)
    with open(path, "rb") as f:
        while True:  # expect: copy-loop replaceable file-to-socket 65536 - no-fix
            view = memoryview(buf)
            n = await loop.run_in_executor(None, f.readinto, view)
            if not n:
                break
            await loop.sock_sendall(conn, view[:n])


async def store(reader: asyncio.StreamReader, path):
    with open(path, "wb") as out:
        while data := await reader.read(16384):  # expect: tidy-copy replaceable socket-to-file 16384 user-space
            await asyncio.to_thread(out.write, data)


async def feed(path, writer: asyncio.StreamWriter):
    with open(path, "rb") as f:
        while True:  # expect: copy-loop replaceable file-to-socket 8192 - no-fix
            block = await asyncio.to_thread(f.read, 8192)
            if not block:
                break
            writer.write(block)
            await writer.drain()


async def store_with_digest(reader: asyncio.StreamReader, path, digest):
    with open(path, "wb") as out:
        while data := await reader.read(16384):  # expect: copy-loop inspected
            await asyncio.to_thread(digest.update, data)
            await asyncio.to_thread(out.write, data)


async def bounded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
    while True:  # expect: tidy-copy replaceable socket-to-socket 4096
        data = await asyncio.wait_for(reader.read(4096), timeout=30)
        if not data:
            break
        writer.write(data)
        await writer.drain()


class Client(socket.socket):
    def send_whole(self, f):
        file_read = f.read
        sock_send = self.send
        total = 0
        while True:  # expect: copy-loop replaceable unknown-to-socket 8192
            data = memoryview(file_read(8192))
            if not data:
                break
            while True:
                try:
                    sent = sock_send(data)
                except BlockingIOError:
                    continue
                total += sent
                if sent < len(data):
                    data = data[sent:]
                else:
                    break
        return total
