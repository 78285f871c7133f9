// Replaces free() and realloc() for the whole program, so that every block is zeroed before it is reused.
//
// A passphrase passes through buffers that no part of Flowkeep owns (TLS records, HTTP bodies, JSON strings). Wiping
// each of them by hand cannot be complete; wiping where memory is returned is. The cost is one memset per free.
#include "CWipingAllocator.h"
#include <errno.h>
#include <malloc.h>
#include <stddef.h>
#include <string.h>

extern void __libc_free(void *);
extern void *__libc_malloc(size_t);

void free(void *block) {
    if (block == NULL) return;
    int saved = errno; // free() must not change errno
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
    errno = saved;
}

void *realloc(void *block, size_t size) {
    if (block == NULL) return __libc_malloc(size);
    if (size == 0) { free(block); return NULL; }
    size_t usable = malloc_usable_size(block);
    // In place while it fits and is not mostly empty: the tail is wiped when the block is freed.
    if (size <= usable && size >= usable / 2) return block;
    void *moved = __libc_malloc(size);
    if (moved == NULL) return NULL;
    memcpy(moved, block, usable < size ? usable : size);
    free(block);
    return moved;
}
