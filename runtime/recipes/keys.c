#include "keys.h"

#include <stdlib.h>
#include <string.h>

#include "../sql/assigned.h"
#include "../sql/sql.h"

/* --- Which there are ---------------------------------------------------------------------- */

enum { TABLE, COLUMNS, BACKWARDS, VALUES, FIRST, LAST, AFTER, UP_TO, IDENTS };

/*
 * A btree on plain columns, all of them NOT NULL, ascending, with the order and the collation that
 * the column's own comparisons have: what WHERE and ORDER BY say is then what the index can do. A
 * generated column changes with others. What a type writes must be what it reads, whatever the
 * settings of the session: ISO dates are, in any DateStyle; money and the names of reg* types are
 * not, nor is any text of a server that does not know its encoding. %s: oids; names that are no
 * longer those of indexes.
 */
static const char query[] =
    "WITH RECURSIVE c AS (SELECT i.indrelid, i.indexrelid, i.indisprimary, n,"
    " i.indnkeyatts AS columns, pg_catalog.quote_ident(a.attname) AS name, a.atttypid,"
    " i.indclass[n - 1] AS class, a.attnotnull AND a.attgenerated = '' AND i.indoption[n - 1] = 0"
    " AND i.indcollation[n - 1] = a.attcollation AND NOT EXISTS (SELECT FROM"
    " pg_catalog.pg_constraint WHERE conrelid = i.indrelid AND contype = 'n' AND NOT convalidated"
    " AND a.attnum = ANY (conkey)) AS good"
    " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid"
    " JOIN pg_catalog.pg_am m ON m.oid = x.relam,"
    " pg_catalog.generate_series(1, i.indnkeyatts) n, pg_catalog.pg_attribute a"
    " WHERE i.indrelid = ANY (ARRAY[%s]::oid[]) AND i.indisunique AND i.indisvalid AND i.indislive"
    " AND i.indpred IS NULL AND i.indexprs IS NULL AND m.amname = 'btree'"
    " AND a.attrelid = i.indrelid AND a.attnum = i.indkey[n - 1]"
    " AND NOT EXISTS (SELECT FROM pg_catalog.pg_class f WHERE (f.oid = i.indexrelid OR f.oid IN"
    " (SELECT relid FROM pg_catalog.pg_partition_ancestors(i.indexrelid) p(relid)))"
    " AND pg_catalog.strpos(E'\\n' || %s, E'\\n' || f.relname || E'\\n') > 0)),\n"
    "b AS (SELECT DISTINCT atttypid AS type, atttypid AS base FROM c UNION ALL"
    " SELECT b.type, t.typbasetype FROM b JOIN pg_catalog.pg_type t ON t.oid = b.base"
    " AND t.typtype = 'd'),\n"
    "o AS (SELECT c.*, CASE WHEN n > 1 THEN ', ' ELSE '' END AS comma,"
    " pg_catalog.format('%%I.%%I', s.nspname, t.typname) AS base,"
    " c.good AND NOT (s.nspname = 'pg_catalog' AND (t.typname ~ '^reg' OR t.typname = 'money'))"
    " AND (t.typcollation = 0 OR pg_catalog.current_setting('server_encoding') <> 'SQL_ASCII')"
    " AND EXISTS (SELECT FROM pg_catalog.pg_opclass d WHERE d.opcfamily = k.opcfamily"
    " AND d.opcintype = k.opcintype AND d.opcdefault) AS is_good,"
    " (SELECT pg_catalog.array_agg(pg_catalog.format('OPERATOR(%%I.%%s)', nspname, oprname)"
    " ORDER BY amopstrategy DESC) FROM pg_catalog.pg_amop JOIN pg_catalog.pg_operator p"
    " ON p.oid = amopopr JOIN pg_catalog.pg_namespace q ON q.oid = oprnamespace"
    " WHERE amopfamily = k.opcfamily AND amoplefttype = k.opcintype"
    " AND amoprighttype = k.opcintype AND amopstrategy IN (2, 5)) AS operators"
    " FROM c JOIN b ON b.type = c.atttypid JOIN pg_catalog.pg_type t ON t.oid = b.base"
    " AND t.typtype <> 'd' JOIN pg_catalog.pg_namespace s ON s.oid = t.typnamespace"
    " JOIN pg_catalog.pg_opclass k ON k.oid = c.class)\n"
    "SELECT DISTINCT ON (indrelid) indrelid,"
    " pg_catalog.string_agg(comma || name, '' ORDER BY n),"
    " pg_catalog.string_agg(comma || name || ' DESC', '' ORDER BY n),"
    " pg_catalog.string_agg(comma || 'pg_catalog.format(''%%s'', ' || name || ')', '' ORDER BY n),"
    " pg_catalog.string_agg(pg_catalog.format('%%s($1::text[])[%%s]::%%s', comma, n, base), ''"
    " ORDER BY n),"
    " pg_catalog.string_agg(pg_catalog.format('%%s($2::text[])[%%s]::%%s', comma, n, base), ''"
    " ORDER BY n), min(operators[1]), min(operators[2]),"
    " pg_catalog.string_agg(name, E'\\n' ORDER BY n)"
    " FROM o GROUP BY indrelid, indexrelid, indisprimary, columns"
    " HAVING pg_catalog.bool_and(is_good) AND count(*) = columns"
    " AND min(operators[1]) = max(operators[1]) AND min(operators[2]) = max(operators[2])"
    " ORDER BY indrelid, indisprimary DESC, columns, indexrelid";

