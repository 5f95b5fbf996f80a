import asyncio
import socket


def blocks(f):
    while True:
        data = f.read(8192)
        if not data:
            return
        yield data


# The generator above reads, the loop writes.
def via_generator(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        for data in blocks(src):  # expect: copy-loop replaceable file-to-file 8192 kernel
            dst.write(data)


def emit(sock, data):
    sock.sendall(data)


def via_writer(conn: socket.socket, path):
    with open(path, "rb") as f:
        while True:  # expect: copy-loop replaceable file-to-socket 4096 kernel
            data = f.read(4096)
            if not data:
                break
            emit(conn, data)


def take(f):
    return f.read(2048)


def via_reader(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        data = take(src)
        while data:  # expect: copy-loop replaceable file-to-file 2048 kernel
            dst.write(data)
            data = take(src)


# loop.sendfile exists for this; it loops by itself where the transport is TLS.
async def send_async(path, host, port):
    reader, writer = await asyncio.open_connection(host, port)
    with open(path, "rb") as f:
        while chunk := f.read(65536):  # expect: copy-loop replaceable file-to-socket 65536 kernel
            writer.write(chunk)
            await writer.drain()
    writer.close()
    await writer.wait_closed()
    return reader
