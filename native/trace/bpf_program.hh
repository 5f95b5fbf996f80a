// Loads and attaches the BPF program of trace/bpf. Only for builds with libbpf.
#pragma once

#if defined(IOPATH_BPF)
#include <memory>

#include <bpf/libbpf.h>

#include "trace/start.hh"

namespace iopath::trace {

/** The attached program. Its parts end in the reverse order of their making. */
class BpfProgram {
 public:
  /** `take` is called with `context` for each record. False with the reason where the kernel or this build has no such program. */
  bool open(ring_buffer_sample_fn take, void* context, StartFailure& failure);
  int map(const char* name) const { return bpf_object__find_map_fd_by_name(object_.get(), name); }
  ring_buffer* ring() const { return ring_.get(); }

 private:
  struct CloseObject {
    void operator()(bpf_object* object) const { bpf_object__close(object); }
  };
  struct DestroyLink {
    void operator()(bpf_link* link) const { bpf_link__destroy(link); }
  };
  struct FreeRing {
    void operator()(ring_buffer* ring) const { ring_buffer__free(ring); }
  };

  bool load(StartFailure& failure);
  bool fill_calls(StartFailure& failure);

  std::unique_ptr<bpf_object, CloseObject> object_;
  std::unique_ptr<ring_buffer, FreeRing> ring_;
  std::unique_ptr<bpf_link, DestroyLink> link_;
};

}  // namespace iopath::trace
#endif
