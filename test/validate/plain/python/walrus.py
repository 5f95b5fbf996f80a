"""Copies a tree, file by file."""
import os


def copy_tree(source, target):
    for folder, _, names in os.walk(source):
        there = os.path.join(target, os.path.relpath(folder, source))
        os.makedirs(there, exist_ok=True)
        for name in names:
            with open(os.path.join(folder, name), 'rb') as fin:
                with open(os.path.join(there, name), 'wb') as fout:
                    while chunk := fin.read(65536):
                        fout.write(chunk)
