#include "trace/node_start.hh"

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace iopath::trace {
namespace {

/**
 * Tells, once for each target of writes, its descriptor and the JavaScript stack: of fs.write and fs.writeSync by the
 * descriptor, of streams by the object, at pipe() or the first write. Between a stream and its system call lie threads and
 * callbacks, whose stacks hold no line of the program. A target that is not open yet is reported when it is.
 */
constexpr std::string_view hook = R"('use strict';
try {
  const fs = require('fs');
  const { Readable, Writable, Duplex } = require('stream');
  const { openSync, writevSync, closeSync } = fs;
  const path = process.env.IOPATH_NODE_SITES;
  const reported = new Set();
  const noted = new WeakSet();
  let left = 256;
  const tell = (fd, stack) => {
    if (typeof fd !== 'number' || fd < 0 || left <= 0) return;
    left -= 1;
    try {
      const to = openSync(path, 'a');
      // Two buffers, because the tracer sees every writev, but with --min-bytes no short write; it reads the first.
      try { writevSync(to, [Buffer.from(fd + '\n' + stack), Buffer.from('\n')]); } finally { closeSync(to); }
    } catch {}
  };
  const stackAbove = frame => {
    const limit = Error.stackTraceLimit;
    const holder = {};
    Error.stackTraceLimit = 30;
    Error.captureStackTrace(holder, frame);
    Error.stackTraceLimit = limit;
    // A wrapper of ours may stand between two calls of the runtime: it is no line of the program.
    const stack = String(holder.stack).split('\n').filter(line => !line.includes(__filename)).join('\n');
    return /(\(|at )(file:\/\/)?\//.test(stack) ? stack : null;
  };
  const fdOf = to => {
    if (typeof to.fd === 'number') return to.fd;
    const socket = to._handle ? to : to.socket;
    return socket && socket._handle ? socket._handle.fd : undefined;
  };
  const note = (to, frame) => {
    if (noted.has(to) || left <= 0) return;
    noted.add(to);
    const stack = stackAbove(frame);
    if (stack === null) return;
    if (fdOf(to) >= 0) return tell(fdOf(to), stack);
    for (const event of ['open', 'connect', 'socket'])
      if (typeof to.prependOnceListener === 'function') to.prependOnceListener(event, () => tell(fdOf(to), stack));
  };
  const wrap = (object, name, make) => {
    const own = object[name];
    const wrapper = make(own);
    Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(own));
    object[name] = wrapper;
  };
  for (const name of ['write', 'writeSync', 'writev', 'writevSync'])
    wrap(fs, name, own => function wrapper(fd, ...rest) {
      if (!reported.has(fd) && left > 0) {
        reported.add(fd);
        const stack = stackAbove(wrapper);
        if (stack !== null) tell(fd, stack);
      }
      return own.call(this, fd, ...rest);
    });
  for (const name of ['close', 'closeSync'])
    wrap(fs, name, own => function wrapper(fd, ...rest) {
      reported.delete(fd);
      return own.call(this, fd, ...rest);
    });
  wrap(Readable.prototype, 'pipe', own => function wrapper(to, ...rest) {
    if (to) note(to, wrapper);
    return own.call(this, to, ...rest);
  });
  for (const { prototype } of [Writable, Duplex])
    wrap(prototype, 'write', own => function wrapper(...args) {
      note(this, wrapper);
      return own.apply(this, args);
    });
  require('module').syncBuiltinESMExports();
} catch {}
)";

bool fits_options(const std::string& path) { return path.find_first_of(" \t\"'\\") == std::string::npos; }

/** Whether every user may enter a folder, and those above it. */
bool is_open_to_all(const std::filesystem::path& folder) {
  for (std::filesystem::path at = folder;; at = at.parent_path()) {
    struct stat found;
    if (::stat(at.c_str(), &found) != 0 || !(found.st_mode & S_IXOTH)) return false;
    if (at == at.parent_path()) return true;
  }
}

/** $TMPDIR or /tmp. What root starts may become a user to whom root's $TMPDIR is closed, and Node ends without its script. */
std::string folder_for_script() {
  const char* own = ::getenv("TMPDIR");
  if (!own || *own != '/' || (::geteuid() == 0 && !is_open_to_all(own))) return "/tmp";
  return own;
}

/** Empty where no file can be made. */
std::string write_script() {
  std::string path = folder_for_script() + "/iopath-trace-XXXXXX.cjs";
  constexpr int ending = 4;
  const Fd file(fits_options(path) ? ::mkstemps(path.data(), ending) : -1);
  if (!file) return {};
  if (::fchmod(file.get(), 0644) == 0 && ::write(file.get(), hook.data(), hook.size()) == static_cast<ssize_t>(hook.size())) return path;
  ::unlink(path.c_str());
  return {};
}

}  // namespace

NodeStart::NodeStart() : sites_(::memfd_create("iopath-node-sites", MFD_CLOEXEC)) {
  if (sites_) script_ = write_script();
  if (script_.empty()) return;
  const char* own = ::getenv("NODE_OPTIONS");
  const std::string options = "--require=" + script_ + (own && *own ? " " + std::string(own) : "");
  ::setenv("NODE_OPTIONS", options.c_str(), 1);
  const std::string path = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(sites_.get());
  ::setenv("IOPATH_NODE_SITES", path.c_str(), 1);
}

NodeStart::~NodeStart() {
  if (!script_.empty()) ::unlink(script_.c_str());
}

}  // namespace iopath::trace
