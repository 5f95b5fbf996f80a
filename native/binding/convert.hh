// JavaScript values to and from the engine's own types. With binding.cc the only code that knows JavaScript.
#pragma once

#include <exception>

#include <napi.h>

#include "evidence/aliasing/aliasing.hh"
#include "probe/probe.hh"
#include "run/result.hh"
#include "transfer/spec.hh"

namespace iopath {

/** RunSpec (src/model/runSpec.ts). Throws a JavaScript TypeError that names the field. */
Spec to_spec(const Napi::Object& value);

/** NativeResult (src/worker/addon.ts). */
Napi::Object from_result(Napi::Env env, const Result& result);

/** NativeProbe (src/worker/addon.ts). */
Napi::Object from_probe(Napi::Env env, const Probe& probe);

/** The request of Addon.observe (src/worker/addon.ts). Throws a JavaScript TypeError that names the field. */
AliasingQuestion to_question(const Napi::Object& value);

/** Observed (src/model/observation.ts). */
Napi::Object from_observation(Napi::Env env, const Observation& observation);

/** StrategyTraits of every strategy (src/worker/addon.ts), from the registry. */
Napi::Array from_registry(Napi::Env env);

/** NativeField by name (src/worker/addon.ts), from the tables of transfer/fields.hh. */
Napi::Object from_fields(Napi::Env env);

/** NativeError (src/worker/addon.ts) for anything the engine throws. */
Napi::Error from_failure(Napi::Env env, std::exception_ptr failure);

/** Reason (src/model/availability.ts). */
Napi::Object from_reason(Napi::Env env, const Reason& reason);

/** NativeAvailability (src/worker/addon.ts). */
Napi::Object from_availability(Napi::Env env, const Availability& reason);

}  // namespace iopath
