#include "transfer/transfer.hh"

#include <algorithm>

#include "kernel/guard.hh"
#include "kernel/thread.hh"

namespace iopath {

namespace {

/** How long a wait for readiness lasts before the next check for cancellation. */
constexpr timespec patience{.tv_sec = 0, .tv_nsec = 20'000'000};

}  // namespace

std::optional<Source> Transfer::next_source(int extra_flags) {
  if (next_file_ == spec.files.size()) return std::nullopt;
  const FileRange& range = spec.files[next_file_];
  const char* path = range.path.c_str();
  const char* name = range.shown();
  // O_NONBLOCK: opening a FIFO that replaced the file must fail, not wait for a writer.
  const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | extra_flags;
  const size_t fd = insist(Call::openat, name, -1, 0, [&] { return kernel.openat(path, flags); });
  input_fd_ = static_cast<int>(fd);
  CountedFd owned(kernel, input_fd_);
  struct stat info;
  insist(Call::fstat, name, -1, 0, [&] { return kernel.fstat(owned.get(), &info); });

  Source source(std::move(owned), name, Pieces(spec, range.offset, range.length, next_sink_offset_),
                setup_.growth ? this : nullptr);
  const bool whole = setup_.growth || static_cast<uint64_t>(info.st_size) >= range.offset + range.length;
  if (!S_ISREG(info.st_mode) || !whole)
    file_changed(source, Call::fstat);
  ++next_file_;
  next_sink_offset_ = next_sink_offset(next_sink_offset_, range.length);
  if (spec.header_bytes > 0) send_header();
  return source;
}

void Transfer::await_growth(uint64_t end) {
  setup_.growth->await(end, [this](int bell) {
    uint64_t rings;
    // Not move(): the 8 bytes of an eventfd are no payload and must not be counted as bytes read.
    insist(Call::read, "eventfd", bell, POLLIN, [&] { return kernel.call(Call::read, bell, &rings, sizeof rings); });
  });
}

void Transfer::file_changed(const Source& source, Call call) const {
  throw SystemError(ENODATA, name_of(call), source.path, shrunk);
}

void Transfer::page_lost(Call call) const {
  // Uncounted calls: the run has failed.
  struct stat info;
  const bool from_file = source_socket() < 0 && next_file_ > 0;
  if (from_file && fstat(input_fd_, &info) == 0) {
    const FileRange& range = spec.files[next_file_ - 1];
    const bool cut = static_cast<uint64_t>(info.st_size) < range.offset + range.length;
    if (cut) throw SystemError(ENODATA, name_of(call), range.shown(), shrunk);
  }
  if (sink.kind == Sink::Kind::file && fstat(sink.fd, &info) == 0) {
    // A mapped output is allocated page by page; allocating all of it shows whether space was the problem.
    const int error = posix_fallocate(sink.fd, 0, std::max<off_t>(info.st_size, 1));
    if (error == ENOSPC || error == EDQUOT)
      throw SystemError(error, name_of(call), sink.name, "a page of the mapped output could get no space");
  }
  throw SystemError(EIO, name_of(call), from_file ? current_path() : sink.name,
                    "a page of a mapped file could be neither read nor written: its device or filesystem failed");
}

size_t Transfer::receive(std::byte* data, size_t length) {
  const int fd = source_socket();
  const size_t n =
      insist(Call::recvfrom, "socket", fd, POLLIN, [&] { return kernel.recvfrom(fd, data, length, 0); });
  if (n == 0) stream_ended(Call::recvfrom);
  return n;
}

void Transfer::stream_ended(Call call) const {
  throw SystemError(ENODATA, name_of(call), "socket", "the stream ended before all of the input had come");
}

void Transfer::seek_sink(uint64_t sink_offset) {
  if (sink.kind != Sink::Kind::file || position_ == sink_offset) return;
  insist(Call::lseek, sink.name, -1, 0, [&] { return kernel.lseek(sink.fd, sink_offset); });
  position_ = sink_offset;
}

void Transfer::write_all(const std::byte* data, size_t length, uint64_t sink_offset) {
  const bool place = sink.kind == Sink::Kind::file && spec.order == Order::random;
  const Call call = place ? Call::pwrite64 : Call::write;
  if (!place) seek_sink(sink_offset);
  for (size_t done = 0; done < length;) {
    const size_t n = insist(call, sink.name, sink.fd, POLLOUT, [&] {
      return place ? kernel.pwrite64(sink.fd, data + done, length - done, sink_offset + done)
                   : kernel.write(sink.fd, data + done, length - done);
    });
    if (n == 0) throw SystemError(EIO, name_of(call), sink.name, "the sink took no bytes and gave no error");
    done += n;
    place ? placed(n) : wrote(n);
  }
}

void Transfer::look(const std::byte* data, size_t length) {
  if (spec.pass == Pass::none) return;
  if (!survives_bus_error([&] { setup_.pass.look(data, length); })) page_lost(Call::mmap);
}

void Transfer::flush() {
  insist(Call::fdatasync, sink.name, -1, 0, [&] { return kernel.fdatasync(sink.fd); });
}

void Transfer::settle(Call call, const char* path, int wait_fd, short events) {
  const int error = errno;
  check_cancelled();
  if (error == EINTR) return;
  // Buffers are ours and valid, so a bad address is an unavailable page of a mapped file.
  if (error == EFAULT) page_lost(call);
  if (error != EAGAIN || wait_fd < 0) throw SystemError(error, name_of(call), path);
  if (setup_.spin) return relax();
  pollfd ready{.fd = wait_fd, .events = events, .revents = 0};
  if (kernel.ppoll(&ready, 1, patience) < 0 && errno != EINTR) throw SystemError(errno, "ppoll", path);
  check_cancelled();
}

/** The header is sent together with the first bytes of its file: MSG_MORE delays a partial segment for them. */
void Transfer::send_header() {
  const size_t length = spec.header_bytes;
  for (size_t done = 0; done < length;) {
    const size_t n = insist(Call::sendto, sink.name, sink.fd, POLLOUT, [&] {
      return kernel.sendto(sink.fd, setup_.header + done, length - done, MSG_MORE | MSG_NOSIGNAL);
    });
    done += n;
    headers_ += n;
  }
}

}  // namespace iopath
