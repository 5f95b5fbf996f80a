"""Ships log lines in batches over TCP and hands rotated files on as they are."""

import glob
import gzip
import json
import os
import queue
import re
import select
import socket
import sys
import threading
import time

LINE = re.compile(r"^(?P<time>\S+ \S+) (?P<level>[A-Z]+) (?P<text>.*)$")


class Follower(threading.Thread):
    def __init__(self, path, lines):
        super().__init__(daemon=True)
        self.path = path
        self.lines = lines

    def reopen(self):
        while True:
            try:
                return open(self.path, encoding="utf-8", errors="replace")
            except FileNotFoundError:
                time.sleep(1)

    def run(self):
        f = self.reopen()
        inode = os.fstat(f.fileno()).st_ino
        while True:
            line = f.readline()
            if line:
                self.lines.put(line.rstrip("\n"))
                continue
            time.sleep(0.2)
            try:
                if os.stat(self.path).st_ino != inode:
                    f.close()
                    f = self.reopen()
                    inode = os.fstat(f.fileno()).st_ino
            except FileNotFoundError:
                continue


class Sender:
    def __init__(self, address, limit):
        self.address = address
        self.limit = limit
        self.sock = None
        self.unsent = []

    def connect(self):
        pause = 0.5
        while self.sock is None:
            try:
                self.sock = socket.create_connection(self.address, timeout=5)
            except OSError as error:
                print("no connection: %s" % error, file=sys.stderr)
                time.sleep(pause)
                pause = min(pause * 2, 30)

    def send(self, document):
        self.unsent.append(document)
        if len(self.unsent) < self.limit:
            return
        body = gzip.compress("\n".join(json.dumps(d) for d in self.unsent).encode())
        while True:
            self.connect()
            try:
                self.sock.sendall(len(body).to_bytes(4, "big"))
                self.sock.sendall(body)
                if self.sock.recv(1) == b"+":
                    break
            except OSError:
                self.sock.close()
                self.sock = None
        self.unsent.clear()


def parse(line):
    match = LINE.match(line)
    return match.groupdict() if match else {"text": line}


def ship_rotated(path, address):
    """An old log as it is: nobody looks at its lines any more."""
    with open(path, "rb") as f, socket.create_connection(address) as sock:
        sock.sendall(b"FILE %d\n" % os.fstat(f.fileno()).st_size)
        buf = bytearray(128 * 1024)
        view = memoryview(buf)
        while True:  # expect: copy-loop replaceable file-to-socket 131072 kernel
            n = f.readinto(buf)
            if n == 0:
                break
            sock.sendall(view[:n])


def pack_old(pattern):
    for path in glob.glob(pattern):
        if path.endswith(".gz") or time.time() - os.path.getmtime(path) < 86400:
            continue
        with open(path, "rb") as src, gzip.open(path + ".gz", "wb") as dst:
            while block := src.read(65536):  # expect: copy-loop encrypted file-to-file 65536 -
                dst.write(block)
        os.unlink(path)


def answer_health(listener, counters):
    while True:
        ready, _, _ = select.select([listener], [], [], 1)
        for sock in ready:
            client, _ = sock.accept()
            with client:
                while line := client.recv(128):
                    if line.strip() != b"stats":
                        break
                    client.sendall(json.dumps(counters).encode() + b"\n")


def count_levels(path):
    levels = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            level = parse(line.rstrip()).get("level", "?")
            levels[level] = levels.get(level, 0) + 1
    return levels


def main():
    address = (sys.argv[1], int(sys.argv[2]))
    lines = queue.Queue(maxsize=10000)
    counters = {"lines": 0}
    health = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=answer_health, args=(health, counters), daemon=True).start()
    for path in sys.argv[3:]:
        print(count_levels(path))
        for old in sorted(glob.glob(path + ".*[0-9]")):
            ship_rotated(old, address)
        pack_old(path + ".*")
        Follower(path, lines).start()
    sender = Sender(address, 200)
    while True:
        sender.send(parse(lines.get()))
        counters["lines"] += 1


if __name__ == "__main__":
    main()