/* Whether the migration has changed columns of it by the time that this is carried out. */
static bool is_changed(const struct mg_site *site, const struct mg_family *family)
{
    const struct mg_operation *const changes[] = {&mg_op_rename_column, &mg_op_alter_column,
                                                  &mg_op_drop_column};

    for (size_t i = 0; i < family->n; i++)
        for (size_t k = 0; k < sizeof changes / sizeof *changes; k++)
            if (mg_site_did(site, changes[k], family->items[i].name))
                return true;
    return false;
}

/* The row of the table; -1 if there is none. */
static int row_of(const struct mg_keys *keys, const char *oid)
{
    for (int row = 0; row < PQntuples(keys->result); row++)
        if (strcmp(PQgetvalue(keys->result, row, TABLE), oid) == 0)
            return row;
    return -1;
}

static bool is_set(const struct mg_tokens *set, const char *idents)
{
    char ident[256];

    for (; *idents; idents += strcspn(idents, "\n"), idents += *idents == '\n') {
        size_t n = strcspn(idents, "\n");

        if (n >= sizeof ident)
            return true;
        memcpy(ident, idents, n);
        ident[n] = '\0';
        if (mg_assigns(set, ident))
            return true;
    }
    return false;
}

static void ask(struct mg_site *site, const struct mg_family *family, struct mg_keys *keys)
{
    struct mg_buf oids = MG_BUF_INIT, freed = MG_BUF_INIT, sql = MG_BUF_INIT;

    for (size_t i = 0; i < family->n; i++)
        mg_buf_printf(&oids, "%s%s", i ? ", " : "", family->items[i].oid);
    mg_buf_literal(&freed, site->freed.n ? mg_buf_text(&site->freed) : "");
    if (mg_site_wrote(site, &oids) && mg_site_wrote(site, &freed))
        mg_buf_printf(&sql, query, mg_buf_text(&oids), mg_buf_text(&freed));
    if (mg_site_wrote(site, &sql) && sql.n)
        keys->result = mg_site_query(site, mg_buf_text(&sql));
    mg_buf_free(&oids);
    mg_buf_free(&freed);
    mg_buf_free(&sql);
}

bool mg_keys_read(struct mg_site *site, const struct mg_family *family, const char *assignments,
                  struct mg_keys *keys)
{
    struct mg_tokens set = {0};
    bool good = family->n > 0 && !is_changed(site, family);

    *keys = (struct mg_keys){0};
    if (good && !mg_tokens_read(assignments, &set))
        good = mg_fail_memory(site->error);
    if (good)
        ask(site, family, keys);
    for (size_t i = 0; good && i < family->n; i++) {
        int row = keys->result ? row_of(keys, family->items[i].oid) : -1;

        if (family->items[i].kind == 'r')
            good = row >= 0 && !is_set(&set, PQgetvalue(keys->result, row, IDENTS));
    }
    free(set.items);
    return good;
}

