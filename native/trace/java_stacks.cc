#include "trace/java_stacks.hh"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <set>
#include <string_view>

#include <poll.h>
#include <sys/socket.h>

#include "trace/observer.hh"

namespace iopath::trace {
namespace {

using namespace std::literals;

constexpr int most_questions = 256;
constexpr size_t most_dump = 16 << 20;
constexpr size_t most_text = 8192;
/** As long as the JDK's own tools wait (sun.tools.attach.attachTimeout). */
constexpr uint64_t longest_ns = 10'000'000'000;

/** The protocol's version, the command and three arguments, of which it needs none. */
constexpr std::string_view dump_request = "1\0threaddump\0\0\0\0"sv;

/** The number in a thread's first line: `nid=0x1f4` in OpenJDK 17, decimal in later ones (share/runtime/osThread.cpp). */
pid_t number_in(std::string_view line) {
  constexpr std::string_view sign = " nid=";
  const size_t at = line.rfind(sign);
  if (!line.starts_with('"') || at == std::string_view::npos) return 0;
  return static_cast<pid_t>(std::strtol(std::string(line.substr(at + sign.size(), 20)).c_str(), nullptr, 0));
}

/** The lines of one thread in a dump, from its name to the empty line. */
std::string stack_in(std::string_view dump, pid_t number) {
  for (size_t at = 0; at < dump.size();) {
    const std::string_view rest = dump.substr(at);
    const size_t line = std::min(rest.find('\n'), rest.size());
    if (number_in(rest.substr(0, line)) == number) return std::string(rest.substr(0, std::min(rest.find("\n\n"), most_text)));
    at += line + 1;
  }
  return {};
}

}  // namespace

JavaStacks::Machine& JavaStacks::machine_of(pid_t pid) {
  const auto [found, made] = machines_.try_emplace(pid);
  if (made) found->second.listener = JavaListener::start(pid);
  return found->second;
}

uint32_t JavaStacks::site(Thread& thread, const EndPointer& from, uint32_t next, uint32_t native) {
  if (!asks_) return native;
  const pid_t pid = thread.process->who.pid;
  Machine& machine = machine_of(pid);
  if (!machine.listener) return native;
  const auto key = std::make_tuple(pid, from->name, thread.out, native);
  const auto found = sites_.find(key);
  if (found != sites_.end()) return found->second;
  if (machine.failed || machine.questions >= most_questions) return native;
  ++machine.questions;
  questions_.push_back({pid, thread.tid, own_number(thread.tid), next, now_ns() + longest_ns});
  return sites_[key] = next;
}

bool JavaStacks::is_answer(const Thread& thread) const {
  const auto machine = machines_.find(thread.process->who.pid);
  return machine != machines_.end() && machine->second.listener && machine->second.listener->is_end(*thread.out);
}

bool JavaStacks::holds(pid_t tid) const {
  return std::any_of(questions_.begin(), questions_.end(), [tid](const Question& one) { return one.tid == tid; });
}

template <typename Use>
void JavaStacks::each_question(pid_t pid, Use use) {
  for (Question& one : questions_)
    if (one.pid == pid) use(one);
}

void JavaStacks::wait() const {
  std::vector<pollfd> answers;
  for (const auto& [pid, machine] : machines_)
    if (machine.connection) answers.push_back({machine.connection.get(), POLLIN, 0});
  // Stops send no signal: they are looked for again soon.
  constexpr timespec soon{0, 100'000};
  ::ppoll(answers.data(), answers.size(), &soon, nullptr);
}

std::vector<pid_t> JavaStacks::take_answers() {
  std::set<pid_t> pids;
  for (const Question& one : questions_) pids.insert(one.pid);
  std::vector<pid_t> done;
  for (const pid_t pid : pids) proceed(pid, machines_.at(pid), done);
  for (const pid_t tid : done) release(tid);
  return done;
}

/** Adds the threads whose questions are done with. */
void JavaStacks::proceed(pid_t pid, Machine& machine, std::vector<pid_t>& done) {
  try {
    if ((machine.connection || request(pid, machine)) && receive(machine)) return take_dump(pid, machine, done);
    bool late = false;
    each_question(pid, [&late, now = now_ns()](const Question& one) { late |= now > one.until_ns; });
    if (late) give_up(pid, machine, done);
  } catch (const SystemError&) {
    give_up(pid, machine, done);
  }
}

/** Whether the machine took the request; throws SystemError where it never will. */
bool JavaStacks::request(pid_t pid, Machine& machine) {
  machine.connection = machine.listener->connect();
  if (!machine.connection) return false;
  check(::send(machine.connection.get(), dump_request.data(), dump_request.size(), MSG_NOSIGNAL), "send");
  each_question(pid, [](Question& one) { one.asked = true; });
  return true;
}

/** Whether the dump is complete; throws SystemError where it will not be. */
bool JavaStacks::receive(Machine& machine) {
  char part[16384];
  for (;;) {
    const ssize_t count = ::recv(machine.connection.get(), part, sizeof part, 0);
    if (count < 0 && errno == EAGAIN) return false;
    check(count, "recv");
    if (count == 0) break;
    machine.dump.append(part, static_cast<size_t>(count));
    if (machine.dump.size() > most_dump) throw SystemError(EFBIG, "recv");
  }
  // The first line is the request's own result.
  if (!machine.dump.starts_with("0\n")) throw SystemError(EPROTO, "recv");
  return true;
}

void JavaStacks::take_dump(pid_t pid, Machine& machine, std::vector<pid_t>& done) {
  each_question(pid, [&](const Question& one) {
    if (!one.asked) return;
    done.push_back(one.tid);
    std::string text = stack_in(machine.dump, one.number);
    if (!text.empty()) texts_[one.site] = std::move(text);
  });
  machine.connection.reset();
  machine.dump.clear();
}

void JavaStacks::give_up(pid_t pid, Machine& machine, std::vector<pid_t>& done) {
  machine.failed = true;
  machine.connection.reset();
  machine.listener->settle();
  each_question(pid, [&done](const Question& one) { done.push_back(one.tid); });
}

void JavaStacks::release(pid_t tid) {
  std::erase_if(questions_, [tid](const Question& one) { return one.tid == tid; });
}

void JavaStacks::forget(pid_t pid) {
  std::erase_if(questions_, [pid](const Question& one) { return one.pid == pid; });
  std::erase_if(sites_, [pid](const auto& entry) { return std::get<0>(entry.first) == pid; });
  machines_.erase(pid);
}

}  // namespace iopath::trace
