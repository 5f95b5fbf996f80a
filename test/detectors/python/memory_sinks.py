import io
import socket


def slurp(path):
    buffer = io.BytesIO()
    with open(path, "rb") as f:
        while chunk := f.read(4096):  # expect: copy-loop memory-sink file-to-memory 4096 -
            buffer.write(chunk)
    return buffer.getvalue()


def receive(sock: socket.socket):
    whole = io.BytesIO()
    while True:  # expect: copy-loop memory-sink socket-to-memory 1024 -
        data = sock.recv(1024)
        if not data:
            break
        whole.write(data)
    whole.seek(0)
    return whole


# No write at all, from here on.
def join_parts(sock: socket.socket):
    parts = []
    while True:
        data = sock.recv(4096)
        if not data:
            return b"".join(parts)
        parts.append(data)


def receive_exactly(sock: socket.socket, count):
    data = b""
    while len(data) < count:
        more = sock.recv(count - len(data))
        if not more:
            raise EOFError("%d of %d bytes" % (len(data), count))
        data += more
    return data


def extend(path):
    whole = bytearray()
    with open(path, "rb") as f:
        for chunk in iter(lambda: f.read(8192), b""):
            whole.extend(chunk)
    return whole


def fill(f, buf):
    view = memoryview(buf)
    while view:
        n = f.readinto(view)
        if not n:
            break
        view = view[n:]
    return len(buf) - len(view)


# Gathers first, writes one thing at the end.
def gather_then_save(sock: socket.socket, path):
    chunks = []
    while chunk := sock.recv(2048):
        chunks.append(chunk)
    with open(path, "wb") as out:
        out.write(b"".join(chunks))


def enqueue(path, queue):
    with open(path, "rb") as f:
        while data := f.read(65536):
            queue.put(data)
    queue.put(None)
