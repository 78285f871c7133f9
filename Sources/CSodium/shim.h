#include <sodium/core.h>
#include <sodium/crypto_core_ed25519.h>
#include <sodium/crypto_pwhash_argon2id.h>
#include <sodium/crypto_pwhash_scryptsalsa208sha256.h>
