#include "binding/convert.hh"

#include <array>
#include <cmath>

namespace iopath {

namespace {

[[noreturn]] void wrong(const Napi::Object& object, const std::string& field, const char* expected) {
  throw Napi::TypeError::New(object.Env(), "run: " + field + " must be " + expected);
}

std::string text(const Napi::Object& object, const char* field) {
  const Napi::Value value = object.Get(field);
  if (!value.IsString()) wrong(object, field, "a string");
  return value.As<Napi::String>();
}

uint64_t whole(const Napi::Object& object, const char* field) {
  const Napi::Value value = object.Get(field);
  const double number = value.IsNumber() ? value.As<Napi::Number>().DoubleValue() : -1;
  if (!(number >= 0 && number <= 9007199254740991.0 && std::floor(number) == number))
    wrong(object, field, "a whole number from 0 to 2^53-1");
  return static_cast<uint64_t>(number);
}

/** The same where the field may be missing, which is 0. */
uint64_t whole_or_none(const Napi::Object& object, const char* field) {
  return object.Get(field).IsUndefined() ? 0 : whole(object, field);
}

bool yes(const Napi::Object& object, const char* field) {
  const Napi::Value value = object.Get(field);
  if (!value.IsBoolean()) wrong(object, field, "true or false");
  return value.As<Napi::Boolean>();
}

/** The enumerator whose place in `names` the text has; enumerators are numbered from 0. */
template <typename Enum, size_t n>
Enum one_of(const Napi::Object& object, const char* field, const std::array<const char*, n>& names) {
  const std::string name = text(object, field);
  for (size_t i = 0; i < n; ++i)
    if (name == names[i]) return static_cast<Enum>(i);
  wrong(object, field, "one of the names of src/model/job.ts and route.ts");
}

/** The same where the field may be missing, which is no. */
bool yes_or_none(const Napi::Object& object, const char* field) {
  return !object.Get(field).IsUndefined() && yes(object, field);
}

FileRange to_range(const Napi::Value& value) {
  const Napi::Object object = value.As<Napi::Object>();
  if (!value.IsObject()) wrong(object, "files[]", "an object");
  FileRange range;
  range.path = text(object, "path");
  range.offset = whole(object, "offset");
  if (!object.Get("length").IsNull()) range.length = whole(object, "length");
  return range;
}

std::vector<FileRange> to_files(const Napi::Object& object) {
  const Napi::Value value = object.Get("files");
  if (!value.IsArray()) wrong(object, "files", "an array");
  const Napi::Array array = value.As<Napi::Array>();
  std::vector<FileRange> files;
  files.reserve(array.Length());
  for (uint32_t i = 0; i < array.Length(); ++i) {
    const Napi::HandleScope scope(object.Env());  // a hundred thousand files must not keep as many handles
    files.push_back(to_range(array.Get(i)));
  }
  return files;
}

std::optional<Cores> to_cores(const Napi::Value& value) {
  if (value.IsNull()) return std::nullopt;
  const Napi::Object object = value.As<Napi::Object>();
  if (!value.IsObject()) throw Napi::TypeError::New(value.Env(), "run: cores must be an object or null");
  Cores cores;
  cores.sender = static_cast<int>(whole(object, "sender"));
  cores.receiver = static_cast<int>(whole(object, "receiver"));
  if (!object.Get("poller").IsNull()) cores.poller = static_cast<int>(whole(object, "poller"));
  return cores;
}

}  // namespace

Spec to_spec(const Napi::Object& value) {
  Spec spec;
  spec.strategy = text(value, "strategy");
  spec.route = one_of<Route, 4>(value, "route", {"file-to-socket", "file-to-file", "socket-to-file", "file-to-pipe"});
  spec.socket = one_of<SocketKind, 2>(value, "socket", {"tcp", "unix"});
  spec.files = to_files(value);
  spec.chunk_bytes = whole(value, "chunkBytes");
  spec.order = one_of<Order, 2>(value, "order", {"sequential", "random"});
  spec.seed = whole(value, "seed");
  spec.receiver = one_of<ReceiverMode, 3>(value, "receiver", {"poll", "block", "same-core"});
  spec.sink = one_of<SinkMode, 2>(value, "sink", {"discard", "verify"});
  spec.header_bytes = whole(value, "headerBytes");
  spec.kernel_tls = yes_or_none(value, "kernelTls");
  spec.pass = one_of<Pass, 4>(value, "pass", {"none", "checksum", "transform", "encrypt"});
  spec.flush_every = whole(value, "flushEvery");
  spec.follow_bytes = whole_or_none(value, "followBytes");
  spec.pipe_bytes = whole(value, "pipeBytes");
  spec.send_buffer_bytes = whole(value, "sendBufferBytes");
  spec.receive_buffer_bytes = whole(value, "receiveBufferBytes");
  spec.receive_low_water = whole(value, "receiveLowWater");
  spec.depth = whole_or_none(value, "depth");
  spec.preallocate = yes_or_none(value, "preallocate");
  spec.populate = yes_or_none(value, "populate");
  spec.cores = to_cores(value.Get("cores"));
  spec.output_directory = text(value, "outputDirectory");
  spec.sample_hz = whole(value, "sampleHz");
  return spec;
}

}  // namespace iopath
