// What the aliasing experiment found: the C++ side of Observation (src/model/observation.ts).
//
// A reference and a copy differ in one observable thing: what stands at the far end when the near end is changed after
// the call returned. Bytes that change with it are references, bytes that stay are copies.
#pragma once

#include <optional>
#include <vector>

#include "kernel/posix.hh"

namespace iopath {

/** What one segment of a path was seen to be. */
enum class Shows {
  reference,
  copy,
  /** Some bytes followed and some did not. */
  mixed,
  /** The page cache held nothing of the file afterwards: the device moved the bytes to or from user memory. */
  bypass,
  /** The far end took the bytes without giving them any memory. */
  discarded,
  undecided,
};

/** How it was seen: by changing the source, by extents and residency, by residency alone, by the receiver's call. */
enum class Means { flip, fiemap, mincore, receive };

/** Why a segment could not be decided. */
enum class Doubt {
  none,
  /** Fewer bytes arrived than a verdict needs. */
  too_few_bytes,
  /** What arrived is neither what was sent nor its complement. */
  other_bytes,
  /** After the source was put back the far end did not show the first bytes again: someone else wrote. */
  not_restored,
  /** The source did not hold references, so that nothing downstream could have followed it. */
  no_control,
  /** The page cache did not let go of the file before the run. */
  not_evicted,
};

/** Part of a path between two stages (names of src/model/route.ts). */
struct Segment {
  const char* from;
  const char* to;
  Shows shows = Shows::undecided;
  Means means = Means::flip;
  Doubt doubt = Doubt::none;
  uint64_t reference_bytes = 0;
  uint64_t copied_bytes = 0;
};

/** One strategy on one route: what each segment showed, or the call that failed. */
struct Observation {
  std::vector<Segment> segments;
  std::optional<SystemError> failure;
  uint64_t took_ns = 0;
};

}  // namespace iopath
