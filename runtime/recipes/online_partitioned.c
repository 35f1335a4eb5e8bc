/* Indexes and keys of partitioned tables in use. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../site/family.h"
#include "online.h"

/* One of these is to be made on the whole family. */
struct sought {
    struct mg_site *site;
    const mg_index_args *index;
    const mg_constraint *key;
    struct mg_family family;
    struct mg_buf *names;  /* of the index of each relative, as the catalog has it */
    bool *adopted;         /* it is there, and is taken over with all below it */
    struct mg_buf columns; /* what PostgreSQL makes names of: a_b */
};

/* --- What is there ------------------------------------------------------------------------ */

/* Indexes of the family that ATTACH PARTITION would accept (CompareIndexInfo in catalog/index.c).
 */
static const char alike[] =
    "SELECT i.indrelid, c.relname FROM pg_catalog.pg_index o"
    " JOIN pg_catalog.pg_class oc ON oc.oid = o.indexrelid, pg_catalog.pg_index i"
    " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
    " WHERE o.indexrelid = 'pg_temp.modelgen_like_idx'::pg_catalog.regclass"
    " AND i.indrelid = ANY (ARRAY[%s]::oid[]) AND NOT c.relispartition AND i.indisvalid"
    " AND i.indisunique = o.indisunique AND c.relam = oc.relam AND i.indnatts = o.indnatts"
    " AND i.indnkeyatts = o.indnkeyatts AND i.indcollation = o.indcollation"
    " AND pg_catalog.to_jsonb(i) -> 'indnullsnotdistinct' IS NOT DISTINCT FROM"
    " pg_catalog.to_jsonb(o) -> 'indnullsnotdistinct'"
    " AND ARRAY(SELECT opcfamily FROM unnest(i.indclass) WITH ORDINALITY u(c, n)"
    " JOIN pg_catalog.pg_opclass p ON p.oid = u.c ORDER BY n)"
    " = ARRAY(SELECT opcfamily FROM unnest(o.indclass) WITH ORDINALITY u(c, n)"
    " JOIN pg_catalog.pg_opclass p ON p.oid = u.c ORDER BY n)"
    " AND ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, n, true)"
    " FROM generate_series(1, i.indnatts) n)"
    " = ARRAY(SELECT pg_catalog.pg_get_indexdef(o.indexrelid, n, true)"
    " FROM generate_series(1, o.indnatts) n)"
    " AND pg_catalog.pg_get_expr(i.indpred, i.indrelid) IS NOT DISTINCT FROM"
    " pg_catalog.pg_get_expr(o.indpred, o.indrelid)"
    " AND (NOT %s OR EXISTS (SELECT FROM pg_catalog.pg_constraint"
    " WHERE conindid = i.indexrelid AND contype IN ('p', 'u'))) ORDER BY i.indexrelid";

/* The same index on an empty table with these columns, which nobody else sees. */
static bool try_it(struct sought *s)
{
    struct mg_buf sql = MG_BUF_INIT, name = MG_BUF_INIT;

    mg_buf_add(&sql, "BEGIN; CREATE TABLE pg_temp.modelgen_like (LIKE ");
    mg_buf_name(&name, s->family.items[0].name);
    if (mg_buf_failed(&name) || !mg_site_before(s->site, mg_buf_text(&name), &sql))
        sql.failed = true;
    mg_buf_add(&sql, "); ");
    if (s->key) {
        mg_constraint bare = *s->key;

        bare.with = NULL;
        mg_online_key_index(&sql, "pg_temp.modelgen_like", &bare, "modelgen_like_idx", false);
    } else {
        mg_index_args bare = *s->index;

        bare.name = "modelgen_like_idx";
        bare.table = "pg_temp.modelgen_like";
        bare.with = NULL;
        bare.tablespace = NULL;
        mg_sql_create_index(&sql, &bare, MG_INDEX_PLAIN);
    }
    PGresult *r = mg_site_query(s->site, mg_buf_text(&sql));
    bool good = r != NULL;

    PQclear(r);
    mg_buf_free(&sql);
    mg_buf_free(&name);
    return good;
}

