/* How things are made once more. */
#include "forms.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../sql/sql.h"
#include "nouns.h"

#define ON_SCRATCH "ALTER TABLE pg_temp." MG_SCRATCH " "

static char *take(struct mg_expect *expect, struct mg_buf *text)
{
    char *taken = mg_buf_failed(text) ? NULL : mg_buf_take(text);
    expect->failed |= !taken;
    mg_buf_free(text);
    return taken;
}

/* --- Whatever operations make ----------------------------------------------------------------- */

/* What * stands for is settled when a view is made, and would be more today. */
static bool is_settled(const char *query)
{
    for (const char *p = query; p && (p = strchr(p, '*')); p++)
        if (p == query || p[-1] != '(' || p[1] != ')')
            return false;
    return query && !strcasestr(query, "natural");
}

/* What is left out of the copy: what would be made elsewhere, or not be made. */
static bool prepare(const struct mg_operation *o, void *args)
{
    const struct mg_noun *noun = mg_noun_of_operation(o->name);
    if (strcmp(noun->noun, "sequence") == 0) {
        mg_sequence_args *a = args;
        a->unlogged = a->logged = a->not_owned = 0;
        a->owner = NULL;
        a->owner_column = NULL;
    } else if (o == &mg_op_create_range) {
        ((mg_range_args *)args)->multirange = NULL;
    } else if (o == &mg_op_create_statistics) {
        ((mg_statistics_args *)args)->table = "pg_temp." MG_SCRATCH;
    } else if (o == &mg_op_create_trigger) {
        const mg_trigger_args *a = args;
        return !a->from && !a->instead_of;
    } else if (o == &mg_op_create_view) {
        return is_settled(((mg_view_args *)args)->query);
    } else if (o == &mg_op_alter_column) {
        const mg_column *c = &((mg_alter_column_args *)args)->column;
        return !c->sequence && !c->no_serial && !mg_sql_is_serial(c);
    }
    return true;
}

/* The name that stands in the place of its own; a routine is called with the same. */
static void add_name(const struct mg_operation *o, const char *name, struct mg_buf *out)
{
    enum mg_thing_kind kind = mg_noun_of_operation(o->name)->kind;
    const char *arguments = kind == MG_THING_FUNCTION ? strchr(name, '(') : NULL;
    mg_buf_printf(out, "%s%s%s", kind == MG_THING_PUBLICATION ? "" : "pg_temp.", MG_SCRATCH,
                  arguments ? arguments : "");
}

static void add_steps(const struct mg_operation *o, const void *args, struct mg_buf *out)
{
    struct mg_script script = {0};
    o->sql(args, &script);
    for (size_t i = 0; i < script.n; i++)
        mg_buf_printf(out, "%s%s", i ? "; " : "", mg_buf_text(&script.steps[i].text));
    out->failed |= !mg_script_ok(&script);
    mg_script_free(&script);
}

char *mg_form_of(struct mg_expect *expect, const struct mg_operation *o, const void *args)
{
    struct mg_buf sql = MG_BUF_INIT, name = MG_BUF_INIT;
    const char *own = *(const char *const *)args; /* its name, or its table, comes first in all */
    void *copy = malloc(o->size);
    bool known = copy && own;
    if (known) {
        memcpy(copy, args, o->size);
        add_name(o, own, &name);
        *(const char **)copy = mg_buf_text(&name);
        known = !mg_buf_failed(&name) && prepare(o, copy);
    }
    if (known)
        add_steps(o, copy, &sql);
    expect->failed |= !copy || mg_buf_failed(&name);
    free(copy);
    mg_buf_free(&name);
    if (known && (sql.n || mg_buf_failed(&sql)))
        return take(expect, &sql);
    mg_buf_free(&sql);
    return NULL;
}

/* --- Parts of tables -------------------------------------------------------------------------- */

char *mg_form_of_column(struct mg_expect *expect, const mg_column *c)
{
    struct mg_buf sql = MG_BUF_INIT;
    if (c->sequence || mg_sql_is_serial(c) || c->fdw)
        return NULL;
    mg_buf_add(&sql, ON_SCRATCH "DROP COLUMN ");
    mg_buf_ident(&sql, c->name);
    mg_buf_add(&sql, "; " ON_SCRATCH "ADD COLUMN ");
    mg_sql_column(&sql, MG_SCRATCH, c);
    return take(expect, &sql);
}

/*
 * A foreign key of a temporary table can only refer to another one of these. Its comment says what
 * it stands for.
 */
static void add_referenced(const char *table, struct mg_buf *sql)
{
    struct mg_buf name = MG_BUF_INIT;
    mg_buf_name(&name, table);
    if (!mg_buf_failed(&name)) {
        mg_buf_printf(sql,
                      "CREATE TEMPORARY TABLE " MG_SCRATCH "_of (LIKE %s INCLUDING INDEXES); "
                      "COMMENT ON TABLE pg_temp." MG_SCRATCH "_of IS ",
                      mg_buf_text(&name));
        mg_buf_literal(sql, mg_buf_text(&name));
        mg_buf_add(sql, "; ");
    }
    sql->failed |= mg_buf_failed(&name);
    mg_buf_free(&name);
}

char *mg_form_of_constraint(struct mg_expect *expect, const mg_constraint *k)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_constraint copy = *k;
    if (k->tablespace)
        return NULL;
    if (k->references) {
        add_referenced(k->references, &sql);
        copy.references = "pg_temp." MG_SCRATCH "_of";
    }
    mg_buf_add(&sql, ON_SCRATCH "ADD ");
    mg_sql_constraint(&sql, &copy);
    return take(expect, &sql);
}

char *mg_form_of_index(struct mg_expect *expect, const mg_index_args *index)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_index_args copy = *index;
    copy.table = "pg_temp." MG_SCRATCH;
    copy.tablespace = NULL;
    mg_sql_create_index(&sql, &copy, MG_INDEX_PLAIN);
    return take(expect, &sql);
}

/* Of a table that is partitioned in the same way (describe.c). */
char *mg_form_of_partition(struct mg_expect *expect, const mg_partition_args *a)
{
    struct mg_buf sql = MG_BUF_INIT;
    if (!a->bound)
        return NULL;
    mg_buf_printf(
        &sql, "CREATE TEMPORARY TABLE " MG_SCRATCH "_part PARTITION OF pg_temp." MG_SCRATCH " %s",
        a->bound);
    return take(expect, &sql);
}
