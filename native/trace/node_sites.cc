#include "trace/node_sites.hh"

#include <algorithm>
#include <cstdlib>

#include "trace/node_start.hh"

namespace iopath::trace {

bool NodeSites::take(Thread& thread, const Piece& buffer, uint32_t next) {
  if (thread.out->name != node_sites_name) return note_end(thread), false;
  if (texts_.size() >= most_texts) return true;
  std::string text(std::min(buffer.length, most_text), '\0');
  if (!thread.process->memory->range(buffer.address, text.data(), text.size())) return true;
  const size_t line = text.find('\n');
  if (line == std::string::npos) return true;
  unwritten_[{thread.process->who.pid, std::atoi(text.c_str())}] = next;
  texts_[next] = text.substr(line + 1);
  return true;
}

void NodeSites::note_end(const Thread& thread) {
  if (unwritten_.empty()) return;
  const pid_t pid = thread.process->who.pid;
  const auto found = unwritten_.find({pid, static_cast<int>(thread.args[thread.call->out])});
  if (found == unwritten_.end()) return;
  sites_[{pid, thread.out.get()}] = {thread.out, found->second};
  unwritten_.erase(found);
}

uint32_t NodeSites::site(pid_t pid, const End* to) const {
  const auto found = sites_.find({pid, to});
  return found == sites_.end() ? 0 : found->second.site;
}

void NodeSites::forget(pid_t pid) {
  std::erase_if(sites_, [pid](const auto& entry) { return entry.first.first == pid; });
  std::erase_if(unwritten_, [pid](const auto& entry) { return entry.first.first == pid; });
}

}  // namespace iopath::trace