static void read_columns(struct sought *s)
{
    PGresult *r =
        mg_site_query(s->site, "SELECT pg_catalog.string_agg(attname, '_' ORDER BY attnum)"
                               " FROM pg_catalog.pg_attribute WHERE attrelid ="
                               " 'pg_temp.modelgen_like_idx'::pg_catalog.regclass");

    if (r && PQntuples(r) > 0)
        mg_buf_add(&s->columns, PQgetvalue(r, 0, 0));
    PQclear(r);
}

static void adopt(struct sought *s, const char *oid, const char *name)
{
    for (size_t i = 1; i < s->family.n; i++)
        if (!s->adopted[i] && strcmp(s->family.items[i].oid, oid) == 0 &&
            !mg_site_is_freed(s->site, name)) {
            s->adopted[i] = true;
            mg_buf_add(&s->names[i], name);
        }
}

static void read_alike(struct sought *s)
{
    struct mg_buf oids = MG_BUF_INIT, sql = MG_BUF_INIT;

    for (size_t i = 1; i < s->family.n; i++)
        mg_buf_printf(&oids, "%s%s", i > 1 ? ", " : "", s->family.items[i].oid);
    if (mg_site_wrote(s->site, &oids) && oids.n)
        mg_buf_printf(&sql, alike, mg_buf_text(&oids), s->key ? "true" : "false");
    bool asks = mg_site_wrote(s->site, &sql) && sql.n;
    PGresult *r = asks ? mg_site_query(s->site, mg_buf_text(&sql)) : NULL;

    for (int i = 0; r && i < PQntuples(r); i++)
        adopt(s, PQgetvalue(r, i, 0), PQgetvalue(r, i, 1));
    PQclear(r);
    mg_buf_free(&oids);
    mg_buf_free(&sql);
}

/* `lower` of `lower(name)`, `name` of `name DESC`; the server does not know the columns yet. */
static void guess_columns(struct sought *s)
{
    const mg_list lists[] = {s->index->elements, s->index->include};

    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; lists[l] && lists[l][i]; i++) {
            const char *element = lists[l][i];
            size_t n = 0;

            while (isalnum((unsigned char)element[n]) || element[n] == '_')
                n++;
            mg_buf_add(&s->columns, s->columns.n ? "_" : "");
            if (*element == '"')
                mg_sql_plain_name(&s->columns, element);
            else if (n)
                mg_buf_addn(&s->columns, element, n);
            else
                mg_buf_add(&s->columns, "expr");
        }
}

/* The names, as far as they are not chosen later: of what is there already. */
static void look(struct sought *s)
{
    if (PQtransactionStatus(s->site->conn) != PQTRANS_IDLE)
        return;
    if (try_it(s)) {
        read_columns(s);
        read_alike(s);
    }
    PQclear(mg_site_query(s->site, "ROLLBACK"));
}

/* --- What is missing ---------------------------------------------------------------------- */

static void choose_name(struct sought *s, size_t i)
{
    const char *table = s->family.items[i].name;

    if (s->adopted[i])
        return;
    if (s->key)
        mg_online_name_constraint(s->site, table, s->key, &s->names[i]);
    else
        mg_online_choose_name(s->site, table, mg_buf_text(&s->columns), "idx", &s->names[i]);
}

static void make_only(struct sought *s, struct mg_script *script, size_t i)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    const char *table = s->family.items[i].name, *name = mg_buf_text(&s->names[i]);

    if (s->key) {
        mg_constraint key = *s->key;

        key.name = name;
        mg_buf_add(b, "ALTER TABLE ONLY ");
        mg_buf_name(b, table);
        mg_buf_add(b, " ADD ");
        mg_sql_constraint(b, &key);
    } else {
        mg_index_args index = *s->index;
        struct mg_buf ident = MG_BUF_INIT;

        mg_buf_ident(&ident, name);
        index.table = table;
        index.name = mg_buf_failed(&ident) ? "" : mg_buf_text(&ident);
        mg_sql_create_index(b, &index, MG_INDEX_ONLY);
        script->failed |= mg_buf_failed(&ident);
        mg_buf_free(&ident);
    }
    mg_script_step(script, MG_STEP_COMMIT);
}

