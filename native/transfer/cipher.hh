// AES-256-GCM by the OpenSSL in the hosting Node, looked up at run time: no library is linked, no header is needed.
#pragma once

#include <cstddef>

namespace iopath {

/**
 * Encrypts a stream. Counter mode keeps the length. The tags that TLS adds to each record (16 bytes in 16 KiB) are
 * neither computed nor sent.
 */
class Cipher {
 public:
  /** Throws Unsupported if the host exports no EVP functions. */
  explicit Cipher(const unsigned char (&key)[32]);
  ~Cipher();
  Cipher(const Cipher&) = delete;

  /** In place. Allocates nothing. */
  void encrypt(std::byte* data, size_t length);

 private:
  void* context_ = nullptr;
};

}  // namespace iopath
