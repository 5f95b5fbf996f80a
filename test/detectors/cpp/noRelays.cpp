#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

std::string slurp(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount()) // expect: copy-loop memory-sink file-to-memory 4096
    all.write(buf, in.gcount());
  return all.str();
}

std::string receiveAll(int sock) {
  std::string all;
  char buf[1024];
  ssize_t n;
  while ((n = recv(sock, buf, sizeof buf, 0)) > 0)
    all.append(buf, n);
  return all;
}

std::vector<char> gather(int fd) {
  std::vector<char> all;
  char buf[4096];
  while (ssize_t n = read(fd, buf, sizeof buf)) {
    if (n < 0)
      break;
    all.insert(all.end(), buf, buf + n);
  }
  return all;
}

bool readExactly(int fd, char *into, std::size_t size) {
  std::size_t at = 0;
  while (at < size) {
    ssize_t n = read(fd, into + at, size - at);
    if (n <= 0)
      return false;
    at += n;
  }
  return true;
}

// Filled first, written once.
void loadAndSend(int fd, int sock, std::size_t size) {
  std::vector<char> whole(size);
  std::size_t at = 0;
  while (at < size) {
    ssize_t n = read(fd, &whole[at], size - at);
    if (n <= 0)
      break;
    at += n;
  }
  send(sock, whole.data(), at, 0);
}

std::uint32_t adler(std::istream &in) {
  std::uint32_t a = 1, b = 0;
  char buf[8192];
  while (in.read(buf, sizeof buf) || in.gcount()) {
    for (std::streamsize i = 0; i < in.gcount(); ++i) {
      a = (a + static_cast<unsigned char>(buf[i])) % 65521;
      b = (b + a) % 65521;
    }
  }
  return b << 16 | a;
}

bool same(std::ifstream &a, std::ifstream &b) {
  char one[4096], two[4096];
  while (a && b) {
    a.read(one, sizeof one);
    b.read(two, sizeof two);
    if (a.gcount() != b.gcount() || std::memcmp(one, two, a.gcount()) != 0)
      return false;
  }
  return a.eof() == b.eof();
}

// Lines, each of them judged.
void filter(std::istream &in, std::ostream &out, const std::string &word) {
  for (std::string line; std::getline(in, line);) {
    if (line.find(word) != std::string::npos)
      out << line << '\n';
  }
}

void words(std::istream &in, std::ostream &out) {
  std::string word;
  while (in >> word)
    out << word << ' ';
}

// Read a request, write an answer.
void serve(int client, const std::map<std::string, std::string> &table) {
  char request[256];
  ssize_t n;
  while ((n = recv(client, request, sizeof request, 0)) > 0) {
    auto found = table.find(std::string(request, n));
    const std::string &answer = found == table.end() ? "-\n" : found->second;
    send(client, answer.data(), answer.size(), 0);
  }
}

void acknowledge(int client, std::size_t &total) {
  char buf[64];
  ssize_t n;
  while ((n = recv(client, buf, sizeof buf, 0)) > 0) {
    total += n;
    send(client, "ok\n", 3, 0);
  }
}

struct Header {
  std::uint32_t kind;
  std::uint32_t size;
};

void records(int in, int out, std::uint32_t kind) {
  Header header;
  while (read(in, &header, sizeof header) == sizeof header) {
    std::vector<char> body(header.size);
    if (!readExactly(in, body.data(), body.size()))
      return;
    if (header.kind == kind)
      write(out, body.data(), body.size());
  }
}

// Each file read whole, between two other writes.
void bundle(const std::vector<std::string> &names, std::ofstream &out) {
  for (const auto &name : names) {
    std::ifstream in(name, std::ios::binary);
    std::string body((std::istreambuf_iterator<char>(in)), {});
    out << name << ' ' << body.size() << '\n';
    out.write(body.data(), body.size());
  }
}

void wipe(int fd, off_t size) {
  static const char zeros[65536] = {};
  while (size > 0) {
    ssize_t n = write(fd, zeros, size < off_t(sizeof zeros) ? size : sizeof zeros);
    if (n <= 0)
      return;
    size -= n;
  }
}

void discard(int sock) {
  char buf[4096];
  while (recv(sock, buf, sizeof buf, 0) > 0) {
  }
}

void produce(std::ifstream &in, std::deque<std::vector<char>> &queue) {
  while (in) {
    std::vector<char> part(65536);
    in.read(part.data(), part.size());
    part.resize(in.gcount());
    queue.push_back(std::move(part));
  }
}

void eachLine(FILE *in, const std::function<void(std::string_view)> &each) {
  char line[1024];
  while (std::fgets(line, sizeof line, in))
    each(line);
}

// Follows a growing file; an empty read is no end.
void follow(const char *path, const std::function<void(std::string_view)> &each) {
  int fd = open(path, O_RDONLY);
  lseek(fd, 0, SEEK_END);
  char buf[4096];
  for (;;) {
    ssize_t n = read(fd, buf, sizeof buf);
    if (n > 0)
      each({buf, static_cast<std::size_t>(n)});
    else
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

// Connects again and seeks where the transfer broke: no one call does that.
void resume(int fd, const std::function<int()> &reconnect) {
  int sock = reconnect();
  char buf[4096];
  for (;;) {
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t n = read(fd, buf, sizeof buf);
    if (n <= 0)
      return;
    if (send(sock, buf, n, 0) != n) {
      close(sock);
      sock = reconnect();
      lseek(fd, at, SEEK_SET);
    }
  }
}

struct Point {
  double x, y;
};

void points(std::istream &in, std::ostream &out) {
  Point p;
  while (in.read(reinterpret_cast<char *>(&p), sizeof p)) {
    out << p.x << ',' << p.y << '\n';
  }
}
