import os
import select
import shutil
import socket
import ssl
import zipfile
from pathlib import Path


# Methods by another name.
def bound_methods(fsrc, fdst, length=16 * 1024):
    fsrc_read = fsrc.read
    fdst_write = fdst.write
    while buf := fsrc_read(length):  # expect: copy-loop replaceable unknown-to-unknown 16384 depends
        fdst_write(buf)


# Two directions in one loop: each passes its bytes on unchanged.
def relay_both_ways(a: socket.socket, b: socket.socket):
    while True:  # expect: tidy-copy replaceable socket-to-socket 1024 user-space
        ready, _, _ = select.select([a, b], [], [])
        if a in ready:
            data = a.recv(1024)
            if not data:
                break
            b.sendall(data)
        if b in ready:
            data = b.recv(1024)
            if not data:
                break
            a.sendall(data)


# Everything that is there, until nothing is.
def drain(proc, path):
    with open(path, "wb") as out:
        data = proc.read()
        while data:  # expect: copy-loop replaceable unknown-to-file - depends
            out.write(data)
            data = proc.read()


# The type is asked for, not the bytes.
def checked(src, path, todo):
    with open(path, "wb") as out:
        while todo > 0:  # expect: copy-loop replaceable unknown-to-file 8192 depends
            data = src.read(min(todo, 8192))
            if not isinstance(data, bytes):
                raise ValueError("%s is no bytes" % type(data).__name__)
            if not data:
                break
            out.write(data)
            todo = todo - len(data)


def under_tls(sock: socket.socket, tls: ssl.SSLObject, incoming: ssl.MemoryBIO):
    pending = ssl.MemoryBIO()
    while True:  # expect: copy-loop memory-sink
        try:
            return tls.read(16)
        except ssl.SSLWantReadError:
            pending.write(sock.recv(4096))


# A member of an archive is no file, whatever it is opened by.
class Archive:
    def __init__(self, path):
        self.inner = zipfile.ZipFile(path)

    def open(self, name, mode="r"):
        return self.inner.open(name, mode)

    def extract(self, name, target):
        with self.open(name) as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out)

    def add(self, path, name):
        with open(path, "rb") as source, self.open(name, "w") as target:
            shutil.copyfileobj(source, target)


def sizes(folder):
    def walk(path):
        for name in os.listdir(path):
            yield from walk(name)

    for part in walk(folder):
        print(part)


# Each fragment is a file of its own.
def assemble(folder, target):
    with open(target, "wb") as out:
        for name in sorted(os.listdir(folder)):
            with Path(folder, name).open("rb") as part:
                body = part.read()  # expect: whole-file-copy replaceable file-to-file - user-space no-fix
            out.write(body)


# The callback is given the bytes.
def upload(conn: socket.socket, path, callback=None):
    with open(path, "rb") as f:
        while 1:  # expect: copy-loop inspected file-to-socket 8192 -
            buf = f.read(8192)
            if not buf:
                break
            conn.sendall(buf)
            if callback:
                callback(buf)


# What TLS hands over is memory, whichever way it goes.
def pump(sock: socket.socket, incoming, outgoing, step):
    for _ in range(10):  # expect: copy-loop memory-sink
        step()
        buf = outgoing.read()
        sock.sendall(buf)
        buf = sock.recv(32768)
        if buf:
            incoming.write(buf)


def copyfileobj(source, target):
    target.writelines(source)


# A function of that name is this file's own.
def own_copy(a, b):
    with open(a, "rb") as source, open(b, "wb") as target:
        copyfileobj(source, target)


def opened(archive, mode):
    if isinstance(archive, str):
        return open(archive, mode)
    return archive


# What a helper returns is told only where all its returns agree.
def by_either(a, b):
    source = opened(a, "rb")
    with open(b, "wb") as target:
        shutil.copyfileobj(source, target)


# A header before the copy: not one file to another.
def with_prefix(a, b, prefix):
    with open(a, "rb") as source, open(b, "wb") as target:
        target.write(prefix)
        shutil.copyfileobj(source, target)


def to_pages(self, out):
    pages = self.session_response.iter_content(chunk_size=4096)
    for page in pages:  # expect: tidy-copy replaceable socket-to-unknown 4096 user-space
        out.write(page)


def with_a_bar(response, path):
    with open(path, "wb") as f:
        for data in tqdm(response.iter_content(1024), unit="KiB"):  # expect: tidy-copy replaceable socket-to-file 1024
            f.write(data)


def join_parts(names, target):
    with open(target, "wb") as out:
        for name in names:
            with open(name, "rb") as part:
                while True:  # expect: copy-loop replaceable file-to-file 4096 kernel no-fix
                    piece = part.read(4096)
                    if piece:
                        out.write(piece)
                    else:
                        break


def pieces_of(fp, size=65536):
    return iter(functools.partial(fp.read, size), b"")


def append_all(target, path):
    with open(path, "rb") as src:
        for piece in pieces_of(src):  # expect: copy-loop replaceable file-to-unknown
            target.write(piece)


class Acknowledged:
    """Every chunk is answered to its sender."""

    def __init__(self, peer):
        self.peer = peer
        self.received = 0

    def acknowledge(self):
        self.peer.sendall(struct.pack("!I", self.received))

    def receive(self, out):
        while True:  # expect: copy-loop inspected
            data = self.peer.recv(16384)
            if not data:
                break
            out.write(data)
            self.received += len(data)
            self.acknowledge()
