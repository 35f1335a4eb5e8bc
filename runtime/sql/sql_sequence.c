/*
 * Sequences, and the columns that are fed by one: identities and serial columns. A serial column
 * has a sequence that it owns, and a default that takes the next value.
 */
#include "sql.h"

#include <string.h>

#include "names.h"

/* MINVALUE 5; NO MINVALUE where the text is NO. */
static void add_bound(struct mg_buf *b, const char *prefix, const char *what, const char *value)
{
    if (!value)
        return;
    if (strcmp(value, "NO") == 0)
        mg_buf_printf(b, "%sNO %s", prefix, what);
    else
        mg_buf_printf(b, "%s%s %s", prefix, what, value);
}

static void add_owner(struct mg_buf *b, const mg_sequence_args *a, const char *prefix)
{
    if (a->not_owned)
        mg_buf_printf(b, "%sOWNED BY NONE", prefix);
    if (!a->owner)
        return;
    mg_buf_printf(b, "%sOWNED BY ", prefix);
    mg_buf_name(b, a->owner);
    mg_buf_addc(b, '.');
    mg_buf_ident(b, a->owner_column && a->owner_column[0] ? a->owner_column[0] : "");
}

void mg_sql_sequence_options(struct mg_buf *b, const mg_sequence_args *a, const char *prefix)
{
    if (a->type)
        mg_buf_printf(b, "%sAS %s", prefix, a->type);
    if (a->start)
        mg_buf_printf(b, "%sSTART WITH %s", prefix, a->start);
    if (a->increment)
        mg_buf_printf(b, "%sINCREMENT BY %s", prefix, a->increment);
    add_bound(b, prefix, "MINVALUE", a->minvalue);
    add_bound(b, prefix, "MAXVALUE", a->maxvalue);
    if (a->cache)
        mg_buf_printf(b, "%sCACHE %s", prefix, a->cache);
    if (a->cycle || a->no_cycle)
        mg_buf_printf(b, "%s%s", prefix, a->cycle ? "CYCLE" : "NO CYCLE");
    if (a->restart)
        mg_buf_printf(b, "%sRESTART", prefix);
    add_owner(b, a, prefix);
}

void mg_sql_create_sequence(struct mg_buf *b, const char *name, const mg_sequence_args *a)
{
    mg_buf_add(b, a->unlogged ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ");
    mg_buf_name(b, name);
    mg_sql_sequence_options(b, a, " ");
}

mg_sequence_args mg_sql_sequence_of(const mg_column *c)
{
    return (mg_sequence_args){
        .start = c->start,
        .increment = c->increment,
        .minvalue = c->minvalue,
        .maxvalue = c->maxvalue,
        .cache = c->cache,
        .cycle = c->cycle,
        .no_cycle = c->no_cycle,
    };
}

/* --- Serial columns ----------------------------------------------------------------------- */

bool mg_sql_is_serial(const mg_column *c)
{
    return c->identity && strcmp(c->identity, "SERIAL") == 0;
}

const char *mg_sql_serial_type(const mg_column *c)
{
    static const char *const types[][2] = {
        {"smallint", "smallserial"}, {"integer", "serial"}, {"bigint", "bigserial"}};

    if (!mg_sql_is_serial(c) || !c->not_null || c->sequence || c->sequence_type || c->start ||
        c->increment || c->minvalue || c->maxvalue || c->cache || c->cycle)
        return NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(c->type, types[i][0]) == 0)
            return types[i][1];
    return NULL;
}

/* A name as it is written in a migration, without its quotes. */
static void add_unquoted(struct mg_buf *b, const char *name)
{
    const char *p = name;

    if (*p != '"') {
        mg_buf_add(b, p);
        return;
    }
    for (p++; *p && (*p != '"' || p[1] == '"'); p++) {
        p += *p == '"';
        mg_buf_addc(b, *p);
    }
}

/* As migrations write names: in quotes, so that dots and quotes in it are part of it. */
static void add_as_written(struct mg_buf *b, const char *name)
{
    mg_buf_addc(b, '"');
    for (; *name; name++) {
        mg_buf_add(b, *name == '"' ? "\"" : "");
        mg_buf_addc(b, *name);
    }
    mg_buf_addc(b, '"');
}

