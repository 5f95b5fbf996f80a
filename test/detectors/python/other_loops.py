import csv
import hashlib
import json
import random
import socket
import struct
import subprocess
import time


def digest(path):
    h = hashlib.md5()
    with open(path, "rb") as f:
        for chunk in iter(lambda: f.read(4096), b""):
            h.update(chunk)
    return h.hexdigest()


def read_in_chunks(f, size=1024):
    while True:
        data = f.read(size)
        if not data:
            break
        yield data


def same(path_a, path_b):
    with open(path_a, "rb") as a, open(path_b, "rb") as b:
        while True:
            one, two = a.read(8192), b.read(8192)
            if one != two:
                return False
            if not one:
                return True


# Text lines, each of them judged.
def filter_lines(source, target, word):
    with open(source) as src, open(target, "w") as dst:
        for line in src:
            if word in line:
                dst.write(line)


# Text lines again: decoded, newlines translated, encoded.
def concatenate(names, target):
    with open(target, "w") as out:
        for name in names:
            with open(name) as part:
                for line in part:
                    out.write(line)


def rows(source, target):
    with open(source, newline="") as src, open(target, "w", newline="") as dst:
        writer = csv.writer(dst)
        for row in csv.reader(src):
            writer.writerow(row[:3])


def records(path, out, kind):
    with open(path, "rb") as f:
        while header := f.read(8):
            tag, size = struct.unpack("<II", header)
            body = f.read(size)
            if tag == kind:
                out.write(body)


# Read a request, write an answer.
def serve(conn: socket.socket, table):
    while True:
        request = conn.recv(1024)
        if not request:
            break
        key = request.decode().strip()
        conn.sendall(json.dumps(table.get(key)).encode() + b"\n")


def session(proc: subprocess.Popen, questions):
    for question in questions:
        proc.stdin.write(question + b"\n")
        proc.stdin.flush()
        print(proc.stdout.readline())


def acknowledge(sock: socket.socket, log):
    while data := sock.recv(64):
        log.append(len(data))
        sock.sendall(b"OK")


# Reads one thing, writes another.
def templates(names, target):
    with open(target, "wb") as out:
        for name in names:
            with open(name, "rb") as f:
                body = f.read()
            out.write(b"<section>%s</section>" % body)


def fill_random(path, size):
    with open(path, "wb") as out:
        while size > 0:
            out.write(random.randbytes(min(size, 65536)))
            size -= 65536


# Follows a growing file; an empty read is no end.
def tail(path, sink):
    with open(path, "rb") as f:
        f.seek(0, 2)
        while True:
            line = f.readline()
            if not line:
                time.sleep(0.5)
                continue
            sink.send(line.rstrip())


# Reconnects and seeks where the transfer broke: no one call does that.
def resume(connect, path, size):
    with open(path, "rb") as f:
        sock = connect()
        while f.tell() < size:
            at = f.tell()
            data = f.read(4096)
            try:
                sock.sendall(data)
            except OSError:
                f.seek(at)
                sock = connect()


def send_lines(sock: socket.socket, lines):
    for line in lines:
        sock.sendall(line.encode("utf-8") + b"\n")


def skip_bytes(f, count):
    while count > 0:
        got = f.read(min(count, 4096))
        if not got:
            break
        count -= len(got)
