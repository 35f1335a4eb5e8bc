#include "expect.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../impact/consent.h"
#include "../sql/sql.h"
#include "../sql/statement.h"
#include "forms.h"
#include "things.h"

/* What operations are called about: create_<noun>, drop_<noun>, ... */
static const struct mg_noun nouns[] = {
    {"table", MG_THING_RELATION},
    {"foreign_table", MG_THING_RELATION},
    {"view", MG_THING_RELATION},
    {"materialized_view", MG_THING_RELATION},
    {"sequence", MG_THING_RELATION},
    {"index", MG_THING_RELATION},
    {"enum", MG_THING_TYPE},
    {"enum_value", MG_THING_TYPE},
    {"type", MG_THING_TYPE},
    {"domain", MG_THING_TYPE},
    {"domain_constraint", MG_THING_TYPE},
    {"composite", MG_THING_TYPE},
    {"attribute", MG_THING_TYPE},
    {"range", MG_THING_TYPE},
    {"schema", MG_THING_SCHEMA},
    {"function", MG_THING_FUNCTION},
    {"procedure", MG_THING_FUNCTION},
    {"column", MG_THING_COLUMN},
    {"constraint", MG_THING_CONSTRAINT},
    {"trigger", MG_THING_TRIGGER},
    {"policy", MG_THING_POLICY},
    {"rule", MG_THING_RULE},
};

/* --- Operations ----------------------------------------------------------------------------- */

static const struct mg_noun *noun_of(const char *operation)
{
    const char *noun = strchr(operation, '_');
    for (size_t i = 0; noun && i < sizeof nouns / sizeof *nouns; i++)
        if (strcmp(noun + 1, nouns[i].noun) == 0)
            return &nouns[i];
    return NULL;
}

static bool has_verb(const char *operation, const char *verb)
{
    size_t n = strlen(verb);
    return strncmp(operation, verb, n) == 0 && operation[n] == '_';
}

static const struct mg_noun *const column_noun = &nouns[17], *const constraint_noun = &nouns[18];

/* A table whose columns also come from elsewhere says nothing certain of them. */
static bool has_own_columns(const mg_item *items)
{
    for (; items->column || items->constraint || items->options; items++)
        if (items->options &&
            (items->options->partition_of || items->options->of_type || items->options->inherits))
            return false;
    return true;
}

static void note_inherits(struct mg_deed *d, const char *table)
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
static void forget_null(struct mg_deed *d, const char *table)
{
    struct mg_walk walk = mg_walk_parts(d->expect, table);
    for (struct mg_thing *thing; (thing = mg_walk_on(d->expect, &walk));)
        if (thing->kind == MG_THING_COLUMN && mg_is_same_text(thing->table, table))
            thing->null = '\0';
}

static void add_column(struct mg_deed *d, const char *table, const mg_column *c)
{
    struct mg_thing *thing = mg_thing_add(d, column_noun, table, c->name, c->type, false);
    bool never = c->not_null || c->identity || mg_sql_is_serial(c);
    mg_thing_set_form(thing, mg_form_of_default(c));
    if (thing)
        thing->null = never ? 'f' : 't';
}

static void add_items(struct mg_deed *d, const char *table, const mg_item *items, bool absent)
{
    bool columns = has_own_columns(items);
    for (; items->column || items->constraint || items->options; items++) {
        const mg_column *c = items->column;
        const mg_constraint *k = items->constraint;
        if (c && columns) {
            if (absent)
                mg_thing_rely_on_none(d, column_noun, table, c->name);
            add_column(d, table, c);
        }
        if (k && k->name) {
            if (absent)
                mg_thing_rely_on_none(d, constraint_noun, table, k->name);
            mg_thing_set_form(mg_thing_add(d, constraint_noun, table, k->name, k->type, false),
                              mg_form_of_constraint(k));
        }
        if (k)
            note_key(d, table, k);
    }
}

static void forget_parts(struct mg_deed *d, const char *table, enum mg_thing_kind only, bool all)
{
    struct mg_walk walk = mg_walk_parts(d->expect, table);
    for (struct mg_thing *thing; (thing = mg_walk_on(d->expect, &walk));)
        if (mg_is_same_text(thing->table, table) && (all || thing->kind == only))
            thing->gone = true;
}

