#include "binding/proof.hh"

#include "binding/convert.hh"
#include "evidence/residency.hh"
#include "prove/peek_flip.hh"
#include "transfer/output.hh"

namespace iopath {

namespace {

/** Runs `body`; what it throws becomes a NativeError. */
template <typename Body>
auto translated(Napi::Env env, Body body) {
  try {
    return body();
  } catch (const Napi::Error&) {
    throw;
  } catch (...) {
    throw from_failure(env, std::current_exception());
  }
}

size_t to_size(const Napi::Value& value) {
  const double number = value.IsNumber() ? value.As<Napi::Number>().DoubleValue() : -1;
  if (!(number >= 0)) throw Napi::TypeError::New(value.Env(), "expects a number of bytes");
  return static_cast<size_t>(number);
}

/** The bytes of a buffer; for a number, that many random bytes. */
Bytes to_content(const Napi::Value& value) {
  if (!value.IsBuffer()) return random_bytes(to_size(value));
  const auto buffer = value.As<Napi::Buffer<std::byte>>();
  return Bytes(buffer.Data(), buffer.Data() + buffer.Length());
}

Napi::Value from_bytes(Napi::Env env, const Bytes& bytes) {
  return Napi::Buffer<std::byte>::Copy(env, bytes.data(), bytes.size());
}

Napi::Value from_endpoint(Napi::Env env, const std::optional<Endpoint>& endpoint) {
  if (!endpoint) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  object["address"] = endpoint->address;
  object["port"] = static_cast<double>(endpoint->port);
  return object;
}

Endpoint to_endpoint(const Napi::Object& value) {
  return {value.Get("address").ToString(), static_cast<uint16_t>(value.Get("port").ToNumber().Uint32Value())};
}

ScratchRange to_range(const Napi::Value& offset, const Napi::Value& length) { return {to_size(offset), to_size(length)}; }

class ScratchObject : public Napi::ObjectWrap<ScratchObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "Scratch",
                       {InstanceMethod<&ScratchObject::content>("content"), InstanceMethod<&ScratchObject::flip>("flip"),
                        InstanceMethod<&ScratchObject::restore>("restore"),
                        InstanceMethod<&ScratchObject::remove>("remove")});
  }

  explicit ScratchObject(const Napi::CallbackInfo& info) : ObjectWrap(info) {
    translated(info.Env(), [&] { scratch_.emplace(info[0].ToString().Utf8Value(), to_content(info[1])); });
  }

  NamedScratch& scratch() { return *scratch_; }

 private:
  Napi::Value content(const Napi::CallbackInfo& info) { return from_bytes(info.Env(), scratch_->content()); }
  void flip(const Napi::CallbackInfo& info) {
    translated(info.Env(), [&] { scratch_->flip(to_range(info[0], info[1])); });
  }
  void restore(const Napi::CallbackInfo& info) {
    translated(info.Env(), [&] { scratch_->restore(); });
  }
  void remove(const Napi::CallbackInfo&) { scratch_->remove(); }

  std::optional<NamedScratch> scratch_;
};

NamedScratch& to_scratch(const Napi::Value& value) {
  return ScratchObject::Unwrap(value.As<Napi::Object>())->scratch();
}

