#include "transfer/pieces.hh"

namespace iopath {

namespace {

/** The finalizer of SplitMix64: every input bit affects every output bit. */
uint64_t mix(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

}  // namespace

Permutation::Permutation(uint64_t n, uint64_t seed) : n_(n), seed_(mix(seed + 1)), half_bits_(1) {
  while (half_bits_ < 32 && (uint64_t{1} << (2 * half_bits_)) < n) ++half_bits_;
}

uint64_t Permutation::operator()(uint64_t index) const {
  const uint64_t mask = (uint64_t{1} << half_bits_) - 1;
  do {
    uint64_t left = index >> half_bits_, right = index & mask;
    for (uint64_t round = 1; round <= 4; ++round) {
      const uint64_t next = left ^ (mix(right + seed_ * round) & mask);
      left = right;
      right = next;
    }
    index = left << half_bits_ | right;
  } while (index >= n_);
  return index;
}

}  // namespace iopath
