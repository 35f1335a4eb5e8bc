#include "names.h"

#include <string.h>

size_t mg_name_clip(const char *name, size_t n)
{
    if (n < strlen(name))
        while (n > 0 && (name[n] & 0xc0) == 0x80)
            n--;
    return n;
}

void mg_name_shorten(size_t *n1, size_t *n2, size_t room)
{
    while (*n1 + *n2 > room) {
        if (*n1 > *n2)
            --*n1;
        else
            --*n2;
    }
}

void mg_name_make(struct mg_buf *b, const char *name1, const char *name2, const char *label)
{
    size_t n1 = strlen(name1), n2 = name2 ? strlen(name2) : 0;
    size_t overhead = (name2 ? 1 : 0) + (label ? strlen(label) + 1 : 0);

    mg_name_shorten(&n1, &n2, MG_NAME_MAX_BYTES - overhead);
    mg_buf_addn(b, name1, mg_name_clip(name1, n1));
    if (name2) {
        mg_buf_addc(b, '_');
        mg_buf_addn(b, name2, mg_name_clip(name2, n2));
    }
    if (label)
        mg_buf_printf(b, "_%s", label);
}
