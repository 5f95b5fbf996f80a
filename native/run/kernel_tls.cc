#include "run/kernel_tls.hh"

#include <cstring>

#include <linux/tls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/random.h>
#include <sys/socket.h>

namespace iopath {

namespace {

constexpr int sol_tls = 282;  // SOL_TLS, which older libcs do not name

/** ENOENT: the module is neither built in nor could it be loaded (tcp_set_ulp, net/ipv4/tcp_ulp.c). */
[[noreturn]] void refused(const char* what, int error) {
  throw Unsupported{{"no-kernel-tls", {{"option", what}, {"errno", errno_name(error)}, {"text", std::strerror(error)}}}};
}

void install(int fd, int direction, const tls12_crypto_info_aes_gcm_256& keys, const char* what) {
  if (setsockopt(fd, IPPROTO_TCP, TCP_ULP, "tls", sizeof "tls") < 0) refused("TCP_ULP \"tls\"", errno);
  if (setsockopt(fd, sol_tls, direction, &keys, sizeof keys) < 0) refused(what, errno);
}

}  // namespace

void encrypt_in_kernel(const Channel& channel, bool decrypts) {
  tls12_crypto_info_aes_gcm_256 keys{};
  keys.info.version = TLS_1_2_VERSION;
  keys.info.cipher_type = TLS_CIPHER_AES_GCM_256;
  if (getrandom(keys.key, sizeof keys.key, 0) != sizeof keys.key) throw SystemError(errno, "getrandom");
  install(channel.writer.get(), TLS_TX, keys, "TLS_TX");
  if (decrypts) install(channel.reader.get(), TLS_RX, keys, "TLS_RX");
}

}  // namespace iopath
