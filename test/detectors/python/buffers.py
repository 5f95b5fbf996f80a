import os
import socket


def into(source, target):
    buf = bytearray(1024 * 1024)
    view = memoryview(buf)
    with open(source, "rb", buffering=0) as src, open(target, "wb", buffering=0) as dst:
        while True:  # expect: copy-loop replaceable file-to-file 1048576 kernel
            n = src.readinto(buf)
            if not n:
                break
            dst.write(view[:n])


def into_walrus(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst, memoryview(bytearray(65536)) as mv:
        while n := src.readinto(mv):  # expect: copy-loop replaceable file-to-file 65536 kernel
            if n < len(mv):
                dst.write(mv[:n])
            else:
                dst.write(mv)


def recv_into(sock: socket.socket, path):
    buf = bytearray(32 * 1024)
    with open(path, "wb") as out:
        while True:  # expect: tidy-copy replaceable socket-to-file 32768 user-space
            got = sock.recv_into(buf)
            if got == 0:
                return
            out.write(memoryview(buf)[:got])


# Short writes: an inner loop that belongs to the relay.
def short_writes(source, target):
    src = os.open(source, os.O_RDONLY)
    dst = os.open(target, os.O_WRONLY | os.O_CREAT, 0o600)
    while True:  # expect: copy-loop replaceable file-to-file 65536 kernel
        data = os.read(src, 65536)
        if not data:
            break
        while data:
            written = os.write(dst, data)
            data = data[written:]


def short_sends(sock: socket.socket, path):
    with open(path, "rb") as f:
        while chunk := f.read(4096):  # expect: copy-loop replaceable file-to-socket 4096 kernel
            at = 0
            while at < len(chunk):
                at += sock.send(chunk[at:])


def positioned(source, target, size):
    src = os.open(source, os.O_RDONLY)
    dst = os.open(target, os.O_RDWR | os.O_CREAT, 0o600)
    offset = 0
    while offset < size:  # expect: copy-loop replaceable file-to-file 16384 kernel
        data = os.pread(src, 16384, offset)
        if not data:
            break
        os.pwrite(dst, data, offset)
        offset += len(data)


# A file opened for appending takes neither sendfile nor copy_file_range.
def append(source, journal):
    with open(source, "rb") as src, open(journal, "ab") as dst:
        while chunk := src.read(8192):  # expect: tidy-copy replaceable file-to-file 8192 user-space
            dst.write(chunk)