static void rename_table(struct mg_deed *d, const char *table, const char *to)
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

/* A column has another name in its indexes, too. */
static void rename_in_indexes(struct mg_deed *d, const char *table, const char *name,
                              const char *to)
{
    for (size_t i = 0; i < d->expect->n; i++) {
        struct mg_thing *thing = &d->expect->things[i];
        if (strcmp(thing->noun, "index") != 0 || !thing->detail || !strstr(thing->detail, name))
            continue;
        /* That of another table may be on a column which it inherits. */
        bool own = mg_is_same_text(thing->table, table);
        char *detail = own ? replace_name(thing->detail, name, to) : NULL;
        thing->ours |= d->expect->pending && !(detail && strcmp(detail, thing->detail) == 0);
        free(thing->detail);
        thing->detail = detail;
    }
}

static void rename_thing(struct mg_deed *d, struct mg_thing *thing, const char *to)
{
    if (thing->kind == MG_THING_COLUMN)
        rename_in_indexes(d, thing->table, thing->name, to);
    if (thing->kind == MG_THING_RELATION && strcmp(thing->noun, "index") != 0)
        rename_table(d, thing->name, to);
    mg_index_leave(d->expect, thing);
    free(thing->name);
    thing->name = mg_thing_copy(d->expect, to);
    mg_index_enter(d->expect, thing);
    thing->ours |= d->expect->pending;
}

/* The columns of an index where all its elements are plain names: "a, b". */
static void add_index(struct mg_deed *d, const struct mg_noun *noun, const mg_index_args *a)
{
    struct mg_buf columns = MG_BUF_INIT;
    bool named = true;
    for (mg_list e = a->elements; e && *e; e++) {
        named = named && is_plain(*e);
        mg_buf_printf(&columns, "%s%s", columns.n ? ", " : "", *e);
    }
    mg_thing_set_form(mg_thing_add(d, noun, a->table, a->name,
                                   named && !mg_buf_failed(&columns) ? mg_buf_text(&columns) : NULL,
                                   a->unique),
                      mg_form_of_index(a));
    mg_buf_free(&columns);
}

static void alter_column(struct mg_deed *d, const mg_alter_column_args *a)
{
    const mg_column *c = &a->column;
    bool sets = c->default_ || c->no_default || c->type;
    struct mg_thing *thing = mg_thing_rely_and_look(
        d, MG_THING_COLUMN, a->table, c->name,
        (sets ? MG_LOOK_FORM : 0) | (c->not_null || c->nullable ? MG_LOOK_NULL : 0));
    if (!thing)
        return;
    bool other = c->type || c->generated || c->identity || c->no_identity || c->no_serial ||
                 c->no_expression || mg_sql_is_serial(c);
    if (c->default_ || (c->no_default && !other))
        mg_thing_set_form(thing, mg_form_of_default(c));
    else if (other)
        mg_thing_set_form(thing, NULL);
    if (c->identity || mg_sql_is_serial(c))
        thing->null = '\0';
    if (c->not_null || c->nullable)
        thing->null = c->not_null ? 'f' : 't';
    if (d->expect->pending) {
        mg_thing_set_form(thing, NULL);
        thing->null = '\0';
    }
    if (!c->type)
        return;
    free(thing->detail);
    thing->detail = mg_thing_copy(d->expect, a->column.type);
    thing->ours |= d->expect->pending;
    thing->file = d->entry->file;
    thing->line = d->line;
}

/* The texts that stand at their places, in order. */
static size_t positions(const struct mg_operation *operation, const void *args, const char **texts,
                        size_t most)
{
    size_t n = 0;
    for (const struct mg_word *w = operation->words; w && w->spelling != MG_END && n < most; w++)
        if (w->spelling == MG_POSITION)
            texts[n++] = *(const char *const *)((const char *)args + w->offset);
    return n;
}

/* Statements that change no more than rows, or nothing that is looked at here. */
static bool is_harmless(const struct mg_statement *statement)
{
    static const char *const words[] = {"insert", "update", "delete", "copy",    "set",
                                        "grant",  "revoke", "lock",   "comment", "analyze",
                                        "vacuum", "values", "reset",  "refresh", NULL};
    const char *text = mg_statement_skip_blank(statement->text);
    for (const char *const *word = words; *word; word++)
        if (strncasecmp(text, *word, strlen(*word)) == 0)
            return true;
    return false;
}

