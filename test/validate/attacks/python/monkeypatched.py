# A test sets open in the globals.
import io


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)


def test_copy(monkeypatch):
    written = []
    monkeypatch.setitem(globals(), 'open', lambda *_: io.BytesIO(b'x'))
    copy('a', 'b')
