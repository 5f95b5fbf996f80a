#include "trace/result.hh"

#include <cstdio>

#include "kernel/posix.hh"

namespace iopath::trace {
namespace {

/** Length of the well-formed UTF-8 sequence at `at`, or 0 (RFC 3629; overlong forms are rare enough in paths). */
size_t sequence_at(const std::string& text, size_t at) {
  const auto byte = [&](size_t place) { return static_cast<unsigned char>(text[place]); };
  const unsigned char first = byte(at);
  const size_t length = first < 0x80 ? 1 : first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length == 0 || first >= 0xf5 || at + length > text.size()) return 0;
  for (size_t next = 1; next < length; ++next)
    if ((byte(at + next) & 0xc0) != 0x80) return 0;
  return length;
}

/** A JSON string; bytes that are no UTF-8 become U+FFFD, as JSON has no place for them. */
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (size_t at = 0; at < text.size();) {
    const size_t length = sequence_at(text, at);
    const auto byte = static_cast<unsigned char>(text[at]);
    if (length == 0) {
      out += "\\ufffd";
    } else if (byte < 0x20 || byte == 0x7f) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      out += escape;
    } else {
      if (byte == '"' || byte == '\\') out += '\\';
      out += text.substr(at, length);
    }
    at += length > 0 ? length : 1;
  }
  return out + '"';
}

/** An object, one member after the other. */
class Object {
 public:
  Object& raw(const char* name, const std::string& value) {
    text_ += (text_.size() > 1 ? "," : "") + quoted(name) + ":" + value;
    return *this;
  }
  Object& add(const char* name, const std::string& value) { return raw(name, quoted(value)); }
  Object& add(const char* name, uint64_t value) { return raw(name, std::to_string(value)); }
  Object& signed_number(const char* name, long value) { return raw(name, std::to_string(value)); }
  std::string text() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

template <typename Items, typename Text>
std::string list(const Items& items, Text text) {
  std::string out = "[";
  for (const auto& item : items) out += (out.size() > 1 ? "," : "") + text(item);
  return out + "]";
}

std::string json(const Who& who) { return Object().signed_number("pid", who.pid).add("name", who.name).text(); }
std::string json(const End& end) { return Object().add("kind", std::string(end.kind)).add("name", end.name).text(); }
std::string json(const Frame& frame) { return Object().add("file", frame.file).add("offset", frame.offset).text(); }

std::string json(const Relay& relay) {
  return Object()
      .raw("process", json(relay.who))
      .raw("from", json(relay.from))
      .raw("to", json(relay.to))
      .add("bytes", relay.bytes)
      .add("reads", relay.reads)
      .add("writes", relay.writes)
      .add("compared", relay.compared)
      .add("firstNs", relay.first_ns)
      .add("lastNs", relay.last_ns)
      .raw("threads", list(relay.threads, [](pid_t tid) { return std::to_string(tid); }))
      .raw("sites", list(relay.sites, [](const auto& site) {
             return Object().add("site", uint64_t{site.first}).add("bytes", site.second).text();
           }))
      .text();
}

std::string json(const Move& move) {
  return Object()
      .raw("process", json(move.who))
      .add("syscall", std::string(move.syscall))
      .raw("from", json(move.from))
      .raw("to", json(move.to))
      .add("bytes", move.bytes)
      .add("calls", move.calls)
      .text();
}

std::string json(const BlindSpot& spot) {
  return Object()
      .add("kind", spot.kind)
      .raw("process", json(spot.who))
      .add("detail", spot.detail)
      .add("count", spot.count)
      .add("bytes", spot.bytes)
      .text();
}

std::string json(const ThreadFacts& facts) {
  return Object()
      .signed_number("pid", facts.pid)
      .signed_number("tid", facts.tid)
      .add("name", facts.name)
      .add("cpuNs", facts.cpu_ns)
      .add("voluntarySwitches", facts.voluntary)
      .add("involuntarySwitches", facts.involuntary)
      .add("stops", facts.stops)
      .text();
}

std::string json(const ProcessTotals& totals) {
  Object object;
  object.raw("process", json(totals.who))
      .add("tracedRead", totals.traced_read)
      .add("tracedWritten", totals.traced_written);
  const std::string counted =
      Object().add("read", totals.kernel.rchar).add("written", totals.kernel.wchar).text();
  return object.raw("kernel", totals.kernel.known ? counted : "null").text();
}

std::string json(const Ending& ending) {
  if (!ending.ended) return "null";
  return Object().signed_number("code", ending.code).signed_number("signal", ending.signal).text();
}

std::string json(const Placement& placement, uint64_t threads) {
  return Object()
      .signed_number("cpu", placement.cpu())
      .add("threads", threads)
      .add("pinnedStopNs", placement.pinned_ns())
      .add("apartStopNs", placement.apart_ns())
      .text();
}

std::string json(const Session& session) {
  return Object()
      .add("tracedNs", session.traced_ns)
      .add("totalNs", session.total_ns)
      .add("windows", session.windows)
      .add("windowBytes", session.window_bytes)
      .add("totalBytes", session.total_bytes)
      .add("minBytes", session.min_bytes)
      .add("countedCallNs", session.counted_call_ns)
      .add("endedProcesses", session.ended_processes)
      .text();
}

/** Null where nothing failed. */
std::string json(const StartFailure& failure) {
  if (failure.error == 0) return "null";
  return Object().add("call", std::string(failure.call)).add("error", errno_name(failure.error)).text();
}

constexpr auto to_json = [](const auto& item) { return json(item); };
constexpr auto value_to_json = [](const auto& entry) { return json(entry.second); };
/** A stack of an interpreter, by its site. */
constexpr auto text_to_json = [](const auto& stack) {
  return Object().add("site", uint64_t{stack.first}).add("text", stack.second).text();
};

}  // namespace

