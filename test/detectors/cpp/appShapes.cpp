// Shapes of applications: queues, searches, sinks behind a callback, packages with padding.
#include <algorithm>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace fs = std::filesystem;

// Into the middle of a package: a range of a file that stays.
void addToPackage(std::fstream &package, const fs::path &path, std::streamoff at) {
  std::ifstream file(path, std::ios::binary);
  package.seekp(at);
  while (!file.eof()) { // expect: copy-loop replaceable file-to-file 4096
    static char buffer[4096];
    file.read(buffer, sizeof buffer);
    package.write(buffer, file.gcount());
    if (file.gcount() == 0)
      break;
  }
}

void copyTree(const fs::path &from, const fs::path &to) {
  for (const auto &entry : fs::recursive_directory_iterator(from)) {
    const auto target = to / fs::relative(entry.path(), from);
    if (entry.is_directory()) {
      fs::create_directories(target);
      continue;
    }
    std::ifstream in(entry.path(), std::ios::binary);
    std::ofstream out(target, std::ios::binary | std::ios::trunc);
    std::vector<char> buffer(256 * 1024);
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) { // expect: copy-loop replaceable file-to-file 262144 kernel
      if (!out.write(buffer.data(), in.gcount()))
        throw std::runtime_error("write " + target.string());
    }
  }
}

// One part a call: the loop stands in the server.
bool sendPart(const std::string &path, std::size_t offset, std::size_t length,
              const std::function<bool(const char *, std::size_t)> &sink) {
  static thread_local std::vector<char> buffer(8192);
  std::ifstream file(path, std::ios::binary);
  if (!file.seekg(static_cast<std::streamoff>(offset)))
    return false;
  file.read(buffer.data(), static_cast<std::streamsize>(std::min(length, buffer.size())));
  return sink(buffer.data(), static_cast<std::size_t>(file.gcount()));
}

bool contains(const fs::path &path, const std::string &needle, std::size_t limit) {
  std::ifstream in(path, std::ios::binary);
  std::string chunk(64 * 1024, '\0'), carry;
  for (std::size_t total = 0; in && total < limit;) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    const auto n = static_cast<std::size_t>(in.gcount());
    total += n;
    const std::string view = carry + chunk.substr(0, n);
    if (view.find(needle) != std::string::npos)
      return true;
    carry = view.substr(view.size() - std::min(view.size(), needle.size()));
  }
  return false;
}

std::size_t hashContent(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  std::string content;
  char buffer[1024];
  while (file.read(buffer, sizeof buffer) || file.gcount() > 0) {
    content.append(buffer, static_cast<std::size_t>(file.gcount()));
  }
  return std::hash<std::string>{}(content);
}

void produce(std::ifstream &file, std::mutex &mutex, std::deque<std::vector<std::uint8_t>> &queue) {
  std::vector<std::uint8_t> chunk(65536);
  while (file.read(reinterpret_cast<char *>(chunk.data()), static_cast<std::streamsize>(chunk.size()))) {
    std::lock_guard lock(mutex);
    queue.push_back(chunk);
  }
  chunk.resize(static_cast<std::size_t>(file.gcount()));
  std::lock_guard lock(mutex);
  queue.push_back(std::move(chunk));
}
