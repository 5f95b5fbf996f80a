// The scalar fields of a job by their JavaScript names: the member of Spec and the allowed values. The initial value in
// Spec is a field's default. A test compares these tables with src/model/jobFields.ts.
#pragma once

#include <array>
#include <span>

#include "transfer/spec.hh"

namespace iopath {

using Names = std::span<const char* const>;

// In the order of the enumerators.
inline constexpr std::array route_names{"file-to-socket", "file-to-file", "socket-to-file", "file-to-pipe"};
inline constexpr std::array socket_names{"tcp", "unix"};
inline constexpr std::array order_names{"sequential", "random"};
inline constexpr std::array receiver_names{"poll", "block", "same-core"};
inline constexpr std::array sink_names{"discard", "verify"};
inline constexpr std::array pass_names{"none", "checksum", "transform", "encrypt"};

/** A word of a list; `set` takes and `get` returns its index. */
struct ChoiceField {
  const char* name;
  Names words;
  void (*set)(Spec& spec, size_t place);
  size_t (*get)(const Spec& spec);
};

/** A whole number from `least` to `most`. */
struct WholeField {
  const char* name;
  uint64_t Spec::*place;
  uint64_t least, most;
};

/** Yes or no. */
struct FlagField {
  const char* name;
  bool Spec::*place;
};

std::span<const ChoiceField> choice_fields();
std::span<const WholeField> whole_fields();
std::span<const FlagField> flag_fields();

}  // namespace iopath
