#include "condition.h"

#include <stdio.h>
#include <string.h>

void mg_condition_ask(const char *condition, struct mg_buf *out)
{
    mg_buf_printf(
        out, "SELECT set_config('modelgen.only_if', CASE WHEN (%s) THEN 'yes' ELSE 'no' END, true)",
        condition);
}

/* Whether n bytes hold the text. */
static bool holds(const char *bytes, size_t n, const char *text)
{
    size_t length = strlen(text);

    for (size_t i = 0; i + length <= n; i++)
        if (memcmp(bytes + i, text, length) == 0)
            return true;
    return false;
}

void mg_condition_wrap(const char *statement, size_t n, struct mg_buf *out)
{
    char tag[32] = "$sql$", block[32] = "$if$";

    for (int i = 1; holds(statement, n, tag); i++)
        snprintf(tag, sizeof tag, "$sql%d$", i);
    for (int i = 1; holds(statement, n, block); i++)
        snprintf(block, sizeof block, "$if%d$", i);
    mg_buf_printf(out, "DO %sBEGIN IF current_setting('modelgen.only_if') = 'yes' THEN EXECUTE %s",
                  block, tag);
    mg_buf_addn(out, statement, n);
    mg_buf_printf(out, "%s; END IF; END%s", tag, block);
}
