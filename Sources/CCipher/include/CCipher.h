// AES-256-GCM and HKDF straight from the BoringSSL that swift-crypto brings, without a copy on the way.
//
// swift-crypto's own interface copies a message four times (into Data, out of it, into its box, out of that one): at
// 64 KiB that costs four times what the cipher does (docs/decisions/0007-cipher-without-copies.md).
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Encrypts `count` bytes of `plaintext` and writes them and the 16-byte tag to `output`, which has room for
/// `count + 16` bytes and does not overlap. `key` is 32 bytes, `nonce` 12. Returns 1, or 0 when there is no memory.
int fk_aes256gcm_seal(const void *key, const void *nonce, const void *authenticated, size_t authenticated_count,
                      const void *plaintext, size_t count, void *output);

/// Decrypts `count` bytes, the last 16 of which are the tag, to `output`, which has room for `count - 16` bytes and
/// does not overlap. Returns 1, or 0 when the tag is wrong or the box too short; `output` then holds zeros.
int fk_aes256gcm_open(const void *key, const void *nonce, const void *authenticated, size_t authenticated_count,
                      const void *sealed, size_t count, void *output);

/// HKDF-SHA-256 (RFC 5869), extract and expand, into `count` bytes of `output`, at most 8,160. Returns 1, or 0 when
/// there is no memory.
int fk_hkdf_sha256(const void *secret, size_t secret_count, const void *salt, size_t salt_count, const void *info,
                   size_t info_count, void *output, size_t count);

/// The most bytes after the tag that fk_sha256_tagged takes: what fits on the stack without a thought.
enum { fk_sha256_tagged_maximum = 255 };

/// SHA-256 of one byte, `first` and `second` one after another into the 32 bytes of `output`. Returns 1, or 0 when
/// `first` and `second` together are longer than `fk_sha256_tagged_maximum`.
int fk_sha256_tagged(uint8_t tag, const void *first, size_t first_count, const void *second, size_t second_count,
                     void *output);

/// Fills `count` bytes from the kernel's generator, waiting for it to be seeded. Returns 1, or 0 when the kernel
/// refuses.
int fk_random_bytes(void *output, size_t count);
