/* What is of no kind: found, so that it is not lost in silence. */
#include <string.h>

#include "database/catalog_rows.h"
#include "model/sql.h"
#include "runtime/buf.h"

/* A part of the query below: class, oid, what it is, schema, name. */
#define OTHER(class, oid, what, schema, name, from)                                     \
    "SELECT " class " AS class, " oid " AS oid, " what " AS what, " schema              \
                    "::text AS schema, " name "::text AS name FROM " from " WHERE " oid \
                    " >= 16384 "
#define IN(namespace_) " JOIN pg_namespace n ON n.oid = " namespace_

// clang-format off
static const char *const others[] = {
    OTHER("1259", "c.oid", "'foreign table'", "n.nspname", "c.relname",
          "pg_class c" IN("c.relnamespace"))
    "AND c.relkind = 'f'",
    OTHER("1247", "t.oid", "CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type'"
               " WHEN 'c' THEN 'composite type' ELSE 'base type' END", "n.nspname", "t.typname", "pg_type t" IN("t.typnamespace"))
    "AND (t.typtype IN ('d', 'r', 'p') OR t.typtype = 'b' AND t.typelem = 0 OR EXISTS (SELECT"
    " FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))",
    OTHER("2606", "k.oid", "'exclusion constraint'", "n.nspname", "c.relname || '.' || k.conname",
               "pg_constraint k JOIN pg_class c ON c.oid = k.conrelid" IN("c.relnamespace"))
    "AND k.contype = 'x'",
    OTHER("3381", "s.oid", "'statistics'", "n.nspname", "s.stxname",
               "pg_statistic_ext s" IN("s.stxnamespace")),
    OTHER("3456", "o.oid", "'collation'", "n.nspname", "o.collname",
               "pg_collation o" IN("o.collnamespace")),
    OTHER("2607", "o.oid", "'conversion'", "n.nspname", "o.conname",
               "pg_conversion o" IN("o.connamespace")),
    OTHER("2605", "o.oid", "'cast'", "NULL",
               "format_type(o.castsource, NULL) || ' AS ' || format_type(o.casttarget, NULL)",
               "pg_cast o"),
    OTHER("2617", "o.oid", "'operator'", "n.nspname", "o.oprname",
               "pg_operator o" IN("o.oprnamespace")),
    OTHER("2616", "o.oid", "'operator class'", "n.nspname", "o.opcname",
               "pg_opclass o" IN("o.opcnamespace")),
    OTHER("2753", "o.oid", "'operator family'", "n.nspname", "o.opfname",
               "pg_opfamily o" IN("o.opfnamespace")),
    OTHER("2601", "o.oid", "'access method'", "NULL", "o.amname", "pg_am o"),
    OTHER("2612", "o.oid", "'language'", "NULL", "o.lanname", "pg_language o"),
    OTHER("3576", "o.oid", "'transform'", "NULL", "format_type(o.trftype, NULL)",
               "pg_transform o"),
    OTHER("3602", "o.oid", "'text search configuration'", "n.nspname", "o.cfgname",
               "pg_ts_config o" IN("o.cfgnamespace")),
    OTHER("3600", "o.oid", "'text search dictionary'", "n.nspname", "o.dictname",
               "pg_ts_dict o" IN("o.dictnamespace")),
    OTHER("3601", "o.oid", "'text search parser'", "n.nspname", "o.prsname",
               "pg_ts_parser o" IN("o.prsnamespace")),
    OTHER("3764", "o.oid", "'text search template'", "n.nspname", "o.tmplname",
               "pg_ts_template o" IN("o.tmplnamespace")),
    OTHER("2328", "o.oid", "'foreign-data wrapper'", "NULL", "o.fdwname",
               "pg_foreign_data_wrapper o"),
    OTHER("1417", "o.oid", "'foreign server'", "NULL", "o.srvname", "pg_foreign_server o"),
    OTHER("6104", "o.oid", "'publication'", "NULL", "o.pubname", "pg_publication o"),
    OTHER("826", "o.oid", "'default privileges'", "n.nspname", "pg_get_userbyid(o.defaclrole)",
               "pg_default_acl o LEFT" IN("o.defaclnamespace")),
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
        BUG("out of memory");
    ok = finding_query(f, mg_buf_text(&sql), &rows);
    mg_buf_free(&sql);
    if (!ok)
        return false;
    for (size_t i = 0; i < rows.n; i++)
        add_other(f, &rows, i);
    return true;
}
