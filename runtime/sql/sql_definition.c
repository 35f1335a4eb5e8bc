/* Definitions: `(name = value, ...)`, as CREATE TYPE, OPERATOR, COLLATION and the like take them.
 */
#include "sql.h"

static bool is_said(const void *args, const struct mg_definition *d)
{
    const char *member = (const char *)args + d->offset;

    if (d->how == MG_DEFINE_TRUE || d->how == MG_DEFINE_FALSE)
        return *(const unsigned char *)member;
    return *(const char *const *)member != NULL;
}

static void add_value(struct mg_buf *b, const void *args, const struct mg_definition *d)
{
    const char *text = *(const char *const *)((const char *)args + d->offset);

    if (d->how == MG_DEFINE_NAME)
        mg_buf_name(b, text);
    else if (d->how == MG_DEFINE_LITERAL)
        mg_buf_literal(b, text);
    else
        mg_buf_add(b, text);
}

void mg_sql_definition(struct mg_buf *b, const void *args, const struct mg_definition *definition)
{
    const char *before = " (";

    for (const struct mg_definition *d = definition; d->name; d++) {
        if (!is_said(args, d))
            continue;
        mg_buf_printf(b, "%s%s = ", before, d->name);
        if (d->how == MG_DEFINE_TRUE || d->how == MG_DEFINE_FALSE)
            mg_buf_add(b, d->how == MG_DEFINE_TRUE ? "true" : "false");
        else
            add_value(b, args, d);
        before = ", ";
    }
    if (*before == ',')
        mg_buf_addc(b, ')');
}
