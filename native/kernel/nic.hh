// Network interfaces, and the feature that a zero-copy send needs to stay without a copy.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace iopath {

struct Nic {
  std::string name;
  /** Whether it supports scatter-gather; empty if the driver does not report it. */
  std::optional<bool> scatter_gather;
};

/** Every interface but loopback, by name. Needs no privilege; empty if interfaces can't be listed. */
std::vector<Nic> list_nics();

}  // namespace iopath
