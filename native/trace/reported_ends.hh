// Ends as reported by the BPF program.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "trace/bpf/records.h"
#include "trace/ends.hh"

namespace iopath::trace {

/** By the program's numbers. The same object for the same kind and name; those used long ago are forgotten. */
class ReportedEnds {
 public:
  /** `names` stands behind the record. */
  void add(const iopath_end_record& record, const char* names);
  /** An end without a name where the number is unknown; null for 0. */
  EndPointer find(uint32_t id) const;
  EndPointer intern(const EndPointer& end);

 private:
  static constexpr uint32_t most = 65536;

  std::unordered_map<uint32_t, EndPointer> by_id_;
  std::unordered_map<std::string, std::weak_ptr<const End>> by_name_;
};

/** The end of a record: its kind and name as identify() gives them. */
End end_of(const iopath_end_record& record, const char* names);

}  // namespace iopath::trace
