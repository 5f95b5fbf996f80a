#include "binding/convert.hh"

namespace iopath {

namespace {

Napi::Value number(Napi::Env env, uint64_t value) { return Napi::Number::New(env, static_cast<double>(value)); }

template <typename T>
Napi::Value number_or_null(Napi::Env env, const std::optional<T>& value) {
  return value ? number(env, static_cast<uint64_t>(*value)) : env.Null();
}

Napi::Object from_usage(Napi::Env env, const ThreadUsage& usage) {
  Napi::Object object = Napi::Object::New(env);
  object["tid"] = number(env, static_cast<uint64_t>(usage.tid));
  object["cpu"] = number_or_null(env, usage.cpu);
  object["cpuNs"] = number(env, usage.cpu_ns);
  object["userNs"] = number(env, usage.user_ns);
  object["systemNs"] = number(env, usage.system_ns);
  object["voluntarySwitches"] = number(env, usage.voluntary_switches);
  object["involuntarySwitches"] = number(env, usage.involuntary_switches);
  object["minorFaults"] = number(env, usage.minor_faults);
  object["majorFaults"] = number(env, usage.major_faults);
  return object;
}

Napi::Object from_count(Napi::Env env, const CallCount& count) {
  Napi::Object errors = Napi::Object::New(env);
  for (size_t error = 0; error < count.errors.size(); ++error)
    if (count.errors[error]) errors[errno_name(static_cast<int>(error))] = number(env, count.errors[error]);
  Napi::Object object = Napi::Object::New(env);
  object["calls"] = number(env, count.calls);
  object["bytes"] = number(env, count.bytes);
  object["short"] = number(env, count.shorts);
  object["errors"] = errors;
  return object;
}

/** Only the calls that were made. */
Napi::Object from_calls(Napi::Env env, const Kernel& kernel) {
  Napi::Object object = Napi::Object::New(env);
  for (size_t i = 0; i < call_kinds; ++i) {
    const Call call = static_cast<Call>(i);
    if (kernel[call].calls) object[name_of(call)] = from_count(env, kernel[call]);
  }
  return object;
}

Napi::Object from_granted(Napi::Env env, const Granted& granted) {
  Napi::Object object = Napi::Object::New(env);
  object["pipeBytes"] = number_or_null(env, granted.pipe_bytes);
  object["sendBufferBytes"] = number_or_null(env, granted.send_buffer_bytes);
  object["receiveBufferBytes"] = number_or_null(env, granted.receive_buffer_bytes);
  object["receiveLowWater"] = number_or_null(env, granted.receive_low_water);
  return object;
}

Napi::Value from_copy_time(Napi::Env env, const std::optional<CopyTime>& time) {
  if (!time) return env.Null();
  Napi::Array leaves = Napi::Array::New(env, time->leaves.size());
  for (uint32_t i = 0; i < time->leaves.size(); ++i) {
    Napi::Object leaf = Napi::Object::New(env);
    leaf["symbol"] = time->leaves[i].symbol;
    leaf["samples"] = number(env, time->leaves[i].samples);
    leaves[i] = leaf;
  }
  Napi::Object object = Napi::Object::New(env);
  object["share"] = time->share;
  object["samples"] = number(env, time->samples);
  object["lost"] = number(env, time->lost);
  object["wakeShare"] = time->wake_share;
  object["leaves"] = leaves;
  return object;
}

Napi::Value from_hardware(Napi::Env env, const std::optional<HardwareCounts>& counts) {
  if (!counts) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  object["cycles"] = number(env, counts->cycles);
  object["instructions"] = number(env, counts->instructions);
  object["cacheMisses"] = number_or_null(env, counts->cache_misses);
  return object;
}

Napi::Value from_zero_copy(Napi::Env env, const Findings& found) {
  if (!found.zero_copy) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  object["completions"] = number(env, found.zero_copy_completions);
  object["copied"] = number(env, found.zero_copy_copied);
  return object;
}

Napi::Value from_hashes(Napi::Env env, const std::optional<Hashes>& hashes) {
  if (!hashes) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  object["algorithm"] = hashes->algorithm;
  object["source"] = hashes->source;
  object["sink"] = hashes->sink;
  return object;
}

}  // namespace

Napi::Object from_result(Napi::Env env, const Result& result) {
  Napi::Object ran_as = Napi::Object::New(env);
  ran_as["strategy"] = result.ran_as;
  ran_as["reason"] = result.because ? Napi::Value(from_reason(env, *result.because)) : env.Null();

  Napi::Object object = Napi::Object::New(env);
  object["bytes"] = number(env, result.bytes);
  object["wallNs"] = number(env, result.wall_ns);
  object["sender"] = from_usage(env, result.sender);
  object["receiver"] = result.receiver ? Napi::Value(from_usage(env, *result.receiver)) : env.Null();
  object["cpuGrainNs"] = number(env, cpu_grain_ns());
  object["syscalls"] = from_calls(env, result.sender_calls);
  object["receiverSyscalls"] = from_calls(env, result.receiver_calls);
  object["deviceReadBytes"] = number(env, result.device_read_bytes);
  object["helperNs"] = number_or_null(env, result.helper_ns);
  object["cachedBytes"] = number_or_null(env, result.cached_bytes);
  object["ranAs"] = ran_as;
  object["granted"] = from_granted(env, result.granted);
  object["zeroCopy"] = from_zero_copy(env, result.found);
  object["sharedBytes"] = number_or_null(env, result.shared_bytes);
  object["hash"] = from_hashes(env, result.hash);
  object["hardware"] = from_hardware(env, result.hardware);
  object["copyTime"] = from_copy_time(env, result.copy_time);
  return object;
}

}  // namespace iopath
