#include "trace/stacks.hh"

#include <cstring>

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#include "trace/captured.hh"
#include "trace/elf/cfi.hh"
#include "trace/memory.hh"

namespace iopath::trace {

#if defined(__x86_64__)
namespace {

using Registers = std::array<uint64_t, register_count>;

bool get_registers(const Thread& thread, Registers& into) {
  if (thread.seen) {
    if (thread.seen->captured) into = thread.seen->captured->registers;
    return thread.seen->captured.has_value();
  }
  user_regs_struct now{};
  iovec buffer{&now, sizeof now};
  if (::ptrace(PTRACE_GETREGSET, thread.tid, NT_PRSTATUS, &buffer) != 0) return false;
  // A hooked call is made elsewhere, with the registers of its site.
  into = {now.rax, now.rdx, now.rcx, now.rbx, now.rsi, now.rdi, now.rbp, now.rsp, now.r8,
          now.r9,  now.r10, now.r11, now.r12, now.r13, now.r14, now.r15, thread.instruction};
  return true;
}

/** Words of a stack: of the process, or as far as they were captured with the call. */
class Words {
 public:
  explicit Words(const Thread& thread) : pid_(thread.process->who.pid), seen_(thread.seen) {}

  bool at(uint64_t address, uint64_t& into) const {
    if (!seen_) return read_memory(pid_, address, &into, sizeof into);
    if (!seen_->captured) return false;
    const CapturedStack& stack = *seen_->captured;
    if (address < stack.address || stack.length < sizeof into || address - stack.address > stack.length - sizeof into)
      return false;
    std::memcpy(&into, stack.bytes + (address - stack.address), sizeof into);
    return true;
  }

 private:
  pid_t pid_;
  const SeenCall* seen_;
};

/** The caller's registers by the rules of the frame; false where they are not to be had. */
bool step_by_rules(const Words& words, const FrameRules& rules, Registers& registers) {
  if (rules.base >= register_count) return false;
  const uint64_t frame = registers[rules.base] + static_cast<uint64_t>(rules.base_offset);
  Registers caller = registers;
  for (size_t at = 0; at < register_count; ++at) {
    const Rule& rule = rules.registers[at];
    const uint64_t address = frame + static_cast<uint64_t>(rule.offset);
    if (rule.how == Rule::How::saved_at && !words.at(address, caller[at])) return false;
    if (rule.how == Rule::How::is) caller[at] = address;
    if (rule.how == Rule::How::undefined) caller[at] = 0;
  }
  if (rules.registers[return_register].how != Rule::How::saved_at) return false;
  caller[stack_register] = frame;
  // A stack grows downwards: anything else would go round in circles.
  if (caller[stack_register] <= registers[stack_register]) return false;
  registers = caller;
  return true;
}

/** A leaf without a frame returns to the word at the stack pointer; all others keep a frame pointer. */
bool step_by_frame_pointer(const Words& words, CodeMap& code, bool leaf, Registers& registers) {
  uint64_t back = 0;
  if (leaf && words.at(registers[stack_register], back) && code.find(back)) {
    registers[return_register] = back;
    registers[stack_register] += 8;
    return true;
  }
  const uint64_t frame = registers[frame_register];
  uint64_t caller_frame = 0;
  if (frame < registers[stack_register] || !words.at(frame, caller_frame) || !words.at(frame + 8, back))
    return false;
  registers[frame_register] = caller_frame;
  registers[stack_register] = frame + 16;
  registers[return_register] = back;
  return true;
}

std::vector<Frame> unwind(const Words& words, CodeMap& code, Registers registers, size_t most) {
  std::vector<Frame> frames;
  while (frames.size() < most) {
    // A return address stands behind the call: one less lies in it.
    const uint64_t address = registers[return_register] - (frames.empty() ? 0 : 1);
    const Code* where = code.find(address);
    if (!where || !where->module) break;
    frames.push_back({where->path, address - where->bias});
    const auto rules = frame_rules(*where->module, address - where->bias);
    const bool stepped = rules ? step_by_rules(words, *rules, registers)
                               : step_by_frame_pointer(words, code, frames.size() == 1, registers);
    if (!stepped) break;
  }
  return frames;
}

}  // namespace

uint32_t Stacks::native_site(Thread& thread) {
  const pid_t pid = thread.process->who.pid;
  const Words words(thread);
  uint64_t top = thread.seen ? thread.seen->top : 0;
  if (!thread.seen && !words.at(thread.stack, top)) return 0;
  const Key key{pid, thread.tid, thread.instruction, thread.stack, top};
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  Registers registers;
  if (known_.size() >= 4 * most_sites || !get_registers(thread, registers)) return 0;
  CodeMap& code = code_.try_emplace(pid, pid).first->second;
  return known_[key] = intern(unwind(words, code, registers, most_frames));
}
#else
uint32_t Stacks::native_site(Thread&) { return 0; }
#endif

uint32_t Stacks::site(Thread& thread, const EndPointer& from) {
  Thread::Site& last = thread.site;
  // A copy loop makes the same call again: its stack is not looked at each time.
  const bool asked = thread.seen && thread.seen->asked;
  if (!asked && last.instruction == thread.instruction && last.stack == thread.stack && last.from == from && last.to == thread.out)
    return last.number;
  last = {thread.instruction, thread.stack, from, thread.out, find_site(thread, from)};
  return last.number;
}

bool Stacks::take(Thread& thread, const Piece& buffer) {
  const auto next = static_cast<uint32_t>(sites_.size());
  const size_t known = node_.texts().size();
  if (sites_.size() < most_sites && node_.take(thread, buffer, next)) {
    if (node_.texts().size() > known) sites_.emplace_back();
    return true;
  }
  return java_.is_answer(thread) || python_.take(thread, buffer);
}

uint32_t Stacks::find_site(Thread& thread, const EndPointer& from) {
  if (const uint32_t reported = node_.site(thread.process->who.pid, thread.out.get()); reported != 0) return reported;
  const uint32_t native = native_site(thread);
  if (sites_.size() >= most_sites) return native;
  const auto next = static_cast<uint32_t>(sites_.size());
  uint32_t site = python_.site(thread, from, next, native);
  if (site == native) site = java_.site(thread, from, next, native);
  if (site == next) sites_.push_back(sites_[native]);
  return site;
}

uint32_t Stacks::intern(const std::vector<Frame>& frames) {
  std::string key;
  for (const Frame& frame : frames) key += frame.file + '\0' + std::to_string(frame.offset) + '\0';
  if (frames.empty() || (sites_.size() >= most_sites && !interned_.contains(key))) return 0;
  const auto [found, made] = interned_.try_emplace(key, static_cast<uint32_t>(sites_.size()));
  if (made) sites_.push_back(frames);
  return found->second;
}

}  // namespace iopath::trace
