#include "trace/reported_ends.hh"

#include <algorithm>
#include <cstring>
#include <vector>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace iopath::trace {
namespace {

/** The kernel keeps a device number in 32 bits: 12 of the major, 20 of the minor (include/linux/kdev_t.h). */
dev_t device_of(uint32_t kernel_device) { return makedev(kernel_device >> 20, kernel_device & 0xfffff); }

std::string path_of(const iopath_end_record& record, const char* names) {
  std::string path;
  for (uint32_t at = 0; at < record.names_bytes;) {
    const std::string name(names + at, ::strnlen(names + at, record.names_bytes - at));
    at += static_cast<uint32_t>(name.size()) + 1;
    path.insert(0, "/" + name);
  }
  if (path.empty()) path = "/";
  return record.unlinked ? path + " (deleted)" : path;
}

/** Of a file without a folder: as /proc/PID/fd shows it. */
std::string nameless_text(const iopath_end_record& record, const char* names) {
  const std::string number = "[" + std::to_string(record.inode) + "]";
  if (S_ISFIFO(record.mode)) return "pipe:" + number;
  if (S_ISSOCK(record.mode)) return "socket:" + number;
  const std::string name(names, ::strnlen(names, record.names_bytes));
  return record.anonymous ? "anon_inode:" + name : "/" + name + " (deleted)";
}

std::string inet_text(uint16_t family, const uint8_t* address, uint16_t port) {
  sockaddr_storage storage{};
  storage.ss_family = family;
  if (family == AF_INET) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
    std::memcpy(&v4.sin_addr, address, sizeof v4.sin_addr);
    v4.sin_port = htons(port);
  } else {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
    std::memcpy(&v6.sin6_addr, address, sizeof v6.sin6_addr);
    v6.sin6_port = htons(port);
  }
  return address_text(storage);
}

std::string socket_of(const iopath_end_record& record, const char* names) {
  std::string local, peer;
  if (record.family == AF_INET || record.family == AF_INET6) {
    local = inet_text(record.family, record.local, record.local_port);
    if (record.peer_port != 0) peer = inet_text(record.family, record.peer, ntohs(record.peer_port));
  } else if (record.family == AF_UNIX) {
    local = unix_text({names, std::min<size_t>(record.local_bytes, 108)});
    peer = unix_text({names + 128, std::min<size_t>(record.peer_bytes, 108)});
  }
  return socket_text(protocol_of(record.family, record.type), local, peer, "socket:[" + std::to_string(record.inode) + "]");
}

}  // namespace

End end_of(const iopath_end_record& record, const char* names) {
  struct stat facts {};
  facts.st_mode = record.anonymous ? 0 : record.mode;
  facts.st_rdev = device_of(record.device);
  const bool nameless = record.nameless && !S_ISDIR(record.mode);
  const std::string link = nameless || S_ISSOCK(record.mode) ? nameless_text(record, names) : path_of(record, names);
  return {kind_of(facts, link), S_ISSOCK(record.mode) ? socket_of(record, names) : link};
}

bool ReportedEnds::add(const iopath_end_record& record, const char* names) {
  by_id_[record.id] = intern(std::make_shared<const End>(end_of(record, names)));
  newest_ = std::max(newest_, record.id & ~IOPATH_ANSWERS);
  return newest_ % (most / 2) == 0;
}

void ReportedEnds::forget(std::unordered_set<uint32_t> held) {
  std::erase_if(by_id_, [&](const auto& entry) {
    const uint32_t age = newest_ - (entry.first & ~IOPATH_ANSWERS);
    return age >= most && !held.contains(entry.first) && !held_.contains(entry.first);
  });
  held_ = std::move(held);
}

EndPointer ReportedEnds::find(uint32_t id) const {
  if (id == 0) return nullptr;
  static const EndPointer unknown = std::make_shared<const End>(End{"other", "unknown"});
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? unknown : found->second;
}

EndPointer ReportedEnds::intern(const EndPointer& end) {
  if (by_name_.size() > look_for_expired_at_) {
    std::erase_if(by_name_, [](const auto& entry) { return entry.second.expired(); });
    // All of them may be in use: the next look comes when as many again were added.
    look_for_expired_at_ = std::max<size_t>(most, 2 * by_name_.size());
  }
  std::weak_ptr<const End>& known = by_name_[std::string(end->kind) + '\0' + end->name];
  if (EndPointer found = known.lock()) return found;
  known = end;
  return end;
}

}  // namespace iopath::trace
