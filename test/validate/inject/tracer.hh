// Follows a program's threads, fails the calls that reach a case's fault, and logs what the calls moved.
#pragma once
#include <cstdio>
#include <map>
#include <vector>

#include "calls.hh"
#include "cases.hh"
#include "ends.hh"
#include "process.hh"
#include "record.hh"
#include "watch.hh"

namespace inject {

class Tracer {
 public:
  Tracer(std::map<long, Case> cases, std::FILE* log) : cases_(std::move(cases)), log_(log) {}
  /** Runs a command to its end, or until a case sleeps or computes for longer than `seconds`. The exit code for the caller. */
  int run(char** command, int seconds);

 private:
  /** A call under way whose end is waited for. */
  struct Pending {
    const Call* call = nullptr;
    Role in = Role::none, out = Role::none;
    Registers before{};  // as the program made it: to be put back
    bool shortened = false;
    std::vector<std::pair<unsigned long long, unsigned long>> changed;  // words of its memory, and what stood there
    bool is_connect = false;
  };

  pid_t start(char** command);
  void on_seccomp(pid_t thread);
  void on_message(pid_t thread, const std::string& path);
  void on_data(pid_t thread, const Call& call, Registers& registers);
  void on_return(pid_t thread);
  void observe_open(pid_t thread);
  void finish(const std::string& ending);

  bool is_refused(const Call& call, const Pending& pending) const;
  long length_asked(pid_t thread, const Call& call, Registers& registers) const;
  long offset_of(pid_t thread, const Call& call, Registers& registers, Role role) const;
  bool fail(pid_t thread, const Call& call, Registers& registers, Role role, long offset);
  void shorten(pid_t thread, const Call& call, Registers& registers, long length, Pending& pending);
  void change(pid_t thread, unsigned long long at, long value, unsigned long before, Pending& pending);
  void skip(pid_t thread, Registers& registers, long result);

  std::map<long, Case> cases_;
  std::FILE* log_;
  Ends ends_;
  Case now_;
  Record record_;
  std::map<pid_t, Pending> pending_;
  std::map<long, std::string> stale_;  // descriptors that earlier cases left open, with their links
  long source_bytes_ = 0, sink_bytes_ = 0;
  int shots_ = 0;
  Watch watch_;
  pid_t child_ = 0;
};

}  // namespace inject
