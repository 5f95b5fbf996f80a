// What this machine can do for files in one folder: the C++ side of Probe (src/worker/addon.ts). Everything is tried
// rather than inferred from version numbers, and no file is left behind.
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

/** Empty if it works; else the reason and the remedy. */
using Availability = std::optional<Reason>;

constexpr std::array<Route, 4> all_routes{Route::file_to_socket, Route::file_to_file, Route::socket_to_file,
                                          Route::file_to_pipe};

struct Filesystem {
  /** The kernel's name: `ext4`, `tmpfs`, `overlay`; `unknown` if it can't be determined. */
  std::string type = "unknown";
  std::string mount = "/";
  std::optional<std::string> device;
  /** Whether files can share their blocks (FICLONE tried); empty if no file can be created to try it. */
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
  /** A note on how this was tried: another folder was used in place of a read-only one. */
  std::vector<Reason> notes;
};

/** Routes over sockets are tried on that kind. Takes some 50 ms. Throws SystemError only if `directory` can't be opened. */
Probe probe(const std::string& directory, SocketKind socket = SocketKind::tcp);

// The parts of it.

/** Type, mount and device of the filesystem that holds `directory`, and whether it clones files in `scratch`. */
Filesystem probe_filesystem(const std::string& directory, const std::optional<std::string>& scratch);

std::map<std::string, Availability> probe_evidence();

/** Whether the aliasing experiment works in `scratch`: tried, on a separate thread. */
Availability probe_observation(const std::string& scratch);
/** The same for a folder where no scratch file can be made. */
Availability no_observation(const std::string& directory);

/** The input of trials. */
struct TrialGround {
  /** A readable file of at least trial_bytes. */
  std::string input;
  /** Folder for the outputs, and the filesystem it lies on. */
  std::string outputs;
  std::string filesystem_type;
  SocketKind socket;
};

/** Aligned to any block and larger than a page: small, but no special case for any strategy. */
constexpr size_t trial_bytes = 65536;

/** Tries every strategy on every route, on a separate thread. */
StrategyProbes probe_strategies(const TrialGround& ground);

/** The reason for a failed trial. The one place that turns errnos of trials into reasons. */
Reason explain(const std::string& strategy, const std::string& filesystem_type, const SystemError& failed);

/** An unlinked file of `bytes` bytes in `directory`; no descriptor, with errno set, if it can't be made. */
Fd make_scratch_file(const std::string& directory, size_t bytes);

}  // namespace iopath
