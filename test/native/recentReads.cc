// Reads and writes of a simulated process, of whose memory not all is to be had. Prints for each case the bytes paired with each end
// and those not compared.
#include <cstdio>
#include <cstring>
#include <map>
#include <random>
#include <string>

#include "trace/recent_reads.hh"

using namespace iopath::trace;

namespace {

/** Holds what a case puts there; the rest could not be captured. */
class Simulated : public Memory {
 public:
  void put(uint64_t address, std::string bytes) { pieces_[address] = std::move(bytes); }
  void drop(uint64_t address) { pieces_.erase(address); }

  bool pieces(const std::vector<Piece>& asked, std::byte* to) override {
    for (const auto& [address, length] : asked) {
      if (!range(address, to, length)) return false;
      to += length;
    }
    return true;
  }
  bool range(uint64_t address, void* to, size_t length) override {
    const auto after = pieces_.upper_bound(address);
    if (after == pieces_.begin()) return false;
    const auto& [start, bytes] = *std::prev(after);
    if (address - start + length > bytes.size()) return false;
    std::memcpy(to, bytes.data() + (address - start), length);
    return true;
  }
  bool samples(uint64_t, const Piece&) override { return false; }

 private:
  std::map<uint64_t, std::string> pieces_;
};

constexpr uint64_t block = 4096;
constexpr uint64_t buffer = 0x10000, other_buffer = 0x20000;

std::string random_bytes(size_t length) {
  static std::mt19937 next(1);
  std::string bytes(length, 0);
  for (char& one : bytes) one = static_cast<char>(next());
  return bytes;
}

EndPointer end_named(const char* name) { return std::make_shared<const End>(End{"file", name}); }

struct Case {
  Simulated memory;
  RecentReads reads{memory};
  EndPointer source = end_named("source"), earlier = end_named("earlier"), sink = end_named("sink");
  std::map<std::string, uint64_t> paired;
  uint64_t uncompared = 0;

  void write(uint64_t address, uint64_t bytes, uint64_t until = UINT64_MAX) {
    const Attribution found = reads.attribute(sink, {{address, bytes}}, until);
    for (const Paired& one : found.paired) paired[one.from->name] += one.bytes;
    uncompared += found.uncompared;
  }
  void print(const char* name) const {
    const auto of = [this](const char* end) { return paired.contains(end) ? paired.at(end) : 0; };
    std::printf("%s: source %lu, earlier %lu, not compared %lu\n", name, of("source"), of("earlier"), uncompared);
  }
};

/** The tracer is behind for 600 writes from memory in which a shorter read once was; then contents come again. */
void behind() {
  Case one;
  one.reads.search_from_start();
  one.memory.put(buffer, random_bytes(block));
  one.reads.add(one.earlier, {{buffer + 1000, 821}});
  one.memory.drop(buffer);
  for (int at = 0; at < 600; ++at) {
    one.reads.add(one.source, {{other_buffer, block}});
    one.write(buffer, block);
  }
  const std::string content = random_bytes(block);
  one.memory.put(other_buffer, content);
  one.memory.put(buffer, content);
  one.reads.add(one.source, {{other_buffer, block}});
  one.write(buffer, block);
  one.print("behind");
}

/** A read is written in quarters, two of which have neither its head nor its tail. */
void in_quarters() {
  Case one;
  one.memory.put(buffer, random_bytes(block));
  one.reads.add(one.source, {{buffer, block}});
  for (uint64_t at = 0; at < block; at += block / 4) one.write(buffer + at, block / 4);
  one.print("in quarters");
}

/** Of a write of 8 KiB the last 1 KiB is what was read there. */
void behind_own_bytes() {
  Case one;
  one.memory.put(buffer, random_bytes(2 * block));
  one.reads.add(one.source, {{buffer + 2 * block - 1024, 1024}});
  one.write(buffer, 2 * block);
  one.print("behind own bytes");
}

/** Of what was read whole once, the same quarter is written again and again, and nothing shows that it is still what was read. */
void used_again() {
  Case one;
  one.memory.put(buffer, random_bytes(block));
  one.reads.add(one.source, {{buffer, block}});
  for (int at = 0; at < 100; ++at) one.write(buffer + block / 4, block / 4);
  one.print("used again");
}

/** The peer of a write reads its bytes before the write returns. */
void read_meanwhile() {
  Case one;
  one.reads.search_from_start();
  const std::string content = random_bytes(block);
  one.memory.put(buffer, content);
  one.reads.add(one.source, {{buffer, block}});
  const uint64_t before = one.reads.last_number();
  one.memory.put(other_buffer, content);
  one.reads.add(one.earlier, {{other_buffer, block}});
  one.memory.put(2 * other_buffer, content);
  one.write(2 * other_buffer, block, before);
  one.print("read meanwhile");
}

}  // namespace

int main() {
  behind();
  in_quarters();
  behind_own_bytes();
  used_again();
  read_meanwhile();
}
