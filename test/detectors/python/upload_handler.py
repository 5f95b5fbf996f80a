"""Takes uploads: multipart bodies are parsed, raw bodies go straight to disk."""

import cgi
import hashlib
import json
import os
import re
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORE = "uploads"
SAFE = re.compile(r"[^A-Za-z0-9._-]")
LIMIT = 512 * 1024 * 1024


def safe_name(name):
    return SAFE.sub("_", os.path.basename(name)) or "unnamed"


def boundary_of(header):
    kind, options = cgi.parse_header(header)
    if kind != "multipart/form-data" or "boundary" not in options:
        raise ValueError("no boundary")
    return b"--" + options["boundary"].encode("ascii")


class PartWriter:
    """Writes a part's bytes, holding back what may be the start of the boundary."""

    def __init__(self, out, boundary):
        self.out = out
        self.mark = b"\r\n" + boundary
        self.held = b""

    def feed(self, data):
        data = self.held + data
        at = data.find(self.mark)
        if at >= 0:
            self.out.write(data[:at])
            return data[at + len(self.mark):]
        keep = len(self.mark)
        self.out.write(data[:-keep])
        self.held = data[-keep:]
        return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def reply(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > LIMIT:
            self.reply(413, {"error": "too large", "limit": LIMIT})
            return
        target = os.path.join(STORE, safe_name(self.path))
        left = length
        with open(target, "wb") as out:
            while left > 0:  # expect: tidy-copy replaceable socket-to-file 65536 user-space
                data = self.rfile.read(min(65536, left))
                if not data:
                    break
                out.write(data)
                left -= len(data)
        self.reply(201, {"stored": length - left})

    def do_POST(self):
        try:
            boundary = boundary_of(self.headers.get("Content-Type", ""))
        except ValueError as error:
            self.reply(400, {"error": str(error)})
            return
        left = int(self.headers["Content-Length"])
        headers = []
        while left > 0:
            line = self.rfile.readline()
            left -= len(line)
            if line == b"\r\n":
                break
            headers.append(line)
        with tempfile.NamedTemporaryFile(dir=STORE, delete=False) as out:
            writer = PartWriter(out, boundary)
            while left > 0:  # expect: copy-loop transformed
                data = self.rfile.read(min(8192, left))
                left -= len(data)
                if not data or writer.feed(data) is not None:
                    break
        self.reply(201, {"headers": len(headers), "name": os.path.basename(out.name)})

    def do_PATCH(self):
        """A checked upload: the body is hashed while it is stored."""
        left = int(self.headers["Content-Length"])
        digest = hashlib.sha256()
        target = os.path.join(STORE, safe_name(self.path))
        with open(target, "wb") as out:
            while left > 0:  # expect: copy-loop inspected socket-to-file 16384 -
                data = self.rfile.read(min(16384, left))
                if not data:
                    break
                digest.update(data)
                out.write(data)
                left -= len(data)
        if digest.hexdigest() != self.headers.get("X-Sha256"):
            os.unlink(target)
            self.reply(422, {"error": "checksum"})
        else:
            self.reply(200, {"sha256": digest.hexdigest()})

    def do_GET(self):
        path = os.path.join(STORE, safe_name(self.path))
        try:
            f = open(path, "rb")
        except OSError:
            self.reply(404, {"error": "unknown"})
            return
        with f:
            self.send_response(200)
            self.send_header("Content-Length", str(os.fstat(f.fileno()).st_size))
            self.end_headers()
            while chunk := f.read(8192):  # expect: copy-loop replaceable file-to-socket 8192 kernel
                self.wfile.write(chunk)


if __name__ == "__main__":
    os.makedirs(STORE, exist_ok=True)
    ThreadingHTTPServer(("127.0.0.1", 8081), Handler).serve_forever()