static void build(struct sought *s, struct mg_script *script, size_t i)
{
    const char *table = s->family.items[i].name, *name = mg_buf_text(&s->names[i]);

    if (s->key) {
        mg_online_build_key(script, table, s->key, name);
    } else {
        mg_index_args index = *s->index;
        struct mg_buf ident = MG_BUF_INIT;

        mg_buf_ident(&ident, name);
        index.table = table;
        index.name = mg_buf_failed(&ident) ? "" : mg_buf_text(&ident);
        mg_online_build_index(script, &index);
        script->failed |= mg_buf_failed(&ident);
        mg_buf_free(&ident);
    }
}

/* AccessExclusive on the index that is attached: each by itself, for a moment. */
static void attach(struct sought *s, struct mg_script *script, size_t i)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    size_t parent = s->family.items[i].parent;

    mg_buf_add(b, "ALTER INDEX ");
    mg_sql_ident_beside(b, s->family.items[parent].name, mg_buf_text(&s->names[parent]));
    mg_buf_add(b, " ATTACH PARTITION ");
    mg_sql_ident_beside(b, s->family.items[i].name, mg_buf_text(&s->names[i]));
    mg_script_step(script, MG_STEP_COMMIT);
}

/* A table, then what is below it, then it becomes a part of what is above it. */
static size_t make(struct sought *s, struct mg_script *script, size_t i)
{
    const struct mg_relative *items = s->family.items;
    size_t next = i + 1;

    if (i > 0)
        choose_name(s, i);
    script->failed |= mg_buf_failed(&s->names[i]);
    if (script->failed)
        return s->family.n;
    if (!s->adopted[i] && items[i].kind == 'p')
        make_only(s, script, i);
    else if (!s->adopted[i])
        build(s, script, i);
    while (next < s->family.n && items[next].parent >= i)
        next = s->adopted[i] ? next + 1 : make(s, script, next);
    if (i > 0)
        attach(s, script, i);
    return next;
}

/* An index that the migration itself makes on one of them could be the one to take over. */
static bool is_met(struct sought *s)
{
    for (size_t i = 1; i < s->family.n; i++)
        if (mg_site_did(s->site, &mg_op_create_index, s->family.items[i].name) ||
            mg_site_did(s->site, &mg_op_add_constraint, s->family.items[i].name))
            return true;
    return false;
}

static bool make_all(struct sought *s, struct mg_script *script, const char *table)
{
    bool good = mg_family_read(s->site, table, &s->family) && s->family.settled && !is_met(s);

    s->names = good ? calloc(s->family.n, sizeof *s->names) : NULL;
    s->adopted = good ? calloc(s->family.n, sizeof *s->adopted) : NULL;
    if (good && (!s->names || !s->adopted))
        mg_fail_memory(s->site->error);
    good = s->names && s->adopted;
    if (good) {
        look(s);
        if (!s->columns.n && s->index)
            guess_columns(s);
        if (s->index)
            mg_sql_plain_name(&s->names[0], mg_sql_last_part(s->index->name));
        else if (s->key->name)
            mg_buf_add(&s->names[0], s->key->name);
        else
            mg_online_name_constraint(s->site, table, s->key, &s->names[0]);
        script->failed |= mg_buf_failed(&s->columns);
        make(s, script, 0);
    }
    for (size_t i = 0; s->names && i < s->family.n; i++)
        mg_buf_free(&s->names[i]);
    free(s->names);
    free(s->adopted);
    mg_buf_free(&s->columns);
    mg_family_free(&s->family);
    return good;
}

bool mg_online_partitioned_index(struct mg_site *site, struct mg_script *script,
                                 const mg_index_args *a)
{
    struct sought s = {.site = site, .index = a};

    return make_all(&s, script, a->table);
}

bool mg_online_partitioned_key(struct mg_site *site, struct mg_script *script, const char *table,
                               const mg_constraint *c)
{
    struct sought s = {.site = site, .key = c};

    return make_all(&s, script, table);
}
