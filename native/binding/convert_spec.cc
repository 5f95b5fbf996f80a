#include "binding/convert.hh"

#include <cmath>

#include "transfer/fields.hh"

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

/** Index of the word in the field's list. */
size_t to_choice(const Napi::Object& object, const ChoiceField& field) {
  const std::string word = text(object, field.name);
  for (size_t i = 0; i < field.words.size(); ++i)
    if (word == field.words[i]) return i;
  wrong(object, field.name, "one of the words of src/model/jobFields.ts");
}

uint64_t to_whole(const Napi::Object& object, const WholeField& field) {
  const uint64_t value = whole(object, field.name);
  if (value < field.least || value > field.most)
    wrong(object, field.name, ("from " + std::to_string(field.least) + " to " + std::to_string(field.most)).c_str());
  return value;
}

bool to_flag(const Napi::Object& object, const FlagField& field) {
  const Napi::Value value = object.Get(field.name);
  if (!value.IsBoolean()) wrong(object, field.name, "true or false");
  return value.As<Napi::Boolean>();
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

/** A missing field keeps its default value. */
Spec to_spec(const Napi::Object& value) {
  Spec spec;
  const auto is_given = [&](const auto& field) { return !value.Get(field.name).IsUndefined(); };
  for (const ChoiceField& field : choice_fields())
    if (is_given(field)) field.set(spec, to_choice(value, field));
  for (const WholeField& field : whole_fields())
    if (is_given(field)) spec.*field.place = to_whole(value, field);
  for (const FlagField& field : flag_fields())
    if (is_given(field)) spec.*field.place = to_flag(value, field);
  spec.strategy = text(value, "strategy");
  spec.files = to_files(value);
  spec.cores = to_cores(value.Get("cores"));
  spec.output_directory = text(value, "outputDirectory");
  return spec;
}

}  // namespace iopath
