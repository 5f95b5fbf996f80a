#include <cstddef>

// Reads and writes by the names frameworks give them.
struct Peer {
  int receiveBytes(void *to, int length);
  int sendBytes(const void *from, int length);
};

void relay(Peer &from, Peer &to) {
  char page[2048];
  int n;
  while ((n = from.receiveBytes(page, sizeof page)) > 0) to.sendBytes(page, n); // expect: copy-loop replaceable socket-to-socket 2048
}

namespace folly {
long readNoInt(int fd, void *to, size_t length);
long writeFull(int fd, const void *from, size_t length);
}

bool copyDescriptor(int from, int to) {
  char page[8192];
  for (;;) { // expect: copy-loop replaceable unknown-to-unknown 8192
    auto n = folly::readNoInt(from, page, sizeof page);
    if (n <= 0) return n == 0;
    if (folly::writeFull(to, page, n) != n) return false;
  }
}

template <typename In, typename Out> void passOn(In &in, Out &out) {
  char page[4096];
  while (!in.Eof()) { // expect: copy-loop replaceable unknown-to-unknown 4096
    in.Read(page, sizeof page);
    out.Write(page, in.LastRead());
  }
}

template <typename In, typename Out> void onlyFirst(In &in, Out &out) {
  char page[4096];
  while (!in.Eof()) { // expect: copy-loop transformed
    in.Read(page, sizeof page);
    out.Write(page, 16);
  }
}
