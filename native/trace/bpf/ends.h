// What a descriptor refers to, read when the call returns: later its number may mean another file.
#pragma once

#include "kernel.h"
#include "maps.h"

#define FILE_TYPE 0170000
#define SOCKET 0140000
#define UNIX_FAMILY 1
#define INET_FAMILY 2
#define INET6_FAMILY 10
/** Magic number of the filesystem of eventfd and the like (include/uapi/linux/magic.h). */
#define ANONYMOUS_INODES 0x09041934

/** Identity of an end. The name's hash includes its folder: a renamed file, or a reused inode, is another end. */
struct end_key {
  struct vfsmount* mount;
  struct dentry* dentry;
  __u64 name_hash, inode;
};

struct {
  __uint(type, BPF_MAP_TYPE_LRU_HASH);
  __uint(max_entries, 16384);
  __type(key, struct end_key);
  __type(value, __u32);
} ends SEC(".maps");

/** The file behind a descriptor of the current task, or null. */
static __always_inline struct file* file_of(struct task_struct* task, __u64 fd) {
  // The verifier knows what these point to, and lets them be read without a call.
  struct files_struct* files = task->files;
  struct file* file = 0;
  if (!files || fd >= files->fdt->max_fds) return 0;
  bpf_probe_read_kernel(&file, sizeof file, files->fdt->fd + fd);
  return file;
}

struct walk {
  struct dentry* dentry;
  struct mount* mount;
  __u32 bytes;
};

/** One step from a name to its folder, across mounts. */
static long walk_up(__u32 index, struct walk* walk) {
  struct dentry* dentry = walk->dentry;
  struct dentry* parent = BPF_CORE_READ(dentry, d_parent);
  struct mount* mount = walk->mount;
  if (dentry == BPF_CORE_READ(mount, mnt.mnt_root) || dentry == parent) {
    struct mount* outer = BPF_CORE_READ(mount, mnt_parent);
    if (outer == mount || !outer) return 1;
    walk->dentry = BPF_CORE_READ(mount, mnt_mountpoint);
    walk->mount = outer;
    return 0;
  }
  struct end_scratch* scratch = own_end_scratch();
  __u32 at = walk->bytes;
  if (!scratch || at > MOST_NAMES - 256) return 1;
  long length = bpf_probe_read_kernel_str(scratch->names + at, 256, BPF_CORE_READ(dentry, d_name.name));
  if (length > 0) walk->bytes = at + length;
  walk->dentry = parent;
  return 0;
}

static __always_inline void note_inet(struct iopath_end_record* record, struct sock* socket) {
  record->local_port = BPF_CORE_READ(socket, __sk_common.skc_num);
  record->peer_port = BPF_CORE_READ(socket, __sk_common.skc_dport);
  if (record->family == INET_FAMILY) {
    BPF_CORE_READ_INTO((__u32*)record->local, socket, __sk_common.skc_rcv_saddr);
    BPF_CORE_READ_INTO((__u32*)record->peer, socket, __sk_common.skc_daddr);
  } else {
    BPF_CORE_READ_INTO((struct in6_addr*)record->local, socket, __sk_common.skc_v6_rcv_saddr);
    BPF_CORE_READ_INTO((struct in6_addr*)record->peer, socket, __sk_common.skc_v6_daddr);
  }
}

/** Copies a Unix socket's name; returns its bytes behind the family. */
static __always_inline __u32 note_unix_name(struct sock* socket, char* into) {
  struct unix_sock* local = (struct unix_sock*)socket;
  if (!socket || !bpf_core_field_exists(local->addr)) return 0;
  struct unix_address* address = BPF_CORE_READ(local, addr);
  if (!address) return 0;
  __s32 length = BPF_CORE_READ(address, len);
  if (length <= 2 || length > 110) return 0;
  __u32 bytes = (__u32)(length - 2) & 127;
  bpf_probe_read_kernel(into, bytes, (char*)address + bpf_core_field_offset(address->name) + 2);
  return bytes;
}

static __always_inline void note_socket(struct end_scratch* scratch, struct file* file) {
  struct iopath_end_record* record = &scratch->end;
  struct socket* socket = BPF_CORE_READ(file, private_data);
  struct sock* sock = BPF_CORE_READ(socket, sk);
  record->type = BPF_CORE_READ(socket, type);
  record->family = BPF_CORE_READ(sock, __sk_common.skc_family);
  if (record->family == INET_FAMILY || record->family == INET6_FAMILY) note_inet(record, sock);
  if (record->family != UNIX_FAMILY) return;
  record->local_bytes = note_unix_name(sock, scratch->names);
  struct unix_sock* local = (struct unix_sock*)sock;
  if (bpf_core_field_exists(local->peer)) record->peer_bytes = note_unix_name(BPF_CORE_READ(local, peer), scratch->names + 128);
  record->names_bytes = 256;
}

