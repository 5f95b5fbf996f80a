#include "binding/convert.hh"

#include <cstring>
#include <system_error>

namespace iopath {

namespace {

/** The fields of Node's own system errors: message, code, negative errno, syscall, path. */
Napi::Error system_error(Napi::Env env, const SystemError& failure) {
  const std::string name = errno_name(failure.error);
  const std::string reason = failure.detail.empty() ? std::strerror(failure.error) : failure.detail;
  std::string message = name + ": " + reason + ", " + failure.call;
  if (!failure.path.empty()) message += " '" + failure.path + "'";
  Napi::Error error = Napi::Error::New(env, message);
  error.Set("code", Napi::String::New(env, name));
  error.Set("errno", Napi::Number::New(env, -failure.error));
  error.Set("syscall", Napi::String::New(env, failure.call));
  if (!failure.path.empty()) error.Set("path", Napi::String::New(env, failure.path));
  if (!failure.detail.empty()) error.Set("detail", Napi::String::New(env, failure.detail));
  return error;
}

Napi::Error plain_error(Napi::Env env, const char* code, int number, const std::string& message) {
  Napi::Error error = Napi::Error::New(env, message);
  error.Set("code", Napi::String::New(env, code));
  error.Set("errno", Napi::Number::New(env, -number));
  error.Set("syscall", Napi::String::New(env, "run"));
  return error;
}

Napi::Error unsupported(Napi::Env env, const Reason& reason) {
  Napi::Error error = plain_error(env, "ENOTSUP", ENOTSUP, std::string("ENOTSUP: ") + reason.code + ", run");
  error.Set("reason", from_reason(env, reason));
  return error;
}

}  // namespace

Napi::Error from_failure(Napi::Env env, std::exception_ptr failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const SystemError& error) {
    return system_error(env, error);
  } catch (const Unsupported& error) {
    return unsupported(env, error.reason);
  } catch (const Cancelled&) {
    return plain_error(env, "ECANCELED", ECANCELED, "ECANCELED: the run was cancelled, run");
  } catch (const std::system_error& error) {
    return system_error(env, SystemError(error.code().value(), "clone3", {}, "no thread could be started"));
  } catch (const std::bad_alloc&) {
    return system_error(env, SystemError(ENOMEM, "run"));
  } catch (const std::exception& error) {
    return plain_error(env, "EIO", EIO, std::string("EIO: ") + error.what() + ", run");
  }
}

Napi::Object from_reason(Napi::Env env, const Reason& reason) {
  Napi::Object values = Napi::Object::New(env);
  for (const auto& [name, value] : reason.values) values[name] = value;
  Napi::Object object = Napi::Object::New(env);
  object["code"] = reason.code;
  object["values"] = values;
  return object;
}

Napi::Object from_availability(Napi::Env env, const Availability& reason) {
  Napi::Object object = Napi::Object::New(env);
  object["available"] = Napi::Boolean::New(env, !reason);
  if (reason) object["reason"] = from_reason(env, *reason);
  return object;
}

}  // namespace iopath
