import io
import os
import tempfile
import time

import requests
from tqdm import tqdm


def download_retrying(url, path, attempts=5):
    for attempt in range(attempts):
        try:
            response = requests.get(url, stream=True, timeout=30)
            response.raise_for_status()
            temporary = path + ".tmp"
            with open(temporary, "wb") as f:
                for chunk in response.iter_content(chunk_size=1024 * 1024):  # expect: tidy-copy replaceable socket-to-file 1048576 user-space
                    if chunk:
                        f.write(chunk)
            os.rename(temporary, path)
            return True
        except (requests.RequestException, OSError):
            time.sleep(2**attempt)
    return False


# The count that write returns moves the bar.
def download_with_bar(url, path):
    response = requests.get(url, stream=True, timeout=30)
    total = int(response.headers.get("content-length", 0))
    with open(path, "wb") as f, tqdm(total=total, unit="B", unit_scale=True) as bar:
        for data in response.iter_content(chunk_size=1024):  # expect: tidy-copy replaceable socket-to-file 1024 user-space
            size = f.write(data)
            bar.update(size)


def to_temporary(session: requests.Session, url):
    with session.get(url, stream=True) as r:
        target = tempfile.NamedTemporaryFile(delete=False, suffix=".bin")
        for chunk in r.iter_content(8192):  # expect: tidy-copy replaceable socket-to-file 8192 user-space
            target.write(chunk)
        target.close()
    return target.name


def to_memory(url):
    response = requests.get(url, stream=True, timeout=60)
    buffer = io.BytesIO()
    for chunk in response.iter_content(chunk_size=65536):  # expect: copy-loop memory-sink socket-to-memory 65536
        buffer.write(chunk)
    buffer.seek(0)
    return buffer


# Only counted.
def speed(url):
    start = time.monotonic()
    total = 0
    for chunk in requests.get(url, stream=True, timeout=60).iter_content(chunk_size=8192):
        total += len(chunk)
    return total * 8 / (time.monotonic() - start)


# Gathered, then looked at.
def gather(url):
    data = b""
    for chunk in requests.get(url, stream=True, timeout=60).iter_content(4096):
        data += chunk
    return data.split(b"\n")


# Text of a server, line by line.
def events(url, path):
    with open(path, "w") as f:
        for line in requests.get(url, stream=True, timeout=60).iter_lines(decode_unicode=True):
            if line.startswith("data:"):
                f.write(line[5:] + "\n")


def write_report(rows, path):
    with open(path, "w") as f:
        for row in rows:
            f.write(",".join(map(str, row)) + "\n")


def write_parts(parts, path):
    with open(path, "wb") as f:
        for part in parts:
            f.write(part.header + part.body)
