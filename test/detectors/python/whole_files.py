import gzip
import socket
from pathlib import Path


def send(conn: socket.socket, path):
    with open(path, "rb") as f:
        data = f.read()  # expect: whole-file-copy replaceable file-to-socket - kernel no-fix
    conn.sendall(data)


def install(source: Path, target: Path):
    target.write_bytes(source.read_bytes())  # expect: whole-file-copy replaceable file-to-file - kernel no-fix


# The bytes are unpacked.
def unpack(conn: socket.socket, path):
    with gzip.open(path, "rb") as f:
        data = f.read()
    conn.sendall(data)


# Text is decoded and encoded.
def recode(source, target):
    with open(source, encoding="latin-1") as src, open(target, "w", encoding="utf-8") as dst:
        dst.write(src.read())


# The bytes are looked at.
def checked(conn: socket.socket, path):
    with open(path, "rb") as f:
        data = f.read()
    if data.startswith(b"#!"):
        raise ValueError(path)
    conn.sendall(data)


# A part of what the file holds.
def first(conn: socket.socket, path):
    with open(path, "rb") as f:
        data = f.read(4096)
    conn.sendall(data)


# What was read is kept.
class Cache:
    def send(self, conn: socket.socket, path):
        with open(path, "rb") as f:
            self.data = f.read()
        conn.sendall(self.data)
