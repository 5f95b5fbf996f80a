#include <array>
#include <chrono>
#include <cstdio>

using boost::asio::awaitable;
using boost::asio::buffer;
using boost::asio::use_awaitable;
using boost::asio::ip::tcp;
namespace net = boost::asio;

awaitable<void> echo(tcp::socket peer) {
  char data[1024];
  for (;;) { // expect: copy-loop replaceable socket-to-socket 1024 kernel no-fix
    std::size_t n = co_await peer.async_read_some(net::buffer(data), use_awaitable);
    co_await async_write(peer, net::buffer(data, n), use_awaitable);
  }
}

awaitable<void> forward(tcp::socket &from, tcp::socket &to, std::chrono::steady_clock::time_point &deadline) {
  std::array<char, 4096> data;
  for (;;) { // expect: copy-loop replaceable socket-to-socket 4096
    deadline = std::max(deadline, std::chrono::steady_clock::now());
    auto [failed1, n1] = co_await from.async_read_some(buffer(data), as_tuple(use_awaitable));
    if (failed1) co_return;
    auto [failed2, n2] = co_await async_write(to, buffer(data, n1), as_tuple(use_awaitable));
    if (failed2) co_return;
  }
}

void session(tcp::socket from, tcp::socket &to) {
  for (;;) { // expect: copy-loop replaceable socket-to-socket 512
    char data[512];
    boost::system::error_code error;
    size_t length = from.read_some(net::buffer(data), error);
    if (error == net::error::eof) break;
    if (error) throw boost::system::system_error(error);
    net::write(to, net::buffer(data, length));
  }
}

// A request and its answer are no relay.
void ask(tcp::socket &peer, const char *question, size_t length) {
  char answer[512];
  for (int round = 0; round < 3; round += 1) {
    net::write(peer, net::buffer(question, length));
    size_t n = peer.read_some(net::buffer(answer));
    std::fwrite("got\n", 1, 4, stdout);
    if (n == 0) return;
  }
}

// Messages, not a stream.
template <typename WebSocket> awaitable<void> messages(WebSocket &ws) {
  for (;;) {
    net::flat_buffer data;
    co_await ws.async_read(data, use_awaitable);
    ws.text(ws.got_text());
    co_await ws.async_write(data.data(), use_awaitable);
  }
}

awaitable<void> shout(tcp::socket from, tcp::socket &to) {
  char data[512];
  for (;;) { // expect: copy-loop transformed
    std::size_t n = co_await from.async_read_some(buffer(data), use_awaitable);
    for (std::size_t at = 0; at < n; at += 1) data[at] = data[at] & 0x5f;
    co_await async_write(to, buffer(data, n), use_awaitable);
  }
}

awaitable<void> logged(tcp::socket from, tcp::socket &to) {
  char data[512];
  for (;;) { // expect: copy-loop inspected
    std::size_t n = co_await from.async_read_some(buffer(data), use_awaitable);
    hexdump(data, n);
    co_await async_write(to, buffer(data, n), use_awaitable);
  }
}

void count_lines(tcp::socket &from, tcp::socket &to, unsigned &lines) {
  char data[512];
  for (;;) { // expect: copy-loop inspected
    size_t n = from.read_some(net::buffer(data));
    for (size_t at = 0; at < n; at += 1) lines += data[at] == '\n';
    net::write(to, net::buffer(data, n));
  }
}
