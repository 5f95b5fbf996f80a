#include "probe/probe.hh"

#include "evidence/aliasing/aliasing.hh"
#include "strategies/registry.hh"

namespace iopath {

namespace {

/** The control: read and write between files show a copy on every system where the experiment works. */
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
    return Reason{"experiment-failed", {{"call", tried.failure->call}, {"errno", errno_name(tried.failure->error)}}};
  if (shows_copies(tried)) return std::nullopt;
  return Reason{"experiment-blind"};
}

Availability no_observation(const std::string& directory) {
  return Reason{"experiment-without-scratch", {{"folder", directory}}};
}

}  // namespace iopath
