#include "probe/probe.hh"

#include <cctype>
#include <fstream>
#include <sstream>
#include <vector>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

namespace iopath {

namespace {

/** mountinfo writes spaces, tabs, newlines and backslashes of a path as octal escapes (proc(5)). */
std::string unescape(const std::string& text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size()) {
      plain += static_cast<char>(std::stoi(text.substr(i + 1, 3), nullptr, 8));
      i += 3;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/** The mount's id as the kernel reports it for an open folder. Device numbers do not work (btrfs invents its own). */
std::string mount_id(int directory) {
  std::ifstream info("/proc/self/fdinfo/" + std::to_string(directory));
  for (std::string key, value; info >> key >> value;)
    if (key == "mnt_id:") return value;
  return {};
}

/** `36 35 98:0 /root /mount options [optional…] - type source super-options`: see proc(5), mountinfo. */
bool read_mount(const std::string& line, const std::string& id, Filesystem& filesystem) {
  std::istringstream words(line);
  std::vector<std::string> head;
  for (std::string word; words >> word && word != "-";) head.push_back(word);
  if (head.size() < 6 || head[0] != id) return false;
  std::string source;
  words >> filesystem.type >> source;
  filesystem.mount = unescape(head[4]);
  if (source.starts_with('/')) filesystem.device = unescape(source);
  return true;
}

/** Clones one unlinked file into another, which works only on a filesystem with shared extents. */
std::optional<bool> clones(const std::string& directory) {
  const Fd from = make_scratch_file(directory, 65536), to = make_scratch_file(directory, 0);
  if (!from || !to) return std::nullopt;
  return ::ioctl(to.get(), FICLONE, from.get()) == 0;
}

}  // namespace

Filesystem probe_filesystem(const std::string& directory, const std::optional<std::string>& scratch) {
  Filesystem filesystem;
  const Fd folder(check(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open", directory));
  const std::string id = mount_id(folder.get());
  std::ifstream mounts("/proc/self/mountinfo");
  for (std::string line; std::getline(mounts, line);)
    if (read_mount(line, id, filesystem)) break;
  if (scratch) filesystem.reflink = clones(*scratch);
  return filesystem;
}

}  // namespace iopath
