#include "probe/probe.hh"

#include "evidence/aliasing/aliasing.hh"
#include "strategies/registry.hh"

namespace iopath {

namespace {

/** What read and write between files show wherever the experiment works at all: a copy. */
bool shows_copies(const Observation& observation) {
  for (const Segment& segment : observation.segments)
    if (segment.shows == Shows::copy) return true;
  return false;
}

}  // namespace

Availability probe_observation(const std::string& scratch) {
  const Observation tried =
      observe_aliasing({*find_strategy("read-write"), Route::file_to_file, End::tcp, scratch});
  if (tried.failure)
    return Absence{"The experiment that shows copies and references could not be made (" +
                       std::string(tried.failure->call) + ": " + errno_name(tried.failure->error) + ").",
                   "Free disk space or file descriptors and try again."};
  if (shows_copies(tried)) return std::nullopt;
  return Absence{"The experiment that shows copies and references could not tell them apart on this filesystem.",
                 "Profile a file on another filesystem, such as ext4, xfs, btrfs or tmpfs."};
}

Availability no_observation(const std::string& directory) {
  return Absence{"Nothing can be written to " + directory +
                     ", and the experiment that shows copies and references needs a scratch file there.",
                 "Profile a file in a folder that can be written to."};
}

}  // namespace iopath
