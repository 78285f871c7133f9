#include "iconv_utf8.h"

#include <errno.h>
#include <iconv.h>

long fk_iconv_to_utf8(const char *name, const uint8_t *input, size_t count, uint8_t *output, size_t capacity) {
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) return -1;
    char *from = (char *)input;
    char *to = (char *)output;
    size_t left = capacity;
    size_t converted = iconv(converter, &from, &count, &to, &left);
    // A stateful encoding may hold a last character back.
    if (converted != (size_t)-1) converted = iconv(converter, NULL, NULL, &to, &left);
    int error = errno;
    iconv_close(converter);
    if (converted == (size_t)-1) return error == E2BIG ? -3 : -2;
    return (long)(capacity - left);
}
