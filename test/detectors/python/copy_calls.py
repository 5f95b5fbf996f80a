import gzip
import hashlib
import io
import shutil
import socket
import urllib.request


# copyfileobj loops in user space; socket.sendfile does not.
def send_by_file(conn: socket.socket, path):
    with open(path, "rb") as f, conn.makefile("wb") as out:
        shutil.copyfileobj(f, out)  # expect: copy-call replaceable file-to-socket - kernel


def serve(listener: socket.socket, path):
    client, _ = listener.accept()
    sink = client.makefile("wb", buffering=0)
    source = open(path, "rb")
    shutil.copyfileobj(source, sink, 64 * 1024)  # expect: copy-call replaceable file-to-socket 65536 kernel
    source.close()
    client.close()


# shutil.copyfile takes the paths.
def duplicate(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        shutil.copyfileobj(src, dst)  # expect: copy-call replaceable file-to-file - kernel


def duplicate_in_blocks(source, target):
    src = open(source, "rb")
    dst = open(target, "wb")
    shutil.copyfileobj(src, dst, length=1024 * 1024)  # expect: copy-call replaceable file-to-file 1048576 kernel
    src.close()
    dst.close()


# Right as they are, from here on.
def send_plain(conn: socket.socket, path):
    with open(path, "rb") as f:
        conn.sendfile(f)


def copy_paths(source, target):
    shutil.copyfile(source, target)
    shutil.copy2(source, target + ".bak")


def unpack(source, target):
    with gzip.open(source, "rb") as src, open(target, "wb") as dst:
        shutil.copyfileobj(src, dst)


def fetch(url, path):
    with urllib.request.urlopen(url) as response, open(path, "wb") as out:
        shutil.copyfileobj(response, out)


def receive(conn: socket.socket, path):
    with conn.makefile("rb") as src, open(path, "wb") as out:
        shutil.copyfileobj(src, out)


def hold(path):
    memory = io.BytesIO()
    with open(path, "rb") as f:
        shutil.copyfileobj(f, memory)
    return memory


class HashingWriter:
    def __init__(self, raw):
        self.raw = raw
        self.sum = hashlib.sha1()

    def write(self, data):
        self.sum.update(data)
        return self.raw.write(data)


def hashed(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        writer = HashingWriter(dst)
        shutil.copyfileobj(src, writer)
    return writer.sum.hexdigest()


def text(source, target):
    with open(source, encoding="utf-8") as src, open(target, "w", encoding="utf-16") as dst:
        shutil.copyfileobj(src, dst)


def emit_whole(conn: socket.socket, path):
    with open(path, "rb") as f:
        conn.sendall(f.read())  # expect: whole-file-copy replaceable file-to-socket - kernel no-fix
