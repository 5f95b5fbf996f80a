// The listener of a Java virtual machine (HotSpot's attach mechanism), which answers requests as that of jcmd.
#pragma once

#include <memory>
#include <string>

#include <sys/types.h>

#include "kernel/posix.hh"
#include "trace/ends.hh"

namespace iopath::trace {

/** The number of a process or thread in its own namespace of pids; 0 where it is gone. */
pid_t own_number(pid_t tid);

/**
 * The listener of one virtual machine. It is a thread that waits at the socket /tmp/.java_pidN; the machine starts it when it
 * gets SIGQUIT and the file .attach_pidN is there (OpenJDK 17, os/posix/attachListener_posix.cpp). N is the machine's own number.
 */
class JavaListener {
 public:
  /**
   * Null if the process is no virtual machine that takes requests of this user. SIGQUIT ends a program that does not catch it (as
   * with -Xrs), and makes a machine without listeners (-XX:+DisableAttachMechanism) print to the program's output: it is only
   * sent to a machine whose own flag says that it takes requests.
   */
  static std::unique_ptr<JavaListener> start(pid_t pid);
  /** Removes the files; the machine is gone. It removes its socket itself unless it was killed. */
  ~JavaListener();
  JavaListener(const JavaListener&) = delete;

  /** A connection; none while there is no listener yet. Throws SystemError if there will be none. */
  Fd connect();
  /** Whether this is the machine's end of a connection. */
  bool is_end(const End& end) const;
  /** The file that starts the listener is removed: it runs, or the machine is not to be asked again. */
  void settle();

 private:
  JavaListener(Fd folder, pid_t number, uid_t user);
  /** Whether it is there, and the machine's own: /tmp is open to all. */
  bool has_socket() const;
  bool trigger(pid_t pid);

  /** The machine's /tmp, also when it is gone. */
  Fd folder_;
  std::string socket_, attach_;
  uid_t user_;
  bool triggers_ = false;
  bool triggered_ = false;
};

}  // namespace iopath::trace
