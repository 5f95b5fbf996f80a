// A file server with threads: parsing, listings, ranges. Two loops relay.
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

class Fd {
public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  Fd(Fd &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd(const Fd &) = delete;
  ~Fd() {
    if (fd_ >= 0)
      ::close(fd_);
  }
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

private:
  int fd_;
};

struct Request {
  std::string method;
  std::string path;
  std::map<std::string, std::string> headers;
};

struct Range {
  off_t from;
  off_t to;
};

[[noreturn]] static void fail(const char *what) { throw std::system_error(errno, std::generic_category(), what); }

static void sendAll(int sock, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = ::send(sock, text.data(), text.size(), MSG_NOSIGNAL);
    if (n < 0)
      fail("send");
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

// Up to the empty line; what lies behind it stays for the next request.
static std::optional<std::string> readHead(int sock, std::string &pending) {
  std::array<char, 2048> buf;
  for (;;) {
    if (auto end = pending.find("\r\n\r\n"); end != std::string::npos) {
      std::string head = pending.substr(0, end);
      pending.erase(0, end + 4);
      return head;
    }
    if (pending.size() > 64 * 1024)
      return std::nullopt;
    ssize_t n = ::recv(sock, buf.data(), buf.size(), 0);
    if (n <= 0)
      return std::nullopt;
    pending.append(buf.data(), static_cast<std::size_t>(n));
  }
}

static Request parse(const std::string &head) {
  std::istringstream in(head);
  Request request;
  std::string line;
  in >> request.method >> request.path;
  std::getline(in, line);
  while (std::getline(in, line)) {
    auto colon = line.find(':');
    if (colon == std::string::npos)
      continue;
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    auto value = line.substr(line.find_first_not_of(' ', colon + 1));
    if (!value.empty() && value.back() == '\r')
      value.pop_back();
    request.headers[name] = value;
  }
  return request;
}

static std::optional<Range> parseRange(std::string_view spec, off_t size) {
  if (!spec.starts_with("bytes="))
    return std::nullopt;
  spec.remove_prefix(6);
  Range range{0, size - 1};
  auto [next, error] = std::from_chars(spec.data(), spec.data() + spec.size(), range.from);
  if (error != std::errc{} || next == spec.data() + spec.size() || *next != '-')
    return std::nullopt;
  std::from_chars(next + 1, spec.data() + spec.size(), range.to);
  if (range.from > range.to || range.to >= size)
    return std::nullopt;
  return range;
}

class Server {
public:
  explicit Server(fs::path root) : root_(fs::canonical(root)) {}

  void serve(Fd client) {
    std::string pending;
    while (auto head = readHead(client.get(), pending)) {
      Request request = parse(*head);
      answer(client.get(), request);
      if (request.headers["connection"] == "close")
        break;
    }
  }

private:
  void answer(int client, Request &request) {
    fs::path path = fs::weakly_canonical(root_ / fs::path(request.path).relative_path());
    if (path.string().rfind(root_.string(), 0) != 0)
      return sendAll(client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    if (fs::is_directory(path))
      return sendListing(client, path);
    Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info;
    if (!file || ::fstat(file.get(), &info) != 0)
      return sendAll(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    if (auto range = parseRange(request.headers["range"], info.st_size))
      return sendRange(client, path, *range, info.st_size);
    sendWhole(client, path, info.st_size);
  }

  void sendWhole(int client, const fs::path &path, off_t size) {
    sendAll(client, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
    int file = ::open(path.c_str(), O_RDONLY);
    std::vector<char> buffer(64 * 1024);
    ssize_t n;
    while ((n = ::read(file, buffer.data(), buffer.size())) > 0) { // expect: copy-loop replaceable file-to-socket 65536 kernel
      sendAll(client, {buffer.data(), static_cast<std::size_t>(n)});
    }
    ::close(file);
    if (n < 0)
      fail("read");
  }

  void sendRange(int client, const fs::path &path, Range range, off_t size) {
    std::ostringstream head;
    head << "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " << range.from << '-' << range.to << '/' << size
         << "\r\n\r\n";
    sendAll(client, head.str());
    int file = ::open(path.c_str(), O_RDONLY);
    ::lseek(file, range.from, SEEK_SET);
    off_t left = range.to - range.from + 1;
    char buffer[16384];
    while (left > 0) { // expect: copy-loop replaceable file-to-socket 16384 kernel
      ssize_t n = ::read(file, buffer, std::min<off_t>(left, sizeof buffer));
      if (n <= 0)
        break;
      ssize_t sent = ::send(client, buffer, n, MSG_NOSIGNAL);
      if (sent != n)
        break;
      left -= n;
    }
    ::close(file);
  }

  void sendListing(int client, const fs::path &folder) {
    std::string page;
    {
      std::lock_guard lock(mutex_);
      page = listings_[folder];
    }
    if (page.empty()) {
      page = "<ul>";
      for (const auto &entry : fs::directory_iterator(folder))
        page += "<li>" + entry.path().filename().string() + "</li>";
      page += "</ul>";
      std::lock_guard lock(mutex_);
      listings_[folder] = page;
    }
    sendAll(client, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(page.size()) + "\r\n\r\n");
    sendAll(client, page);
  }

  fs::path root_;
  std::mutex mutex_;
  std::map<fs::path, std::string> listings_;
};

int main(int argc, char **argv) {
  Server server(argc > 1 ? argv[1] : ".");
  int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(8080);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::listen(listener, 64) != 0)
    fail("listen");
  for (;;) {
    Fd client(::accept(listener, nullptr, nullptr));
    std::thread([&server, client = std::move(client)]() mutable {
      try {
        server.serve(std::move(client));
      } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
      }
    }).detach();
  }
}
