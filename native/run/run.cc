#include "run/run.hh"

#include <cstring>

#include <sys/random.h>

#include "run/attempt.hh"
#include "run/fallback.hh"
#include "strategies/registry.hh"

namespace iopath {

namespace {

SystemError bad(const std::string& what) { return {EINVAL, "run", {}, what}; }

}  // namespace

const Strategy& check_spec(const Spec& spec) {
  if (spec.files.empty()) throw bad("there is no input file");
  if (spec.follow_bytes > 0 && spec.order == Order::random) throw bad("a log that grows is followed in its own order");
  if (spec.follow_bytes > 0 && spec.header_bytes > 0) throw bad("a log that is followed has no header");
  if (spec.kernel_tls && spec.strategy != "sendfile" && spec.strategy != "read-write")
    throw bad("kernel TLS is measured with sendfile and read-write");
  if (spec.kernel_tls && (spec.route != Route::file_to_socket || spec.socket != SocketKind::tcp))
    throw bad("kernel TLS encrypts what is sent into a TCP socket");
  if (spec.header_bytes > 0 && spec.route != Route::file_to_socket)
    throw bad("only files sent to a socket have a header");
  const Strategy* strategy = find_strategy(spec.strategy);
  if (!strategy) throw bad("there is no strategy named " + spec.strategy);
  if (const auto reason = refusal(*strategy, spec)) throw Unsupported{*reason};
  return *strategy;
}

Result run(Spec spec, RunControl& control) {
  const Strategy* strategy = &check_spec(spec);
  const Input input = resolve(spec, control.cancelled);
  if (spec.pipe_bytes == 0) spec.pipe_bytes = largest_pipe();
  Key key;
  if (getrandom(key, sizeof key, 0) != sizeof key) std::memset(key, 7, sizeof key);

  block_foreign_signals();
  const SignalGuard signals;
  std::optional<Reason> because;
  for (;;) {
    Attempt attempt(spec, input, *strategy, key, control);
    try {
      Result result = attempt.make();
      if (!result.because) result.because = because;
      return result;
    } catch (const SystemError& failure) {
      const auto other = attempt.untouched() ? fallback(*strategy, failure) : std::nullopt;
      if (!other || refusal(*other->strategy, spec)) throw;
      because = Reason{other->because, {{"strategy", strategy->name}, {"errno", errno_name(failure.error)}}};
      strategy = other->strategy;
    }
  }
}

}  // namespace iopath
