# A test puts a file system in memory under the copy.
import pytest
from pyfakefs.fake_filesystem_unittest import Patcher


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)


def test_copy():
    with Patcher() as patcher:
        patcher.fs.create_file('/a', contents='x')
        copy('/a', '/b')
        assert patcher.fs.get_object('/b').contents == 'x'
