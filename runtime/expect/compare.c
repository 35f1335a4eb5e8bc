#include "question.h"

#include <stdlib.h>
#include <string.h>

#include "../sql/sql.h"
#include "tell.h"
#include "things.h"

/* --- What is there -------------------------------------------------------------------------- */

void mg_differences_free(struct mg_differences *found)
{
    for (size_t i = 0; i < found->expect.n; i++)
        mg_thing_free(&found->expect.things[i]);
    for (size_t i = 0; i < found->expect.n_claims; i++)
        mg_thing_free(&found->expect.claims[i].thing);
    for (size_t i = 0; i < found->n; i++)
        free(found->items[i].text);
    free(found->items);
    mg_index_free(&found->expect);
    free(found->expect.things);
    free(found->expect.claims);
    for (size_t i = 0; i < found->expect.n_renamed; i++) {
        free(found->expect.renamed[i].table);
        free(found->expect.renamed[i].name);
    }
    free(found->expect.renamed);
    mg_buf_free(&found->expect.sql);
    *found = (struct mg_differences){0};
}

/* Said before, of an earlier operation. */
static bool is_known(const struct mg_differences *found, const char *text)
{
    for (size_t i = 0; i < found->n; i++)
        if (strcmp(found->items[i].text, text) == 0)
            return true;
    return false;
}

static bool keep(struct mg_differences *found, const struct mg_reliance *claim,
                 enum mg_difference_kind kind, struct mg_buf *text)
{
    struct mg_difference *more = realloc(found->items, (found->n + 1) * sizeof *more);
    if (!more)
        return false;
    found->items = more;
    char *taken = mg_buf_take(text);
    if (taken)
        found->items[found->n++] = (struct mg_difference){kind, taken, claim};
    return taken != NULL;
}

/* --- Where else it may be --------------------------------------------------------------------- */

/* The table, view, ... that is not there: by the last part of its name. */
static const char *missing(const struct mg_difference *difference)
{
    const struct mg_thing *t = &difference->claim->thing;
    bool table = t->kind >= MG_THING_COLUMN;
    return difference->kind != MG_DIFFERS_MISSING ? NULL
           : table                                ? t->table
           : t->kind == MG_THING_RELATION         ? t->name
                                                  : NULL;
}

static void ask_where(const struct mg_differences *found, struct mg_buf *sql)
{
    const char *comma = "SELECT v.i, pg_catalog.string_agg(pg_catalog.quote_ident(n.nspname), ', ')"
                        ", pg_catalog.current_setting('search_path') FROM (VALUES ";
    for (size_t i = 0; i < found->n; i++) {
        const char *name = missing(&found->items[i]);
        struct mg_buf plain = MG_BUF_INIT;
        if (!name)
            continue;
        mg_sql_plain_name(&plain, mg_sql_last_part(name));
        mg_buf_printf(sql, "%s(%zu, ", comma, i);
        sql->failed |= mg_buf_failed(&plain);
        if (!sql->failed)
            mg_buf_literal(sql, mg_buf_text(&plain));
        mg_buf_add(sql, ", ");
        mg_buf_name_literal(sql, name);
        mg_buf_addc(sql, ')');
        mg_buf_free(&plain);
        comma = ", ";
    }
    if (sql->n)
        mg_buf_add(sql, ") v(i, name, whole) JOIN pg_catalog.pg_class c ON c.relname = v.name AND"
                        " pg_catalog.to_regclass(v.whole) IS NULL JOIN pg_catalog.pg_namespace n ON"
                        " n.oid = c.relnamespace WHERE n.nspname !~ '^(pg_|modelgen)' GROUP BY 1");
}

static bool add_place(struct mg_difference *difference, const char *schemas, const char *path)
{
    const char *name = missing(difference);
    bool hidden = mg_sql_last_part(name) == name;
    struct mg_buf text = MG_BUF_INIT;
    mg_buf_printf(&text, "%s; there is one in schema %s", difference->text, schemas);
    if (hidden) {
        mg_buf_printf(&text, ", and search_path is %s", path);
        difference->kind = MG_DIFFERS_HIDDEN;
    }
    char *taken = mg_buf_failed(&text) ? NULL : mg_buf_take(&text);
    mg_buf_free(&text);
    if (taken) {
        free(difference->text);
        difference->text = taken;
    }
    return taken != NULL;
}

/* What the search path does not lead to, or stands in another schema, is said to be there. */
static bool look_elsewhere(PGconn *conn, struct mg_differences *found, struct mg_error *error)
{
    struct mg_buf sql = MG_BUF_INIT;
    ask_where(found, &sql);
    bool asks = sql.n || mg_buf_failed(&sql), good = true;
    PGresult *r = asks && !mg_buf_failed(&sql) ? mg_query(conn, mg_buf_text(&sql), error) : NULL;
    good = !asks || r || mg_fail_memory(error); /* if there is no error yet */
    for (int row = 0; good && r && row < PQntuples(r); row++)
        good = add_place(&found->items[atol(PQgetvalue(r, row, 0))], PQgetvalue(r, row, 1),
                         PQgetvalue(r, row, 2)) ||
               mg_fail_memory(error);
    PQclear(r);
    mg_buf_free(&sql);
    return good;
}

/* --- All of it -------------------------------------------------------------------------------- */

bool mg_expect_compare(PGconn *conn, struct mg_differences *found, struct mg_error *error)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_expect_question(&found->expect, &sql);
    PGresult *r = mg_buf_failed(&sql) ? NULL : mg_query(conn, mg_buf_text(&sql), error);
    bool good = r || mg_fail_memory(error); /* if there is no error yet */
    for (int row = 1; good && row < PQntuples(r); row++) {
        const struct mg_reliance *claim = &found->expect.claims[atol(PQgetvalue(r, row, 0))];
        struct mg_buf text = MG_BUF_INIT;
        enum mg_difference_kind kind = mg_tell(claim, r, row, &text);
        if (mg_buf_failed(&text))
            good = mg_fail_memory(error);
        else if (text.n && !is_known(found, mg_buf_text(&text)))
            good = keep(found, claim, kind, &text) || mg_fail_memory(error);
        mg_buf_free(&text);
    }
    PQclear(r);
    mg_buf_free(&sql);
    return good && look_elsewhere(conn, found, error);
}
