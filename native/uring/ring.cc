#include "uring/ring.hh"

#include <algorithm>
#include <cstring>

namespace iopath {

namespace {

constexpr const char* ring_name = "io_uring";
/** How long the kernel's thread polls before it sleeps, ms; it occupies a core meanwhile. */
constexpr unsigned poll_idle_ms = 1;
/** A wait sleeps until a completion comes; one that returns this often without any would spin for ever. */
constexpr unsigned most_vain_waits = 1000;

/** Both rings are in one mapping (IORING_FEAT_SINGLE_MMAP, 5.4). */
size_t ring_size(const io_uring_params& params) {
  const size_t submissions = params.sq_off.array + params.sq_entries * sizeof(unsigned);
  const size_t completions = params.cq_off.cqes + params.cq_entries * sizeof(io_uring_cqe);
  return std::max(submissions, completions);
}

}  // namespace

Uring::Map::Map(Transfer& transfer, int fd, size_t bytes, uint64_t offset) : transfer_(transfer), bytes_(bytes) {
  const long address = transfer.kernel.call(Call::mmap, nullptr, bytes, PROT_READ | PROT_WRITE,
                                            MAP_SHARED | MAP_POPULATE, fd, static_cast<off_t>(offset));
  if (address == -1) throw SystemError(errno, "mmap", ring_name);
  data_ = reinterpret_cast<std::byte*>(address);
}

Uring::Map::~Map() { transfer_.kernel.call(Call::munmap, data_, bytes_); }

Uring::Uring(Transfer& transfer, const Options& options)
    : transfer_(transfer), fd_(transfer.kernel, set_up(options)),
      ring_(transfer, fd_.get(), ring_size(params_), IORING_OFF_SQ_RING),
      entries_(transfer, fd_.get(), params_.sq_entries * sizeof(io_uring_sqe), IORING_OFF_SQES),
      submission_head_(word(params_.sq_off.head)), submission_tail_(word(params_.sq_off.tail)),
      submission_flags_(word(params_.sq_off.flags)), completion_head_(word(params_.cq_off.head)),
      completion_tail_(word(params_.cq_off.tail)), submission_mask_(*word(params_.sq_off.ring_mask)),
      completion_mask_(*word(params_.cq_off.ring_mask)),
      completions_(reinterpret_cast<io_uring_cqe*>(ring_.data() + params_.cq_off.cqes)) {
  unsigned* const order = word(params_.sq_off.array);
  for (unsigned i = 0; i < params_.sq_entries; ++i) order[i] = i;
}

/** Tries a ring whose completions run while this thread waits for them (6.1), then the plain ring. */
int Uring::set_up(const Options& options) {
  const unsigned preferred = options.kernel_polls ? IORING_SETUP_SQPOLL : uring_single_issuer | uring_defer_taskrun;
  for (unsigned flags = preferred;; flags = 0) {
    params_ = {};
    params_.flags = flags;
    params_.sq_thread_idle = poll_idle_ms;
    if (options.kernel_polls && transfer_.spec.cores) {
      // On its own core, or on the sender's, which sleeps meanwhile: it must not disturb the receiver.
      const Cores& cores = *transfer_.spec.cores;
      params_.flags |= IORING_SETUP_SQ_AFF;
      params_.sq_thread_cpu = static_cast<unsigned>(cores.poller.value_or(cores.sender));
    }
    const long fd = transfer_.kernel.call(Call::io_uring_setup, options.entries, &params_);
    if (fd >= 0) return static_cast<int>(fd);
    if (errno != EINVAL || flags == 0 || options.kernel_polls) throw SystemError(errno, "io_uring_setup", ring_name);
  }
}

bool Uring::register_buffer(std::byte* data, size_t bytes) {
  const iovec buffer{data, bytes};
  const long result =
      transfer_.kernel.call(Call::io_uring_register, fd_.get(), IORING_REGISTER_BUFFERS, &buffer, 1);
  if (result < 0 && errno != ENOMEM) throw SystemError(errno, "io_uring_register", ring_name);
  return result >= 0;
}

namespace {

/** Errors of the limits on locked memory and open files: without registration the run is only slower. */
bool is_limit(int error) { return error == ENOMEM || error == EMFILE || error == ENFILE; }

}  // namespace

bool Uring::register_files(const int* fds, unsigned count) {
  const long result = transfer_.kernel.call(Call::io_uring_register, fd_.get(), IORING_REGISTER_FILES, fds, count);
  if (result < 0 && !is_limit(errno)) throw SystemError(errno, "io_uring_register", ring_name);
  return result >= 0;
}

bool Uring::update_file(unsigned number, int fd) {
  io_uring_files_update update{};
  update.offset = number;
  update.fds = reinterpret_cast<uint64_t>(&fd);
  const long result = transfer_.kernel.call(Call::io_uring_register, fd_.get(), IORING_REGISTER_FILES_UPDATE, &update, 1);
  if (result < 0 && !is_limit(errno)) throw SystemError(errno, "io_uring_register", ring_name);
  return result == 1;
}

io_uring_sqe& Uring::prepare() {
  // The kernel reads the tail only in wait(), or, polling, may take the entry as soon as wait() moves it.
  io_uring_sqe& entry = reinterpret_cast<io_uring_sqe*>(entries_.data())[prepared_tail_++ & submission_mask_];
  std::memset(&entry, 0, sizeof entry);
  return entry;
}

unsigned Uring::unsubmitted() const {
  return *submission_tail_ - __atomic_load_n(submission_head_, __ATOMIC_ACQUIRE);
}

/** The polling thread sleeps after some time without work and must then be woken by a call. */
unsigned Uring::wake_flag() const {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
  const bool asleep = __atomic_load_n(submission_flags_, __ATOMIC_RELAXED) & IORING_SQ_NEED_WAKEUP;
  return asleep ? IORING_ENTER_SQ_WAKEUP : 0;
}

unsigned Uring::withdraw() {
  const unsigned rest = unsubmitted();
  prepared_tail_ -= rest;
  __atomic_store_n(submission_tail_, prepared_tail_, __ATOMIC_RELEASE);
  return rest;
}

unsigned Uring::wait(unsigned completions) {
  __atomic_store_n(submission_tail_, prepared_tail_, __ATOMIC_RELEASE);
  const bool kernel_polls = params_.flags & IORING_SETUP_SQPOLL;
  unsigned vain = 0, withdrawn = 0;
  while (ready() + withdrawn < completions || (!kernel_polls && unsubmitted() > 0)) {
    const unsigned before = ready() - unsubmitted();
    const unsigned flags = IORING_ENTER_GETEVENTS | (kernel_polls ? wake_flag() : 0);
    const size_t taken = transfer_.insist(Call::io_uring_enter, ring_name, -1, 0, [&] {
      return transfer_.kernel.call(Call::io_uring_enter, fd_.get(), unsubmitted(), completions - withdrawn, flags,
                                   nullptr, 0ul);
    });
    vain = ready() - unsubmitted() == before ? vain + 1 : 0;
    if (!kernel_polls && taken > 0 && unsubmitted() > 0) withdrawn += withdraw();
    if (vain > most_vain_waits)
      throw SystemError(EIO, "io_uring_enter", ring_name, "it returned again and again without a completion");
  }
  return withdrawn;
}

}  // namespace iopath
