# A decorator of a test puts a mock in place of open.
import unittest
from unittest.mock import mock_open, patch


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)


class CopyTest(unittest.TestCase):
    @patch(f'{__name__}.open', new_callable=mock_open, read_data=b'x', create=True)
    def test_copies(self, opened):
        copy('a', 'b')
        opened().write.assert_called_once_with(b'x')
