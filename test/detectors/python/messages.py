"""Messages, archives' members and a file class with an open of its own."""
import os
import zipfile


async def echo(websocket):
    while True:
        message = await websocket.receive()
        await websocket.send(message)


async def relay_frames(ws, upstream_ws):
    while True:
        frame = await ws.recv(4096)
        await upstream_ws.send(frame)


class ChunkedZipFile(zipfile.ZipFile):
    def readfile(self, name):
        return self.open(name)


def unpack(path, name, target):
    archive = ChunkedZipFile(path)
    member = archive.readfile(name)
    with open(target, "wb") as out:
        while hunk := member.read(4096):  # expect: copy-loop encrypted
            out.write(hunk)


class Place:
    def __init__(self, path):
        self.path = path

    def open(self, mode="r"):
        return open(self.path, mode.replace("b", "") + "b")

    def copy_to(self, other, size=65536):
        with other.open("w") as out, self.open() as src:
            while True:  # expect: copy-loop replaceable file-to-file 65536
                piece = src.read(65536)
                out.write(piece)
                if len(piece) < size:
                    break
        os.utime(other.path)


def up_to(source, sink, left=None):
    while chunk := source.read(65536):  # expect: copy-loop replaceable unknown-to-unknown 65536
        if left is None:
            sink.write(chunk)
        else:
            sink.write(chunk[:left])
            left -= len(chunk)
            if left <= 0:
                return


def every_other(source, sink):
    odd = False
    while chunk := source.read(65536):  # expect: copy-loop transformed
        odd = not odd
        if odd:
            sink.write(chunk)


def download(response, name, ticker):
    out = None
    got = 0
    while True:  # expect: copy-loop replaceable unknown-to-file 1024
        block = response.read(1024)
        if not block:
            break
        if out is None:
            out = open(name, "wb")
        out.write(block)
        got += len(block)
        ticker(got)
    return got


def split(source, names):
    out = None
    while True:
        block = source.read(1024)
        if not block:
            break
        out = open(next(names), "wb")
        out.write(block)


def dump(client, path, description, size):
    with open(path, "w") as f:
        f.write(description)
    image = client.fetch(path)
    with open(path + ".img", "wb") as f:
        while True:  # expect: copy-loop replaceable unknown-to-file
            chunk = image.read(size)
            if not chunk:
                break
            f.write(chunk)
    with open(path + ".done", "w") as f:
        f.write("done")


def swapped(limit):
    import io
    import tempfile

    spool = io.BytesIO()
    spool.write(b"head")
    spool, old = tempfile.TemporaryFile(), spool
    old.seek(0)
    while part := old.read(limit):  # expect: copy-loop memory-sink
        spool.write(part)
    return spool
