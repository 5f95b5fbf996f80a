#include "kernel/nic.hh"

#include <algorithm>
#include <cstring>
#include <memory>

#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "kernel/posix.hh"

namespace iopath {

namespace {

ifreq request_for(const char* name) {
  ifreq request{};
  std::strncpy(request.ifr_name, name, sizeof request.ifr_name - 1);
  return request;
}

bool is_loopback(int socket, const char* name) {
  ifreq request = request_for(name);
  return ::ioctl(socket, SIOCGIFFLAGS, &request) == 0 && (request.ifr_flags & IFF_LOOPBACK);
}

/** ETHTOOL_GSG, what `ethtool -k` shows as scatter-gather. */
std::optional<bool> scatter_gather(int socket, const char* name) {
  ethtool_value value{.cmd = ETHTOOL_GSG, .data = 0};
  ifreq request = request_for(name);
  request.ifr_data = reinterpret_cast<char*>(&value);
  if (::ioctl(socket, SIOCETHTOOL, &request) < 0) return std::nullopt;
  return value.data != 0;
}

}  // namespace

std::vector<Nic> list_nics() {
  std::vector<Nic> nics;
  const std::unique_ptr<struct if_nameindex, decltype(&if_freenameindex)> list(if_nameindex(), if_freenameindex);
  const Fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!list || !socket) return nics;
  for (const struct if_nameindex* entry = list.get(); entry->if_index != 0; ++entry)
    if (!is_loopback(socket.get(), entry->if_name))
      nics.push_back({entry->if_name, scatter_gather(socket.get(), entry->if_name)});
  std::ranges::sort(nics, {}, &Nic::name);
  return nics;
}

}  // namespace iopath
