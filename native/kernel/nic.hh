// Network interfaces and what decides whether a send without a copy can stay without one.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace iopath {

struct Nic {
  std::string name;
  /** Whether it gathers a packet from many places in memory; nothing where the driver does not tell. */
  std::optional<bool> scatter_gather;
};

/** Every interface but loopback, by name. Needs no privilege; empty where interfaces can't be listed. */
std::vector<Nic> list_nics();

}  // namespace iopath
