import os
import socket
import tempfile
from pathlib import Path

BLOCK = 64 * 1024


def duplicate(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while True:  # expect: copy-loop replaceable file-to-file 4096 kernel
            chunk = src.read(4096)
            if not chunk:
                break
            dst.write(chunk)


def snapshot(database, target):
    fin = open(database, "rb")
    fout = open(target, "wb")
    try:
        data = fin.read(BLOCK)
        while data:  # expect: copy-loop replaceable file-to-file 65536 kernel
            fout.write(data)
            data = fin.read(BLOCK)
    finally:
        fin.close()
        fout.close()


def walrus(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while chunk := src.read(1 << 20):  # expect: copy-loop replaceable file-to-file 1048576 kernel
            dst.write(chunk)


def sentinel(source, target):
    with Path(source).open("rb") as src, Path(target).open("wb") as dst:
        for piece in iter(lambda: src.read(8192), b""):  # expect: copy-loop replaceable file-to-file 8192 kernel
            dst.write(piece)


def push(host, port, path):
    with socket.create_connection((host, port)) as conn, open(path, "rb") as f:
        while True:  # expect: copy-loop replaceable file-to-socket 16384 kernel
            block = f.read(16 * 1024)
            if block == b"":
                return
            conn.sendall(block)


def push_counted(address, path):
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect(address)
    sent = 0
    image = open(path, "rb")
    block = image.read(1024)
    while len(block) > 0:  # expect: copy-loop replaceable file-to-socket 1024 kernel
        sock.send(block)
        sent += len(block)
        block = image.read(1024)
    image.close()
    sock.close()
    return sent


def serve_once(listener: socket.socket, path):
    client, _ = listener.accept()
    with client, open(path, "rb") as f:
        data = True
        while data:  # expect: copy-loop replaceable file-to-socket 4096 kernel
            data = f.read(4096)
            if data:
                client.sendall(data)


def fetch(host, port, path):
    with socket.create_connection((host, port)) as s:
        with open(path, "wb") as out:
            while True:  # expect: tidy-copy replaceable socket-to-file 2048 user-space
                part = s.recv(2048)
                if not part:
                    break
                out.write(part)


def spool(sock: socket.socket):
    spooled = tempfile.NamedTemporaryFile(delete=False)
    while data := sock.recv(BLOCK):  # expect: tidy-copy replaceable socket-to-file 65536 user-space
        spooled.write(data)
    spooled.flush()
    return spooled.name


def by_descriptor(source, target):
    fd_in = os.open(source, os.O_RDONLY)
    fd_out = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    while True:  # expect: copy-loop replaceable file-to-file 131072 kernel
        buf = os.read(fd_in, 128 * 1024)
        if not buf:
            break
        os.write(fd_out, buf)
    os.close(fd_in)
    os.close(fd_out)
