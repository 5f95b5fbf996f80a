// A module that Python interpreters import at their start and that reports stacks to the tracer; in memory, not on disk.
#pragma once

#include "kernel/posix.hh"

namespace iopath::trace {

/** The name that the descriptor of the stacks has in /proc (memfd_create(2)). */
constexpr const char* python_stacks_name = "/memfd:iopath-python-stacks (deleted)";

/** A real-time signal that neither libc (32, 33) nor a usual program uses. */
constexpr int python_stack_signal = 62;

/** The descriptor that interpreters write stacks to, unless the program uses this number: --min-bytes leaves no write to it out. */
constexpr int python_stacks_fd = 512;

/**
 * Two files in memory, reached through /proc by the tracer's number: an archive with a sitecustomize, put first on
 * PYTHONPATH, and the file that faulthandler writes stacks to. Both are gone with the tracer, however it ends. Where they
 * can not be made, the lines of Python programs stay unknown.
 */
class PythonStart {
 public:
  /** Changes the environment that the program is started with. */
  PythonStart();

 private:
  Fd archive_, stacks_;
};

}  // namespace iopath::trace
