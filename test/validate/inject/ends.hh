// The two ends of a case: `source` and `sink` of the working directory, or two ports of the loopback interface.
#pragma once
#include <string>
#include <vector>

#include "cases.hh"
#include "descriptor.hh"

namespace inject {

enum class Role { none, source, sink };

/** What reached the sink. */
struct Delivered {
  long bytes = -1;  // -1: there is no sink
  unsigned long hash = 0;
  unsigned mode = 0;
  long from = -1;  // the offset of the input from which it was passed on unchanged; -1: it was not
};

/**
 * Prepares the ends of one case after another and collects what was delivered. All input is queued before the program
 * reads, and what it writes fits into the queues, so that no call waits and every run makes the same calls.
 */
class Ends {
 public:
  Ends();
  int source_port() const { return source_.port; }
  int sink_port() const { return sink_.port; }
  void prepare(const Case& next);
  /** The program connected a socket to a port of ours: `inode` is its end. */
  void connected(int port, unsigned long inode);
  /** To be called before the first read of the source: it then sees the end of the input. */
  void end_input() { writer_.reset(); }
  /** What the descriptor of a process is; `link` is what /proc/PID/fd/N points to. */
  Role role_of(const std::string& link) const;
  bool is_seekable(Role role) const;
  Delivered collect();

 private:
  struct Port {
    Descriptor listener;
    int port = 0;
    unsigned long inode = 0;
  };
  static Port listen_on_loopback();
  static Descriptor accept_from(const Port& port);
  Delivered drain(int fd) const;
  long offset_in_input(const std::string& text) const;

  Case now_;
  Port source_, sink_;
  Descriptor writer_, reader_;
  std::string folder_;
};

}  // namespace inject
