"""Incremental backups: hashing, packing, restoring. One loop moves bytes it never looks at."""

import fnmatch
import hashlib
import json
import os
import stat
import struct
import sys
import time
import zlib
from dataclasses import asdict, dataclass, field

BLOCK = 1 << 20
MAGIC = b"BKP1"


@dataclass
class Entry:
    path: str
    mode: int
    mtime: float
    size: int
    blocks: list = field(default_factory=list)


class Repository:
    def __init__(self, root):
        self.root = root
        self.objects = os.path.join(root, "objects")
        os.makedirs(self.objects, exist_ok=True)

    def path_of(self, digest):
        return os.path.join(self.objects, digest[:2], digest[2:])

    def put(self, data):
        digest = hashlib.blake2b(data, digest_size=20).hexdigest()
        path = self.path_of(digest)
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as f:
                f.write(MAGIC)
                f.write(struct.pack("<I", len(data)))
                f.write(zlib.compress(data))
        return digest

    def get(self, digest):
        with open(self.path_of(digest), "rb") as f:
            if f.read(4) != MAGIC:
                raise ValueError("%s is no block" % digest)
            (size,) = struct.unpack("<I", f.read(4))
            data = zlib.decompress(f.read())
        if len(data) != size:
            raise ValueError("%s is damaged" % digest)
        return data


def ignored(name, patterns):
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def read_patterns(path):
    patterns = []
    try:
        with open(path, encoding="utf-8") as f:
            for line in f:
                line = line.strip()
                if line and not line.startswith("#"):
                    patterns.append(line)
    except FileNotFoundError:
        pass
    return patterns


def files_below(top, patterns):
    for folder, names, files in os.walk(top):
        names[:] = [n for n in names if not ignored(n, patterns)]
        for name in files:
            if not ignored(name, patterns):
                yield os.path.join(folder, name)


def store_file(repository, path):
    info = os.lstat(path)
    entry = Entry(path, stat.S_IMODE(info.st_mode), info.st_mtime, info.st_size)
    with open(path, "rb") as f:
        while block := f.read(BLOCK):
            entry.blocks.append(repository.put(block))
    return entry


def restore_file(repository, entry, target):
    with open(target, "wb") as out:
        for digest in entry.blocks:
            out.write(repository.get(digest))
    os.chmod(target, entry.mode)
    os.utime(target, (time.time(), entry.mtime))


def save_index(repository, entries):
    temporary = os.path.join(repository.root, "index.new")
    with open(temporary, "w", encoding="utf-8") as f:
        for entry in entries:
            f.write(json.dumps(asdict(entry)) + "\n")
    os.replace(temporary, os.path.join(repository.root, "index"))


def load_index(repository):
    with open(os.path.join(repository.root, "index"), encoding="utf-8") as f:
        return [Entry(**json.loads(line)) for line in f]


def export(repository, target):
    """The whole index to another disk, with a count of what was moved."""
    moved = 0
    source = os.path.join(repository.root, "index")
    with open(source, "rb") as src, open(target, "wb") as dst:
        while True:  # expect: copy-loop replaceable file-to-file 1048576 kernel
            data = src.read(BLOCK)
            if not data:
                break
            dst.write(data)
            moved += len(data)
    print("exported %d bytes" % moved)


def verify(repository):
    damaged = []
    for entry in load_index(repository):
        for digest in entry.blocks:
            try:
                data = repository.get(digest)
            except (ValueError, OSError) as error:
                damaged.append((entry.path, str(error)))
                continue
            if hashlib.blake2b(data, digest_size=20).hexdigest() != digest:
                damaged.append((entry.path, "hash differs"))
    return damaged


def main(arguments):
    repository = Repository(arguments[0])
    command = arguments[1]
    if command == "save":
        patterns = read_patterns(".backupignore")
        save_index(repository, [store_file(repository, p) for p in files_below(arguments[2], patterns)])
    elif command == "restore":
        for entry in load_index(repository):
            restore_file(repository, entry, os.path.join(arguments[2], os.path.basename(entry.path)))
    elif command == "export":
        export(repository, arguments[2])
    elif command == "verify":
        for path, why in verify(repository):
            print(path, why)


if __name__ == "__main__":
    main(sys.argv[1:])
