// Packs a folder into one archive with an index and restores it. One relay each way, one of them checked.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace fs = std::filesystem;

struct Entry {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t sum = 0;
};

class Fnv {
public:
  void add(const char *data, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
      value_ = (value_ ^ static_cast<unsigned char>(data[i])) * 1099511628211ULL;
  }
  std::uint64_t value() const { return value_; }

private:
  std::uint64_t value_ = 14695981039346656037ULL;
};

using Index = std::map<std::string, Entry>;

static Index loadIndex(const fs::path &file) {
  Index index;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    Entry entry;
    std::string name;
    if (fields >> entry.offset >> entry.size >> std::hex >> entry.sum >> std::quoted(name))
      index[name] = entry;
  }
  return index;
}

static void saveIndex(const fs::path &file, const Index &index) {
  fs::path fresh = file;
  fresh += ".new";
  {
    std::ofstream out(fresh);
    for (const auto &[name, entry] : index) {
      out << std::dec << entry.offset << ' ' << entry.size << ' ' << std::hex << entry.sum << ' ' << std::quoted(name)
          << '\n';
    }
    if (!out)
      throw std::runtime_error("index could not be written");
  }
  fs::rename(fresh, file);
}

static std::uint64_t sumOf(const fs::path &file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<char> buffer(1 << 16);
  Fnv sum;
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
    sum.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  return sum.value();
}

static bool ignored(const fs::path &path, const std::vector<std::string> &endings) {
  for (const auto &ending : endings) {
    if (path.extension() == ending)
      return true;
  }
  return false;
}

static std::vector<std::string> readEndings(const fs::path &file) {
  std::vector<std::string> endings;
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    if (!line.empty() && line[0] != '#')
      endings.push_back(line);
  }
  return endings;
}

class Archive {
public:
  explicit Archive(fs::path folder) : folder_(std::move(folder)), index_(loadIndex(folder_ / "index")) {
    fs::create_directories(folder_);
  }

  void add(const fs::path &file, const std::string &name) {
    Entry entry;
    entry.sum = sumOf(file);
    if (auto known = index_.find(name); known != index_.end() && known->second.sum == entry.sum)
      return;
    std::ifstream in(file, std::ios::binary);
    std::fstream out(folder_ / "data", std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(0, std::ios::end);
    entry.offset = static_cast<std::uint64_t>(out.tellp());
    // At an offset of a file that stays: copy_file_range, not std::filesystem::copy_file.
    char buffer[32 * 1024];
    while (in.read(buffer, sizeof buffer) || in.gcount() > 0) { // expect: copy-loop replaceable file-to-file 32768 kernel
      out.write(buffer, in.gcount());
      entry.size += static_cast<std::uint64_t>(in.gcount());
    }
    index_[name] = entry;
  }

  // Summed on the way, so the bytes are looked at.
  void restore(const std::string &name, const fs::path &target) const {
    const Entry &entry = index_.at(name);
    std::ifstream in(folder_ / "data", std::ios::binary);
    in.seekg(static_cast<std::streamoff>(entry.offset));
    std::ofstream out(target, std::ios::binary);
    Fnv sum;
    char buffer[8192];
    for (std::uint64_t left = entry.size; left > 0;) { // expect: copy-loop inspected file-to-file 8192
      in.read(buffer, static_cast<std::streamsize>(std::min<std::uint64_t>(left, sizeof buffer)));
      if (in.gcount() == 0)
        throw std::runtime_error(name + ": archive ends early");
      sum.add(buffer, static_cast<std::size_t>(in.gcount()));
      out.write(buffer, in.gcount());
      left -= static_cast<std::uint64_t>(in.gcount());
    }
    if (sum.value() != entry.sum)
      throw std::runtime_error(name + ": sum differs");
  }

  void save() const { saveIndex(folder_ / "index", index_); }
  const Index &index() const { return index_; }

private:
  fs::path folder_;
  Index index_;
};

static void report(const Index &index, std::chrono::steady_clock::time_point start) {
  std::uint64_t bytes = 0;
  for (const auto &[name, entry] : index)
    bytes += entry.size;
  auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  std::cout << index.size() << " files, " << bytes << " bytes, " << took.count() << " ms\n";
}

int main(int argc, char **argv) {
  if (argc < 4) {
    std::cerr << "usage: backup save|restore ARCHIVE FOLDER\n";
    return 2;
  }
  auto start = std::chrono::steady_clock::now();
  Archive archive(argv[2]);
  fs::path folder = argv[3];
  if (std::string(argv[1]) == "save") {
    auto endings = readEndings(folder / ".backupignore");
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file() && !ignored(entry.path(), endings))
        archive.add(entry.path(), fs::relative(entry.path(), folder).string());
    }
    archive.save();
  } else {
    for (const auto &[name, entry] : archive.index()) {
      fs::create_directories((folder / name).parent_path());
      archive.restore(name, folder / name);
    }
  }
  report(archive.index(), start);
}
