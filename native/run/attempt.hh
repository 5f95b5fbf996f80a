// A run with one strategy, from opening the ends to comparing the result. run() makes another attempt if the kernel
// refuses the strategy.
#pragma once

#include <memory>
#include <optional>

#include "run/channel.hh"
#include "transfer/growth.hh"
#include "kernel/guard.hh"
#include "evidence/hardware_counters.hh"
#include "evidence/helper_time.hh"
#include "run/input.hh"
#include "run/receiver.hh"
#include "run/run.hh"
#include "evidence/sampler.hh"
#include "kernel/thread.hh"

namespace iopath {

class Attempt {
 public:
  Attempt(const Spec& spec, const Input& input, const Strategy& strategy, const Key& key, RunControl& control);
  Attempt(const Attempt&) = delete;
  /** Ends both threads, whatever they are doing. */
  ~Attempt();

  /** Opens the ends, moves the bytes, joins the threads and checks the result. Throws the failure. */
  Result make();

  /** True if the sink has received nothing, so that another strategy can start over. */
  bool untouched() const { return transfer_ && transfer_->untouched(); }

 private:
  void open_ends();
  void prepare_transfer();
  void start_peer();
  void start_sender();
  void await_first_byte();
  void start_writer();
  void await(MeasuredThread& thread);
  void look_after();
  void halt();
  void finish_stream();
  void raise_failures() const;
  void check_delivery() const;
  void check_output_size() const;
  Result gather();
  std::optional<Hashes> hashes() const;
  uint64_t moved_so_far() const;

  bool to_file() const { return spec_.route == Route::file_to_file || spec_.route == Route::socket_to_file; }
  /** Whether a file sink holds the bytes without gaps: they came as one stream or from one log. */
  bool contiguous() const { return from_socket() || growth_; }
  uint64_t sink_bytes() const { return contiguous() ? input_.bytes : input_.sink_bytes; }
  bool from_socket() const { return spec_.route == Route::socket_to_file; }

  const Spec& spec_;
  const Input& input_;
  const Strategy& strategy_;
  const Key& key_;
  RunControl& control_;
  const std::optional<int> sender_core_, receiver_core_;

  Channel channel_;
  Fd output_;
  /** If a growing log is followed: the log, and the job with the log as its file. */
  std::optional<Growth> growth_;
  Spec followed_spec_;
  Mapping buffer_;
  std::vector<std::byte> header_;
  UserPass pass_;

  // Each of these is written by one thread with every call, or read by a spinning thread.
  alignas(apart) std::atomic<bool> stop_{false};
  alignas(apart) std::atomic<uint64_t> progress_{0};
  std::optional<Transfer> transfer_;

  // The peer: a receiver, or for socket_to_file a feeder, which is a sendfile transfer into the socket.
  alignas(apart) std::atomic<uint64_t> feeder_progress_{0};
  std::optional<Receiver> receiver_;
  std::optional<Transfer> feeder_;
  alignas(apart) Spec feeder_spec_;
  UserPass no_pass_;

  Sampler sampler_;
  HardwareCounters counters_;
  HelperTime helpers_;
  uint64_t device_bytes_before_ = 0;
  uint64_t next_progress_ns_ = 0;
  std::optional<MeasuredThread> peer_, sender_, writer_;
};

}  // namespace iopath
