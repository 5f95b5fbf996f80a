"""A file server on bare sockets: many loops, two of them relays."""

import argparse
import email.utils
import html
import logging
import mimetypes
import os
import re
import socket
import threading
import urllib.parse
from collections import OrderedDict

CHUNK = 32 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
log = logging.getLogger("static")


class HttpError(Exception):
    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status
        self.reason = reason


class HeadCache:
    """Heads of small answers, least recently used first."""

    def __init__(self, limit=256):
        self.entries = OrderedDict()
        self.limit = limit

    def get(self, key):
        value = self.entries.get(key)
        if value is not None:
            self.entries.move_to_end(key)
        return value

    def put(self, key, value):
        self.entries[key] = value
        while len(self.entries) > self.limit:
            self.entries.popitem(last=False)


class Connection(threading.Thread):
    def __init__(self, sock: socket.socket, root, cache):
        super().__init__(daemon=True)
        self.sock = sock
        self.root = root
        self.cache = cache
        self.pending = b""

    def read_head(self):
        while b"\r\n\r\n" not in self.pending:
            more = self.sock.recv(4096)
            if not more:
                return None
            self.pending += more
            if len(self.pending) > 64 * 1024:
                raise HttpError(431, "Request Header Fields Too Large")
        head, _, self.pending = self.pending.partition(b"\r\n\r\n")
        return head.decode("latin-1")

    def parse(self, head):
        first, *rest = head.split("\r\n")
        parts = first.split(" ")
        if len(parts) != 3:
            raise HttpError(400, "Bad Request")
        headers = {}
        for line in rest:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        return parts[0], parts[1], headers

    def locate(self, target):
        path = urllib.parse.unquote(urllib.parse.urlsplit(target).path)
        full = os.path.realpath(os.path.join(self.root, path.lstrip("/")))
        if os.path.commonpath([full, self.root]) != self.root:
            raise HttpError(403, "Forbidden")
        return full

    def listing(self, directory):
        items = []
        for name in sorted(os.listdir(directory)):
            items.append('<li><a href="%s">%s</a>' % (urllib.parse.quote(name), html.escape(name)))
        return ("<ul>" + "\n".join(items) + "</ul>").encode()

    def head(self, status, reason, **fields):
        lines = ["HTTP/1.1 %d %s" % (status, reason), "Date: " + email.utils.formatdate(usegmt=True)]
        for name, value in fields.items():
            lines.append("%s: %s" % (name.replace("_", "-"), value))
        self.sock.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    def send_file(self, path, method):
        size = os.path.getsize(path)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        self.head(200, "OK", Content_Type=kind, Content_Length=size)
        if method == "HEAD":
            return
        with open(path, "rb") as f:
            while True:  # expect: copy-loop replaceable file-to-socket 32768 kernel
                data = f.read(CHUNK)
                if not data:
                    break
                self.sock.sendall(data)

    def send_range(self, path, spec):
        match = RANGE.match(spec)
        size = os.path.getsize(path)
        if not match:
            raise HttpError(416, "Range Not Satisfiable")
        start = int(match.group(1) or 0)
        end = min(int(match.group(2) or size - 1), size - 1)
        left = end - start + 1
        self.head(206, "Partial Content", Content_Range="bytes %d-%d/%d" % (start, end, size), Content_Length=left)
        source = open(path, "rb")
        try:
            source.seek(start)
            while left > 0:  # expect: copy-loop replaceable file-to-socket 32768 kernel
                data = source.read(min(left, CHUNK))
                if not data:
                    raise OSError("file became shorter")
                self.sock.sendall(data)
                left -= len(data)
        finally:
            source.close()

    def answer(self, head):
        method, target, headers = self.parse(head)
        path = self.locate(target)
        if os.path.isdir(path):
            body = self.cache.get(path) or self.listing(path)
            self.cache.put(path, body)
            self.head(200, "OK", Content_Type="text/html", Content_Length=len(body))
            self.sock.sendall(body)
        elif not os.path.exists(path):
            raise HttpError(404, "Not Found")
        elif "range" in headers:
            self.send_range(path, headers["range"])
        else:
            self.send_file(path, method)
        return headers.get("connection", "").lower() != "close"

    def run(self):
        with self.sock:
            while True:
                try:
                    head = self.read_head()
                    if head is None or not self.answer(head):
                        return
                except HttpError as error:
                    self.head(error.status, error.reason, Content_Length=0)
                except OSError as error:
                    log.info("connection lost: %s", error)
                    return


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", nargs="?", default=".")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    cache = HeadCache()
    with socket.create_server(("127.0.0.1", options.port)) as server:
        while True:
            sock, _ = server.accept()
            Connection(sock, os.path.realpath(options.root), cache).start()


if __name__ == "__main__":
    main()
