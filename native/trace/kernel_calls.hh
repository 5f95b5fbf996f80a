// Loads the BPF program of trace/bpf, sets the processes to follow, and reads its records.
#pragma once

#include <cstdint>
#include <memory>

#include <sys/types.h>

#include "trace/captured.hh"
#include "trace/start.hh"

namespace iopath::trace {

/** The losses of the BPF program. */
struct Lost {
  uint64_t records = 0, bytes = 0;
};

/** Takes what the BPF program saw. */
class KernelCallReceiver {
 public:
  virtual ~KernelCallReceiver() = default;
  virtual void on_seen(const SeenCall& call) = 0;
  virtual void on_seen(const SeenRelay& relay) = 0;
};

class KernelCalls {
 public:
  /** Loads and attaches the program, or null with the reason. Calls of fewer than `min_bytes` are not reported. */
  static std::unique_ptr<KernelCalls> open(uint64_t min_bytes, StartFailure& failure);
  ~KernelCalls();
  KernelCalls(const KernelCalls&) = delete;

  /** With `answers`, a thread of it is asked for its stack in Python at its first write to each end. */
  void follow(pid_t pid, bool answers);
  /** Asks at the next write to the end of this number again. */
  void ask_stack(pid_t pid, uint32_t out);
  /** Ends the following; hands on what was seen, and what is still counted in the kernel. */
  void leave(pid_t pid, KernelCallReceiver& receiver);
  /** Whether the content of the process's buffers is kept. */
  void keep_contents(pid_t pid, bool keep);
  /** Hands on what was seen before this was called, in order. */
  void drain(KernelCallReceiver& receiver);
  /** Waits until much has been recorded, a child changes its state, a signal comes, or some milliseconds are over. */
  void wait() const;
  /** The same object for the same end. */
  EndPointer intern(const EndPointer& end);
  Lost lost() const;

  /** The loaded program; defined in kernel_calls.cc. */
  struct Parts;

 private:
  explicit KernelCalls(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace iopath::trace
