#include "CCipher.h"
#include <errno.h>
#include <string.h>
#include <sys/random.h>

// BoringSSL's public interface (openssl/aead.h, openssl/hkdf.h) under the prefix that swift-crypto gives its copy.
// Declared here because swift-crypto offers no product with its headers; Package.swift pins its exact version, and
// frozen vectors fail should a signature ever change.
typedef struct evp_aead_st EVP_AEAD;
typedef struct evp_aead_ctx_st EVP_AEAD_CTX;
extern const EVP_AEAD *CCryptoBoringSSL_EVP_aead_aes_256_gcm(void);
extern EVP_AEAD_CTX *CCryptoBoringSSL_EVP_AEAD_CTX_new(const EVP_AEAD *aead, const uint8_t *key, size_t key_len,
                                                       size_t tag_len);
extern void CCryptoBoringSSL_EVP_AEAD_CTX_free(EVP_AEAD_CTX *ctx);
extern int CCryptoBoringSSL_EVP_AEAD_CTX_seal(const EVP_AEAD_CTX *ctx, uint8_t *out, size_t *out_len,
                                              size_t max_out_len, const uint8_t *nonce, size_t nonce_len,
                                              const uint8_t *in, size_t in_len, const uint8_t *ad, size_t ad_len);
extern int CCryptoBoringSSL_EVP_AEAD_CTX_open(const EVP_AEAD_CTX *ctx, uint8_t *out, size_t *out_len,
                                              size_t max_out_len, const uint8_t *nonce, size_t nonce_len,
                                              const uint8_t *in, size_t in_len, const uint8_t *ad, size_t ad_len);
typedef struct env_md_st EVP_MD;
extern const EVP_MD *CCryptoBoringSSL_EVP_sha256(void);
extern int CCryptoBoringSSL_HKDF(uint8_t *out_key, size_t out_len, const EVP_MD *digest, const uint8_t *secret,
                                 size_t secret_len, const uint8_t *salt, size_t salt_len, const uint8_t *info,
                                 size_t info_len);
extern void CCryptoBoringSSL_ERR_clear_error(void);
extern uint8_t *CCryptoBoringSSL_SHA256(const uint8_t *data, size_t len, uint8_t out[32]);

enum { key_count = 32, nonce_count = 12, tag_count = 16 };

int fk_aes256gcm_seal(const void *key, const void *nonce, const void *authenticated, size_t authenticated_count,
                      const void *plaintext, size_t count, void *output) {
    EVP_AEAD_CTX *context =
        CCryptoBoringSSL_EVP_AEAD_CTX_new(CCryptoBoringSSL_EVP_aead_aes_256_gcm(), key, key_count, tag_count);
    if (context == NULL) return 0;
    size_t written = 0;
    int sealed = CCryptoBoringSSL_EVP_AEAD_CTX_seal(context, output, &written, count + tag_count, nonce, nonce_count,
                                                    plaintext, count, authenticated, authenticated_count);
    CCryptoBoringSSL_EVP_AEAD_CTX_free(context); // wipes the key schedule
    return sealed == 1 && written == count + tag_count;
}

int fk_aes256gcm_open(const void *key, const void *nonce, const void *authenticated, size_t authenticated_count,
                      const void *sealed, size_t count, void *output) {
    if (count < tag_count) return 0;
    EVP_AEAD_CTX *context =
        CCryptoBoringSSL_EVP_AEAD_CTX_new(CCryptoBoringSSL_EVP_aead_aes_256_gcm(), key, key_count, tag_count);
    if (context == NULL) return 0;
    size_t written = 0;
    int opened = CCryptoBoringSSL_EVP_AEAD_CTX_open(context, output, &written, count - tag_count, nonce, nonce_count,
                                                    sealed, count, authenticated, authenticated_count);
    CCryptoBoringSSL_EVP_AEAD_CTX_free(context);
    // A refused box leaves an entry in BoringSSL's queue of this thread, where TLS would find it later.
    if (opened != 1) CCryptoBoringSSL_ERR_clear_error();
    return opened == 1 && written == count - tag_count;
}

int fk_hkdf_sha256(const void *secret, size_t secret_count, const void *salt, size_t salt_count, const void *info,
                   size_t info_count, void *output, size_t count) {
    return CCryptoBoringSSL_HKDF(output, count, CCryptoBoringSSL_EVP_sha256(), secret, secret_count, salt, salt_count,
                                 info, info_count);
}

int fk_sha256_tagged(uint8_t tag, const void *first, size_t first_count, const void *second, size_t second_count,
                     void *output) {
    uint8_t input[1 + fk_sha256_tagged_maximum];
    if (first_count > fk_sha256_tagged_maximum || second_count > fk_sha256_tagged_maximum - first_count) return 0;
    input[0] = tag;
    // memcpy must not see a null pointer, not even with a count of zero.
    if (first_count > 0) memcpy(input + 1, first, first_count);
    if (second_count > 0) memcpy(input + 1 + first_count, second, second_count);
    CCryptoBoringSSL_SHA256(input, 1 + first_count + second_count, output);
    return 1;
}

int fk_random_bytes(void *output, size_t count) {
    uint8_t *next = output;
    while (count > 0) {
        ssize_t given = getrandom(next, count, 0); // up to 256 bytes come whole; more may be cut short by a signal
        if (given < 0 && errno != EINTR) return 0;
        if (given > 0) {
            next += given;
            count -= (size_t)given;
        }
    }
    return 1;
}
