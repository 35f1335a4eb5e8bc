/* A random model as SQL, without modelgen: what PostgreSQL alone makes of it is what is right. */
#include <string.h>

#include "item.h"
#include "model/names.h"

struct writer {
    struct arena *arena;
    const struct fuzz_model *m;
    struct mg_buf *out;
};

static const char *qualified(struct arena *a, const char *schema, const char *name)
{
    return arena_printf(a, "%s%s%s", schema ? fuzz_quote(a, schema) : "public", ".",
                        fuzz_quote(a, name));
}

static const char *column(struct writer *w, const struct fuzz_table *t, int id)
{
    return fuzz_quote(w->arena, fuzz_column_of(t, id)->name);
}

static void literal(struct writer *w, const char *text)
{
    mg_buf_add(w->out, fuzz_literal(w->arena, text));
}

static void comment_on(struct writer *w, const char *what, const char *name, const char *comment)
{
    if (!comment)
        return;
    mg_buf_printf(w->out, "COMMENT ON %s %s IS ", what, name);
    literal(w, comment);
    mg_buf_add(w->out, ";\n");
}

static void columns(struct writer *w, const struct fuzz_table *t, const int *ids, int n)
{
    mg_buf_add(w->out, " (");
    for (int i = 0; i < n; i++)
        mg_buf_printf(w->out, "%s%s", i ? ", " : "", column(w, t, ids[i]));
    mg_buf_addc(w->out, ')');
}

/* "START(5) INCREMENT(2)" as SQL. */
static void sequence_options(struct writer *w, const struct fuzz_table *t,
                             const struct fuzz_column *c)
{
    if (!*c->options && !c->sequence)
        return;
    mg_buf_add(w->out, " (");
    if (c->sequence)
        mg_buf_printf(w->out, "SEQUENCE NAME %s ", qualified(w->arena, t->schema, c->sequence));
    for (const char *p = c->options; *p; p++)
        mg_buf_addc(w->out, *p == '(' || *p == ')' ? ' ' : *p);
    mg_buf_addc(w->out, ')');
}

static void write_column(struct writer *w, const struct fuzz_table *t, const struct fuzz_column *c)
{
    mg_buf_printf(w->out, "    %s %s", fuzz_quote(w->arena, c->name),
                  fuzz_sql_type(w->arena, w->m, c));
    if (c->collation)
        mg_buf_printf(w->out, " COLLATE \"%s\"", c->collation);
    if (c->not_null)
        mg_buf_add(w->out, " NOT NULL");
    if (c->default_)
        mg_buf_printf(w->out, " DEFAULT %s", c->default_);
    if (c->default_item)
        mg_buf_printf(w->out, " DEFAULT %s",
                      fuzz_item_default(w->arena, w->m, fuzz_item_of(w->m, c->default_item)));
    if (c->generated)
        mg_buf_printf(w->out, " GENERATED ALWAYS AS (%s) STORED",
                      fuzz_expand(w->arena, c->generated, column(w, t, c->of)));
    if (c->identity) {
        mg_buf_printf(w->out, " GENERATED %s AS IDENTITY", c->identity);
        sequence_options(w, t, c);
    }
}

static void write_options(struct writer *w, const struct fuzz_table *t, const struct fuzz_part *p)
{
    if (p->include)
        mg_buf_printf(w->out, " INCLUDE (%s)", column(w, t, p->include));
    if (p->with)
        mg_buf_printf(w->out, " WITH (%s)", p->with);
    if (p->deferrable)
        mg_buf_printf(w->out, " DEFERRABLE%s", p->deferred ? " INITIALLY DEFERRED" : "");
}

static void write_constraint(struct writer *w, const struct fuzz_table *t,
                             const struct fuzz_part *p)
{
    mg_buf_printf(w->out, "ALTER TABLE %s ADD ", qualified(w->arena, t->schema, t->name));
    if (p->name)
        mg_buf_printf(w->out, "CONSTRAINT %s ", fuzz_quote(w->arena, p->name));
    switch (p->kind) {
    case PRIMARY:
    case UNIQUES:
        mg_buf_add(w->out, p->kind == PRIMARY ? "PRIMARY KEY" : "UNIQUE");
        if (p->nulls_not_distinct)
            mg_buf_add(w->out, " NULLS NOT DISTINCT");
        columns(w, t, p->columns, p->n);
        break;
    case CHECKS:
        mg_buf_printf(w->out, "CHECK (%s)",
                      fuzz_expand(w->arena, p->expression, column(w, t, p->columns[0])));
        break;
    case FOREIGN: {
        const struct fuzz_table *to = fuzz_table_of(w->m, p->ref_table);
        mg_buf_add(w->out, "FOREIGN KEY");
        columns(w, t, p->columns, p->n);
        mg_buf_printf(w->out, " REFERENCES %s", qualified(w->arena, to->schema, to->name));
        columns(w, to, p->ref_columns, p->n);
        if (p->match_full)
            mg_buf_add(w->out, " MATCH FULL");
        const char *actions[] = {p->on_delete, p->on_update};
        for (int i = 0; i < 2; i++)
            if (actions[i] && *actions[i]) {
                mg_buf_add(w->out, i ? " ON UPDATE " : " ON DELETE ");
                for (const char *s = actions[i]; *s; s++)
                    mg_buf_addc(w->out, *s == '_' ? ' ' : *s);
            }
        break;
    }
    case INDEXES:
        break;
    }
    write_options(w, t, p);
    mg_buf_add(w->out, ";\n");
}

