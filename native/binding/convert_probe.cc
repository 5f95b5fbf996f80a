#include "binding/convert.hh"
#include "probe/probe.hh"
#include "transfer/fields.hh"

namespace iopath {

namespace {

Napi::Object from_strategies(Napi::Env env, const StrategyProbes& strategies) {
  Napi::Object object = Napi::Object::New(env);
  for (const auto& [name, routes] : strategies) {
    Napi::Object row = Napi::Object::New(env);
    for (size_t i = 0; i < routes.size(); ++i) row[route_names[i]] = from_availability(env, routes[i]);
    object[name] = row;
  }
  return object;
}

Napi::Value boolean_or_null(Napi::Env env, const std::optional<bool>& value) {
  return value ? Napi::Value(Napi::Boolean::New(env, *value)) : env.Null();
}

Napi::Object from_filesystem(Napi::Env env, const Filesystem& filesystem) {
  Napi::Object object = Napi::Object::New(env);
  object["type"] = filesystem.type;
  object["mount"] = filesystem.mount;
  object["device"] = filesystem.device ? Napi::Value(Napi::String::New(env, *filesystem.device)) : env.Null();
  object["reflink"] = boolean_or_null(env, filesystem.reflink);
  return object;
}

Napi::Array from_nics(Napi::Env env, const std::vector<Nic>& nics) {
  Napi::Array array = Napi::Array::New(env, nics.size());
  for (uint32_t i = 0; i < nics.size(); ++i) {
    Napi::Object nic = Napi::Object::New(env);
    nic["name"] = nics[i].name;
    nic["scatterGather"] = boolean_or_null(env, nics[i].scatter_gather);
    array[i] = nic;
  }
  return array;
}

}  // namespace

Napi::Object from_probe(Napi::Env env, const Probe& probe) {
  Napi::Object evidence = Napi::Object::New(env);
  for (const auto& [name, availability] : probe.evidence) evidence[name] = from_availability(env, availability);
  Napi::Array notes = Napi::Array::New(env, probe.notes.size());
  for (uint32_t i = 0; i < probe.notes.size(); ++i) notes[i] = from_reason(env, probe.notes[i]);

  Napi::Object object = Napi::Object::New(env);
  object["strategies"] = from_strategies(env, probe.strategies);
  object["evidence"] = evidence;
  object["filesystem"] = from_filesystem(env, probe.filesystem);
  object["nics"] = from_nics(env, probe.nics);
  object["notes"] = notes;
  return object;
}

}  // namespace iopath
