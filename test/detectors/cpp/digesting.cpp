#include <cstddef>
#include <ostream>

struct Inner {
  size_t fetch(void *to, size_t length);
};

class Digesting {
public:
  size_t read(void *to, size_t length) {
    size_t got = inner->fetch(to, length);
    state = mix(state, to, got);
    return got;
  }
  void all(std::ostream &out) {
    char page[512];
    while (size_t got = this->read(page, sizeof page)) out.write(page, got);
  }

private:
  Inner *inner;
  unsigned state;
  unsigned mix(unsigned, const void *, size_t);
};
