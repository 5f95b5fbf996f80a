// What this machine can do for files in one folder: the C++ side of Probe (src/worker/addon.ts). Everything is
// tried, nothing is concluded from version numbers, and nothing is left behind.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kernel/nic.hh"
#include "kernel/posix.hh"
#include "transfer/spec.hh"

namespace iopath {

/** Nothing where it works; else why not and what to do. */
using Availability = std::optional<Reason>;

constexpr std::array<Route, 4> all_routes{Route::file_to_socket, Route::file_to_file, Route::socket_to_file,
                                          Route::file_to_pipe};

struct Filesystem {
  /** As the kernel names it: `ext4`, `tmpfs`, `overlay`; `unknown` where it can't be told. */
  std::string type = "unknown";
  std::string mount = "/";
  std::optional<std::string> device;
  /** Whether files can share their blocks (FICLONE tried); nothing where nothing can be created to try it. */
  std::optional<bool> reflink;
};

/** By strategy name, then in the order of all_routes. */
using StrategyProbes = std::map<std::string, std::array<Availability, 4>>;

struct Probe {
  StrategyProbes strategies;
  /** By source: counted, kernel, observed, sampled, tracepoints, hardware-counters. */
  std::map<std::string, Availability> evidence;
  Filesystem filesystem;
  std::vector<Nic> nics;
  /** What a reader must know of how this was tried: another folder stood in for a read-only one. */
  std::vector<Reason> notes;
};

/** Routes over sockets are tried on that kind. Takes some 50 ms. Throws SystemError only where `directory` is no folder that can be opened. */
Probe probe(const std::string& directory, SocketKind socket = SocketKind::tcp);

// The parts of it.

/** Type, mount and device of the filesystem that holds `directory`, and whether it clones files in `scratch`. */
Filesystem probe_filesystem(const std::string& directory, const std::optional<std::string>& scratch);

std::map<std::string, Availability> probe_evidence();

/** Whether the aliasing experiment works in `scratch`: tried, on a thread that may be changed for good. */
Availability probe_observation(const std::string& scratch);
/** The same of a folder where no scratch file can be made. */
Availability no_observation(const std::string& directory);

/** What strategies are tried on. */
struct TrialGround {
  /** A readable file of at least trial_bytes. */
  std::string input;
  /** Folder for the outputs, and the filesystem it lies on. */
  std::string outputs;
  std::string filesystem_type;
  SocketKind socket;
};

/** Aligned to any block, larger than a page: small, and yet nothing a strategy would treat as a special case. */
constexpr size_t trial_bytes = 65536;

/** Tries every strategy on every route, on a thread that may be changed for good. */
StrategyProbes probe_strategies(const TrialGround& ground);

/** What stands behind a failed trial. The one place where errnos of trials are turned into reasons. */
Reason explain(const std::string& strategy, const std::string& filesystem_type, const SystemError& failed);

/** An unlinked file of `bytes` bytes in `directory`; no descriptor, with errno, where it can't be made. */
Fd make_scratch_file(const std::string& directory, size_t bytes);

}  // namespace iopath
