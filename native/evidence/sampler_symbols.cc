// The names come from samples of every strategy and route on Linux 6.18 (ext4, tmpfs; TCP, Unix sockets, pipes), with
// the different spellings of 5.x and 6.1 added.
#include "evidence/sampler_symbols.hh"

#include <algorithm>
#include <array>

namespace iopath {

namespace {

using std::string_view_literals::operator""sv;

/**
 * `_copy_to_iter` is read and recv, `_copy_from_iter` write and send; the `_atomic` ones fill the page cache from a
 * user buffer (copy_page_ before 6.14). The others are called by those on processors where they are not inlined.
 */
constexpr std::array copy_leaves{
    "_copy_to_iter"sv,
    "_copy_from_iter"sv,
    "_copy_from_iter_nocache"sv,
    "_copy_from_iter_flushcache"sv,
    "copy_page_to_iter"sv,
    "copy_page_from_iter"sv,
    "copy_page_from_iter_atomic"sv,
    "copy_folio_from_iter_atomic"sv,
    "copy_page_to_iter_nofault"sv,
    "rep_movs_alternative"sv,
    "copy_user_generic_unrolled"sv,
    "copy_user_generic_string"sv,
    "copy_user_enhanced_fast_string"sv,
    "__arch_copy_to_user"sv,
    "__arch_copy_from_user"sv,
};

/** Variants of one function. */
constexpr std::array memcpy_leaves{
    "memcpy"sv,    "__memcpy"sv,  "__pi_memcpy"sv,  "memcpy_orig"sv, "memcpy_erms"sv,
    "memmove"sv,   "__memmove"sv, "__pi_memmove"sv, "copy_page"sv,   "__pi_copy_page"sv,
};

/**
 * Functions whose memcpy moves payload: the iterators (file to file through the kernel's pipe ends in
 * copy_folio_from_iter_atomic and memcpy) and skb_copy_ubufs, which copies a zero-copy send on loopback. In other
 * functions memcpy moves headers.
 */
constexpr std::array payload_frames{
    "_copy_to_iter"sv,
    "_copy_from_iter"sv,
    "copy_page_to_iter"sv,
    "copy_page_from_iter"sv,
    "copy_page_from_iter_atomic"sv,
    "copy_folio_from_iter_atomic"sv,
    "skb_copy_ubufs"sv,
};

/**
 * try_to_wake_up and its ttwu_ helpers queue the other thread and interrupt its idle CPU; sock_def_readable does
 * nothing but wake the reader of a socket, sk_stream_write_space and sock_def_write_space its writer.
 */
constexpr std::array wake_frames{
    "try_to_wake_up"sv,
    "default_wake_function"sv,
    "autoremove_wake_function"sv,
    "woken_wake_function"sv,
    "receiver_wake_function"sv,
    "pollwake"sv,
    "ep_poll_callback"sv,
    "wake_up_q"sv,
    "wake_up_process"sv,
    "sock_def_readable"sv,
    "sock_def_write_space"sv,
    "sk_stream_write_space"sv,
    "unix_write_space"sv,
    "wakeup_pipe_readers"sv,
    "wakeup_pipe_writers"sv,
};

/** Callers of __wake_up_sync_key, which ends in a tail call to the unlock and so has no frame of its own there. */
constexpr std::array tail_callers{
    "pipe_write"sv, "anon_pipe_write"sv, "pipe_read"sv, "anon_pipe_read"sv, "splice_from_pipe"sv, "splice_to_pipe"sv,
};

bool is_one_of(const auto& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

/** The name without the suffix of a compiler's clone: `.isra.0`, `.part.0`, `.constprop.0`, `.cold`. */
std::string_view plain(std::string_view symbol) { return symbol.substr(0, symbol.find('.')); }

}  // namespace

SymbolKind kind_of(std::string_view symbol) {
  const std::string_view name = plain(symbol);
  return {
      .copies = is_one_of(copy_leaves, name),
      .is_memcpy = is_one_of(memcpy_leaves, name),
      .moves_payload = is_one_of(payload_frames, name),
      .wakes = is_one_of(wake_frames, name) || name.starts_with("__wake_up") || name.starts_with("ttwu_"),
      .is_unlock = name == "_raw_spin_unlock_irqrestore",
      .wakes_by_tail_call = is_one_of(tail_callers, name),
  };
}

}  // namespace iopath
