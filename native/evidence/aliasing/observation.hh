// What the aliasing experiment found: the C++ side of Observation (src/model/observation.ts).
//
// A reference and a copy differ in one observable way: the near end is changed after the call returned, and bytes at the
// far end that change with it are references, while bytes that stay are copies.
#pragma once

#include <optional>
#include <vector>

#include "kernel/posix.hh"

namespace iopath {

/** What the experiment showed for one segment of a path. */
enum class Shows {
  reference,
  copy,
  /** Some bytes changed with the source and some did not. */
  mixed,
  /** The page cache held nothing of the file afterwards: the device moved the bytes to or from user memory. */
  bypass,
  /** The far end accepted the bytes without storing them. */
  discarded,
  undecided,
};

/** The method: changing the source, extents and residency, residency alone, or the receiver's call. */
enum class Means { flip, fiemap, mincore, receive };

/** Why a segment could not be decided. */
enum class Doubt {
  none,
  /** Fewer bytes arrived than a verdict needs. */
  too_few_bytes,
  /** The bytes that arrived are neither those sent nor their complement. */
  other_bytes,
  /** After the source was restored, the far end did not show the first bytes again: another process wrote. */
  not_restored,
  /** The source held no references, so nothing downstream could have changed with it. */
  no_control,
  /** The file could not be evicted from the page cache before the run. */
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
