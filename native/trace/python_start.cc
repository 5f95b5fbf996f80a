#include "trace/python_start.hh"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <sys/mman.h>
#include <unistd.h>

namespace iopath::trace {
namespace {

/**
 * faulthandler's C handler writes the stack of the thread that got the signal (Python 3.3). The descriptor lies high, so
 * that the program's own numbers stay what they are. A sitecustomize that this one hides is imported behind it.
 * Interpreters with -I, -S or -E do not import it.
 */
constexpr std::string_view sitecustomize = R"(import os, sys
def _register():
    import faulthandler, fcntl
    low = os.open(os.environ["IOPATH_PYTHON_STACKS"], os.O_WRONLY | os.O_APPEND)
    fd = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 512)
    os.close(low)
    faulthandler.register(62, file=fd, all_threads=False, chain=False)
try:
    _register()
except Exception:
    pass
_here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [p for p in sys.path if os.path.abspath(p) != _here]
_own = sys.modules.pop("sitecustomize")
try:
    import sitecustomize
except ImportError as error:
    if error.name != "sitecustomize":
        raise
    # The importer looks for what it imported.
    sys.modules["sitecustomize"] = _own
)";
static_assert(python_stack_signal == 62 && sitecustomize.find("register(62,") != std::string_view::npos);
static_assert(python_stacks_fd == 512 && sitecustomize.find("F_DUPFD_CLOEXEC, 512)") != std::string_view::npos);

/** CRC-32 as ZIP has it: reflected, polynomial 0xedb88320. */
uint32_t checksum(std::string_view data) {
  uint32_t sum = 0xffffffffu;
  for (const char one : data) {
    sum ^= static_cast<unsigned char>(one);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ (sum & 1 ? 0xedb88320u : 0);
  }
  return ~sum;
}

void number(std::string& into, uint64_t value, int bytes) {
  for (int at = 0; at < bytes; ++at) into += static_cast<char>(value >> (8 * at));
}

/** The fields that an archive's local and central headers share: version 1.0, stored, 1 January 1980. */
void shared_fields(std::string& into, std::string_view name, std::string_view data) {
  constexpr uint64_t first_date = 0x21;
  number(into, 10, 2), number(into, 0, 2), number(into, 0, 2), number(into, 0, 2), number(into, first_date, 2);
  number(into, checksum(data), 4), number(into, data.size(), 4), number(into, data.size(), 4);
  number(into, name.size(), 2), number(into, 0, 2);
}

/** A ZIP archive with one stored file (APPNOTE.TXT 4.3). */
std::string archive_of(std::string_view name, std::string_view data) {
  std::string archive = "PK\3\4";
  shared_fields(archive, name, data);
  archive.append(name).append(data);
  const size_t directory = archive.size();
  archive += "PK\1\2";
  number(archive, 10, 2);
  shared_fields(archive, name, data);
  // Comment, disk, attributes, offset of the local header: all zero.
  archive.append(14, '\0').append(name);
  const size_t end = archive.size();
  archive += "PK\5\6";
  number(archive, 0, 4), number(archive, 1, 2), number(archive, 1, 2);
  number(archive, end - directory, 4), number(archive, directory, 4), number(archive, 0, 2);
  return archive;
}

std::string path_of(const Fd& file) { return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(file.get()); }

}  // namespace

PythonStart::PythonStart()
    : archive_(::memfd_create("iopath-python", MFD_CLOEXEC)), stacks_(::memfd_create("iopath-python-stacks", MFD_CLOEXEC)) {
  const std::string archive = archive_of("sitecustomize.py", sitecustomize);
  if (!archive_ || !stacks_) return;
  if (::write(archive_.get(), archive.data(), archive.size()) != static_cast<ssize_t>(archive.size())) return;
  const char* own = ::getenv("PYTHONPATH");
  const std::string path = path_of(archive_) + (own && *own ? ":" + std::string(own) : "");
  ::setenv("PYTHONPATH", path.c_str(), 1);
  ::setenv("IOPATH_PYTHON_STACKS", path_of(stacks_).c_str(), 1);
}

}  // namespace iopath::trace
