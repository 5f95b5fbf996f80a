// The addon's JavaScript interface (Addon in src/worker/addon.ts), and the thread behind each run.
#include <memory>
#include <system_error>
#include <thread>

#include "binding/convert.hh"
#include "binding/proof.hh"
#include "probe/probe.hh"
#include "evidence/residency.hh"
#include "run/run.hh"

namespace iopath {

namespace {

/** One run as JavaScript sees it. Shared by the run's thread, its RunHandle and the queued callbacks. */
struct Job {
  explicit Job(Napi::Env env) : promise(Napi::Promise::Deferred::New(env)) {}

  RunControl control;
  Napi::Promise::Deferred promise;
  bool settled = false;  // JavaScript's thread only
  Napi::ThreadSafeFunction to_script;
};

using JobPointer = std::shared_ptr<Job>;

/** Queues `action(env)` for JavaScript's thread; dropped where the environment is going away. */
template <typename Action>
void post(const JobPointer& job, Action action) {
  auto* queued = new Action(std::move(action));
  const auto perform = [](Napi::Env env, Napi::Function on_progress, Action* todo) {
    const std::unique_ptr<Action> owned(todo);
    if (env != nullptr) (*todo)(env, on_progress);
  };
  if (job->to_script.BlockingCall(queued, perform) != napi_ok) delete queued;
}

void settle(const JobPointer& job, std::function<void(Napi::Env)> how) {
  post(job, [job, how](Napi::Env env, Napi::Function) {
    if (std::exchange(job->settled, true)) return;
    how(env);
  });
}

void reject(const JobPointer& job, std::exception_ptr failure) {
  settle(job, [job, failure](Napi::Env env) { job->promise.Reject(from_failure(env, failure).Value()); });
}

SystemError no_thread(const std::system_error& refused) {
  return {refused.code().value(), "clone3", {}, "no thread could be started for the run"};
}

void carry_out(const JobPointer& job, Spec spec) {
  job->control.on_progress = [&job](uint64_t bytes) {
    post(job, [job, bytes](Napi::Env env, Napi::Function on_progress) {
      if (!job->settled) on_progress.Call({Napi::Number::New(env, static_cast<double>(bytes))});
    });
  };
  try {
    auto result = std::make_shared<Result>(run(std::move(spec), job->control));
    settle(job, [job, result](Napi::Env env) { job->promise.Resolve(from_result(env, *result)); });
  } catch (...) {
    reject(job, std::current_exception());
  }
  job->to_script.Release();
}

/**
 * A cancelled run ends soon, unless it is in a call that no signal interrupts (a long copy inside the kernel). The
 * caller does not wait for that call: the promise is rejected in time, and the run's thread cleans up when it returns.
 */
void cancel(const JobPointer& job) {
  if (job->control.cancelled.exchange(true) || job->settled || job->to_script.Acquire() != napi_ok) return;
  const auto give_up = [job] {
    reject(job, std::make_exception_ptr(Cancelled{}));
    job->to_script.Release();
  };
  try {
    std::thread([give_up] {
      std::this_thread::sleep_for(std::chrono::milliseconds(60));
      give_up();
    }).detach();
  } catch (const std::system_error&) {
    give_up();
  }
}

Napi::Value start_run(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (info.Length() < 2 || !info[0].IsObject() || !info[1].IsFunction())
    throw Napi::TypeError::New(env, "run: expects a RunSpec and a function");
  Spec spec = to_spec(info[0].As<Napi::Object>());

  const auto job = std::make_shared<Job>(env);
  job->to_script = Napi::ThreadSafeFunction::New(env, info[1].As<Napi::Function>(), "iopath run", 0, 1);
  Napi::Object handle = Napi::Object::New(env);
  handle["done"] = job->promise.Promise();
  handle["cancel"] = Napi::Function::New(env, [job](const Napi::CallbackInfo&) { cancel(job); }, "cancel");
  try {
    std::thread([job, spec = std::move(spec)]() mutable { carry_out(job, std::move(spec)); }).detach();
  } catch (const std::system_error& refused) {
    reject(job, std::make_exception_ptr(no_thread(refused)));
    job->to_script.Release();
  }
  return handle;
}

/** Path, offset and length (null: to the end) of a call from JavaScript. */
CacheRange to_cache_range(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto is_size = [](const Napi::Value& value) {
    return value.IsNumber() && value.As<Napi::Number>().DoubleValue() >= 0;
  };
  if (info.Length() < 3 || !info[0].IsString() || !is_size(info[1]) || !(info[2].IsNull() || is_size(info[2])))
    throw Napi::TypeError::New(env, "expects a path, an offset, and a length or null");
  CacheRange range{info[0].As<Napi::String>(), static_cast<uint64_t>(info[1].As<Napi::Number>().Int64Value())};
  if (!info[2].IsNull()) range.length = static_cast<uint64_t>(info[2].As<Napi::Number>().Int64Value());
  return range;
}

/** Wraps a function from a range to a Residency; its failures become NativeErrors. */
template <Residency (*ask)(const CacheRange&)>
Napi::Value residency_of(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const CacheRange range = to_cache_range(info);
  try {
    const Residency found = ask(range);
    Napi::Object object = Napi::Object::New(env);
    object["bytes"] = static_cast<double>(found.bytes);
    object["cachedBytes"] =
        found.cached_bytes ? Napi::Value(Napi::Number::New(env, static_cast<double>(*found.cached_bytes))) : env.Null();
    return object;
  } catch (const SystemError&) {
    throw from_failure(env, std::current_exception());
  }
}

Napi::Value probe_of(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (info.Length() < 1 || !info[0].IsString()) throw Napi::TypeError::New(env, "probe: expects a folder");
  try {
    const bool unix_stream = info.Length() > 1 && info[1].IsString() && info[1].As<Napi::String>().Utf8Value() == "unix";
    return from_probe(env, probe(info[0].As<Napi::String>(), unix_stream ? SocketKind::unix_stream : SocketKind::tcp));
  } catch (const Napi::Error&) {
    throw;
  } catch (...) {
    throw from_failure(env, std::current_exception());
  }
}

Napi::Value strategies_of(const Napi::CallbackInfo& info) { return from_registry(info.Env()); }

Napi::Value fields_of(const Napi::CallbackInfo& info) { return from_fields(info.Env()); }

Napi::Value observe_of(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (info.Length() < 1 || !info[0].IsObject()) throw Napi::TypeError::New(env, "observe: expects a question");
  const AliasingQuestion question = to_question(info[0].As<Napi::Object>());
  Observation observation;
  // An experiment changes its thread's signal mask permanently, so it runs on a separate thread.
  std::exception_ptr failure;
  std::thread([&] {
    try {
      observation = observe_aliasing(question);
    } catch (...) {
      failure = std::current_exception();
    }
  }).join();
  if (failure) throw from_failure(env, failure);
  return from_observation(env, observation);
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  exports["run"] = Napi::Function::New(env, start_run, "run");
  exports["probe"] = Napi::Function::New(env, probe_of, "probe");
  exports["strategies"] = Napi::Function::New(env, strategies_of, "strategies");
  exports["fields"] = Napi::Function::New(env, fields_of, "fields");
  exports["observe"] = Napi::Function::New(env, observe_of, "observe");
  exports["residency"] = Napi::Function::New(env, residency_of<residency>, "residency");
  exports["warm"] = Napi::Function::New(env, residency_of<warm>, "warm");
  exports["evict"] = Napi::Function::New(env, residency_of<evict>, "evict");
  export_proof(env, exports);
  return exports;
}

}  // namespace

NODE_API_MODULE(iopath, initialise)

}  // namespace iopath
