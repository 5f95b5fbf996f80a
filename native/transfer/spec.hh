// The request for one run: the C++ side of RunSpec (src/model/runSpec.ts). All sizes are bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace iopath {

enum class Route : unsigned { file_to_socket, file_to_file, socket_to_file, file_to_pipe };
enum class SocketKind { tcp, unix_stream };
enum class Order { sequential, random };
enum class ReceiverMode { poll, block, same_core };
enum class SinkMode { discard, verify };
enum class Pass : unsigned { none, checksum, transform, encrypt };

/** Sets of routes and passes are bit sets of these. */
constexpr unsigned bit(Route route) { return 1u << static_cast<unsigned>(route); }
constexpr unsigned bit(Pass pass) { return 1u << static_cast<unsigned>(pass); }
constexpr unsigned every_route = 0xf;
constexpr unsigned every_pass = 0xf;

/** A range of one input file; once resolved, `length` and the file's identity are known. */
struct FileRange {
  static constexpr uint64_t to_the_end = UINT64_MAX;

  std::string path;
  uint64_t offset = 0;
  uint64_t length = to_the_end;
  uint64_t device = 0, inode = 0;
  /** A name for messages, if the path would be meaningless to a person; else empty. */
  std::string name = {};

  const char* shown() const { return (name.empty() ? path : name).c_str(); }
};

/** Cores that the threads of a run are pinned to; io_uring's poller stays on the sender's core if it has none. */
struct Cores {
  int sender = 0, receiver = 0;
  std::optional<int> poller;
};

struct Spec {
  std::string strategy;
  Route route = Route::file_to_socket;
  SocketKind socket = SocketKind::tcp;
  std::vector<FileRange> files;
  uint64_t chunk_bytes = 65536;
  Order order = Order::sequential;
  uint64_t seed = 1;
  ReceiverMode receiver = ReceiverMode::block;
  SinkMode sink = SinkMode::discard;
  uint64_t header_bytes = 0;
  /** TCP: the kernel encrypts what is sent (kernel TLS). */
  bool kernel_tls = false;
  Pass pass = Pass::none;
  uint64_t flush_every = 0;
  /** Send the input as a log that grows by records of this many bytes; 0 sends the files themselves. */
  uint64_t follow_bytes = 0;
  uint64_t pipe_bytes = 0;
  uint64_t send_buffer_bytes = 0;
  uint64_t receive_buffer_bytes = 0;
  uint64_t receive_low_water = 0;
  /** io_uring: reads in flight at the same time; 1 alternates reads and writes in one chain. */
  uint64_t depth = 1;
  /** File sinks: size and blocks of the output are allocated before the clock starts. */
  bool preallocate = false;
  /** Mappings: all pages are mapped by one call, before they are touched. */
  bool populate = false;
  /** Empty leaves the threads to the scheduler. */
  std::optional<Cores> cores;
  std::string output_directory;
  uint64_t sample_hz = 0;
};

}  // namespace iopath
