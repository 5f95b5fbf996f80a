#include "probe/probe.hh"

#include <cstdlib>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>

#include "kernel/thread.hh"

namespace iopath {

namespace {

/** Where a trial's files go: into the folder itself, so that its filesystem is tried; else into a temporary folder. */
std::optional<std::string> find_scratch(const std::string& directory, std::vector<Reason>& notes) {
  if (make_scratch_file(directory, 0)) return directory;
  const std::string refused = errno_name(errno);
  const char* temporary = std::getenv("TMPDIR");
  const std::string other = temporary && *temporary ? temporary : "/tmp";
  if (!make_scratch_file(other, 0)) return std::nullopt;
  notes.push_back({"tried-elsewhere", {{"folder", directory}, {"errno", refused}, {"other", other}}});
  return other;
}

bool same_device(const std::string& one, const std::string& other) {
  struct stat first, second;
  return stat(one.c_str(), &first) == 0 && stat(other.c_str(), &second) == 0 && first.st_dev == second.st_dev;
}

}  // namespace

namespace {

/** Writes all of it; false, with errno, if the disk is full or the limit on a file's size is reached (ulimit -f). */
bool write_all(int fd, const std::string& content) {
  for (size_t done = 0; done < content.size();) {
    const ssize_t n = ::write(fd, content.data() + done, content.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    done += static_cast<size_t>(n);
  }
  return true;
}

/** The program's own file: it always exists and is longer than a trial needs. */
constexpr const char* own_program = "/proc/self/exe";

/** A file to try strategies on: a scratch file, held open by `holder`, or the program's own if none can be written. */
std::string find_input(const std::string& outputs, Fd& holder, std::vector<Reason>& notes) {
  holder = make_scratch_file(outputs, trial_bytes);
  if (holder) return "/proc/self/fd/" + std::to_string(holder.get());
  notes.push_back({"tried-on-program", {{"folder", outputs}, {"errno", errno_name(errno)}}});
  return own_program;
}

/** A run changes its thread's signal mask permanently, so trials run on a separate thread. */
template <typename Trial>
void on_thread(Trial trial) {
  std::exception_ptr failure;
  std::thread([&] {
    try {
      trial();
    } catch (...) {
      failure = std::current_exception();
    }
  }).join();
  if (failure) std::rethrow_exception(failure);
}

/** The aliasing experiment in `scratch`, if that is on the requested folder's filesystem. */
Availability try_observation(const std::optional<std::string>& scratch, const std::string& directory) {
  if (!scratch || !same_device(*scratch, directory)) return no_observation(directory);
  return probe_observation(*scratch);
}

}  // namespace

Fd make_scratch_file(const std::string& directory, size_t bytes) {
  Fd file(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!file && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
    std::string path = directory + "/.iopath-XXXXXX";
    file = Fd(::mkostemp(path.data(), O_CLOEXEC));
    if (file) ::unlink(path.c_str());
  }
  if (!file || bytes == 0 || write_all(file.get(), std::string(bytes, 'i'))) return file;
  const int error = errno;
  file.reset();
  errno = error;
  return file;
}

Probe probe(const std::string& directory, SocketKind socket) {
  Probe found;
  const auto scratch = find_scratch(directory, found.notes);
  const bool own = scratch == directory;
  found.filesystem = probe_filesystem(directory, own ? scratch : std::nullopt);
  found.evidence = probe_evidence();
  found.nics = list_nics();
  Fd holder;
  TrialGround ground{.input = {}, .outputs = scratch.value_or(directory), .filesystem_type = {}, .socket = socket};
  ground.input = find_input(ground.outputs, holder, found.notes);
  ground.filesystem_type =
      ground.outputs == directory ? found.filesystem.type : probe_filesystem(ground.outputs, std::nullopt).type;
  on_thread([&] {
    found.strategies = probe_strategies(ground);
    found.evidence["observed"] = try_observation(scratch, directory);
  });
  return found;
}

}  // namespace iopath
