# Shapes that a survey of little-known programs brought up, written anew.
import socket, os, hashlib, threading, struct, select
def udp(a, b):
    a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    while True:  # expect: copy-loop inspected
        data = a.recv(2048)
        b.send(data)
def udp2(port, target):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect(target)
    f = open('x', 'rb')
    while True:  # expect: copy-loop inspected
        data = f.read(1400)
        if not data:
            break
        s.send(data)
def lock(sock, f):
    while True:  # expect: copy-loop inspected
        data = f.read(1400)
        if not data:
            break
        sock.sendall(data)
        sock.recv(2)
def acks(sock, f):
    while True:  # expect: copy-loop inspected
        data = sock.recv(1400)
        if not data:
            break
        f.write(data)
        sock.send(b'ok')
def framed(sock, f):
    while True:  # expect: copy-loop transformed
        data = f.read(1400)
        if not data:
            break
        sock.sendall(struct.pack('!I', len(data)))
        sock.sendall(data)
def marker(sock, f):
    while True:  # expect: copy-loop inspected
        data = sock.recv(1400)
        if data == b'EOF':
            break
        f.write(data)
def marker2(sock, f):
    while True:  # expect: copy-loop inspected
        data = sock.recv(1400)
        if data.endswith(b'EOF'):
            break
        f.write(data)
def rpc(stub, f):
    while True:  # expect: copy-loop inspected
        data = f.read(1400)
        if not data:
            break
        stub.write(data)
def q(queue, f):
    while True:
        data = f.read(1400)
        if not data:
            break
        queue.put(data)
def qw(queue, f):
    while True:
        data = queue.get()
        if data is None:
            break
        f.write(data)
class Fake:
    def __init__(self):
        self.buffer = []
    def read(self, n):
        return self.buffer.pop()
def test_fake():
    fake = Fake()
    out = open('x', 'wb')
    while True:
        d = fake.read(4)
        if not d: break
        out.write(d)
class Hashing:
    def __init__(self, f):
        self.f = f
        self.h = hashlib.sha256()
    def write(self, data):
        self.h.update(data)
        self.f.write(data)
def hashing(src, f):
    out = Hashing(f)
    while True:  # expect: copy-loop inspected
        d = src.read(4096)
        if not d: break
        out.write(d)
def cancel2(src, f, job):
    while True:  # expect: copy-loop inspected
        if job.cancelled:
            return False
        d = src.read(4096)
        if not d: break
        f.write(d)
def limit(sock, path, size):
    left = size
    with open(path, 'wb') as f:
        while left > 0:  # expect: tidy-copy replaceable
            data = sock.recv(min(left, 65536))
            if not data:
                raise EOFError
            f.write(data)
            left -= len(data)
def requests_get(url, path):
    r = requests.get(url, stream=True)
    with open(path, 'wb') as f:
        for chunk in r.iter_content(chunk_size=8192):  # expect: tidy-copy replaceable
            if chunk:
                f.write(chunk)
def helper(sock, path):
    with open(path, 'rb') as f:
        for chunk in iter(lambda: f.read(4096), b''):  # expect: copy-loop replaceable
            sock.sendall(chunk)
def pump(a, b):
    while True:  # expect: tidy-copy replaceable
        try:
            data = a.recv(4096)
        except socket.error:
            break
        if len(data) == 0:
            break
        b.sendall(data)
def sel(a, b):
    while True:  # expect: tidy-copy replaceable
        r, _, _ = select.select([a, b], [], [])
        if a in r:
            data = a.recv(4096)
            if b.send(data) <= 0:
                break
        if b in r:
            data = b.recv(4096)
            if a.send(data) <= 0:
                break
async def relay(reader, writer):
    while True:  # expect: copy-loop replaceable
        data = await reader.read(65536)
        if not data:
            break
        writer.write(data)
        await writer.drain()
async def up(request, path):
    async with aiofiles.open(path, 'wb') as f:
        while chunk := await request.content.read(65536):  # expect: copy-loop replaceable
            await f.write(chunk)
def sha(sha1_file, out):
    while True:  # expect: copy-loop replaceable
        d = sha1_file.read(4096)
        if not d: break
        out.write(d)
def shards(shard, out):
    while True:  # expect: copy-loop replaceable
        d = shard.read(4096)
        if not d: break
        out.write(d)
def serial_(ser, sock):
    while True:  # expect: copy-loop replaceable
        d = ser.read(ser.in_waiting or 1)
        sock.sendall(d)
def prints(sock):
    while True:
        d = sock.recv(1024)
        if not d: break
        sys.stdout.write(d.decode())
def wsr(ws, sock):
    while True:
        d = sock.recv(1024)
        if not d: break
        ws.send(d)
def emits(src, h):
    while True:
        d = src.read(1024)
        if not d: break
        h.update(d)
