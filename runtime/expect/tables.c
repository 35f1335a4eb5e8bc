/* What operations do to tables and their parts. */
#include "tables.h"

#include <stdlib.h>
#include <string.h>

#include "../sql/sql.h"
#include "forms.h"

/* A table whose columns also come from elsewhere says nothing certain of them. */
static bool has_own_columns(const mg_item *items)
{
    for (; items->column || items->constraint || items->options; items++)
        if (items->options &&
            (items->options->partition_of || items->options->of_type || items->options->inherits))
            return false;
    return true;
}

void mg_tables_inherit(struct mg_deed *d, const char *table)
{
    struct mg_thing *thing = mg_thing_find(d->expect, MG_THING_RELATION, NULL, table);
    if (thing)
        thing->inherits = true;
}

/* Columns of a primary key are NOT NULL. */
static void note_key(struct mg_deed *d, const char *table, const mg_constraint *k)
{
    bool key = strcmp(k->type, "PRIMARY KEY") == 0;
    for (size_t i = 0; key && i < 32 && (&k->column0)[i]; i++) {
        struct mg_thing *thing = mg_thing_find(d->expect, MG_THING_COLUMN, table, (&k->column0)[i]);
        if (thing)
            thing->null = d->expect->pending ? '\0' : 'f';
    }
}

/* With a primary key some of them may go that were its own, others stay. */
void mg_tables_forget_null(struct mg_deed *d, const char *table)
{
    struct mg_walk walk = mg_walk_parts(d->expect, table);
    for (struct mg_thing *thing; (thing = mg_walk_on(d->expect, &walk));)
        if (thing->kind == MG_THING_COLUMN && mg_is_same_text(thing->table, table))
            thing->null = '\0';
}

static void add_column(struct mg_deed *d, const char *table, const mg_column *c)
{
    struct mg_thing *thing =
        mg_thing_add(d, mg_noun_find("column"), table, c->name, c->type, false);
    bool never = c->not_null || c->identity || mg_sql_is_serial(c);
    mg_thing_set_form(d, thing, mg_form_of_column(d->expect, c));
    if (thing)
        thing->null = never ? 'f' : 't';
}

static void add_constraint(struct mg_deed *d, const char *table, const mg_constraint *k)
{
    struct mg_thing *thing =
        mg_thing_add(d, mg_noun_find("constraint"), table, k->name, k->type, false);
    mg_thing_set_form(d, thing, mg_form_of_constraint(d->expect, k));
}

void mg_tables_add_items(struct mg_deed *d, const char *table, const mg_item *items, bool absent)
{
    bool columns = has_own_columns(items);
    for (; items->column || items->constraint || items->options; items++) {
        const mg_column *c = items->column;
        const mg_constraint *k = items->constraint;
        if (c && columns) {
            if (absent)
                mg_thing_rely_on_none(d, mg_noun_find("column"), table, c->name);
            add_column(d, table, c);
        }
        if (k && k->name) {
            if (absent)
                mg_thing_rely_on_none(d, mg_noun_find("constraint"), table, k->name);
            add_constraint(d, table, k);
        }
        if (k)
            note_key(d, table, k);
        if (k && k->references)
            mg_thing_rely_on_table(d, k->references, 0);
    }
}

static void add_partition(struct mg_deed *d, const mg_partition_args *a, const char *noun)
{
    struct mg_thing *thing =
        mg_thing_add(d, mg_noun_find(noun), a->table, a->partition, NULL, false);
    mg_thing_set_form(d, thing, mg_form_of_partition(d->expect, a));
}

void mg_tables_create(struct mg_deed *d, const struct mg_noun *noun, const mg_table_args *a)
{
    mg_thing_rely_on_none(d, noun, NULL, a->name);
    mg_thing_add(d, noun, NULL, a->name, NULL, false);
    if (!has_own_columns(a->items))
        mg_tables_inherit(d, a->name);
    mg_tables_add_items(d, a->name, a->items, false);
    for (const mg_item *i = a->items; i->column || i->constraint || i->options; i++) {
        const mg_options *o = i->options;
        if (o && o->partition_of) {
            mg_thing_rely_on_table(d, o->partition_of, MG_LOOK_OWNER);
            add_partition(d, &(mg_partition_args){o->partition_of, a->name, o->bound}, "partition");
        }
        for (mg_list parent = o ? o->inherits : NULL; parent && *parent; parent++)
            add_partition(d, &(mg_partition_args){*parent, a->name, NULL}, "inheritance");
    }
}

/* Attached and detached, and the same of tables that inherit. */
void mg_tables_join(struct mg_deed *d, const mg_partition_args *a, const char *noun)
{
    bool leaves =
        mg_has_verb(d->operation->name, "detach") || mg_has_verb(d->operation->name, "drop");
    mg_thing_rely_on_table(d, a->table, MG_LOOK_OWNER);
    mg_thing_rely_on_table(d, a->partition, MG_LOOK_OWNER);
    if (leaves) {
        struct mg_thing *thing =
            mg_thing_rely_and_look(d, MG_THING_PARTITION, a->table, a->partition, MG_LOOK_FORM);
        if (thing)
            thing->gone = true;
        else
            mg_thing_bury(d, mg_noun_find(noun), a->table, a->partition);
    } else {
        mg_thing_rely_on_none(d, mg_noun_find(noun), a->table, a->partition);
        add_partition(d, a, noun);
    }
    mg_tables_inherit(d, a->partition);
    mg_tables_forget_parts(d, a->partition, MG_THING_COLUMN, false);
}

