#include "run/hash.hh"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstring>

namespace iopath {

namespace {

static_assert(std::endian::native == std::endian::little, "words are read as they stand in memory");

constexpr uint64_t prime1 = 0x9E3779B185EBCA87, prime2 = 0xC2B2AE3D27D4EB4F, prime3 = 0x165667B19E3779F9,
                   prime4 = 0x85EBCA77C2B2AE63, prime5 = 0x27D4EB2F165667C5;

template <typename Word>
uint64_t load(const unsigned char* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

uint64_t round(uint64_t lane, uint64_t word) { return std::rotl(lane + word * prime2, 31) * prime1; }

void stripe(uint64_t (&lanes)[4], const unsigned char* at) {
  for (int lane = 0; lane < 4; ++lane) lanes[lane] = round(lanes[lane], load<uint64_t>(at + 8 * lane));
}

uint64_t converge(const uint64_t (&lanes)[4]) {
  uint64_t hash = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
  for (const uint64_t lane : lanes) hash = (hash ^ round(0, lane)) * prime1 + prime4;
  return hash;
}

/** Adds the last bytes, fewer than a stripe. */
uint64_t finish(uint64_t hash, const unsigned char* at, size_t length) {
  for (; length >= 8; at += 8, length -= 8)
    hash = std::rotl(hash ^ round(0, load<uint64_t>(at)), 27) * prime1 + prime4;
  if (length >= 4) {
    hash = std::rotl(hash ^ load<uint32_t>(at) * prime1, 23) * prime2 + prime3;
    at += 4, length -= 4;
  }
  for (; length > 0; ++at, --length) hash = std::rotl(hash ^ *at * prime5, 11) * prime1;
  hash = (hash ^ (hash >> 33)) * prime2;
  hash = (hash ^ (hash >> 29)) * prime3;
  return hash ^ (hash >> 32);
}

}  // namespace

void Hash::update(const void* data, size_t length) {
  const auto* at = static_cast<const unsigned char*>(data);
  total_ += length;
  if (pending_bytes_ > 0) {
    const size_t part = std::min(length, sizeof pending_ - pending_bytes_);
    std::memcpy(pending_ + pending_bytes_, at, part);
    pending_bytes_ += part, at += part, length -= part;
    if (pending_bytes_ < sizeof pending_) return;
    stripe(lanes_, pending_);
    pending_bytes_ = 0;
  }
  for (; length >= sizeof pending_; at += sizeof pending_, length -= sizeof pending_) stripe(lanes_, at);
  if (length > 0) std::memcpy(pending_, at, length);
  pending_bytes_ = length;
}

uint64_t Hash::digest() const {
  // Below one stripe the lanes are unused; the third holds the seed, which is 0.
  const uint64_t start = total_ >= sizeof pending_ ? converge(lanes_) : prime5;
  return finish(start + total_, pending_, pending_bytes_);
}

std::string Hash::hex() const {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(digest()));
  return text;
}

}  // namespace iopath
