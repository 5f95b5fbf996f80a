#include <array>
#include <cstddef>
#include <ostream>
#include <unistd.h>

// A class hands its calls on to those of its children.
class Source {
public:
  virtual ~Source() = default;
  size_t read(void *to, size_t length);
  size_t transfer(std::ostream &out);

protected:
  virtual size_t onRead(void *to, size_t length) = 0;
};

size_t Source::read(void *to, size_t length) { return onRead(to, length); }

size_t Source::transfer(std::ostream &out) {
  size_t total = 0;
  std::array<char, 4096> piece;
  while (true) { // expect: copy-loop replaceable unknown-to-unknown 4096
    size_t got = this->read(piece.data(), piece.size());
    out.write(piece.data(), got);
    total += got;
    if (got < piece.size()) break;
  }
  return total;
}

// The count is declared where it is tested.
void drain(int from, int to) {
  char page[4096];
  while (ssize_t got = read(from, page, sizeof page)) { // expect: copy-loop replaceable unknown-to-unknown 4096
    if (got < 0 || write(to, page, got) != got) return;
  }
}