void mg_keys_free(struct mg_keys *keys)
{
    PQclear(keys->result);
    *keys = (struct mg_keys){0};
}

/* --- What is done by them ----------------------------------------------------------------- */

/*
 * A condition that another index could answer must not be answered by it: that would be read
 * through for each batch. One that asks other tables is left to the planner.
 */
static void add_condition(struct mg_buf *b, const char *condition)
{
    struct mg_tokens tokens = {0};
    bool asks = false;

    if (!mg_tokens_read(condition, &tokens))
        b->failed = true;
    for (size_t i = 0; i < tokens.n; i++)
        asks |= mg_token_is(&tokens.items[i], "select");
    mg_buf_printf(b, asks ? " AND (%s)" : " AND CASE WHEN (%s) THEN true ELSE false END",
                  condition);
    free(tokens.items);
}

/* WHERE, with the values of both places known when it is planned. */
static void add_range(const struct mg_keys *keys, int row, struct mg_buf *b)
{
    const PGresult *r = keys->result;

    mg_buf_printf(b, "($1::text[] IS NULL OR (%s) %s (%s)) AND (%s) %s (%s)",
                  PQgetvalue(r, row, COLUMNS), PQgetvalue(r, row, AFTER), PQgetvalue(r, row, FIRST),
                  PQgetvalue(r, row, COLUMNS), PQgetvalue(r, row, UP_TO), PQgetvalue(r, row, LAST));
}

/* What the planner knows of its size, which the fills of this very step do not change. */
static void add_estimate(struct mg_buf *b, const char *table)
{
    mg_buf_add(b, "(SELECT CASE WHEN reltuples > 0 THEN reltuples::bigint ELSE 60 *"
                  " pg_catalog.pg_relation_size(oid) /"
                  " pg_catalog.current_setting('block_size')::bigint END"
                  " FROM pg_catalog.pg_class WHERE oid = ");
    mg_buf_name_literal(b, table);
    mg_buf_add(b, "::pg_catalog.regclass)");
}

static void add_probe(const struct mg_keys *keys, int row, const char *table, const char *rows,
                      struct mg_buf *b)
{
    const PGresult *r = keys->result;
    const char *columns = PQgetvalue(r, row, COLUMNS);

    mg_buf_add(b, "SELECT CASE WHEN $3::bigint = 0 THEN ");
    add_estimate(b, table);
    mg_buf_printf(b,
                  " ELSE $3::bigint END, ARRAY[%s] FROM ((SELECT %s FROM %s WHERE $3::bigint = 0"
                  " ORDER BY %s LIMIT 1) UNION ALL (SELECT %s FROM %s WHERE $3::bigint > 0 AND ",
                  PQgetvalue(r, row, VALUES), columns, rows, PQgetvalue(r, row, BACKWARDS), columns,
                  rows);
    add_range(keys, row, b);
    mg_buf_printf(b, " ORDER BY %s OFFSET greatest($3::bigint - 1, 0) LIMIT 1)) modelgen_keys",
                  columns);
}

void mg_keys_update(const struct mg_keys *keys, const struct mg_family *family, size_t i,
                    struct mg_script *script, const char *table, const char *assignments,
                    const char *condition)
{
    int row = row_of(keys, family->items[i].oid);
    struct mg_buf rows = MG_BUF_INIT, *b = mg_script_step(script, MG_STEP_KEYS);

    mg_family_own_rows(family, i, table, &rows);
    script->failed |= mg_buf_failed(&rows);
    if (!script->failed) {
        mg_buf_printf(b, "UPDATE %s SET %s WHERE ", mg_buf_text(&rows), assignments);
        add_range(keys, row, b);
        if (condition)
            add_condition(b, condition);
        add_probe(keys, row, family->items[i].name, mg_buf_text(&rows), mg_script_probe(script));
    }
    mg_buf_free(&rows);
}
