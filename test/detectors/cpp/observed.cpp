#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <openssl/evp.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>
#include <zlib.h>

// Hashed on its way: the bytes must come to user space.
void copyHashed(const char *from, const char *to, EVP_MD_CTX *digest) {
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0644);
  unsigned char buf[65536];
  ssize_t n;
  while ((n = read(in, buf, sizeof buf)) > 0) { // expect: copy-loop inspected file-to-file 65536
    EVP_DigestUpdate(digest, buf, n);
    write(out, buf, n);
  }
}

std::uint32_t copyWithCrc(const std::string &from, const std::string &to) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  std::vector<char> buf(4096);
  uLong crc = crc32(0, nullptr, 0);
  while (in.read(buf.data(), buf.size()) || in.gcount() > 0) { // expect: copy-loop inspected file-to-file 4096
    crc = crc32(crc, reinterpret_cast<const Bytef *>(buf.data()), in.gcount());
    out.write(buf.data(), in.gcount());
  }
  return crc;
}

long sendCounting(int sock, const char *path) {
  int fd = open(path, O_RDONLY);
  char buf[8192];
  long lines = 0;
  ssize_t n;
  while ((n = read(fd, buf, sizeof buf)) > 0) { // expect: copy-loop inspected file-to-socket 8192
    lines += std::count(buf, buf + n, '\n');
    send(sock, buf, n, 0);
  }
  return lines;
}

void spy(int from, int to) {
  char buf[2048];
  ssize_t n;
  while ((n = recv(from, buf, sizeof buf, 0)) > 0) { // expect: copy-loop inspected socket-to-socket 2048
    std::clog << "> " << std::string(buf, n) << '\n';
    send(to, buf, n, 0);
  }
}

// Two sinks: no one call writes both.
void tee(std::ifstream &in, const std::string &first, const std::string &second) {
  std::ofstream a(first, std::ios::binary), b(second, std::ios::binary);
  char buf[16384];
  while (in.read(buf, sizeof buf) || in.gcount()) { // expect: copy-loop inspected file-to-file 16384
    a.write(buf, in.gcount());
    b.write(buf, in.gcount());
  }
}

// Decides by content.
void copySparse(const char *from, const char *to) {
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0644);
  char buf[4096], zeros[4096] = {};
  ssize_t n;
  while ((n = read(in, buf, sizeof buf)) > 0) { // expect: copy-loop inspected file-to-file 4096
    if (std::memcmp(buf, zeros, n) == 0)
      lseek(out, n, SEEK_CUR);
    else
      write(out, buf, n);
  }
}

void untilMark(int sock, const char *path) {
  std::ofstream out(path, std::ios::binary);
  char buf[1024];
  for (;;) { // expect: copy-loop inspected socket-to-file 1024
    ssize_t n = recv(sock, buf, sizeof buf, 0);
    if (n <= 0)
      return;
    out.write(buf, n);
    if (buf[n - 1] == '\0')
      return;
  }
}

void charsUntil(std::istream &in, std::ostream &out, char end) {
  char c;
  while (in.get(c) && c != end) { // expect: copy-loop inspected unknown-to-unknown -
    out.put(c);
  }
}
