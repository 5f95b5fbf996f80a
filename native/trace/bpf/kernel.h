// The kernel's structures as far as they are read. Offsets are those of the running kernel: libbpf relocates each access by
// the kernel's own type information (BTF), so the order and the rest of the members do not matter here.
#pragma once

#include <linux/bpf.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct qstr {
  __u64 hash_len;
  const unsigned char* name;
};
struct hlist_bl_node {
  void** pprev;
};
struct super_block {
  unsigned long s_magic;
};
struct inode {
  unsigned short i_mode;
  unsigned int i_rdev;
  unsigned long i_ino;
  struct super_block* i_sb;
};
struct dentry {
  struct hlist_bl_node d_hash;
  struct dentry* d_parent;
  struct qstr d_name;
};
struct vfsmount {
  struct dentry* mnt_root;
};
struct mount {
  struct mount* mnt_parent;
  struct dentry* mnt_mountpoint;
  struct vfsmount mnt;
};
struct path {
  struct vfsmount* mnt;
  struct dentry* dentry;
};
struct file {
  struct path f_path;
  struct inode* f_inode;
  void* private_data;
};
struct fdtable {
  unsigned int max_fds;
  struct file** fd;
};
struct files_struct {
  struct fdtable* fdt;
};
struct thread_info {
  __u32 status;
};
struct sigaction {
  void* sa_handler;
};
struct k_sigaction {
  struct sigaction sa;
};
struct sighand_struct {
  struct k_sigaction action[64];
};
typedef struct {
  unsigned long sig[1];
} sigset_t;
struct task_struct {
  struct thread_info thread_info;
  struct files_struct* files;
  struct sighand_struct* sighand;
  sigset_t blocked;
};

struct in6_addr {
  __u8 bytes_[16];
};
struct sock_common {
  unsigned short skc_family;
  __u32 skc_daddr, skc_rcv_saddr;
  __u16 skc_dport, skc_num;
  struct in6_addr skc_v6_daddr, skc_v6_rcv_saddr;
};
struct sock {
  struct sock_common __sk_common;
};
struct socket {
  short type;
  struct sock* sk;
};
struct sockaddr_un {
  unsigned short sun_family;
  char sun_path[108];
};
struct unix_address {
  int len;
  struct sockaddr_un name[];
};
struct unix_sock {
  struct unix_address* addr;
  struct sock* peer;
};

#if defined(__TARGET_ARCH_x86)
struct pt_regs {
  unsigned long r15, r14, r13, r12, bp, bx, r11, r10, r9, r8, ax, cx, dx, si, di, orig_ax, ip, sp;
};
#else
struct pt_regs {
  unsigned long long regs[31], sp, pc, orig_x0;
  int syscallno;
};
#endif

#pragma clang attribute pop
