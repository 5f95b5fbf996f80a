#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>
#include <unistd.h>

struct Chunk {
  void set_data(const char *at, size_t length);
  void set_offset(long at);
  const std::string &data() const;
  long offset() const;
};
struct ChunkWriter {
  bool Write(const Chunk &chunk);
};
struct ChunkReader {
  bool Read(Chunk *chunk);
};

// Messages with a head of their own carry the bytes.
void upload(std::ifstream &in, ChunkWriter *writer) {
  std::vector<char> buffer(65536);
  long offset = 0;
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
    Chunk chunk;
    chunk.set_offset(offset);
    chunk.set_data(buffer.data(), in.gcount());
    writer->Write(chunk);
    offset += in.gcount();
  }
}

void download(ChunkReader *reader, std::ofstream &out) {
  Chunk chunk;
  while (reader->Read(&chunk)) {
    out.write(chunk.data().data(), chunk.data().size());
  }
}

void encode(const char *from, int length, char *to, int &written);

void toBase64(std::ifstream &in, std::ofstream &out) {
  char plain[3000], code[4000];
  do {
    in.read(plain, sizeof plain);
    int written = 0;
    encode(plain, static_cast<int>(in.gcount()), code, written);
    out.write(code, written);
  } while (in.good());
}

void stripReturns(std::ifstream &in, std::ofstream &out) {
  char c;
  while (in.get(c)) { // expect: copy-loop inspected
    if (c != '\r') out.put(c);
  }
}

void untilBlankLine(int in, int out) {
  char page[512];
  for (;;) { // expect: copy-loop inspected
    ssize_t n = read(in, page, sizeof page);
    if (n <= 0 || std::memchr(page, '\n', n) != nullptr) return;
    write(out, page, n);
  }
}

void mask(int in, int out, char key) {
  char page[512];
  ssize_t n;
  while ((n = read(in, page, sizeof page)) > 0) { // expect: copy-loop transformed
    for (ssize_t at = 0; at < n; at += 1) page[at] ^= key;
    write(out, page, n);
  }
}

void checksummed(std::FILE *in, std::FILE *out, unsigned &sum) {
  unsigned char page[4096];
  size_t n;
  while ((n = std::fread(page, 1, sizeof page, in)) > 0) { // expect: copy-loop inspected
    for (size_t at = 0; at < n; at += 1) sum += page[at];
    std::fwrite(page, 1, n, out);
  }
}

void gathered(int in, int out, std::string &all) {
  char page[4096];
  ssize_t n;
  while ((n = read(in, page, sizeof page)) > 0) { // expect: copy-loop memory-sink
    all.append(page, n);
    write(out, page, n);
  }
}

void prompts(int peer) {
  char answer[64];
  for (int round = 0; round < 3; round += 1) {
    write(peer, "more?\n", 6);
    if (read(peer, answer, sizeof answer) <= 0) return;
  }
}

// A vector read at once moves one way, a vector written the other.
ssize_t eachOrOther(int fd, bool reading, char *at, size_t left) {
  ssize_t done = 0;
  while (left > 0) {
    ssize_t moved = reading ? read(fd, at, left) : write(fd, at, left);
    if (moved <= 0) return done;
    at += moved;
    left -= moved;
    done += moved;
  }
  return done;
}

void fields(std::ifstream &in, std::ofstream &out, const std::vector<int> &sizes) {
  for (int size : sizes) { // expect: copy-loop transformed
    std::vector<char> field(size);
    in.read(field.data(), size);
    out.write(field.data(), size);
    out.write("\t", 1);
  }
}

void pages(std::ifstream &in, const std::vector<std::string> &names) {
  char page[4096];
  for (const auto &name : names) {
    std::ofstream out(name, std::ios::binary);
    in.read(page, sizeof page);
    out.write(page, in.gcount());
  }
}
