# Setting the total shows it.
import threading


class Job:
    @property
    def total(self):
        return self._total

    @total.setter
    def total(self, value):
        self._total = value
        print(value)

    def run(self, a, b):
        self.total = 0
        with open(a, 'rb') as src, open(b, 'wb') as dst:
            while True:
                chunk = src.read(65536)
                if not chunk:
                    break
                dst.write(chunk)
                self.total += len(chunk)
