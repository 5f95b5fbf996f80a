// The receiving end of a stream, held by the prover: the bytes in its queue can be read without consuming them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evidence/aliasing/dye.hh"

namespace iopath {

/** Where a TCP stream ends: a numeric address, and a port. */
struct Endpoint {
  std::string address;
  uint16_t port = 0;
};

/** A TCP or Unix stream connection, or the reading end of a pipe. Never blocks after construction. */
class Tap {
 public:
  /**
   * Connects within five seconds, with a receive buffer of `receive_buffer` bytes, so that the sender soon blocks.
   * Throws SystemError (ECONNREFUSED, ETIMEDOUT, …) with the address as path.
   */
  static Tap connect_tcp(const Endpoint& to, int receive_buffer);
  static Tap connect_unix(const std::string& path, int receive_buffer);
  /** A pipe; `writer` gets the other end. */
  static Tap make_pipe(Fd& writer);
  /** Takes ownership of an accepted connection. */
  explicit Tap(Fd socket) : fd_(std::move(socket)) {}

  /** Bytes that wait to be received (FIONREAD). */
  size_t queued() const;
  /** Up to `most` of them, which stay in the queue. */
  Bytes peek(size_t most) const;
  /** Consumes up to `most` bytes: none if the queue is empty, empty at the end of the stream. */
  std::optional<Bytes> receive(size_t most);
  /** Bytes accepted for sending; 0 if the send buffer is full. */
  size_t send(std::span<const std::byte> bytes);
  /** Shuts the sending direction down. */
  void finish_sending();
  /** Whether the peer has sent its last byte (POLLRDHUP, POLLHUP), or the connection broke. */
  bool ended() const;
  /** Addresses of this end and the peer's; empty for a Unix socket or a pipe. */
  std::optional<Endpoint> local() const, peer() const;

  void close() { fd_.reset(); }
  int fd() const { return fd_.get(); }

 private:
  Tap() = default;

  Fd fd_;
  bool pipe_ = false;
  /** A pipe has no MSG_PEEK: tee(2) duplicates its references into this one. */
  Fd spare_read_, spare_write_;
};

/** A listening TCP socket on one address; port 0 selects a free port. */
class Listener {
 public:
  /** Connections it accepts inherit the receive buffer. Throws SystemError (EADDRINUSE, …). */
  Listener(const Endpoint& at, int receive_buffer);
  Endpoint local() const;
  /** The next connection; none if no connection is waiting. */
  std::optional<Tap> accept() const;
  int fd() const { return fd_.get(); }

 private:
  Fd fd_;
};

/** The address of a socket's peer; empty if it has no numeric address. */
std::optional<Endpoint> peer_of(int socket);

}  // namespace iopath
