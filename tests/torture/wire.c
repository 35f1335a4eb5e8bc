#include "wire.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool wire_read(struct wire *wire, int fd)
{
    enum { MORE = 65536 };
    if (wire->capacity - wire->n < MORE) {
        wire->capacity = wire->capacity * 2 + MORE;
        wire->bytes = realloc(wire->bytes, wire->capacity);
        if (!wire->bytes)
            abort();
    }
    ssize_t n = read(fd, wire->bytes + wire->n, wire->capacity - wire->n);
    if (n <= 0)
        return false;
    wire->n += (size_t)n;
    return true;
}

int wire_int(const struct wire *wire, size_t offset)
{
    const unsigned char *p = (const unsigned char *)wire->bytes + offset;
    return (int)((unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3]);
}

size_t wire_message(const struct wire *wire, char *type)
{
    size_t head = wire->untyped ? 0 : 1;
    if (wire->n < head + 4)
        return 0;
    *type = '\0';
    if (head)
        *type = wire->bytes[0];
    size_t length = head + (size_t)wire_int(wire, head);
    return length <= wire->n ? length : 0;
}

void wire_drop(struct wire *wire, size_t n)
{
    memmove(wire->bytes, wire->bytes + n, wire->n - n);
    wire->n -= n;
}