std::string result_line(const Tracer& tracer, const Placement& placement, const Session& session) {
  const Findings& found = tracer.findings();
  return Object()
             .add("event", std::string("result"))
             .add("engine", std::string(session.engine))
             .raw("noBpf", json(session.no_bpf))
             .add("lost", session.lost.records)
             .add("lostBytes", session.lost.bytes)
             .raw("ending", json(tracer.ending()))
             .raw("session", json(session))
             .raw("placement", json(placement, tracer.pinned_threads()))
             .add("calls", tracer.calls())
             .add("countedCalls", tracer.counted_calls())
             .add("stops", tracer.stops())
             .raw("relays", list(found.relays(), value_to_json))
             .raw("moves", list(found.moves(), value_to_json))
             .raw("blindSpots", list(found.blind_spots(), value_to_json))
             .add("folded", found.folded())
             .add("changed", found.changed())
             .raw("threads", list(tracer.threads(), to_json))
             .raw("processes", list(tracer.processes(), to_json))
             .raw("sites", list(tracer.stacks().sites(), [](const auto& frames) { return list(frames, to_json); }))
             .raw("pythonStacks", list(tracer.stacks().python().texts(), text_to_json))
             .raw("javaStacks", list(tracer.stacks().java().texts(), text_to_json))
             .raw("nodeStacks", list(tracer.stacks().node().texts(), text_to_json))
             .text() +
         "\n";
}

std::string failure_line(const StartFailure& failure, const std::string& about, pid_t pid) {
  return Object()
             .add("event", std::string("failure"))
             .add("call", std::string(failure.call))
             .add("error", errno_name(failure.error))
             .add("about", about)
             .signed_number("pid", pid)
             .text() +
         "\n";
}

std::string ended_line(const Ending& ending, size_t remaining) {
  return Object().add("event", std::string("ended")).raw("ending", json(ending)).add("remaining", remaining).text() + "\n";
}

}  // namespace iopath::trace
