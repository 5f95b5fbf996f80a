#include "evidence/kallsyms.hh"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace iopath {

namespace {

constexpr const char* kallsyms_path = "/proc/kallsyms";

struct Line {
  uint64_t address = 0;
  char type = '?';
  std::string_view name;
};

/** A line is `address type name`, followed by `\t[module]` for a module's symbol. */
Line parse(std::string_view text) {
  Line line;
  const char* const end = text.data() + text.size();
  const char* const rest = std::from_chars(text.data(), end, line.address, 16).ptr;
  if (end - rest < 4) return line;
  line.type = rest[1];
  line.name = text.substr(static_cast<size_t>(rest + 3 - text.data()));
  line.name = line.name.substr(0, line.name.find('\t'));
  return line;
}

bool is_text(char type) { return type == 't' || type == 'T' || type == 'w' || type == 'W'; }

}  // namespace

const Kallsyms& Kallsyms::instance() {
  static const Kallsyms table(kallsyms_path);
  return table;
}

bool Kallsyms::readable() {
  std::ifstream file(kallsyms_path);
  std::string line;
  // On older x86 kernels the first symbols are per-CPU offsets, which may start at 0; text symbols follow within these.
  for (int i = 0; i < 4096 && std::getline(file, line); ++i)
    if (is_text(parse(line).type) && parse(line).address != 0) return true;
  return false;
}

Kallsyms::Kallsyms(const char* path) {
  std::ifstream file(path);
  text_.assign(std::istreambuf_iterator<char>(file), {});
  for (size_t start = 0; start < text_.size();) {
    const size_t end = std::min(text_.find('\n', start), text_.size());
    const Line line = parse(std::string_view(text_).substr(start, end - start));
    if (is_text(line.type) && line.address != 0)
      symbols_.push_back({line.address, static_cast<uint32_t>(line.name.data() - text_.data()),
                          static_cast<uint32_t>(line.name.size())});
    start = end + 1;
  }
  std::ranges::stable_sort(symbols_, {}, &Symbol::address);
}

std::string_view Kallsyms::resolve(uint64_t address) const {
  const auto after = std::ranges::upper_bound(symbols_, address, {}, &Symbol::address);
  if (after == symbols_.begin()) return {};
  // Several names may share an address; the first one listed is used, so that a function has one name.
  const auto owner = std::ranges::lower_bound(symbols_, std::prev(after)->address, {}, &Symbol::address);
  return std::string_view(text_).substr(owner->name_start, owner->name_length);
}

}  // namespace iopath
