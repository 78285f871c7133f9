// Text in any encoding that glibc knows, to UTF-8.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Converts all of `input` from the encoding `name` into `output`. Returns the bytes written, -1 when the encoding is
/// unknown, -2 when the input is not valid in it or ends within a character, -3 when `capacity` does not suffice.
long fk_iconv_to_utf8(const char *name, const uint8_t *input, size_t count, uint8_t *output, size_t capacity);
