#include "forms.h"

#include <string.h>
#include <strings.h>

#include "../sql/sql.h"

/* Where things are made for comparison: a copy of their table. */
#define SCRATCH "modelgen_was"

/* --- How things are made -------------------------------------------------------------------- */

static char *take(struct mg_buf *text)
{
    char *taken = mg_buf_failed(text) ? NULL : mg_buf_take(text);
    mg_buf_free(text);
    return taken;
}

/* "" for none: that is certain, too. */
char *mg_form_of_default(const mg_column *c)
{
    struct mg_buf sql = MG_BUF_INIT;
    if (c->identity || c->generated || c->sequence || mg_sql_is_serial(c))
        return NULL;
    if (!c->default_)
        return strdup("");
    mg_buf_add(&sql, "ALTER TABLE pg_temp." SCRATCH " ALTER COLUMN ");
    mg_buf_ident(&sql, c->name);
    mg_buf_printf(&sql, " SET DEFAULT %s", c->default_);
    return take(&sql);
}

/* A foreign key of a temporary table cannot refer to another one. */
char *mg_form_of_constraint(const mg_constraint *k)
{
    struct mg_buf sql = MG_BUF_INIT;
    if (k->references || k->tablespace)
        return NULL;
    mg_buf_add(&sql, "ALTER TABLE pg_temp." SCRATCH " ADD ");
    mg_sql_constraint(&sql, k);
    return take(&sql);
}

char *mg_form_of_index(const mg_index_args *index)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_index_args copy = *index;
    copy.table = "pg_temp." SCRATCH;
    copy.tablespace = NULL;
    mg_sql_create_index(&sql, &copy, MG_INDEX_PLAIN);
    return take(&sql);
}

char *mg_form_of_trigger(const mg_trigger_args *trigger)
{
    struct mg_script script = {0};
    mg_trigger_args copy = *trigger;
    if (trigger->from || trigger->instead_of)
        return NULL;
    copy.table = "pg_temp." SCRATCH;
    copy.enabled = copy.comment = NULL;
    copy.or_replace = 0;
    mg_op_create_trigger.sql(&copy, &script);
    char *sql = mg_script_ok(&script) ? mg_buf_take(&script.steps[0].text) : NULL;
    mg_script_free(&script);
    return sql;
}

/* What * stands for is settled when a view is made, and would be more today. */
char *mg_form_of_view(const char *query)
{
    struct mg_buf sql = MG_BUF_INIT;
    for (const char *p = query; (p = strchr(p, '*')); p++)
        if (p == query || p[-1] != '(' || p[1] != ')')
            return NULL;
    if (strcasestr(query, "natural"))
        return NULL;
    mg_buf_printf(&sql, "CREATE TEMPORARY VIEW " SCRATCH " AS %s", query);
    return take(&sql);
}

/* The server keeps it byte for byte. */
char *mg_form_of_function(const mg_function_args *function)
{
    return function->body ? strdup(function->body) : NULL;
}

/* --- Both, as the server writes them -------------------------------------------------------- */

/*
 * Of the relation (%1$s) and the name (%2$s), each as an expression of SQL. What is said of an
 * index or a trigger names its table, which is another one.
 */
#define WITHOUT_TABLE(definition)                                                        \
    "replace(replace(" definition ", pg_catalog.format(' ON %%I.%%I ', n.nspname, "      \
    "c.relname), ' ON '), ' ON pg_temp." SCRATCH " ', ' ON ') FROM pg_catalog.pg_class " \
    "c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN "

// clang-format off
static const char of_trigger[] =
    "(SELECT " WITHOUT_TABLE("pg_catalog.pg_get_triggerdef(t.oid)")
    "pg_catalog.pg_trigger t ON t.tgrelid = c.oid WHERE c.oid = %s AND t.tgname = %s)";
static const char of_index[] =
    "(SELECT " WITHOUT_TABLE("pg_catalog.pg_get_indexdef(x.indexrelid)")
    "pg_catalog.pg_index x ON x.indrelid = c.oid JOIN pg_catalog.pg_class i ON i.oid ="
    " x.indexrelid WHERE i.relkind = 'i' AND i.oid = pg_catalog.to_regclass(%s))";
// clang-format on

static void add_form(const struct mg_thing *t, const char *relation, const char *name,
                     struct mg_buf *sql)
{
    if (t->kind == MG_THING_COLUMN)
        mg_buf_printf(sql,
                      "coalesce((SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM "
                      "pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a ON a.attrelid = "
                      "d.adrelid AND a.attnum = d.adnum WHERE a.attrelid = %s AND a.attname = %s), "
                      "'')",
                      relation, name);
    else if (t->kind == MG_THING_CONSTRAINT)
        mg_buf_printf(sql,
                      "(SELECT replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID', '') "
                      "FROM pg_catalog.pg_constraint k WHERE k.conrelid = %s AND k.conname = %s)",
                      relation, name);
    else if (t->kind == MG_THING_TRIGGER)
        mg_buf_printf(sql, of_trigger, relation, name);
    else if (t->kind == MG_THING_FUNCTION)
        mg_buf_printf(sql,
                      "(SELECT prosrc FROM pg_catalog.pg_proc WHERE oid = "
                      "pg_catalog.to_regproc(%s))",
                      name);
    else if (strcmp(t->noun, "index") == 0)
        mg_buf_printf(sql, of_index, name);
    else
        mg_buf_printf(sql,
                      "(SELECT pg_catalog.pg_get_viewdef(c.oid) FROM pg_catalog.pg_class c WHERE "
                      "c.oid = %s AND c.relkind IN ('v', 'm'))",
                      relation);
}

