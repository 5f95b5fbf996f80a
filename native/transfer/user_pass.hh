// A pass of user space over the bytes in transit, to measure the cost of "must see the data".
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "transfer/spec.hh"

namespace iopath {

class Cipher;

/** One pass over a stream of bytes. Constructed before the measured thread starts; apply and look allocate nothing. */
class UserPass {
 public:
  /** Throws Unsupported if the host has no AES-256-GCM. Equal keys give equal streams. */
  UserPass(Pass pass, const unsigned char (&key)[32]);
  ~UserPass();
  UserPass(const UserPass&) = delete;

  /** Sums, changes or encrypts `data` in place. */
  void apply(std::byte* data, size_t length);
  /** Reads `data` for the checksum; the other passes change bytes and need apply. */
  void look(const std::byte* data, size_t length);

  uint64_t checksum() const { return checksum_; }

 private:
  Pass pass_;
  uint64_t checksum_ = 0;
  std::unique_ptr<Cipher> cipher_;
};

}  // namespace iopath