/* SQL may change what it mentions; what it puts together itself may change anything. */
static void note_sql(struct mg_deed *d, const char *text)
{
    struct mg_statement statement;
    while (mg_statement_next(&text, &statement)) {
        if (is_harmless(&statement))
            continue;
        size_t before = d->expect->sql.n;
        mg_buf_addn(&d->expect->sql, statement.text, statement.n);
        mg_buf_addc(&d->expect->sql, '\n');
        bool block = strncasecmp(statement.text, "do", 2) == 0 ||
                     strncasecmp(statement.text, "call", 4) == 0;
        if (block && !mg_buf_failed(&d->expect->sql) &&
            strcasestr(mg_buf_text(&d->expect->sql) + before, "execute"))
            mg_expect_forget(d->expect);
    }
}

/* A column that goes takes what it is with it; it can only come back as the migrations have it. */
static unsigned looks_of(const struct mg_noun *noun)
{
    return noun->kind == MG_THING_COLUMN ? 0 : MG_LOOK_FORM;
}

/* Made, or replaced by another one of the same name. */
static void note_made(struct mg_deed *d, const struct mg_noun *noun, const char *table,
                      const char *name, const char *detail, char *form)
{
    struct mg_thing *thing = mg_thing_rely_and_look(d, noun->kind, table, name, MG_LOOK_FORM);
    if (!thing) {
        if (noun->kind != MG_THING_FUNCTION)
            mg_thing_rely_on_none(d, noun, table, name);
        mg_thing_set_form(mg_thing_add(d, noun, table, name, detail, false), form);
        return;
    }
    mg_thing_set_form(thing, form);
    if (detail && thing->detail && strcmp(detail, thing->detail) != 0)
        mg_thing_set_form(thing, NULL); /* one of several of this name */
    thing->ours |= d->expect->pending;
    thing->file = d->entry->file;
    thing->line = d->line;
}

/* A function's name without its arguments. */
static void note_function(struct mg_deed *d, const struct mg_noun *noun, const void *args)
{
    const char *signature = *(const char *const *)args; /* its name comes first in all of them */
    char *name = signature ? strndup(signature, strcspn(signature, "(")) : NULL;
    d->expect->failed |= !name;
    if (name && has_verb(d->operation->name, "create"))
        note_made(d, noun, NULL, name, signature, mg_form_of_function(args));
    else if (name && has_verb(d->operation->name, "drop")) {
        struct mg_thing *thing = mg_thing_rely_and_look(d, noun->kind, NULL, name, MG_LOOK_FORM);
        if (thing)
            thing->gone = true;
    } else if (name && has_verb(d->operation->name, "rename")) {
        struct mg_thing *thing = mg_thing_rely(d, noun->kind, NULL, name);
        if (thing)
            thing->gone = true;
    }
    free(name);
}

static void note_named(struct mg_deed *d, const struct mg_noun *noun, const void *args)
{
    const char *texts[3] = {NULL};
    const char *operation = d->operation->name;
    size_t n = positions(d->operation, args, texts, 3);
    bool part = mg_thing_is_part(noun->kind);
    const char *table = part ? texts[0] : NULL, *name = part ? texts[1] : texts[0];
    if (!name || n < (part ? 2U : 1U))
        return;
    if (part)
        mg_thing_rely_on_table(d, table);
    if (has_verb(operation, "create")) {
        mg_thing_rely_on_none(d, noun, table, name);
        mg_thing_add(d, noun, table, name, NULL, false);
        return;
    }
    bool goes = has_verb(operation, "drop"), renamed = has_verb(operation, "rename");
    struct mg_thing *thing =
        goes ? mg_thing_rely_and_look(d, noun->kind, table, name, looks_of(noun))
             : mg_thing_rely(d, noun->kind, table, name);
    if (thing && has_verb(operation, "alter"))
        mg_thing_set_form(thing, NULL);
    if (goes && noun->kind == MG_THING_CONSTRAINT &&
        !(thing && thing->detail && strcmp(thing->detail, "PRIMARY KEY") != 0))
        forget_null(d, table);
    if (renamed)
        mg_things_forget_forms(d->expect);
    if (thing && goes)
        thing->gone = true;
    if (d->expect->pending && (renamed || (goes && !thing)))
        mg_thing_bury(d, noun, table, name);
    thing = renamed ? mg_thing_find(d->expect, noun->kind, table, name) : thing;
    if (goes && strcmp(noun->noun, "table") == 0)
        forget_parts(d, name, MG_THING_COLUMN, true);
    if (thing && renamed && texts[part ? 2 : 1])
        rename_thing(d, thing, texts[part ? 2 : 1]);
}

