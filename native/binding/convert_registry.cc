#include "binding/convert.hh"

#include "strategies/registry.hh"
#include "transfer/fields.hh"

namespace iopath {

namespace {

/** The names of the bits that are set. */
Napi::Array from_bits(Napi::Env env, unsigned bits, Names names) {
  Napi::Array array = Napi::Array::New(env);
  for (uint32_t i = 0; i < names.size(); ++i)
    if (bits & 1u << i) array[array.Length()] = Napi::String::New(env, names[i]);
  return array;
}

Napi::Value code_or_null(Napi::Env env, const char* code) {
  return code ? Napi::Value(Napi::String::New(env, code)) : env.Null();
}

/** Reason codes for the routes or passes that it does not support. */
Napi::Object from_reasons(Napi::Env env, const Strategy& strategy) {
  Napi::Object object = Napi::Object::New(env);
  object["routes"] = code_or_null(env, strategy.other_routes);
  object["passes"] = code_or_null(env, strategy.other_passes);
  object["growth"] = code_or_null(env, strategy.cannot_follow);
  return object;
}

Napi::Object from_strategy(Napi::Env env, const Strategy& strategy) {
  Napi::Object object = Napi::Object::New(env);
  object["name"] = strategy.name;
  object["routes"] = from_bits(env, strategy.routes, route_names);
  object["passes"] = from_bits(env, strategy.passes, pass_names);
  object["followsGrowth"] = Napi::Boolean::New(env, strategy.cannot_follow == nullptr);
  object["reasons"] = from_reasons(env, strategy);
  object["movesLike"] = strategy.moves_like ? strategy.moves_like : strategy.name;
  object["takesPipe"] = Napi::Boolean::New(env, strategy.takes_pipe);
  object["kernelPolls"] = Napi::Boolean::New(env, strategy.kernel_polls);
  object["mayShareExtents"] = Napi::Boolean::New(env, strategy.may_share);
  object["bypassesPageCache"] = Napi::Boolean::New(env, strategy.bypasses_page_cache);
  return object;
}

Napi::Object from_choice(Napi::Env env, const ChoiceField& field) {
  Napi::Object object = Napi::Object::New(env);
  object["kind"] = "choice";
  object["choices"] = from_bits(env, ~0u, field.words);
  object["standard"] = field.words[field.get(Spec{})];
  return object;
}

Napi::Object from_whole(Napi::Env env, const WholeField& field) {
  Napi::Object object = Napi::Object::New(env);
  object["kind"] = "whole";
  object["least"] = static_cast<double>(field.least);
  object["most"] = static_cast<double>(field.most);
  object["standard"] = static_cast<double>(Spec{}.*field.place);
  return object;
}

Napi::Object from_flag(Napi::Env env, const FlagField& field) {
  Napi::Object object = Napi::Object::New(env);
  object["kind"] = "flag";
  object["standard"] = Napi::Boolean::New(env, Spec{}.*field.place);
  return object;
}

}  // namespace

Napi::Object from_fields(Napi::Env env) {
  Napi::Object object = Napi::Object::New(env);
  for (const ChoiceField& field : choice_fields()) object[field.name] = from_choice(env, field);
  for (const WholeField& field : whole_fields()) object[field.name] = from_whole(env, field);
  for (const FlagField& field : flag_fields()) object[field.name] = from_flag(env, field);
  return object;
}

Napi::Array from_registry(Napi::Env env) {
  Napi::Array array = Napi::Array::New(env);
  for (const Strategy* strategy : strategies()) array[array.Length()] = from_strategy(env, *strategy);
  return array;
}

}  // namespace iopath
