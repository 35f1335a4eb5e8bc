/* Columns as the catalog has them. */
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/column.h"
#include "kinds/sequence.h"
#include "model/names.h"
#include "model/sql_token.h"
#include "model/types.h"

// clang-format off
#define COLLATION                                                                      \
    "(CASE WHEN cn.nspname IN ('pg_catalog', current_schema()) THEN '' ELSE ("         \
    CATALOG_PART("cn.nspname") ") || '.' END || " CATALOG_PART("o.collname") ")"
#define STORAGE                                                                        \
    "CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external'"                 \
    " WHEN 'm' THEN 'main' ELSE 'extended' END"
#define COMPRESSION "CASE to_jsonb(a)->>'attcompression' WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END"
/* What NOT NULL of PostgreSQL 18 can be besides. */
#define NOT_NULL_LOST(condition, text)                                                 \
    CATALOG_IF("EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid"     \
               " AND k.contype = 'n' AND k.conkey[1] = a.attnum AND k.conislocal AND " \
               condition ")", text) ","
#define ITS_OWN "(a.attislocal AND NOT c.relispartition)"
/* Compilers of today take strings of any length; ISO C only asks for 4095 bytes. */
#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Woverlength-strings"
#endif

const char column_catalog[] =
    "SELECT 1259 AS class, a.attrelid AS oid, a.attnum AS sub, n.nspname AS schema,"
    " c.relname AS \"table\", a.attname AS name,"
    " row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS position,"
    " col_description(a.attrelid, a.attnum) AS comment, d.oid AS default_oid,"
    " format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,"
    " (SELECT k.conname FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n'"
    " AND k.conkey[1] = a.attnum AND k.conislocal"
    " AND NOT (c.relispartition AND k.coninhcount > 0)) AS not_null_name,"
    CATALOG_IF("a.attgenerated = '' AND s.oid IS NULL", "pg_get_expr(d.adbin, d.adrelid)")
    " AS \"default\","
    CATALOG_IF("a.attgenerated <> ''", "pg_get_expr(d.adbin, d.adrelid)") " AS generated,"
    CATALOG_IF("a.attcollation <> t.typcollation", COLLATION) " AS collation,"
    " CASE CASE WHEN c.relispartition THEN '' ELSE a.attidentity END WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT'"
    " ELSE " CATALOG_IF("s.oid IS NOT NULL", "'SERIAL'") " END AS identity,"
    " s.relname AS sequence, obj_description(s.oid, 'pg_class') AS sequence_comment,"
    CATALOG_IF("q.seqtypid <> a.atttypid", "format_type(q.seqtypid, NULL)") " AS sequence_type,"
    CATALOG_SEQUENCE ","
    " a.attgenerated = 'v' AS virtual,"
    CATALOG_IF("a.attstorage <> t.typstorage", STORAGE) " AS storage,"
    COMPRESSION " AS compression," CATALOG_IF("a.attstattarget >= 0", "a.attstattarget") " AS statistics,"
    CATALOG_ATTRIBUTE_OPTIONS("a.attoptions") " AS \"with\"," CATALOG_OPTIONS("a.attfdwoptions") " AS options,"
    " NOT " ITS_OWN " AS inherited,"
    CATALOG_LOST(CATALOG_SECRETS("a.attfdwoptions") ","
                 NOT_NULL_LOST("connoinherit", "'that children do not inherit its NOT NULL'")
                 NOT_NULL_LOST("NOT k.convalidated", "'that its NOT NULL is not valid'")
                 CATALOG_IF("NOT " CATALOG_SAME_LOGGING,
                            "'that its sequence is logged or not'"))
    " FROM pg_attribute a"
    " JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f')"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_type t ON t.oid = a.atttypid"
    " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
    " LEFT JOIN pg_collation o ON o.oid = a.attcollation"
    " LEFT JOIN pg_namespace cn ON cn.oid = o.collnamespace"
    " LEFT JOIN (pg_depend i JOIN pg_class s ON s.oid = i.objid AND s.relkind = 'S')"
    " ON i.classid = 1259 AND i.refclassid = 1259 AND i.refobjid = a.attrelid"
    " AND i.refobjsubid = a.attnum AND (i.deptype = 'i' OR " CATALOG_IS_SERIAL ")"
    " LEFT JOIN pg_sequence q ON q.seqrelid = s.oid"
    " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.oid >= 16384";
// clang-format on

static bool is_digits(const char *p)
{
    return *p && !p[strspn(p, "0123456789.")];
}

/*
 * 'draft'::text is what PostgreSQL makes of 'draft' for a column of type text, '-1'::integer of -1:
 * what was written comes back, and means the same.
 */
const char *plain_default(struct arena *arena, const char *type, const char *text)
{
    const char *p = text, *cast;
    struct sql_token constant = sql_token_next(&p), colons = sql_token_next(&p);
    const char *own = type_base(arena, type), *other;

    if (constant.kind != SQL_STRING || *constant.p != '\'' || !sql_token_is(colons, "::"))
        return text;
    cast = type_canonical(arena, p);
    if (!cast)
        return text;

    const char *value = sql_token_string(arena, constant);
    bool negative = *value == '-' && is_digits(value + 1);

    if (negative && strcmp(cast, "integer") == 0 && !strchr(value, '.'))
        return value;
    if (negative && strcmp(cast, "numeric") == 0 && strchr(value, '.'))
        return value;
    other = type_base(arena, cast);
    if (strcmp(other, "bpchar") == 0)
        other = "char";
    if (strcmp(own, other) != 0 || type_is_array(type) != type_is_array(cast))
        return text;
    /* A cast with a length cuts silently what an assignment refuses. */
    if (strchr(cast, '(') && strcmp(cast, type) != 0)
        return text;
    return arena_strndup(arena, constant.p, constant.n);
}

/* nextval('numbers'::regclass): the cast is what nextval takes anyway. */
static const char *plain_nextval(struct arena *arena, const char *text)
{
    static const char begin[] = "nextval(", end[] = "::regclass)";
    size_t n = strlen(text), k = sizeof end - 1;

    if (strncmp(text, begin, sizeof begin - 1) != 0 || n < k || strcmp(text + n - k, end) != 0)
        return text;
    return arena_printf(arena, "%.*s)", (int)(n - k), text);
}

void column_pulled(struct arena *arena, struct object *o)
{
    struct column *c = (struct column *)o;

    if (c->default_)
        c->default_ = plain_nextval(arena, c->default_);

    if (c->default_)
        c->default_ = plain_default(arena, c->type, c->default_);
    if (c->not_null_name && strcmp(c->not_null_name, name_not_null(arena, o->table, o->name)) == 0)
        c->not_null_name = NULL;
    if (c->sequence && strcmp(c->sequence, name_sequence(arena, o->table, o->name)) == 0)
        c->sequence = NULL;
}