/* EXECUTE 'statement';: what fails is this one, and not the block that it is in. */
static void add_execute(struct mg_buf *sql, const char *statement)
{
    mg_buf_add(sql, "EXECUTE ");
    mg_buf_literal(sql, statement);
    mg_buf_add(sql, "; ");
}

static void add_making(const struct mg_thing *t, struct mg_buf *sql)
{
    struct mg_buf copy = MG_BUF_INIT;
    if (t->table) {
        mg_buf_add(&copy, "CREATE TEMPORARY TABLE " SCRATCH " (LIKE ");
        mg_buf_name(&copy, t->table);
        mg_buf_add(&copy, ")");
        add_execute(sql, mg_buf_failed(&copy) ? "" : mg_buf_text(&copy));
    }
    if (*t->form)
        add_execute(sql, t->form);
    sql->failed |= mg_buf_failed(&copy);
    mg_buf_free(&copy);
}

/* there, name, here: how SQL has the relation that it is, or is part of; its name; where it is
 * made. */
static void compare(const struct mg_thing *t, size_t i, const char *there, const char *name,
                    const char *here, struct mg_buf *sql)
{
    /* What is there comes first: what is made hides others of its name. */
    mg_buf_add(sql, "BEGIN now := ");
    add_form(t, there, name, sql);
    mg_buf_add(sql, "; ");
    if (t->kind == MG_THING_FUNCTION) {
        mg_buf_add(sql, "was := ");
        mg_buf_literal(sql, t->form);
    } else {
        add_making(t, sql);
        mg_buf_add(sql, "was := ");
        add_form(t, "pg_catalog.to_regclass('pg_temp." SCRATCH "')", here, sql);
    }
    mg_buf_printf(sql,
                  "; RAISE SQLSTATE 'MG000'; EXCEPTION WHEN SQLSTATE 'MG000' THEN IF now <> was "
                  "THEN PERFORM pg_catalog.set_config('modelgen.is_%zu', '=' || now, true), "
                  "pg_catalog.set_config('modelgen.was_%zu', '=' || was, true); END IF; "
                  "WHEN OTHERS THEN NULL; END; ",
                  i, i);
}

static void add_comparison(const struct mg_thing *t, size_t i, struct mg_buf *sql)
{
    bool part = t->kind >= MG_THING_COLUMN;
    struct mg_buf there = MG_BUF_INIT, name = MG_BUF_INIT, here = MG_BUF_INIT;
    mg_buf_add(&there, "pg_catalog.to_regclass(");
    mg_buf_name_literal(&there, part ? t->table : t->name);
    mg_buf_addc(&there, ')');
    if (part) {
        mg_buf_literal(&name, t->name);
        mg_buf_literal(&here, t->name);
    } else {
        struct mg_buf made = MG_BUF_INIT;
        mg_buf_printf(&made, "pg_temp.%s", mg_sql_last_part(t->name));
        mg_buf_name_literal(&name, t->name);
        mg_buf_name_literal(&here, mg_buf_text(&made));
        mg_buf_free(&made);
    }
    sql->failed |= mg_buf_failed(&there) || mg_buf_failed(&name) || mg_buf_failed(&here);
    if (!sql->failed)
        compare(t, i, mg_buf_text(&there), mg_buf_text(&name), mg_buf_text(&here), sql);
    mg_buf_free(&there);
    mg_buf_free(&name);
    mg_buf_free(&here);
}

void mg_forms_compare(const struct mg_expect *expect, struct mg_buf *sql)
{
    struct mg_buf block = MG_BUF_INIT;
    for (size_t i = 0; i < expect->n_claims; i++)
        if (expect->claims[i].looks & MG_LOOK_FORM && expect->claims[i].thing.form)
            add_comparison(&expect->claims[i].thing, i, &block);
    sql->failed |= mg_buf_failed(&block);
    if (block.n && !sql->failed) {
        struct mg_buf whole = MG_BUF_INIT;
        mg_buf_printf(&whole, "DECLARE now text; was text; BEGIN %s END", mg_buf_text(&block));
        /* Whoever holds a table for long is not waited for: then it is not compared. */
        mg_buf_add(sql, "SELECT pg_catalog.set_config('lock_timeout', '100ms', true); DO ");
        mg_buf_literal(sql, mg_buf_failed(&whole) ? "" : mg_buf_text(&whole));
        mg_buf_add(sql, "; ");
        sql->failed |= mg_buf_failed(&whole);
        mg_buf_free(&whole);
    }
    mg_buf_free(&block);
}

/* --- What differs --------------------------------------------------------------------------- */

/* A piece of it on one line: what is between words is one blank. */
static void add_piece(const char *text, size_t from, struct mg_buf *out)
{
    enum { SHOWN = 80 };
    size_t shown = 0;
    bool blank = false;
    mg_buf_add(out, from ? "..." : "");
    for (text += from; *text && shown < SHOWN; text++) {
        bool is_blank = *text == ' ' || *text == '\n' || *text == '\t';
        if (!is_blank && blank && shown)
            mg_buf_addc(out, ' ');
        if (!is_blank)
            mg_buf_addc(out, *text);
        shown += !is_blank;
        blank = is_blank;
    }
    mg_buf_add(out, *text ? "..." : "");
}

void mg_forms_tell(const char *is, const char *was, struct mg_buf *out)
{
    enum { BEFORE = 30 };
    size_t same = 0, from;
    while (is[same] && is[same] == was[same])
        same++;
    for (from = same > BEFORE ? same - BEFORE : 0; from && from < same && is[from - 1] != ' ';
         from++)
        ;
    mg_buf_add(out, " is ");
    add_piece(is, from, out);
    mg_buf_add(out, ", not ");
    add_piece(was, from, out);
}
