// A script that Node loads before a program and that reports which lines write: Node's C++ frames are the same for all.
#pragma once

#include <string>

#include "kernel/posix.hh"

namespace iopath::trace {

/** The name that the descriptor of the call sites has in /proc (memfd_create(2)). */
constexpr const char* node_sites_name = "/memfd:iopath-node-sites (deleted)";

/**
 * A script for `--require` in NODE_OPTIONS, and a file in memory that it writes call sites to. Node resolves links in the
 * script's path, so it has to be a file on disk: it is removed with this object. Where it can not be made, or its path holds
 * what NODE_OPTIONS would split, the lines of Node programs stay unknown.
 */
class NodeStart {
 public:
  /** Changes the environment that the program is started with. */
  NodeStart();
  ~NodeStart();
  NodeStart(const NodeStart&) = delete;

 private:
  Fd sites_;
  std::string script_;
};

}  // namespace iopath::trace
