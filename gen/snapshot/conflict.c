#include "snapshot/conflict.h"

#include <string.h>

static bool is_mark(const char *line, size_t n)
{
    static const char *const marks[] = {"<<<<<<<", "=======", ">>>>>>>", "|||||||"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (n >= 7 && memcmp(line, marks[i], 7) == 0)
            return true;
    return false;
}

bool has_conflict(const char *path, const char *bytes, size_t n, struct diags *diags)
{
    const char *end = bytes + n;
    unsigned line = 1;

    while (bytes < end && !is_mark(bytes, (size_t)(end - bytes))) {
        bytes = memchr(bytes, '\n', (size_t)(end - bytes));
        if (!bytes)
            return false;
        bytes++;
        line++;
    }
    if (bytes >= end)
        return false;
    diag_error(diags, MG207, (struct loc){path, line, 1},
               "this file holds a merge that git could not finish");
    diag_hint(diags, "Two branches changed the schema. Finish the merge by rebasing the migrations "
                     "of one of them "
                     "onto the other.");
    return true;
}
