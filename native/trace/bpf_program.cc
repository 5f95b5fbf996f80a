#include "trace/bpf_program.hh"

#if defined(IOPATH_BPF)
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include <unistd.h>

#include <bpf/bpf.h>

#include "trace/bpf/records.h"
#include "trace/calls.hh"

namespace iopath::trace {
namespace {

/** Beside the tracer. */
std::string object_path() {
  std::array<char, 4096> own;
  const ssize_t length = ::readlink("/proc/self/exe", own.data(), own.size());
  const std::string path(own.data(), length > 0 ? static_cast<size_t>(length) : 0);
  return path.substr(0, path.rfind('/') + 1) + "iopath-calls.bpf.o";
}

uint8_t kind_of(Kind kind) {
  switch (kind) {
    case Kind::read: return IOPATH_READ;
    case Kind::write: return IOPATH_WRITE;
    case Kind::move: return IOPATH_MOVE;
    case Kind::map: return IOPATH_MAP;
    case Kind::unfollowed: return IOPATH_UNFOLLOWED;
    // The BPF program looks the descriptor up at each call.
    case Kind::replace:
    case Kind::forget: return IOPATH_IGNORED;
  }
  return IOPATH_IGNORED;
}

uint8_t shape_of(Shape shape) {
  switch (shape) {
    case Shape::none: return IOPATH_NONE;
    case Shape::plain: return IOPATH_PLAIN;
    case Shape::vector: return IOPATH_VECTOR;
    case Shape::message: return IOPATH_MESSAGE;
  }
  return IOPATH_NONE;
}

iopath_call place_of(const Call& call) {
  iopath_call place{};
  place.kind = kind_of(call.kind);
  place.shape = shape_of(call.shape);
  place.in = static_cast<__s8>(call.in);
  place.out = static_cast<__s8>(call.out);
  place.length = static_cast<__s8>(call.length);
  place.flags = static_cast<__s8>(call.flags);
  return place;
}

/** A number of a process is the kernel's own only here (PROC_PID_INIT_INO of include/linux/proc_ns.h). */
bool in_first_pid_namespace() {
  std::array<char, 64> link{};
  const ssize_t length = ::readlink("/proc/self/ns/pid", link.data(), link.size() - 1);
  return length > 0 && std::strcmp(link.data(), "pid:[4026531836]") == 0;
}

bool failed(StartFailure& failure, const char* call, int error) {
  failure = {call, error};
  return false;
}

}  // namespace

bool BpfProgram::load(StartFailure& failure) {
  libbpf_set_print([](libbpf_print_level, const char*, va_list) { return 0; });
  const std::string path = object_path();
  if (::access(path.c_str(), R_OK) != 0) return failed(failure, "bpf object", errno);
  if (::access("/sys/kernel/btf/vmlinux", R_OK) != 0) return failed(failure, "btf", errno);
  object_.reset(bpf_object__open_file(path.c_str(), nullptr));
  if (!object_) return failed(failure, "bpf object", errno);
  bpf_map* scratches = bpf_object__find_map_by_name(object_.get(), "scratches");
  if (!scratches) return failed(failure, "bpf object", EINVAL);
  bpf_map__set_max_entries(scratches, static_cast<uint32_t>(libbpf_num_possible_cpus()));
  const int error = bpf_object__load(object_.get());
  return error == 0 || failed(failure, "bpf", -error);
}

bool BpfProgram::fill_calls(StartFailure& failure) {
  const int calls = map("calls");
  for (const Call& call : traced_calls()) {
    const auto number = static_cast<uint32_t>(call.number);
    const iopath_call place = place_of(call);
    if (bpf_map_update_elem(calls, &number, &place, BPF_ANY) != 0) return failed(failure, "bpf", errno);
  }
  return true;
}

bool BpfProgram::open(ring_buffer_sample_fn take, void* context, StartFailure& failure) {
  if (!in_first_pid_namespace()) return failed(failure, "pid namespace", ENOTSUP);
  if (!load(failure) || !fill_calls(failure)) return false;
  ring_.reset(ring_buffer__new(map("records"), take, context, nullptr));
  if (!ring_) return failed(failure, "ring_buffer", errno);
  link_.reset(bpf_program__attach(bpf_object__find_program_by_name(object_.get(), "call_returned")));
  return link_ || failed(failure, "bpf attach", errno);
}

}  // namespace iopath::trace
#endif
