#include "binding/convert.hh"

#include <array>

#include "strategies/registry.hh"
#include "transfer/fields.hh"

namespace iopath {

namespace {

// In the order of the enumerators; the names of src/model/observation.ts and route.ts.
constexpr std::array shows_names{"reference", "copy", "mixed", "bypass", "discarded", "undecided"};
constexpr std::array means_names{"flip", "fiemap", "mincore", "receive"};
constexpr std::array doubt_names{"none", "too-few-bytes", "other-bytes", "not-restored", "no-control", "not-evicted"};
constexpr std::array end_names{"tcp", "unix", "unix-datagram"};

template <typename Enum, size_t n>
const char* name_in(const std::array<const char*, n>& names, Enum value) {
  return names[static_cast<size_t>(value)];
}

template <typename Enum, size_t n>
Enum value_of(const Napi::Object& object, const char* field, const std::array<const char*, n>& names) {
  const std::string name = object.Get(field).ToString();
  for (size_t i = 0; i < n; ++i)
    if (name == names[i]) return static_cast<Enum>(i);
  throw Napi::TypeError::New(object.Env(), std::string("observe: there is no ") + field + " '" + name + "'");
}

Napi::Object from_segment(Napi::Env env, const Segment& segment) {
  Napi::Object object = Napi::Object::New(env);
  object["from"] = segment.from;
  object["to"] = segment.to;
  object["shows"] = name_in(shows_names, segment.shows);
  object["means"] = name_in(means_names, segment.means);
  object["doubt"] = segment.doubt == Doubt::none
                        ? env.Null()
                        : Napi::Value(Napi::String::New(env, name_in(doubt_names, segment.doubt)));
  object["referenceBytes"] = static_cast<double>(segment.reference_bytes);
  object["copiedBytes"] = static_cast<double>(segment.copied_bytes);
  return object;
}

Napi::Value from_system_error(Napi::Env env, const std::optional<SystemError>& failure) {
  if (!failure) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  object["code"] = errno_name(failure->error);
  object["syscall"] = failure->call;
  object["path"] = failure->path.empty() ? env.Null() : Napi::Value(Napi::String::New(env, failure->path));
  return object;
}

}  // namespace

AliasingQuestion to_question(const Napi::Object& value) {
  const std::string name = value.Get("strategy").ToString();
  const Strategy* strategy = find_strategy(name);
  if (!strategy) throw Napi::TypeError::New(value.Env(), "observe: there is no strategy '" + name + "'");
  return {*strategy, value_of<Route>(value, "route", route_names), value_of<End>(value, "socket", end_names),
          value.Get("directory").ToString()};
}

Napi::Object from_observation(Napi::Env env, const Observation& observation) {
  Napi::Array segments = Napi::Array::New(env, observation.segments.size());
  for (uint32_t i = 0; i < observation.segments.size(); ++i) segments[i] = from_segment(env, observation.segments[i]);
  Napi::Object object = Napi::Object::New(env);
  object["segments"] = segments;
  object["failure"] = from_system_error(env, observation.failure);
  object["tookNs"] = static_cast<double>(observation.took_ns);
  return object;
}

}  // namespace iopath
