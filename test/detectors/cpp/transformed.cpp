#include <algorithm>
#include <arpa/inet.h>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <iomanip>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>
#include <zlib.h>

void scramble(const std::string &from, const std::string &to, char key) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount()) { // expect: copy-loop transformed file-to-file 4096
    for (std::streamsize i = 0; i < in.gcount(); ++i)
      buf[i] ^= key;
    out.write(buf, in.gcount());
  }
}

void upper(const char *from, const char *to) {
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0644);
  char buf[1024];
  ssize_t n;
  while ((n = read(in, buf, sizeof buf)) > 0) { // expect: copy-loop transformed file-to-file 1024
    std::transform(buf, buf + n, buf, [](unsigned char c) { return std::toupper(c); });
    write(out, buf, n);
  }
}

void withoutReturns(FILE *in, FILE *out) {
  int c;
  while ((c = std::fgetc(in)) != EOF) { // expect: copy-loop inspected file-to-file -
    if (c != '\r')
      std::fputc(c, out);
  }
}

// Another buffer is written than the one that is read.
void toHex(std::istream &in, std::ostream &out) {
  char raw[16];
  while (in.read(raw, sizeof raw) || in.gcount()) {
    for (std::streamsize i = 0; i < in.gcount(); ++i)
      out << std::hex << std::setw(2) << std::setfill('0') << (raw[i] & 0xff);
    out << '\n';
  }
}

// Framing: each chunk gets its length in front, so the stream that leaves is another one.
void sendFramed(int sock, const char *path) {
  int fd = open(path, O_RDONLY);
  char buf[16384];
  ssize_t n;
  while ((n = read(fd, buf, sizeof buf)) > 0) { // expect: copy-loop transformed file-to-socket 16384
    std::uint32_t size = htonl(static_cast<std::uint32_t>(n));
    send(sock, &size, sizeof size, MSG_MORE);
    send(sock, buf, n, 0);
  }
}

void skipHeader(const char *from, const char *to) {
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0644);
  char block[512];
  while (read(in, block, sizeof block) == sizeof block) // expect: copy-loop transformed file-to-file 512
    write(out, block + 16, sizeof block - 16);
}

void overTls(SSL *ssl, const char *path) {
  int fd = open(path, O_RDONLY);
  char buf[16384];
  int n;
  while ((n = read(fd, buf, sizeof buf)) > 0) // expect: copy-loop encrypted file-to-socket 16384
    SSL_write(ssl, buf, n);
}

void fromTls(SSL *ssl, const std::string &path) {
  std::ofstream out(path, std::ios::binary);
  std::vector<char> buf(4096);
  for (int n; (n = SSL_read(ssl, buf.data(), buf.size())) > 0;) // expect: copy-loop encrypted socket-to-file 4096
    out.write(buf.data(), n);
}

void compress(const char *from, const char *to) {
  std::ifstream in(from, std::ios::binary);
  gzFile out = gzopen(to, "wb");
  char buf[32768];
  while (in.read(buf, sizeof buf) || in.gcount()) { // expect: copy-loop encrypted file-to-file 32768
    gzwrite(out, buf, static_cast<unsigned>(in.gcount()));
  }
  gzclose(out);
}

void expand(const char *from, const char *to) {
  gzFile in = gzopen(from, "rb");
  FILE *out = std::fopen(to, "wb");
  char buf[8192];
  int n;
  while ((n = gzread(in, buf, sizeof buf)) > 0) // expect: copy-loop encrypted file-to-file 8192
    std::fwrite(buf, 1, n, out);
  std::fclose(out);
  gzclose(in);
}

// What is written comes out of the cipher.
void encrypt(std::ifstream &in, std::ofstream &out, EVP_CIPHER_CTX *cipher) {
  unsigned char plain[4096], sealed[4096 + EVP_MAX_BLOCK_LENGTH];
  int size = 0;
  while (in.read(reinterpret_cast<char *>(plain), sizeof plain) || in.gcount()) {
    EVP_EncryptUpdate(cipher, sealed, &size, plain, static_cast<int>(in.gcount()));
    out.write(reinterpret_cast<char *>(sealed), size);
  }
}