static void note(struct mg_deed *d, const struct mg_noun *noun, const void *args)
{
    const struct mg_operation *o = d->operation;
    if (o == &mg_op_create_table || o == &mg_op_create_foreign_table) {
        const mg_table_args *a = args;
        mg_thing_rely_on_none(d, noun, NULL, a->name);
        mg_thing_add(d, noun, NULL, a->name, NULL, false);
        if (!has_own_columns(a->items))
            note_inherits(d, a->name);
        add_items(d, a->name, a->items, false);
    } else if (o == &mg_op_add_column || o == &mg_op_add_constraint) {
        const mg_table_args *a = args;
        mg_thing_rely_on_table(d, a->name);
        add_items(d, a->name, a->items, true);
    } else if (o == &mg_op_alter_column) {
        const mg_alter_column_args *a = args;
        mg_thing_rely_on_table(d, a->table);
        alter_column(d, a);
    } else if (o == &mg_op_create_view) {
        const mg_view_args *a = args;
        note_made(d, noun, NULL, a->name, NULL, mg_form_of_view(a->query));
    } else if (o == &mg_op_create_materialized_view) {
        const mg_materialized_view_args *a = args;
        note_made(d, noun, NULL, a->name, NULL, mg_form_of_view(a->query));
    } else if (o == &mg_op_create_trigger) {
        const mg_trigger_args *a = args;
        mg_thing_rely_on_table(d, a->table);
        note_made(d, noun, a->table, a->name, NULL, mg_form_of_trigger(a));
    } else if (noun->kind == MG_THING_FUNCTION) {
        note_function(d, noun, args);
    } else if (o == &mg_op_create_index) {
        const mg_index_args *a = args;
        mg_thing_rely_on_table(d, a->table);
        mg_thing_rely_on_none(d, noun, a->table, a->name);
        add_index(d, noun, a);
    } else {
        note_named(d, noun, args);
    }
}

void mg_expect_note(struct mg_expect *expect, const struct mg_registered *entry, int line,
                    const struct mg_operation *operation, const void *args)
{
    struct mg_deed d = {expect, entry, line, operation};
    unsigned allowed = 0;
    const struct mg_noun *noun = noun_of(operation->name);
    if (operation == &mg_op_allow) {
        expect->waived |= mg_consent_read(((const mg_text_args *)args)->text, &allowed) &&
                          allowed & MG_CONSENT_DRIFT;
    } else if (operation == &mg_op_only_if) {
        expect->perhaps = true;
    } else if (operation == &mg_op_execute) {
        note_sql(&d, ((const mg_execute_args *)args)->text);
    } else if (operation == &mg_op_attach_partition || operation == &mg_op_detach_partition) {
        const mg_partition_args *a = args;
        note_inherits(&d, a->partition);
        forget_parts(&d, a->partition, MG_THING_COLUMN, false);
    } else if (operation == &mg_op_add_inheritance || operation == &mg_op_drop_inheritance) {
        note_inherits(&d, ((const mg_rename_args *)args)->name);
        forget_parts(&d, ((const mg_rename_args *)args)->name, MG_THING_COLUMN, false);
    } else if (noun) {
        size_t before = expect->n;
        note(&d, noun, args);
        /* What was perhaps done is not known, nor what it was done to. */
        if (expect->perhaps && operation->words) {
            const char *texts[3];
            size_t n = positions(operation, args, texts, 3);
            for (size_t i = 0; i < n; i++)
                mg_buf_printf(&expect->sql, "%s\n", texts[i] ? texts[i] : "");
            for (; before < expect->n; before++)
                expect->things[before].gone = true;
        }
    }
}
