#include "probe/probe.hh"

#include <cstdlib>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>

#include "kernel/thread.hh"

namespace iopath {

namespace {

/** Where a trial's files may stand: in the folder itself, so that its filesystem is tried; else in a temporary one. */
std::optional<std::string> find_scratch(const std::string& directory, std::vector<std::string>& notes) {
  if (make_scratch_file(directory, 0)) return directory;
  const std::string refused = errno_name(errno);
  const char* temporary = std::getenv("TMPDIR");
  const std::string other = temporary && *temporary ? temporary : "/tmp";
  if (!make_scratch_file(other, 0)) return std::nullopt;
  notes.push_back("Nothing can be written to " + directory + " (" + refused + "), so the strategies were tried in " +
                  other + ": results that depend on the filesystem may differ.");
  return other;
}

}  // namespace

Fd make_scratch_file(const std::string& directory, size_t bytes) {
  Fd file(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!file && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
    std::string path = directory + "/.iopath-XXXXXX";
    file = Fd(::mkostemp(path.data(), O_CLOEXEC));
    if (file) ::unlink(path.c_str());
  }
  if (!file || bytes == 0) return file;
  const std::string content(bytes, 'i');
  if (::write(file.get(), content.data(), bytes) != static_cast<ssize_t>(bytes)) file.reset();
  return file;
}

Probe probe(const std::string& directory) {
  Probe found;
  const auto scratch = find_scratch(directory, found.notes);
  const bool own = scratch == directory;
  found.filesystem = probe_filesystem(directory, own ? scratch : std::nullopt);
  found.evidence = probe_evidence();
  found.nics = list_nics();
  if (!scratch) {
    found.strategies = no_strategies(
        {"Nothing can be written to " + directory + " or to a temporary folder, and a strategy passes for working only "
         "once it was tried.",
         "Free space, or set TMPDIR to a folder that can be written to."});
    return found;
  }
  // A run changes its thread's signal mask for good, so trials have a thread of their own.
  std::exception_ptr failure;
  std::thread([&] {
    try {
      const std::string type = own ? found.filesystem.type : probe_filesystem(*scratch, std::nullopt).type;
      found.strategies = probe_strategies(*scratch, type);
    } catch (...) {
      failure = std::current_exception();
    }
  }).join();
  if (failure) std::rethrow_exception(failure);
  return found;
}

}  // namespace iopath
