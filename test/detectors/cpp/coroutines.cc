#include <cstddef>
#include <stdexcept>
#include <utility>

// Streams whose reads hand out a buffer of their own.
template <typename In, typename Out>
auto copyBytes(In &in, Out &out, size_t left) -> typename Out::task {
  while (left != 0) { // expect: copy-loop replaceable unknown-to-unknown
    auto piece = co_await in.read_up_to(left);
    if (piece.empty()) throw std::runtime_error("the stream ended early");
    left -= piece.size();
    co_await out.write(std::move(piece));
  }
}

template <typename In, typename Out, typename Key>
auto seal(In &in, Out &out, Key &key, size_t left) -> typename Out::task {
  while (left != 0) { // expect: copy-loop encrypted
    auto piece = co_await in.read_up_to(left);
    if (piece.empty()) break;
    left -= piece.size();
    key.encrypt(piece);
    co_await out.write(std::move(piece));
  }
}

namespace asio = boost::asio;

void echo(asio::ip::tcp::socket &peer, size_t expected) {
  for (size_t seen = 0; seen < expected;) { // expect: copy-loop replaceable socket-to-socket 2048
    char data[2048];
    boost::system::error_code err;
    auto length = peer.read_some(asio::mutable_buffers_1(data, 2048), err);
    if (err) return;
    seen += length;
    asio::write(peer, asio::buffer(data, length));
  }
}
