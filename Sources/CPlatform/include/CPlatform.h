// The few calls that Swift cannot name: variadic functions, macros and glibc extensions.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "iconv_utf8.h"

/// Marks the process undumpable (no core file, no ptrace or /proc/PID/mem by others of the same user) and sets the
/// core size limit to 0. Returns 0, or -1 with errno.
int fk_harden_process(void);

/// Whether this process is as `fk_harden_process` makes it: 1 or 0.
int fk_is_hardened(void);

/// Asks the kernel to send `signal` when the parent process dies. Returns 0, or -1 with errno.
int fk_die_with_parent(int signal);

/// Zeroes `count` bytes in a way the compiler may not remove.
void fk_wipe(void *bytes, size_t count);

/// Reads the credentials of the process at the other end of a Unix socket. Returns 0, or -1 with errno.
int fk_peer_credentials(int descriptor, pid_t *pid, uid_t *uid, gid_t *gid);

/// Opens a file and takes an exclusive advisory lock without waiting (open file description lock, so it is released
/// with the descriptor and not with any other close in this process). Returns the descriptor, or -1 with errno.
int fk_open_locked(const char *path);

/// Returns memory that malloc keeps in reserve to the system.
void fk_trim_heap(void);

/// Makes everything durable that was written to the file system of an open descriptor. Returns 0, or -1 with errno.
int fk_sync_file_system(int descriptor);

/// Limits malloc to `count` arenas. Call before threads start.
void fk_limit_arenas(int count);

/// Lets malloc keep up to `byte_count` bytes at the end of the heap, and take blocks up to that size from the heap, so
/// that large blocks are not mapped, faulted in and unmapped for each use. fk_trim_heap() still returns them.
void fk_keep_heap(size_t byte_count);

/// Gives back the pages of code that were read so far; what is run again is read again from the file.
void fk_release_code(void);

/// Blocks `count` signals in this thread (and threads it starts) and returns a descriptor that delivers them instead,
/// non-blocking and closed on exec; -1 with errno. Call before other threads start.
int fk_signal_descriptor(const int *signals, size_t count);

/// Reads the next signal from such a descriptor: its number, 0 when none waits, -1 with errno.
int fk_next_signal(int descriptor);

/// Lets every other thread go first from now on where this one would take a core from it. Linux keeps the priority of
/// each thread by itself; a thread that cannot be lowered goes on as it is.
void fk_let_others_first(void);