void mg_tables_forget_parts(struct mg_deed *d, const char *table, enum mg_thing_kind only, bool all)
{
    struct mg_walk walk = mg_walk_parts(d->expect, table);
    for (struct mg_thing *thing; (thing = mg_walk_on(d->expect, &walk));)
        if (mg_is_same_text(thing->table, table) && (all || thing->kind == only))
            thing->gone = true;
}

void mg_tables_rename(struct mg_deed *d, const char *table, const char *to)
{
    struct mg_walk walk = mg_walk_parts(d->expect, table);
    for (struct mg_thing *thing; (thing = mg_walk_on(d->expect, &walk));)
        if (mg_is_same_text(thing->table, table)) {
            mg_index_leave(d->expect, thing);
            free(thing->table);
            thing->table = mg_thing_copy(d->expect, to);
            mg_index_enter(d->expect, thing);
            thing->ours |= d->expect->pending;
        }
}

/* The catalog has it just so: no key word either, which is in quotes there. */
static bool is_plain(const char *name)
{
    struct mg_buf quoted = MG_BUF_INIT;
    mg_buf_ident(&quoted, name);
    bool is = !mg_buf_failed(&quoted) && strcmp(mg_buf_text(&quoted), name) == 0;
    mg_buf_free(&quoted);
    return is;
}

/* "a, b" with the one name for the other; NULL where that is not plain. */
static char *replace_name(const char *list, const char *from, const char *to)
{
    struct mg_buf out = MG_BUF_INIT;
    for (const char *p = list; *p; p += *p ? 2 : 0) {
        size_t n = strcspn(p, ",");
        bool same = strlen(from) == n && strncmp(p, from, n) == 0;
        mg_buf_add(&out, p == list ? "" : ", ");
        mg_buf_addn(&out, same ? to : p, same ? strlen(to) : n);
        p += n;
    }
    char *text = is_plain(to) ? mg_buf_take(&out) : NULL;
    mg_buf_free(&out);
    return text;
}

void mg_tables_rename_in_indexes(struct mg_deed *d, const char *table, const char *name,
                                 const char *to)
{
    for (size_t i = 0; i < d->expect->n; i++) {
        struct mg_thing *thing = &d->expect->things[i];
        if (strcmp(thing->noun, "index") != 0 || !thing->detail || !strstr(thing->detail, name))
            continue;
        /* That of another table may be on a column which it inherits. */
        const struct mg_thing *of = mg_thing_find(d->expect, MG_THING_RELATION, NULL, thing->table);
        if (of && !of->inherits && !mg_is_same_text(thing->table, table))
            continue;
        bool own = mg_is_same_text(thing->table, table);
        char *detail = own ? replace_name(thing->detail, name, to) : NULL;
        thing->ours |= d->expect->pending && !(detail && strcmp(detail, thing->detail) == 0);
        free(thing->detail);
        thing->detail = detail;
    }
}

/* The columns of an index where all its elements are plain names: "a, b". */
void mg_tables_add_index(struct mg_deed *d, const struct mg_noun *noun, const mg_index_args *a)
{
    struct mg_buf columns = MG_BUF_INIT;
    bool named = true;
    for (mg_list e = a->elements; e && *e; e++) {
        named = named && is_plain(*e);
        mg_buf_printf(&columns, "%s%s", columns.n ? ", " : "", *e);
    }
    mg_thing_set_form(d,
                      mg_thing_add(d, noun, a->table, a->name,
                                   named && !mg_buf_failed(&columns) ? mg_buf_text(&columns) : NULL,
                                   a->unique),
                      mg_form_of_index(d->expect, a));
    mg_buf_free(&columns);
}

static unsigned looks_of_change(const mg_column *c)
{
    bool sets = c->default_ || c->no_default || c->type || c->generated || c->no_expression ||
                c->identity || c->no_identity || c->no_serial || c->set_generated || c->collation ||
                c->start || c->increment || c->minvalue || c->maxvalue || c->cache;
    return (sets ? MG_LOOK_FORM : 0U) | (c->not_null || c->nullable ? MG_LOOK_NULL : 0U);
}

void mg_tables_alter_column(struct mg_deed *d, const mg_alter_column_args *a)
{
    const mg_column *c = &a->column;
    bool pending = d->expect->pending;
    struct mg_thing *thing =
        mg_thing_rely_and_look(d, MG_THING_COLUMN, a->table, c->name, looks_of_change(c));
    if (!thing)
        return;
    mg_thing_add_form(d, thing, pending ? NULL : mg_form_of(d->expect, &mg_op_alter_column, a));
    if (c->identity || mg_sql_is_serial(c))
        thing->null = '\0';
    if (c->not_null || c->nullable)
        thing->null = c->not_null ? 'f' : 't';
    if (pending)
        thing->null = '\0';
    if (!c->type)
        return;
    free(thing->detail);
    thing->detail = mg_thing_copy(d->expect, a->column.type);
    thing->ours |= pending;
    thing->file = d->entry->file;
    thing->line = d->line;
}

/* "a = 1": the columns that are set are there. */
void mg_tables_backfill(struct mg_deed *d, const mg_backfill_args *a)
{
    mg_thing_rely_on_table(d, a->table, 0);
    for (mg_list set = a->set; d->expect->pending && set && *set; set++) {
        const char *end = strchr(*set, '=');
        size_t n = end ? (size_t)(end - *set) : 0;
        while (n && (*set)[n - 1] == ' ')
            n--;
        char *name = strndup(*set, n);
        d->expect->failed |= !name;
        if (name && *name != '(')
            mg_thing_rely(d, MG_THING_COLUMN, a->table, name);
        free(name);
    }
}
