#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <istream>
#include <memory>
#include <string>
#include <vector>

void duplicate(const std::string &source, const std::string &target) {
  std::ifstream in(source, std::ios::binary);
  std::ofstream out(target, std::ios::binary);
  char buffer[4096];
  while (in.read(buffer, sizeof(buffer)) || in.gcount() > 0) { // expect: copy-loop replaceable file-to-file 4096 kernel
    out.write(buffer, in.gcount());
  }
}

void whileGood(const char *source, const char *target) {
  std::ifstream fin(source, std::ifstream::binary);
  std::ofstream fout(target, std::ofstream::binary);
  std::vector<char> block(1024 * 1024);
  while (fin) { // expect: copy-loop replaceable file-to-file 1048576 kernel
    fin.read(block.data(), block.size());
    fout.write(block.data(), fin.gcount());
  }
}

void untilEof(const char *source, const char *target) {
  std::fstream from(source, std::ios::in | std::ios::binary);
  std::fstream to(target, std::ios::out | std::ios::binary | std::ios::trunc);
  char *chunk = new char[1024];
  while (!from.eof()) { // expect: copy-loop replaceable file-to-file 1024 kernel
    from.read(chunk, 1024);
    std::streamsize count = from.gcount();
    if (count > 0)
      to.write(chunk, count);
  }
  delete[] chunk;
}

std::size_t withProgress(const char *from, const char *to, const std::function<void(std::size_t)> &progress) {
  std::ifstream in{from, std::ios::binary};
  std::ofstream out{to, std::ios::binary};
  std::string buffer(8192, '\0');
  std::size_t done = 0;
  do { // expect: copy-loop replaceable file-to-file 8192 kernel
    in.read(&buffer[0], 8192);
    out.write(buffer.data(), in.gcount());
    done += in.gcount();
    progress(done);
  } while (in.good());
  return done;
}

void charByChar(const char *source, const char *target) {
  std::ifstream in(source, std::ios::binary);
  std::ofstream out(target, std::ios::binary);
  char c;
  while (in.get(c)) // expect: copy-loop replaceable file-to-file - kernel
    out.put(c);
}

void anyToAny(std::istream &in, std::ostream &out) {
  char buf[512];
  while (in.read(buf, sizeof buf), in.gcount() > 0) // expect: copy-loop replaceable unknown-to-unknown 512 depends
    out.write(buf, in.gcount());
}

void save(std::istream &body, const std::string &path, std::size_t size) {
  std::ofstream file(path, std::ios::binary);
  std::vector<char> buf(size);
  while (body) { // expect: copy-loop replaceable unknown-to-file - depends
    body.read(buf.data(), buf.size());
    file.write(buf.data(), body.gcount());
  }
}

void showFile(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  char buf[BUFSIZ];
  while (in.read(buf, BUFSIZ) || in.gcount()) { // expect: copy-loop replaceable file-to-pipe 8192 depends
    std::cout.write(buf, in.gcount());
  }
}

void stdioCopy(const char *source, const char *target) {
  FILE *in = std::fopen(source, "rb");
  FILE *out = std::fopen(target, "wb");
  unsigned char buf[16 * 1024];
  std::size_t n;
  while ((n = std::fread(buf, 1, sizeof buf, in)) > 0) { // expect: copy-loop replaceable file-to-file 16384 kernel
    if (std::fwrite(buf, 1, n, out) != n)
      break;
  }
  std::fclose(in);
  std::fclose(out);
}

bool stdioLimited(FILE *in, FILE *out, long left) {
  char buf[4096];
  while (left > 0) { // expect: copy-loop replaceable file-to-file 4096 kernel
    std::size_t want = left < static_cast<long>(sizeof buf) ? left : sizeof buf;
    std::size_t got = fread(buf, 1, want, in);
    if (got == 0)
      return false;
    if (fwrite(buf, 1, got, out) < got)
      return false;
    left -= static_cast<long>(got);
  }
  return true;
}

void stdioChars(FILE *in, FILE *out) {
  int c;
  while ((c = getc(in)) != EOF) // expect: copy-loop replaceable file-to-file - kernel
    putc(c, out);
}

using File = std::unique_ptr<FILE, int (*)(FILE *)>;

void owned(const char *source, const char *target) {
  File in(fopen(source, "rb"), fclose);
  File out(fopen(target, "wb"), fclose);
  char buf[2048];
  for (std::size_t n; (n = fread(buf, sizeof(char), sizeof(buf), in.get())) != 0;) { // expect: copy-loop replaceable file-to-file 2048 kernel
    fwrite(buf, sizeof(char), n, out.get());
  }
}

void captureCommand(const char *command, const char *path) {
  FILE *pipe = popen(command, "r");
  FILE *log = fopen(path, "wb");
  char buf[1024];
  std::size_t n;
  while ((n = fread(buf, 1, sizeof buf, pipe)) > 0) // expect: copy-loop replaceable pipe-to-file 1024 kernel
    fwrite(buf, 1, n, log);
  pclose(pipe);
  fclose(log);
}

// A file opened for appending takes neither copy_file_range, sendfile nor splice.
void append(const char *part, const char *journal) {
  std::ifstream in(part, std::ios::binary);
  std::ofstream out(journal, std::ios::binary | std::ios::app);
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount() > 0) // expect: tidy-copy replaceable file-to-file 4096 user-space
    out.write(buf, in.gcount());
}
