# A subclass overrides the method that reads.
import sys


class Copier:
    def fill(self, f):
        return f.read(65536)

    def drain(self, g, data):
        g.write(data)

    def copy(self, src, dst):
        with open(src, "rb") as f, open(dst, "wb") as g:
            while chunk := self.fill(f):
                self.drain(g, chunk)


class Upper(Copier):
    def fill(self, f):
        return f.read(65536).upper()


Upper().copy(sys.argv[1], sys.argv[2])