/* The sequence's own name, without quotes; suffix: of the one that is set aside for a moment. */
static void own_name(struct mg_buf *b, const char *table, const mg_column *c, const char *suffix)
{
    struct mg_buf name = MG_BUF_INIT, part = MG_BUF_INIT;

    if (c->sequence) {
        add_unquoted(&name, mg_sql_last_part(c->sequence));
    } else {
        add_unquoted(&part, mg_sql_last_part(table));
        mg_name_make(&name, mg_buf_failed(&part) ? "" : mg_buf_text(&part), c->name, "seq");
    }
    b->failed |= mg_buf_failed(&name) || mg_buf_failed(&part);
    if (!b->failed)
        mg_name_make(b, mg_buf_text(&name), NULL, suffix);
    mg_buf_free(&name);
    mg_buf_free(&part);
}

void mg_sql_serial_name(struct mg_buf *b, const char *table, const mg_column *c, const char *suffix)
{
    struct mg_buf name = MG_BUF_INIT, written = MG_BUF_INIT;

    own_name(&name, table, c, suffix);
    if (!mg_buf_failed(&name))
        add_as_written(&written, mg_buf_text(&name));
    if (mg_buf_failed(&name) || mg_buf_failed(&written))
        b->failed = true;
    else
        mg_sql_name_beside(b, table, mg_buf_text(&written));
    mg_buf_free(&name);
    mg_buf_free(&written);
}

/* A string constant that holds the sequence's name. */
static void add_name_literal(struct mg_buf *b, const char *table, const mg_column *c)
{
    struct mg_buf name = MG_BUF_INIT;

    mg_sql_serial_name(&name, table, c, NULL);
    if (mg_buf_failed(&name))
        b->failed = true;
    else
        mg_buf_literal(b, mg_buf_text(&name));
    mg_buf_free(&name);
}

void mg_sql_serial_default(struct mg_buf *b, const char *table, const mg_column *c)
{
    mg_buf_add(b, "nextval(");
    add_name_literal(b, table, c);
    mg_buf_addc(b, ')');
}

void mg_sql_serial_create(struct mg_script *script, const char *table, const mg_column *c)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_sequence_args a = mg_sql_sequence_of(c);

    a.type = c->sequence_type ? c->sequence_type : c->type;
    mg_buf_add(b, "CREATE SEQUENCE ");
    mg_sql_serial_name(b, table, c, NULL);
    mg_sql_sequence_options(b, &a, " ");
}

void mg_sql_serial_own(struct mg_script *script, const char *table, const mg_column *c)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    /* PostgreSQL gives a sequence only to a table of the same role. */
    if (c->sequence_owner) {
        mg_buf_add(b, "ALTER SEQUENCE ");
        mg_sql_serial_name(b, table, c, NULL);
        mg_buf_add(b, " OWNER TO ");
        mg_buf_ident(b, c->sequence_owner);
        b = mg_script_step(script, MG_STEP_SQL);
    }
    mg_buf_add(b, "ALTER SEQUENCE ");
    mg_sql_serial_name(b, table, c, NULL);
    mg_buf_add(b, " OWNED BY ");
    mg_buf_name(b, table);
    mg_buf_addc(b, '.');
    mg_buf_ident(b, c->name);
}

void mg_sql_serial_set_aside(struct mg_script *script, const char *table, const mg_column *c)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL), name = MG_BUF_INIT;

    mg_buf_add(b, "ALTER SEQUENCE ");
    mg_sql_serial_name(b, table, c, NULL);
    mg_buf_add(b, " RENAME TO ");
    own_name(&name, table, c, "old");
    if (mg_buf_failed(&name))
        b->failed = true;
    else
        mg_buf_ident(b, mg_buf_text(&name));
    mg_buf_free(&name);
}

void mg_sql_serial_take_over(struct mg_script *script, const char *table, const mg_column *c)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "SELECT setval(");
    add_name_literal(b, table, c);
    mg_buf_add(b, ", last_value, is_called) FROM ");
    mg_sql_serial_name(b, table, c, "old");
}

void mg_sql_serial_drop(struct mg_script *script, const char *table, const mg_column *c,
                        const char *suffix)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "DROP SEQUENCE ");
    mg_sql_serial_name(b, table, c, suffix);
}
