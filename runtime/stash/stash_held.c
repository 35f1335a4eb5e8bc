#include "stash_held.h"

#include <string.h>

#include "stash_parts.h"

/* A relation r (t, was, now): the columns that the migration has renamed so far. */
static void add_renamed(const struct mg_site *site, struct mg_buf *sql)
{
    mg_buf_printf(sql, "(VALUES (NULL::pg_catalog.regclass, NULL, NULL)%s) r (t, was, now)",
                  site->renamed.n && !mg_buf_failed(&site->renamed) ? mg_buf_text(&site->renamed)
                                                                    : "");
    sql->failed |= mg_buf_failed(&site->renamed);
}

static void add_table(struct mg_site *site, const char *table, struct mg_buf *sql)
{
    struct mg_buf before = MG_BUF_INIT;
    mg_stash_before(site, table, &before);
    mg_buf_add(sql, "pg_catalog.to_regclass(");
    mg_buf_literal(sql, mg_buf_failed(&before) ? "" : mg_buf_text(&before));
    mg_buf_addc(sql, ')');
    mg_buf_free(&before);
}

void mg_held_add_before(struct mg_site *site, const char *table, const char *column,
                        struct mg_buf *sql)
{
    mg_buf_add(sql, "(SELECT coalesce(pg_catalog.max(was), ");
    mg_buf_literal(sql, column);
    mg_buf_add(sql, ") FROM ");
    add_renamed(site, sql);
    mg_buf_add(sql, " WHERE t = ");
    add_table(site, table, sql);
    mg_buf_add(sql, " AND now = ");
    mg_buf_literal(sql, column);
    mg_buf_addc(sql, ')');
}

/* --- What is held ------------------------------------------------------------------------- */

// clang-format off
/* What an attribute is called now. */
#define NOW(x) \
    "coalesce((SELECT now FROM r WHERE t = " x ".attrelid AND was = " x ".attname), " x ".attname)"

static const char find[] =
    " SELECT s.id, s.kind, pg_catalog.to_regclass(s.held)::text, c.oid::pg_catalog.regclass,"
    " s.relation || '.' || s.name, pg_catalog.quote_ident(" NOW("a") "),"
    " pg_catalog.format_type(a.atttypid, -1), EXISTS (WITH RECURSIVE b (oid) AS (SELECT"
    " a.atttypid UNION SELECT x FROM b JOIN pg_catalog.pg_type y ON y.oid = b.oid,"
    " unnest(ARRAY[typbasetype, typelem]) x WHERE x <> 0) SELECT FROM b JOIN pg_catalog.pg_type y"
    " ON y.oid = b.oid WHERE typtype IN ('e', 'c')), k.*,"
    " pg_catalog.current_setting('is_superuser') = 'on', EXISTS (SELECT FROM"
    " pg_catalog.pg_constraint WHERE contype = 'f' AND (conrelid = c.oid AND a.attnum ="
    " ANY (conkey) OR confrelid = c.oid AND a.attnum = ANY (confkey)))"
    " FROM modelgen.stash s LEFT JOIN pg_catalog.pg_class c ON c.oid = s.of_table"
    " LEFT JOIN pg_catalog.pg_attribute a ON attrelid = c.oid AND a.attnum = of_column"
    " AND NOT attisdropped LEFT JOIN pg_catalog.pg_type y ON y.oid = a.atttypid"
    " LEFT JOIN LATERAL (SELECT string_agg(pg_catalog.quote_ident(" NOW("x") "), ', ' ORDER BY h.n),"
    " string_agg(pg_catalog.format('%s = %I', h.attname, " NOW("x") "), ' AND ' ORDER BY h.n),"
    " count(*) FROM (SELECT attname, row_number() OVER (ORDER BY attnum) AS n FROM pg_catalog.pg_attribute WHERE attrelid ="
    " pg_catalog.to_regclass(s.held) AND attname ~ '^_key[0-9]+$') h LEFT JOIN"
    " pg_catalog.pg_attribute x ON x.attrelid = c.oid AND NOT x.attisdropped AND '_key' ||"
    " x.attnum = h.attname HAVING bool_and(x.attname IS NOT NULL)) k ON true"
    " WHERE s.kind IN ('values', 'lost')";
// clang-format on

PGresult *mg_held_find(struct mg_site *site, const char *table, const char *column)
{
    struct mg_buf sql = MG_BUF_INIT;
    PGresult *result = NULL;
    if (!mg_stash_may_hold(site))
        return NULL;
    mg_buf_add(&sql, "WITH r AS (SELECT * FROM ");
    add_renamed(site, &sql);
    mg_buf_add(&sql, ")");
    mg_buf_add(&sql, find);
    mg_buf_add(&sql, mg_stash_of_other_way(site->direction));
    mg_buf_add(&sql, " AND revision = ");
    mg_buf_literal(&sql, site->entry->migration->revision);
    mg_buf_add(&sql, " AND checksum = ");
    mg_buf_literal(&sql, site->entry->sha256);
    mg_buf_add(&sql, MG_OF_TENANT);
    if (table) {
        mg_buf_add(&sql, " AND c.oid = ");
        add_table(site, table, &sql);
        mg_buf_add(&sql, " AND a.attname = ");
        mg_held_add_before(site, table, column, &sql);
    }
    mg_buf_add(&sql, " ORDER BY s.id DESC");
    if (mg_site_wrote(site, &sql))
        result = mg_site_query(site, mg_buf_text(&sql));
    mg_buf_free(&sql);
    return result;
}

bool mg_held_has_come_back(const struct mg_site *site, const char *id)
{
    struct mg_buf line = MG_BUF_INIT;
    mg_buf_printf(&line, " %s ", id);
    bool has = site->brought.n && mg_site_wrote(site, &site->brought) &&
               mg_site_wrote(site, &line) &&
               strstr(mg_buf_text(&site->brought), mg_buf_text(&line));
    mg_buf_free(&line);
    return has;
}

void mg_held_let_go(struct mg_script *script, const char *held, bool only_if_empty)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "DO $modelgen$\nDECLARE\n    place CONSTANT regnamespace := split_part(");
    mg_buf_literal(b, held);
    mg_buf_add(b, ", '.', 1);\nBEGIN\n");
    if (only_if_empty)
        mg_buf_printf(b, "    IF EXISTS (SELECT FROM %s) THEN RETURN; END IF;\n", held);
    mg_buf_printf(b, "    DROP TABLE %s;\n    DELETE FROM modelgen.stash WHERE held = ", held);
    mg_buf_literal(b, held);
    mg_buf_add(b, MG_OF_TENANT ";\n");
    mg_stash_add_drop_place(b);
    mg_stash_end_block(b);
}
