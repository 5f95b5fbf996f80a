#include "binding/convert.hh"

#include <array>

#include "strategies/registry.hh"

namespace iopath {

namespace {

// In the order of the enumerators; the names of src/model/route.ts and job.ts.
constexpr std::array route_names{"file-to-socket", "file-to-file", "socket-to-file", "file-to-pipe"};
constexpr std::array pass_names{"none", "checksum", "transform", "encrypt"};

/** The names of the bits that are set. */
template <size_t n>
Napi::Array from_bits(Napi::Env env, unsigned bits, const std::array<const char*, n>& names) {
  Napi::Array array = Napi::Array::New(env);
  for (uint32_t i = 0; i < n; ++i)
    if (bits & 1u << i) array[array.Length()] = Napi::String::New(env, names[i]);
  return array;
}

Napi::Object from_strategy(Napi::Env env, const Strategy& strategy) {
  Napi::Object object = Napi::Object::New(env);
  object["name"] = strategy.name;
  object["routes"] = from_bits(env, strategy.routes, route_names);
  object["passes"] = from_bits(env, strategy.passes, pass_names);
  object["followsGrowth"] = Napi::Boolean::New(env, strategy.cannot_follow == nullptr);
  object["mayShareExtents"] = Napi::Boolean::New(env, strategy.may_share);
  object["bypassesPageCache"] = Napi::Boolean::New(env, strategy.bypasses_page_cache);
  return object;
}

}  // namespace

Napi::Array from_registry(Napi::Env env) {
  Napi::Array array = Napi::Array::New(env);
  for (const Strategy* strategy : strategies()) array[array.Length()] = from_strategy(env, *strategy);
  return array;
}

}  // namespace iopath
