// What had a number and has given its place to others since, by that number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

namespace iopath::trace {

/** Keeps the newest. Numbers grow. */
template <typename One>
class Former {
 public:
  explicit Former(size_t most) : most_(most) {}

  void keep(uint64_t number, const One& one) {
    kept_.insert_or_assign(number, one);
    if (kept_.size() > most_) kept_.erase(kept_.begin());
  }
  /** Null where it is not known any more. */
  const One* find(uint64_t number) const {
    const auto found = kept_.find(number);
    return found == kept_.end() ? nullptr : &found->second;
  }

 private:
  size_t most_;
  std::map<uint64_t, One> kept_;
};

}  // namespace iopath::trace