class TapObject : public Napi::ObjectWrap<TapObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(
        env, "Tap",
        {InstanceMethod<&TapObject::queued>("queued"), InstanceMethod<&TapObject::peek>("peek"),
         InstanceMethod<&TapObject::receive>("receive"), InstanceMethod<&TapObject::send>("send"),
         InstanceMethod<&TapObject::finish_sending>("finishSending"), InstanceMethod<&TapObject::ended>("ended"),
         InstanceMethod<&TapObject::peek_flip>("peekFlipPeek"), InstanceMethod<&TapObject::close>("close"),
         InstanceMethod<&TapObject::close_writer>("closeWriter"), InstanceAccessor<&TapObject::local>("local"),
         InstanceAccessor<&TapObject::peer>("peer"), InstanceAccessor<&TapObject::accepted>("accepted"),
         InstanceAccessor<&TapObject::writer>("writer")});
  }

  /** Creates a Tap from a TapSource (src/prover/backend.ts). */
  explicit TapObject(const Napi::CallbackInfo& info) : ObjectWrap(info) {
    const Napi::Object from = info[0].As<Napi::Object>();
    translated(info.Env(), [&] { open(from, from.Get("kind").ToString()); });
  }

  void take(Tap tap) { stream_.emplace(ControlStream{std::move(tap), Fd()}); }

 private:
  void open(const Napi::Object& from, const std::string& kind) {
    const int buffer = from.Get("receiveBuffer").ToNumber().Int32Value();
    if (kind == "tcp") return take(Tap::connect_tcp(to_endpoint(from), buffer));
    if (kind == "unix") return take(Tap::connect_unix(from.Get("path").ToString(), buffer));
    if (kind == "pipe") {
      Fd writer;
      Tap tap = Tap::make_pipe(writer);
      stream_.emplace(ControlStream{std::move(tap), std::move(writer)});
      return;
    }
    if (kind == "control") return open_control(from, from.Get("over").ToString(), buffer);
    if (kind != "accepted") throw Napi::TypeError::New(Env(), "Tap: there is no kind '" + kind + "'");
  }

  void open_control(const Napi::Object& from, const std::string& over, int buffer) {
    const bool by_reference = from.Get("sending").ToString().Utf8Value() == "sendfile";
    const Sending how = by_reference ? Sending::sendfile : Sending::write;
    const NamedScratch& scratch = to_scratch(from.Get("scratch"));
    if (over == "unix") stream_.emplace(control_over_unix(how, scratch));
    else if (over == "pipe") stream_.emplace(control_over_pipe(how, scratch));
    else stream_.emplace(control_over_tcp(from.Get("address").ToString(), buffer, how, scratch));
  }

  Tap& tap() { return stream_->tap; }

  Napi::Value queued(const Napi::CallbackInfo& info) {
    return translated(info.Env(), [&] { return Napi::Number::New(info.Env(), static_cast<double>(tap().queued())); });
  }
  Napi::Value peek(const Napi::CallbackInfo& info) {
    return translated(info.Env(), [&] { return from_bytes(info.Env(), tap().peek(to_size(info[0]))); });
  }
  Napi::Value receive(const Napi::CallbackInfo& info) {
    return translated(info.Env(), [&] {
      const auto bytes = tap().receive(to_size(info[0]));
      return bytes ? from_bytes(info.Env(), *bytes) : info.Env().Null();
    });
  }
  Napi::Value send(const Napi::CallbackInfo& info) {
    const auto buffer = info[0].As<Napi::Buffer<std::byte>>();
    return translated(info.Env(), [&] {
      const size_t sent = tap().send({buffer.Data(), buffer.Length()});
      return Napi::Number::New(info.Env(), static_cast<double>(sent));
    });
  }
  void finish_sending(const Napi::CallbackInfo&) { tap().finish_sending(); }
  Napi::Value ended(const Napi::CallbackInfo& info) { return Napi::Boolean::New(info.Env(), tap().ended()); }

  Napi::Value peek_flip(const Napi::CallbackInfo& info) {
    const Napi::Env env = info.Env();
    return translated(env, [&] {
      const Looks looks = peek_flip_peek(tap(), to_scratch(info[0]), to_size(info[1]), to_range(info[2], info[3]));
      Napi::Object object = Napi::Object::New(env);
      object["before"] = from_bytes(env, looks.before);
      object["during"] = from_bytes(env, looks.during);
      object["after"] = from_bytes(env, looks.after);
      object["changedNs"] = static_cast<double>(looks.changed_ns);
      object["tookNs"] = static_cast<double>(looks.took_ns);
      return object;
    });
  }

  void close(const Napi::CallbackInfo&) {
    tap().close();
    stream_->sender.reset();
  }
  void close_writer(const Napi::CallbackInfo&) { stream_->sender.reset(); }

  Napi::Value local(const Napi::CallbackInfo& info) { return from_endpoint(info.Env(), tap().local()); }
  Napi::Value peer(const Napi::CallbackInfo& info) { return from_endpoint(info.Env(), tap().peer()); }
  Napi::Value accepted(const Napi::CallbackInfo& info) {
    return Napi::Number::New(info.Env(), static_cast<double>(stream_->accepted));
  }
  Napi::Value writer(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), stream_->sender.get()); }

  std::optional<ControlStream> stream_;
};

class ListenerObject : public Napi::ObjectWrap<ListenerObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "Listener",
                       {InstanceMethod<&ListenerObject::accept>("accept"), InstanceMethod<&ListenerObject::close>("close"),
                        InstanceAccessor<&ListenerObject::local>("local")});
  }

  explicit ListenerObject(const Napi::CallbackInfo& info) : ObjectWrap(info) {
    const Napi::Object at = info[0].As<Napi::Object>();
    translated(info.Env(), [&] {
      listener_.emplace(to_endpoint(at), at.Get("receiveBuffer").ToNumber().Int32Value());
    });
  }

 private:
  /** Hands the accepted connection to the Tap passed in; false if no connection is waiting. */
  Napi::Value accept(const Napi::CallbackInfo& info) {
    return translated(info.Env(), [&] {
      auto tap = listener_->accept();
      if (tap) TapObject::Unwrap(info[0].As<Napi::Object>())->take(std::move(*tap));
      return Napi::Boolean::New(info.Env(), tap.has_value());
    });
  }
  void close(const Napi::CallbackInfo&) { listener_.reset(); }
  Napi::Value local(const Napi::CallbackInfo& info) { return from_endpoint(info.Env(), listener_->local()); }

  std::optional<Listener> listener_;
};

Napi::Value or_null(Napi::Env env, const std::optional<uint64_t>& value) {
  return value ? Napi::Value(Napi::Number::New(env, static_cast<double>(*value))) : env.Null();
}

/** Bytes of a file whose extents other files share (FIEMAP), and bytes that the page cache holds (mincore). */
Napi::Value extents_of(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return translated(env, [&] {
    struct stat status;
    const Fd file = open_regular(info[0].ToString(), status);
    const auto bytes = static_cast<uint64_t>(status.st_size);
    Napi::Object object = Napi::Object::New(env);
    object["cachedBytes"] = or_null(env, cached_in(file.get(), 0, bytes));
    object["sharedBytes"] = or_null(env, shared_bytes(file.get()));
    object["bytes"] = static_cast<double>(bytes);
    return object;
  });
}

}  // namespace

void export_proof(Napi::Env env, Napi::Object exports) {
  exports["Scratch"] = ScratchObject::define(env);
  exports["Tap"] = TapObject::define(env);
  exports["Listener"] = ListenerObject::define(env);
  exports["extents"] = Napi::Function::New(env, extents_of, "extents");
}

}  // namespace iopath
