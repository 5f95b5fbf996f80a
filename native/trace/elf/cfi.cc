#include "trace/elf/cfi.hh"

#include <cstring>
#include <vector>

namespace iopath::trace {
namespace {

/** Reads values one after the other; after a missing value the others are zero and `ok` is false. */
class Reader {
 public:
  Reader(const Module& module, uint64_t at, uint64_t stop) : module_(module), at_(at), stop_(stop) {}

  bool ok() const { return ok_; }
  bool more() const { return ok_ && at_ < stop_; }
  uint64_t place() const { return at_; }
  void move_to(uint64_t place) { at_ = place; }

  template <typename T>
  T fixed() {
    T value{};
    const uint8_t* bytes = at_ + sizeof(T) <= stop_ ? module_.at(at_, sizeof(T)) : nullptr;
    if (!bytes) {
      ok_ = false;
      return value;
    }
    std::memcpy(&value, bytes, sizeof value);
    at_ += sizeof(T);
    return value;
  }

  uint64_t unsigned_leb() {
    uint64_t value = 0;
    for (unsigned shift = 0; ok_ && shift < 64; shift += 7) {
      const auto byte = fixed<uint8_t>();
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (!(byte & 0x80)) break;
    }
    return value;
  }

  int64_t signed_leb() {
    uint64_t value = 0;
    unsigned shift = 0;
    uint8_t byte = 0x80;
    while (ok_ && (byte & 0x80) && shift < 64) {
      byte = fixed<uint8_t>();
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      shift += 7;
    }
    if (shift < 64 && (byte & 0x40)) value |= ~uint64_t{0} << shift;
    return static_cast<int64_t>(value);
  }

  /** A pointer in one of the encodings DW_EH_PE_*; `data` is the start of .eh_frame_hdr. */
  uint64_t pointer(uint8_t encoding, uint64_t data = 0) {
    const uint64_t here = at_;
    uint64_t value = 0;
    switch (encoding & 0x0f) {
      case 0x00:
      case 0x04:
      case 0x0c: value = fixed<uint64_t>(); break;
      case 0x01: value = unsigned_leb(); break;
      case 0x02: value = fixed<uint16_t>(); break;
      case 0x03: value = fixed<uint32_t>(); break;
      case 0x09: value = static_cast<uint64_t>(signed_leb()); break;
      case 0x0a: value = static_cast<uint64_t>(int64_t{fixed<int16_t>()}); break;
      case 0x0b: value = static_cast<uint64_t>(int64_t{fixed<int32_t>()}); break;
      default: ok_ = false;
    }
    if ((encoding & 0x70) == 0x10) value += here;
    if ((encoding & 0x70) == 0x30) value += data;
    return value;
  }

 private:
  const Module& module_;
  uint64_t at_, stop_;
  bool ok_ = true;
};

/** No limit: `Module::at` checks the real one. */
constexpr uint64_t no_end = ~uint64_t{0} - 64;

/** What all functions of a compilation unit share (CIE). */
struct Common {
  uint64_t code_factor = 1;
  int64_t data_factor = 1;
  uint8_t pointer_encoding = 0;
  bool has_augmentation = false;
  uint64_t program = 0, stop = 0;
};

std::optional<Common> read_common(const Module& module, uint64_t at) {
  Reader head(module, at, no_end);
  const auto length = head.fixed<uint32_t>();
  const uint64_t stop = head.place() + length;
  Reader in(module, head.place(), stop);
  if (!head.ok() || length == 0xffffffffu || in.fixed<uint32_t>() != 0) return std::nullopt;
  const auto version = in.fixed<uint8_t>();
  char letters[8] = "";
  for (size_t letter = 0; letter < sizeof letters; ++letter)
    if ((letters[letter] = in.fixed<char>()) == '\0') break;
  Common common;
  common.code_factor = in.unsigned_leb();
  common.data_factor = in.signed_leb();
  const uint64_t return_place = version == 1 ? in.fixed<uint8_t>() : in.unsigned_leb();
  if (return_place != return_register) return std::nullopt;
  common.stop = stop;
  common.program = in.place();
  if (letters[0] != 'z') return in.ok() ? std::optional(common) : std::nullopt;
  common.has_augmentation = true;
  const uint64_t bytes = in.unsigned_leb();
  common.program = in.place() + bytes;
  for (size_t letter = 1; letter < sizeof letters && letters[letter] != '\0'; ++letter) {
    if (letters[letter] == 'R') common.pointer_encoding = in.fixed<uint8_t>();
    if (letters[letter] == 'L') in.fixed<uint8_t>();
    if (letters[letter] == 'P') in.pointer(in.fixed<uint8_t>());
    // A signal handler's frame: its caller was interrupted anywhere.
    if (letters[letter] == 'S') return std::nullopt;
  }
  return in.ok() ? std::optional(common) : std::nullopt;
}

/** Runs the instructions of one function up to an address. */
class Program {
 public:
  Program(const Module& module, const Common& common, uint64_t start, uint64_t target)
      : module_(module), common_(common), location_(start), target_(target) {}

  bool run(uint64_t from, uint64_t stop) {
    Reader in(module_, from, stop);
    while (in.more() && location_ <= target_) {
      const auto code = in.fixed<uint8_t>();
      if (!step(in, code)) return false;
    }
    return in.ok();
  }
  void keep_initial() { initial_ = rules; }

  FrameRules rules;

 private:
  void set(uint64_t place, Rule::How how, int64_t offset) {
    if (place < register_count) rules.registers[place] = {how, offset};
  }
  void save(uint64_t place, int64_t factored) { set(place, Rule::How::saved_at, factored * common_.data_factor); }
  /** The row is complete up to `location`: later instructions are about later addresses. */
  void advance(uint64_t by) { location_ += by * common_.code_factor; }