/** Whether it is the name of a file in memory that the tracer gave to interpreters (python_start.hh, node_start.hh). */
static __always_inline int holds_answers(const char* name) { return bpf_strncmp(name, 13, "memfd:iopath-") == 0; }

/** Reports a new end to the tracer; returns its number, 0 if the record was lost. */
static __always_inline __u32 tell_end(struct file* file, struct inode* inode, const struct end_key* key) {
  struct end_scratch* scratch = own_end_scratch();
  struct iopath_totals* totals = own_totals();
  if (!scratch || !totals) return 0;
  struct iopath_end_record* record = &scratch->end;
  struct dentry* dentry = key->dentry;
  __builtin_memset(record, 0, sizeof *record);
  __u32 id = __sync_fetch_and_add(&totals->last_end, 1) + 1;
  record->kind = IOPATH_END_RECORD;
  record->id = id;
  record->inode = key->inode;
  record->mode = BPF_CORE_READ(inode, i_mode);
  record->device = BPF_CORE_READ(inode, i_rdev);
  record->anonymous = BPF_CORE_READ(inode, i_sb, s_magic) == ANONYMOUS_INODES;
  record->nameless = BPF_CORE_READ(dentry, d_parent) == dentry;
  record->unlinked = !record->nameless && BPF_CORE_READ(dentry, d_hash.pprev) == 0;
  if ((record->mode & FILE_TYPE) == SOCKET) {
    note_socket(scratch, file);
  } else if (record->nameless) {
    long length = bpf_probe_read_kernel_str(scratch->names, 256, BPF_CORE_READ(dentry, d_name.name));
    record->names_bytes = length > 0 ? length : 0;
    if (holds_answers(scratch->names)) record->id = id |= IOPATH_ANSWERS;
  } else {
    struct walk walk = {dentry, (struct mount*)((char*)key->mount - bpf_core_field_offset(struct mount, mnt)), 0};
    bpf_loop(256, walk_up, &walk, 0);
    record->names_bytes = walk.bytes;
  }
  __u32 names = record->names_bytes;
  if (names > MOST_NAMES) return 0;
  return send(record, sizeof *record + names) ? id : 0;
}

/** From Linux 6.2 on: reads of a pointer then need no call each. */
extern void* bpf_rdonly_cast(const void* object, __u32 type) __ksym __weak;

static __always_inline void read_key(struct file* file, struct end_key* key) {
  if (bpf_rdonly_cast) {
    struct file* readable = bpf_rdonly_cast(file, bpf_core_type_id_kernel(struct file));
    key->mount = readable->f_path.mnt;
    key->dentry = readable->f_path.dentry;
    key->name_hash = readable->f_path.dentry->d_name.hash_len;
    key->inode = readable->f_inode->i_ino;
    return;
  }
  // BPF_CORE_READ of a member of `key` would look for struct end_key in the kernel's types.
  struct dentry* dentry = BPF_CORE_READ(file, f_path.dentry);
  key->mount = BPF_CORE_READ(file, f_path.mnt);
  key->dentry = dentry;
  key->name_hash = BPF_CORE_READ(dentry, d_name.hash_len);
  key->inode = BPF_CORE_READ(file, f_inode, i_ino);
}

/** The number of the end behind a descriptor of the current task; 0 where there is none. */
__noinline __u32 end_of(__u64 fd) {
  struct task_struct* task = bpf_get_current_task_btf();
  struct file* file = file_of(task, fd & 0xffffffff);
  if (!file) return 0;
  struct end_key key;
  read_key(file, &key);
  __u32* known = bpf_map_lookup_elem(&ends, &key);
  struct iopath_totals* totals = own_totals();
  if (known && totals && totals->last_end - (*known & ~IOPATH_ANSWERS) < IOPATH_MOST_ENDS / 2) return *known;
  __u32 id = tell_end(file, BPF_CORE_READ(file, f_inode), &key);
  if (id) bpf_map_update_elem(&ends, &key, &id, BPF_ANY);
  return id;
}
