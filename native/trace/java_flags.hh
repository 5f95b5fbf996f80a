// Flags of a Java virtual machine (HotSpot's -XX options), read from its memory.
#pragma once

#include <optional>
#include <string_view>

#include <sys/types.h>

namespace iopath::trace {

/** The value of a flag that is true or false; none where the process is no such machine, or has no such flag. */
std::optional<bool> java_flag(pid_t pid, std::string_view name);

}  // namespace iopath::trace
