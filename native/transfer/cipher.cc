#include "transfer/cipher.hh"

#include <algorithm>
#include <climits>

#include <dlfcn.h>

#include "kernel/posix.hh"

namespace iopath {

namespace {

// Prototypes of OpenSSL's EVP interface, stable since 1.1 (man EVP_EncryptInit).
struct Evp {
  void* (*new_context)();
  void (*free_context)(void*);
  const void* (*aes_256_gcm)();
  int (*init)(void*, const void*, void*, const unsigned char*, const unsigned char*);
  int (*update)(void*, unsigned char*, int*, const unsigned char*, int);
};

template <typename Function>
void find(Function& function, const char* name) {
  function = reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
  if (!function)
    throw Unsupported{{"no-cipher", {{"function", name}}}};
}

const Evp& evp() {
  static const Evp found = [] {
    Evp e;
    find(e.new_context, "EVP_CIPHER_CTX_new");
    find(e.free_context, "EVP_CIPHER_CTX_free");
    find(e.aes_256_gcm, "EVP_aes_256_gcm");
    find(e.init, "EVP_EncryptInit_ex");
    find(e.update, "EVP_EncryptUpdate");
    return e;
  }();
  return found;
}

}  // namespace

Cipher::Cipher(const unsigned char (&key)[32]) {
  // A key encrypts only one run's stream (and the same stream again to check it), so a fixed nonce is safe.
  static const unsigned char nonce[12] = {};
  const Evp& e = evp();
  context_ = e.new_context();
  if (context_ && e.init(context_, e.aes_256_gcm(), nullptr, key, nonce) == 1) return;
  if (context_) e.free_context(context_);
  throw Unsupported{{"cipher-refused"}};
}

Cipher::~Cipher() { evp().free_context(context_); }

void Cipher::encrypt(std::byte* data, size_t length) {
  auto* bytes = reinterpret_cast<unsigned char*>(data);
  while (length > 0) {
    const int part = static_cast<int>(std::min<size_t>(length, INT_MAX / 2));
    int written = 0;
    if (evp().update(context_, bytes, &written, bytes, part) != 1)
      throw SystemError(EIO, "EVP_EncryptUpdate", {}, "OpenSSL could not encrypt");
    bytes += part;
    length -= static_cast<size_t>(part);
  }
}

}  // namespace iopath
