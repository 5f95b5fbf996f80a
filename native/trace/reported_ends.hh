// Ends as reported by the BPF program.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "trace/bpf/records.h"
#include "trace/ends.hh"

namespace iopath::trace {

/** By the program's numbers. The same object for the same kind and name; old numbers are forgotten. */
class ReportedEnds {
 public:
  /** `names` stands behind the record. True where so many came that `forget` is due. */
  bool add(const iopath_end_record& record, const char* names);
  /** Forgets old numbers, but those that the program still holds, or held the last time: their records may be on the way. */
  void forget(std::unordered_set<uint32_t> held);
  /** An end without a name where the number is unknown; null for 0. */
  EndPointer find(uint32_t id) const;
  EndPointer intern(const EndPointer& end);

 private:
  static constexpr uint32_t most = IOPATH_MOST_ENDS;

  uint32_t newest_ = 0;
  std::unordered_set<uint32_t> held_;
  size_t look_for_expired_at_ = most;
  std::unordered_map<uint32_t, EndPointer> by_id_;
  std::unordered_map<std::string, std::weak_ptr<const End>> by_name_;
};

/** The end of a record: its kind and name as identify() gives them. */
End end_of(const iopath_end_record& record, const char* names);

}  // namespace iopath::trace