static void write_index(struct writer *w, const struct fuzz_table *t, const struct fuzz_part *p)
{
    struct strings elements = {0};

    for (int i = 0; i < p->n; i++) {
        const char *name = column(w, t, p->columns[i]);
        if (p->expression)
            name = fuzz_expand(w->arena, p->expression, name);
        strings_add(w->arena, &elements,
                    arena_printf(w->arena, "%s%s%s%s", name, p->opclass ? " " : "",
                                 p->opclass ? p->opclass : "", p->order[i] ? p->order[i] : ""));
    }
    const char *name = p->name ? p->name : name_index(w->arena, t->name, &elements);
    mg_buf_printf(w->out, "CREATE %sINDEX %s ON %s USING %s (", p->unique ? "UNIQUE " : "",
                  fuzz_quote(w->arena, name), qualified(w->arena, t->schema, t->name),
                  p->method ? p->method : "btree");
    for (size_t i = 0; i < elements.n; i++)
        mg_buf_printf(w->out, "%s%s", i ? ", " : "", elements.items[i]);
    mg_buf_addc(w->out, ')');
    if (p->include)
        mg_buf_printf(w->out, " INCLUDE (%s)", column(w, t, p->include));
    if (p->nulls_not_distinct)
        mg_buf_add(w->out, " NULLS NOT DISTINCT");
    if (p->with)
        mg_buf_printf(w->out, " WITH (%s)", p->with);
    if (p->where)
        mg_buf_printf(w->out, " WHERE %s",
                      fuzz_expand(w->arena, p->where, column(w, t, p->columns[0])));
    mg_buf_add(w->out, ";\n");
    comment_on(w, "INDEX", qualified(w->arena, t->schema, name), p->comment);
}

/* ON_UPDATE: a function that sets the column, shared where it sets it to now(), and a trigger. */
static void write_trigger(struct writer *w, const struct fuzz_table *t, const struct fuzz_column *c)
{
    bool shared = strcmp(c->on_update, "now()") == 0;
    const char *name =
        arena_printf(w->arena, "%s%sset_%s", shared ? "" : t->name, shared ? "" : "_", c->name);
    const char *function = qualified(w->arena, t->schema, name);

    mg_buf_printf(w->out,
                  "CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS "
                  "'BEGIN NEW.%s = %s; RETURN NEW; END';\n",
                  function, c->name, c->on_update);
    mg_buf_printf(w->out,
                  "CREATE TRIGGER \"%s_set_%s\" BEFORE UPDATE ON %s FOR EACH ROW "
                  "EXECUTE FUNCTION %s();\n",
                  t->name, c->name, qualified(w->arena, t->schema, t->name), function);
}

static void write_enum(struct writer *w, const struct fuzz_enum *e)
{
    const char *name = qualified(w->arena, e->schema, e->name);

    mg_buf_printf(w->out, "CREATE TYPE %s AS ENUM (", name);
    for (int i = 0; i < e->n; i++) {
        mg_buf_add(w->out, i ? ", " : "");
        literal(w, e->labels[i].label);
    }
    mg_buf_add(w->out, ");\n");
    comment_on(w, "TYPE", name, e->comment);
}

static void write_table(struct writer *w, const struct fuzz_table *t)
{
    const char *name = qualified(w->arena, t->schema, t->name);

    mg_buf_printf(w->out, "CREATE TABLE %s (\n", name);
    for (int i = 0; i < t->n; i++) {
        write_column(w, t, &t->columns[i]);
        mg_buf_add(w->out, i < t->n - 1 ? ",\n" : "\n)");
    }
    if (t->with)
        mg_buf_printf(w->out, " WITH (%s)", t->with);
    mg_buf_add(w->out, ";\n");
    comment_on(w, "TABLE", name, t->comment);
    for (int i = 0; i < t->n; i++)
        comment_on(w, "COLUMN",
                   arena_printf(w->arena, "%s.%s", name, fuzz_quote(w->arena, t->columns[i].name)),
                   t->columns[i].comment);
}

static void write_parts(struct writer *w, const struct fuzz_table *t, bool foreign)
{
    for (int i = 0; i < t->nparts; i++)
        if (t->parts[i].kind == INDEXES && !foreign)
            write_index(w, t, &t->parts[i]);
        else if (t->parts[i].kind != INDEXES && (t->parts[i].kind == FOREIGN) == foreign)
            write_constraint(w, t, &t->parts[i]);
    for (int i = 0; i < t->n && foreign; i++)
        if (t->columns[i].on_update)
            write_trigger(w, t, &t->columns[i]);
}

