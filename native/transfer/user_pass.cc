#include "transfer/user_pass.hh"

#include <cstring>

#include "transfer/cipher.hh"

namespace iopath {

namespace {

/** Adds up 64-bit words, the cheapest way to read every byte, so that a pass shows the cost of reading alone. */
uint64_t sum(const std::byte* data, size_t length, uint64_t start) {
  size_t at = 0;
  for (uint64_t word; at + sizeof word <= length; at += sizeof word) {
    std::memcpy(&word, data + at, sizeof word);
    start += word;
  }
  for (; at < length; ++at) start += static_cast<uint64_t>(data[at]);
  return start;
}

void transform(std::byte* data, size_t length) {
  for (size_t at = 0; at < length; ++at) data[at] ^= std::byte{0x5a};
}

}  // namespace

UserPass::UserPass(Pass pass, const unsigned char (&key)[32]) : pass_(pass) {
  if (pass == Pass::encrypt) cipher_ = std::make_unique<Cipher>(key);
}

UserPass::~UserPass() = default;

void UserPass::apply(std::byte* data, size_t length) {
  if (pass_ == Pass::checksum) look(data, length);
  if (pass_ == Pass::transform) transform(data, length);
  if (pass_ == Pass::encrypt) cipher_->encrypt(data, length);
}

void UserPass::look(const std::byte* data, size_t length) { checksum_ = sum(data, length, checksum_); }

}  // namespace iopath