  bool step(Reader& in, uint8_t code) {
    const uint8_t low = code & 0x3f;
    switch (code & 0xc0) {
      case 0x40: advance(low); return true;
      case 0x80: save(low, static_cast<int64_t>(in.unsigned_leb())); return true;
      case 0xc0: restore(low); return true;
      default: return extended(in, low);
    }
  }

  void restore(uint64_t place) {
    if (place < register_count) rules.registers[place] = initial_.registers[place];
  }

  bool extended(Reader& in, uint8_t code) {
    uint64_t place = 0;
    switch (code) {
      case 0x00: return true;                                               // nop
      case 0x01: location_ = in.pointer(common_.pointer_encoding); return true;  // set_loc
      case 0x02: advance(in.fixed<uint8_t>()); return true;
      case 0x03: advance(in.fixed<uint16_t>()); return true;
      case 0x04: advance(in.fixed<uint32_t>()); return true;
      case 0x05:  // offset_extended
        place = in.unsigned_leb();
        save(place, static_cast<int64_t>(in.unsigned_leb()));
        return true;
      case 0x06: restore(in.unsigned_leb()); return true;
      case 0x07: set(in.unsigned_leb(), Rule::How::undefined, 0); return true;
      case 0x08: set(in.unsigned_leb(), Rule::How::same, 0); return true;
      case 0x0a: kept_.push_back(rules); return true;  // remember_state
      case 0x0b:                                       // restore_state
        if (kept_.empty()) return false;
        rules = kept_.back();
        kept_.pop_back();
        return true;
      case 0x0c:  // def_cfa
        rules.base = in.unsigned_leb();
        rules.base_offset = static_cast<int64_t>(in.unsigned_leb());
        return true;
      case 0x0d: rules.base = in.unsigned_leb(); return true;
      case 0x0e: rules.base_offset = static_cast<int64_t>(in.unsigned_leb()); return true;
      case 0x11:  // offset_extended_sf
        place = in.unsigned_leb();
        save(place, in.signed_leb());
        return true;
      case 0x12:  // def_cfa_sf
        rules.base = in.unsigned_leb();
        rules.base_offset = in.signed_leb() * common_.data_factor;
        return true;
      case 0x13: rules.base_offset = in.signed_leb() * common_.data_factor; return true;
      case 0x14:  // val_offset
        place = in.unsigned_leb();
        set(place, Rule::How::is, static_cast<int64_t>(in.unsigned_leb()) * common_.data_factor);
        return true;
      case 0x2e: in.unsigned_leb(); return true;  // GNU_args_size
      default: return false;                      // expressions and registers in registers
    }
  }

  const Module& module_;
  const Common& common_;
  FrameRules initial_;
  std::vector<FrameRules> kept_;
  uint64_t location_, target_;
};

/** The entry of the function that holds the address, from the sorted table: pairs of offsets from its own start. */
std::optional<uint64_t> find_entry(const Module& module, uint64_t address) {
  const uint64_t table = module.unwind_table();
  if (table == 0) return std::nullopt;
  Reader in(module, table, table + module.unwind_table_bytes());
  const auto version = in.fixed<uint8_t>();
  const auto frame_encoding = in.fixed<uint8_t>();
  const auto count_encoding = in.fixed<uint8_t>();
  const auto table_encoding = in.fixed<uint8_t>();
  in.pointer(frame_encoding, table);
  const uint64_t count = in.pointer(count_encoding, table);
  // The only encoding that linkers write: relative to the table, four bytes, signed.
  if (!in.ok() || version != 1 || table_encoding != 0x3b || count == 0) return std::nullopt;
  const uint64_t first = in.place();
  const auto start_of = [&](uint64_t index) {
    Reader entry(module, first + 8 * index, no_end);
    return table + static_cast<uint64_t>(int64_t{entry.fixed<int32_t>()});
  };
  uint64_t low = 0, high = count;
  while (low + 1 < high) {
    const uint64_t middle = low + (high - low) / 2;
    (start_of(middle) <= address ? low : high) = middle;
  }
  if (start_of(low) > address) return std::nullopt;
  Reader entry(module, first + 8 * low + 4, no_end);
  const uint64_t found = table + static_cast<uint64_t>(int64_t{entry.fixed<int32_t>()});
  return entry.ok() ? std::optional(found) : std::nullopt;
}

}  // namespace

std::optional<FrameRules> frame_rules(const Module& module, uint64_t address) {
  const std::optional<uint64_t> entry = find_entry(module, address);
  if (!entry) return std::nullopt;
  Reader head(module, *entry, no_end);
  const auto length = head.fixed<uint32_t>();
  const uint64_t id_place = head.place();
  const auto id = head.fixed<uint32_t>();
  if (!head.ok() || length == 0xffffffffu || id == 0) return std::nullopt;
  const std::optional<Common> common = read_common(module, id_place - id);
  if (!common) return std::nullopt;
  Reader in(module, head.place(), id_place + length);
  const uint64_t start = in.pointer(common->pointer_encoding);
  const uint64_t bytes = in.pointer(common->pointer_encoding & 0x0f);
  if (address < start || address - start >= bytes) return std::nullopt;
  if (common->has_augmentation) {
    const uint64_t skipped = in.unsigned_leb();
    in.move_to(in.place() + skipped);
  }
  // Instructions of the common part are about the first address, whatever the target.
  Program program(module, *common, start, address);
  if (!in.ok() || !program.run(common->program, common->stop)) return std::nullopt;
  program.keep_initial();
  if (!program.run(in.place(), id_place + length)) return std::nullopt;
  return program.rules;
}

}  // namespace iopath::trace
