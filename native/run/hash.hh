// XXH64 (xxHash by Yann Collet, specification 0.1.1). It hashes at memory speed. It detects accidents, not attacks,
// which is all that a verification round needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace iopath {

/** A streaming XXH64: the digest does not depend on how the stream is divided. */
class Hash {
 public:
  static constexpr const char* algorithm = "xxh64";

  void update(const void* data, size_t length);
  uint64_t digest() const;
  /** The digest as 16 hexadecimal digits. */
  std::string hex() const;

 private:
  static constexpr uint64_t prime1 = 0x9E3779B185EBCA87, prime2 = 0xC2B2AE3D27D4EB4F;

  uint64_t lanes_[4] = {prime1 + prime2, prime2, 0, 0 - prime1};
  unsigned char pending_[32];
  size_t pending_bytes_ = 0;
  uint64_t total_ = 0;
};

}  // namespace iopath
