import hashlib
import logging
import socket
import zlib

log = logging.getLogger(__name__)


# Hashed on its way: the bytes must come to user space.
def copy_hashed(source, target):
    digest = hashlib.sha256()
    with open(source, "rb") as src, open(target, "wb") as dst:
        while True:  # expect: copy-loop inspected file-to-file 65536 -
            chunk = src.read(65536)
            if not chunk:
                break
            digest.update(chunk)
            dst.write(chunk)
    return digest.hexdigest()


def send_with_crc(conn: socket.socket, path):
    crc = 0
    with open(path, "rb") as f:
        while block := f.read(4096):  # expect: copy-loop inspected file-to-socket 4096 -
            crc = zlib.crc32(block, crc)
            conn.sendall(block)
    return crc & 0xFFFFFFFF


def send_counting_lines(conn: socket.socket, path):
    lines = 0
    with open(path, "rb") as f:
        for block in iter(lambda: f.read(8192), b""):  # expect: copy-loop inspected file-to-socket 8192 -
            lines += block.count(b"\n")
            conn.sendall(block)
    return lines


def spy(src: socket.socket, dst: socket.socket):
    while True:  # expect: copy-loop inspected socket-to-socket 2048 -
        data = src.recv(2048)
        if not data:
            return
        log.debug("> %r", data)
        dst.sendall(data)


# Two sinks: no one call writes both.
def tee(source, first, second):
    with open(source, "rb") as src, open(first, "wb") as a, open(second, "wb") as b:
        while chunk := src.read(16384):  # expect: copy-loop inspected file-to-file 16384 -
            a.write(chunk)
            b.write(chunk)


# Decides by content.
def copy_sparse(source, target):
    zeros = bytes(4096)
    with open(source, "rb") as src, open(target, "wb") as dst:
        while True:  # expect: copy-loop inspected file-to-file 4096 -
            block = src.read(4096)
            if not block:
                break
            if block == zeros:
                dst.seek(len(block), 1)
            else:
                dst.write(block)
        dst.truncate()


def receive_until_marker(sock: socket.socket, path):
    with open(path, "wb") as out:
        while True:  # expect: copy-loop inspected socket-to-file 1024 -
            data = sock.recv(1024)
            if not data or data.endswith(b"\r\n.\r\n"):
                out.write(data)
                break
            out.write(data)
