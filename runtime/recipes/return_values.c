#include "return_values.h"

#include <string.h>

#include "../impact/consent.h"
#include "../stash/stash_held.h"
#include "online.h"

/* The application's triggers are left alone where that is possible: rows become what they were. */
#define QUIETLY \
    "(SELECT pg_catalog.set_config('session_replication_role', 'replica', true)) IS NOT NULL AND "

static bool is_true(const PGresult *r, int row, int column)
{
    return *PQgetvalue(r, row, column) == 't';
}

/* A label that the migration adds can be used when that is committed, not before. */
static bool fits_transaction(struct mg_site *site, const PGresult *r, int row, const char *table)
{
    const struct mg_table *t = mg_site_table(site, table);
    return !is_true(r, row, MG_HELD_IS_ENUM) && !t->partitioned && t->bytes <= MG_BRIEF_BYTES;
}

static void update_at_once(struct mg_script *script, const char *table, const char *set,
                           const char *where, bool quiet)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "UPDATE ");
    mg_buf_name(b, table);
    mg_buf_printf(b, " SET %s WHERE %s", set, where);
    if (quiet)
        mg_buf_add(mg_script_step(script, MG_STEP_SQL),
                   "SET LOCAL session_replication_role TO DEFAULT");
}

static void update(struct mg_site *site, struct mg_script *script, const PGresult *r, int row,
                   const char *table, bool whole)
{
    const char *column = PQgetvalue(r, row, MG_HELD_COLUMN);
    const char *held = PQgetvalue(r, row, MG_HELD_WHERE);
    const char *same = PQgetvalue(r, row, MG_HELD_KEY_SAME);
    bool quiet = is_true(r, row, MG_HELD_IS_QUIET);
    struct mg_buf set = MG_BUF_INIT, where = MG_BUF_INIT;
    mg_buf_printf(&set, "%s = (SELECT _was::text::%s FROM %s WHERE %s)", column,
                  PQgetvalue(r, row, MG_HELD_TYPE), held, same);
    mg_buf_printf(
        &where, "%sEXISTS (SELECT FROM %s WHERE %s AND _now::text IS NOT DISTINCT FROM (%s)::text)",
        quiet ? QUIETLY : "", held, same, column);
    if (!mg_site_wrote(site, &set) || !mg_site_wrote(site, &where)) {
        script->failed = true;
    } else if (whole || fits_transaction(site, r, row, table)) {
        update_at_once(script, table, mg_buf_text(&set), mg_buf_text(&where), quiet);
    } else {
        mg_online_update(site, script, table, mg_buf_text(&set), mg_buf_text(&where));
    }
    mg_held_let_go(script, held, false);
    mg_buf_free(&set);
    mg_buf_free(&where);
}

static void tell(struct mg_script *script, const PGresult *r, int row, const char *why)
{
    mg_buf_printf(mg_script_step(script, MG_STEP_NOTICE),
                  "the values of %s that the migration replaced do not come back: %s",
                  PQgetvalue(r, row, MG_HELD_NAME), why);
}

static void return_one(struct mg_site *site, struct mg_script *script, const PGresult *r, int row,
                       bool whole)
{
    struct mg_buf table = MG_BUF_INIT;
    if (strcmp(PQgetvalue(r, row, MG_HELD_KIND), "lost") == 0) {
        tell(script, r, row, "they were not kept, as no key tells the table's rows apart");
        mg_buf_printf(
            mg_script_step(script, MG_STEP_SQL),
            "DO $modelgen$ BEGIN DELETE FROM modelgen.stash WHERE id = %s; END $modelgen$",
            PQgetvalue(r, row, MG_HELD_ID));
        return;
    }
    if (PQgetisnull(r, row, MG_HELD_COLUMN) || PQgetisnull(r, row, MG_HELD_KEY) ||
        PQgetisnull(r, row, MG_HELD_WHERE)) {
        tell(script, r, row, "the column or the primary key is not what it was");
        return;
    }
    if (whole && is_true(r, row, MG_HELD_IS_ENUM)) {
        tell(script, r, row,
             "the migration asks for rows and is one transaction, in which a label "
             "that it adds cannot be used");
        return;
    }
    if (is_true(r, row, MG_HELD_REFERS)) {
        tell(script, r, row, "a foreign key of the column would not hold meanwhile");
        return;
    }
    mg_site_now(site, PQgetvalue(r, row, MG_HELD_TABLE), &table);
    if (mg_site_wrote(site, &table))
        update(site, script, r, row, mg_buf_text(&table), whole);
    mg_buf_free(&table);
}

void mg_values_return(struct mg_site *site, struct mg_script *script, bool whole)
{
    PGresult *r = mg_held_find(site, NULL, NULL);
    for (int i = 0; r && i < PQntuples(r); i++)
        if (!mg_held_has_come_back(site, PQgetvalue(r, i, MG_HELD_ID)))
            return_one(site, script, r, i, whole);
    PQclear(r);
}
