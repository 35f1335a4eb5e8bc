/* What is of no kind: found, so that it is not lost in silence. */
#include <string.h>

#include "database/catalog_rows.h"
#include "model/sql.h"
#include "runtime/base/buf.h"

/* A part of the query below: class, oid, what it is, schema, name. */
#define OTHER(class, oid, what, schema, name, from)                                     \
    "SELECT " class " AS class, " oid " AS oid, " what " AS what, " schema              \
                    "::text AS schema, " name "::text AS name FROM " from " WHERE " oid \
                    " >= 16384 "
#define IN(namespace_) " JOIN pg_namespace n ON n.oid = " namespace_

// clang-format off
static const char *const others[] = {
    OTHER("2601", "o.oid", "'access method'", "NULL", "o.amname", "pg_am o"),
    OTHER("2612", "o.oid", "'language'", "NULL", "o.lanname", "pg_language o"),
    OTHER("3576", "o.oid", "'transform'", "NULL", "format_type(o.trftype, NULL)",
               "pg_transform o"),
    /* It holds secrets; not everybody may read its number. */
    "SELECT 0 AS class, 16384 AS oid, 'subscription' AS what, NULL AS schema, o.subname::text AS name"
    " FROM pg_subscription o WHERE o.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())",
    OTHER("3596", "l.objoid", "'security label on'", "NULL",
          "pg_describe_object(l.classoid, l.objoid, l.objsubid)", "pg_seclabel l"),
};
// clang-format on

static void add_other(struct finding *f, const struct rows *rows, size_t row)
{
    const char *class = rows_value(rows, row, "class"), *oid = rows_value(rows, row, "oid");
    const char *name = rows_value(rows, row, "name"), *node = node_name(f->arena, class, oid, "0");
    struct found *found = arena_new_of(f->arena, struct found);

    found->schema = schema_value(f, rows_value(rows, row, "schema"));
    if (!schema_is_own(found->schema) || !schema_is_own(name) || map_get(f->members, node))
        return;
    found->label = arena_printf(f->arena, "%s \"%s%s%s\"", rows_value(rows, row, "what"),
                                found->schema, *found->schema ? "." : "", name);
    found->node = node;
    found->why = "";
    finding_add(f, found);
}

bool finding_others(struct finding *f)
{
    struct mg_buf sql = MG_BUF_INIT;
    struct rows rows;
    bool ok;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        mg_buf_printf(&sql, "%s%s", i ? " UNION ALL " : "", others[i]);
    mg_buf_add(&sql, " ORDER BY what, schema, name, oid");
    if (mg_buf_failed(&sql))
        out_of_memory();
    ok = finding_query(f, mg_buf_text(&sql), &rows);
    mg_buf_free(&sql);
    if (!ok)
        return false;
    for (size_t i = 0; i < rows.n; i++)
        add_other(f, &rows, i);
    return true;
}