static void write_items(struct writer *w, enum stage stage)
{
    for (int i = 0; i < w->m->nitems; i++)
        if (fuzz_kind_of(&w->m->items[i])->stage == stage)
            mg_buf_add(w->out, fuzz_item_sql(w->arena, w->m, &w->m->items[i]));
}

const char *fuzz_sql(struct arena *a, const struct fuzz_model *m)
{
    static const char *const schemas[] = {"billing", "Odd Schema"};
    struct mg_buf out = MG_BUF_INIT;
    struct writer w = {a, m, &out};

    for (int s = 0; s < 2; s++) {
        bool used = false;
        for (int i = 0; i < m->ntables; i++)
            used = used || (m->tables[i].schema && strcmp(m->tables[i].schema, schemas[s]) == 0);
        for (int i = 0; i < m->nenums; i++)
            used = used || (m->enums[i].schema && strcmp(m->enums[i].schema, schemas[s]) == 0);
        for (int i = 0; i < m->nitems; i++)
            used = used || (m->items[i].schema && strcmp(m->items[i].schema, schemas[s]) == 0);
        if (used)
            mg_buf_printf(&out, "CREATE SCHEMA \"%s\";\n", schemas[s]);
    }
    for (int i = 0; i < m->nenums; i++)
        write_enum(&w, &m->enums[i]);
    write_items(&w, TYPE_STAGE);
    write_items(&w, EARLY_STAGE);
    for (int i = 0; i < m->ntables; i++)
        write_table(&w, &m->tables[i]);
    for (int foreign = 0; foreign < 2; foreign++)
        for (int i = 0; i < m->ntables; i++)
            write_parts(&w, &m->tables[i], foreign);
    write_items(&w, LATE_STAGE);
    const char *sql = arena_strdup(a, mg_buf_text(&out));
    mg_buf_free(&out);
    return sql;
}

/* --- rows --------------------------------------------------------------------------------------
 */

const char *fuzz_value(struct arena *a, const struct fuzz_model *m, const struct fuzz_column *c,
                       int row)
{
    struct mg_buf b = MG_BUF_INIT;

    if (c->type_item) {
        const struct fuzz_item *item = fuzz_item_of(m, c->type_item);
        for (const char *p = fuzz_kind_of(item)->value; *p; p++)
            if (*p == '#')
                mg_buf_printf(&b, "%d", row);
            else if (*p == '~')
                mg_buf_add(&b, fuzz_item_name(a, m, item));
            else
                mg_buf_addc(&b, *p);
    } else if (!c->type) {
        const struct fuzz_enum *e = fuzz_enum_of(m, c->enum_id);
        struct writer w = {a, m, &b};
        int at = (row - 1) % e->n;
        for (int tries = 0; tries < e->n && e->labels[at].removed_later; tries++)
            at = (at + 1) % e->n;
        literal(&w, e->labels[at].label);
    } else {
        for (const char *p = c->type->value; *p; p++)
            if (*p == '#')
                mg_buf_printf(&b, "%d", row);
            else if (p[0] == '%' && p[1] == 'd')
                mg_buf_printf(&b, "%d", c->modifier), p++;
            else
                mg_buf_addc(&b, *p);
    }
    const char *value = arena_strdup(a, mg_buf_text(&b));
    mg_buf_free(&b);
    if (c->array)
        value = arena_printf(a, "ARRAY[%s, %s]::%s", value, value, fuzz_sql_type(a, m, c));
    return value;
}

const char *fuzz_rows(struct fuzz *f, const struct fuzz_model *m)
{
    struct mg_buf out = MG_BUF_INIT;
    struct arena *a = f->arena;

    mg_buf_add(&out, "SET session_replication_role = replica;\n");
    for (int i = 0; i < m->ntables * FUZZ_ROWS; i++) {
        const struct fuzz_table *t = &m->tables[i / FUZZ_ROWS];
        int row = i % FUZZ_ROWS + 1, n = 0;
        if (t->empty)
            continue;
        mg_buf_printf(&out, "INSERT INTO %s (", qualified(a, t->schema, t->name));
        for (int j = 0; j < t->n; j++)
            if (!t->columns[j].generated)
                mg_buf_printf(&out, "%s%s", n++ ? ", " : "", fuzz_quote(a, t->columns[j].name));
        mg_buf_add(&out, ") OVERRIDING SYSTEM VALUE VALUES (");
        n = 0;
        for (int j = 0; j < t->n; j++) {
            const struct fuzz_column *c = &t->columns[j];
            if (c->generated)
                continue;
            bool null =
                row == FUZZ_ROWS && !c->not_null && !c->never_null && rng_chance(&f->rng, 40);
            mg_buf_printf(&out, "%s%s", n++ ? ", " : "", null ? "NULL" : fuzz_value(a, m, c, row));
        }
        mg_buf_add(&out, ");\n");
    }
    mg_buf_add(&out, "RESET session_replication_role;\n");
    const char *sql = arena_strdup(a, mg_buf_text(&out));
    mg_buf_free(&out);
    return sql;
}
