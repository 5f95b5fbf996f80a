#include "transfer/fields.hh"

#include "transfer/growth.hh"

namespace iopath {

namespace {

constexpr uint64_t largest_chunk = uint64_t{1} << 30;
/** Of a message, not a file. */
constexpr uint64_t largest_header = uint64_t{16} << 20;
/** The kernel doubles a socket's buffer and stores the result in an int (net/core/sock.c): the limit is half of it. */
constexpr uint64_t largest_buffer = uint64_t{1} << 30;
/** The largest integer that a JavaScript number holds exactly. */
constexpr uint64_t largest_number = (uint64_t{1} << 53) - 1;

template <auto place>
constexpr ChoiceField choice(const char* name, Names words) {
  return {name, words, [](Spec& spec, size_t word) { spec.*place = static_cast<std::decay_t<decltype(spec.*place)>>(word); },
          [](const Spec& spec) { return static_cast<size_t>(spec.*place); }};
}

constexpr ChoiceField choices[] = {
    choice<&Spec::route>("route", route_names),
    choice<&Spec::socket>("socket", socket_names),
    choice<&Spec::order>("order", order_names),
    choice<&Spec::receiver>("receiver", receiver_names),
    choice<&Spec::sink>("sink", sink_names),
    choice<&Spec::pass>("pass", pass_names),
};

constexpr WholeField wholes[] = {
    {"chunkBytes", &Spec::chunk_bytes, 1, largest_chunk},
    {"seed", &Spec::seed, 0, largest_number},
    {"headerBytes", &Spec::header_bytes, 0, largest_header},
    {"flushEvery", &Spec::flush_every, 0, largest_number},
    {"followBytes", &Spec::follow_bytes, 0, Growth::largest_record},
    {"pipeBytes", &Spec::pipe_bytes, 0, largest_buffer},
    {"sendBufferBytes", &Spec::send_buffer_bytes, 0, largest_buffer},
    {"receiveBufferBytes", &Spec::receive_buffer_bytes, 0, largest_buffer},
    {"receiveLowWater", &Spec::receive_low_water, 0, largest_buffer},
    {"depth", &Spec::depth, 1, 16},
    {"sampleHz", &Spec::sample_hz, 0, largest_number},
};

constexpr FlagField flags[] = {
    {"kernelTls", &Spec::kernel_tls},
    {"preallocate", &Spec::preallocate},
    {"populate", &Spec::populate},
};

}  // namespace

std::span<const ChoiceField> choice_fields() { return choices; }
std::span<const WholeField> whole_fields() { return wholes; }
std::span<const FlagField> flag_fields() { return flags; }

}  // namespace iopath
