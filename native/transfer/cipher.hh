// AES-256-GCM by the OpenSSL inside the hosting Node, found at run time: nothing is linked, no header is needed.
#pragma once

#include <cstddef>

namespace iopath {

/**
 * Encrypts a stream. Counter mode keeps the length, so a stream of bytes stays one; the tags that TLS would add to
 * each record (16 bytes in 16 KiB) are computed by no one here and not sent.
 */
class Cipher {
 public:
  /** Throws Unsupported where the host exports no EVP functions. */
  explicit Cipher(const unsigned char (&key)[32]);
  ~Cipher();
  Cipher(const Cipher&) = delete;

  /** In place. Allocates nothing. */
  void encrypt(std::byte* data, size_t length);

 private:
  void* context_ = nullptr;
};

}  // namespace iopath
