// Forwards connections to one of several servers, in turn; counts bytes and answers a control port.
#include <arpa/inet.h>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

struct Target {
  std::string host;
  std::string port;
  std::atomic<bool> healthy{true};
};

struct Counters {
  std::atomic<unsigned long long> up{0}, down{0};
  std::atomic<unsigned> open{0};
};

using Targets = std::vector<std::unique_ptr<Target>>;

static Targets loadTargets(const char *file) {
  Targets targets;
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    auto target = std::make_unique<Target>();
    if (fields >> target->host >> target->port)
      targets.push_back(std::move(target));
  }
  if (targets.empty())
    throw std::runtime_error("no targets");
  return targets;
}

static int dial(const Target &target) {
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(target.host.c_str(), target.port.c_str(), &hints, &found) != 0)
    return -1;
  int sock = -1;
  for (addrinfo *at = found; at; at = at->ai_next) {
    sock = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
    if (sock >= 0 && connect(sock, at->ai_addr, at->ai_addrlen) == 0)
      break;
    if (sock >= 0)
      close(sock);
    sock = -1;
  }
  freeaddrinfo(found);
  return sock;
}

static void forward(int from, int to, std::atomic<unsigned long long> &counter) {
  constexpr std::size_t size = 32 * 1024;
  auto buffer = std::make_unique<char[]>(size);
  for (;;) { // expect: copy-loop replaceable socket-to-socket 32768 kernel
    ssize_t n = recv(from, buffer.get(), size, 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    ssize_t at = 0;
    while (at < n) {
      ssize_t sent = send(to, buffer.get() + at, n - at, MSG_NOSIGNAL);
      if (sent < 0)
        return;
      at += sent;
    }
    counter += static_cast<unsigned long long>(n);
  }
  shutdown(to, SHUT_WR);
}

class Proxy {
public:
  explicit Proxy(Targets targets) : targets_(std::move(targets)) {}

  void session(int client) {
    int upstream = pick();
    if (upstream < 0) {
      static const char busy[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
      send(client, busy, sizeof busy - 1, MSG_NOSIGNAL);
      close(client);
      return;
    }
    ++counters_.open;
    std::thread back(forward, upstream, client, std::ref(counters_.down));
    forward(client, upstream, counters_.up);
    back.join();
    --counters_.open;
    close(upstream);
    close(client);
  }

  // Commands by line; each gets its own answer.
  void control(int client) {
    std::string pending;
    char buf[256];
    ssize_t n;
    while ((n = recv(client, buf, sizeof buf, 0)) > 0) {
      pending.append(buf, n);
      for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
        std::string answer = command(pending.substr(0, end));
        pending.erase(0, end + 1);
        send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
      }
    }
    close(client);
  }

  void probe() {
    for (;;) {
      for (auto &target : targets_) {
        int sock = dial(*target);
        target->healthy = sock >= 0;
        if (sock >= 0)
          close(sock);
      }
      std::this_thread::sleep_for(std::chrono::seconds(5));
    }
  }

private:
  int pick() {
    for (std::size_t tries = 0; tries < targets_.size(); ++tries) {
      auto &target = targets_[next_++ % targets_.size()];
      if (!target->healthy)
        continue;
      if (int sock = dial(*target); sock >= 0)
        return sock;
      target->healthy = false;
    }
    return -1;
  }

  std::string command(const std::string &text) {
    std::ostringstream out;
    if (text == "stats")
      out << counters_.open << " open " << counters_.up << " up " << counters_.down << " down\n";
    else if (text == "targets")
      for (auto &target : targets_)
        out << target->host << ' ' << (target->healthy ? "up" : "down") << '\n';
    else
      out << "unknown command\n";
    return out.str();
  }

  Targets targets_;
  std::atomic<std::size_t> next_{0};
  Counters counters_;
};

static int listenOn(unsigned short port) {
  int sock = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(sock, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || listen(sock, 64) != 0)
    throw std::runtime_error(std::strerror(errno));
  return sock;
}

int main(int argc, char **argv) {
  Proxy proxy(loadTargets(argc > 1 ? argv[1] : "targets.conf"));
  std::thread([&] { proxy.probe(); }).detach();
  std::thread([&] {
    int listener = listenOn(9001);
    for (int client; (client = accept(listener, nullptr, nullptr)) >= 0;)
      proxy.control(client);
  }).detach();
  int listener = listenOn(9000);
  for (int client; (client = accept(listener, nullptr, nullptr)) >= 0;)
    std::thread([&proxy, client] { proxy.session(client); }).detach();
}
