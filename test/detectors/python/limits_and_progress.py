import socket
import sys
import time


def send_range(conn: socket.socket, path, offset, length):
    with open(path, "rb") as f:
        f.seek(offset)
        remaining = length
        while remaining > 0:  # expect: copy-loop replaceable file-to-socket 65536 kernel
            data = f.read(min(65536, remaining))
            if not data:
                break
            conn.sendall(data)
            remaining -= len(data)


def copy_with_callback(source, target, total, callback):
    done = 0
    with open(source, "rb") as src, open(target, "wb") as dst:
        while True:  # expect: copy-loop replaceable file-to-file 10240 kernel
            chunk = src.read(10240)
            if not chunk:
                break
            dst.write(chunk)
            done += len(chunk)
            callback(done, total)
    return done


def copy_with_dots(source, target):
    infile = open(source, "rb")
    outfile = open(target, "wb")
    while True:  # expect: copy-loop replaceable file-to-file 32768 kernel
        piece = infile.read(32768)
        if piece:
            outfile.write(piece)
            print(".", end="", flush=True)
        else:
            break
    outfile.close()


def throttled(path, host, port, pause):
    s = socket.create_connection((host, port), timeout=10)
    with open(path, "rb") as f:
        for part in iter(lambda: f.read(512), b""):  # expect: copy-loop replaceable file-to-socket 512 kernel
            s.sendall(part)
            time.sleep(pause)
    s.close()


def download(sock: socket.socket, path, expected):
    received = 0
    with open(path, "wb") as out:
        while received < expected:  # expect: tidy-copy replaceable socket-to-file 4096 user-space
            data = sock.recv(4096)
            if not data:
                raise ConnectionError("peer closed after %d bytes" % received)
            out.write(data)
            received += len(data)
            percent = received * 100 // expected
            sys.stderr.write("\r%3d %%" % percent)


def cancellable(source, target, stop):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while not stop.is_set():  # expect: copy-loop replaceable file-to-file 65536 kernel
            chunk = src.read(1024 * 64)
            if not chunk:
                break
            dst.write(chunk)
