#include "expect.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../impact/consent.h"
#include "../sql/sql.h"
#include "../sql/statement.h"
#include "forms.h"
#include "tables.h"
#include "things.h"

/* --- SQL of their own ----------------------------------------------------------------------- */

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

/* SET ROLE, SET SESSION AUTHORIZATION, set_config('role', ...). */
static bool sets_role(const struct mg_statement *statement)
{
    char *text = strndup(statement->text, statement->n);
    bool sets = !text || ((strcasestr(text, "role") || strcasestr(text, "authorization")) &&
                          (strcasestr(text, "set")));
    free(text);
    return sets;
}

/* SQL may change what it mentions; what it puts together itself may change anything. */
static void note_sql(struct mg_deed *d, const char *text)
{
    struct mg_statement statement;
    while (mg_statement_next(&text, &statement)) {
        d->expect->roles |= sets_role(&statement);
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

/* --- Things by their names -------------------------------------------------------------------- */

/* Which publications a table is in, and for whom a server has a mapping, goes by their names. */
static void take_along(struct mg_deed *d, enum mg_thing_kind kind, const char *name, const char *to)
{
    enum mg_thing_kind parts = kind == MG_THING_PUBLICATION ? MG_THING_PUBLISHED
                               : kind == MG_THING_SERVER    ? MG_THING_MAPPING
                                                            : MG_THING_KINDS;
    for (size_t i = 0; parts != MG_THING_KINDS && i < d->expect->n; i++) {
        struct mg_thing *thing = &d->expect->things[i];
        char **at = kind == MG_THING_SERVER ? &thing->table : &thing->name;
        if (thing->kind != parts || thing->gone || !mg_is_same_text(*at, name))
            continue;
        thing->gone = !to;
        if (!to)
            continue;
        mg_index_leave(d->expect, thing);
        free(*at);
        *at = mg_thing_copy(d->expect, to);
        mg_index_enter(d->expect, thing);
        thing->ours |= d->expect->pending;
    }
}

static void rename_thing(struct mg_deed *d, struct mg_thing *thing, const char *to)
{
    mg_things_renamed(d->expect, mg_thing_is_part(thing->kind) ? thing->table : NULL, thing->name);
    if (thing->kind == MG_THING_COLUMN)
        mg_tables_rename_in_indexes(d, thing->table, thing->name, to);
    if (thing->kind == MG_THING_RELATION && strcmp(thing->noun, "index") != 0)
        mg_tables_rename(d, thing->name, to);
    take_along(d, thing->kind, thing->name, to);
    mg_index_leave(d->expect, thing);
    free(thing->name);
    thing->name = mg_thing_copy(d->expect, to);
    mg_index_enter(d->expect, thing);
    thing->ours |= d->expect->pending;
}

/* Made, or replaced by another one of the same name. */
static void note_made(struct mg_deed *d, const struct mg_noun *noun, const char *table,
                      const char *name, const char *detail, char *form)
{
    struct mg_thing *thing = mg_thing_rely_and_look(d, noun->kind, table, name, MG_LOOK_FORM);
    if (!thing) {
        if (noun->kind != MG_THING_FUNCTION)
            mg_thing_rely_on_none(d, noun, table, name);
        mg_thing_set_form(d, mg_thing_add(d, noun, table, name, detail, false), form);
        return;
    }
    mg_thing_set_form(d, thing, form);
    if (detail && thing->detail && strcmp(detail, thing->detail) != 0)
        mg_thing_set_form(d, thing, NULL); /* one of several of this name */
    thing->ours |= d->expect->pending;
    thing->file = d->entry->file;
    thing->line = d->line;
}

/* An operation on what has a name, and belongs to a table or does not. */
struct subject {
    const struct mg_noun *noun;
    const char *table, *name, *to; /* to: of a rename */
    const char *detail;            /* of what is called with something; or NULL */
};

static void change(struct mg_deed *d, const struct subject *s, const void *args,
                   struct mg_thing *thing)
{
    bool known = thing && !d->expect->pending;
    if (strcmp(s->noun->noun, "materialized_view") != 0) /* its query stays */
        mg_thing_add_form(d, thing, known ? mg_form_of(d->expect, d->operation, args) : NULL);
}

static void drop(struct mg_deed *d, const struct subject *s, struct mg_thing *thing)
{
    bool key = s->noun->kind == MG_THING_CONSTRAINT &&
               !(thing && thing->detail && strcmp(thing->detail, "PRIMARY KEY") != 0);
    if (key)
        mg_tables_forget_null(d, s->table);
    if (thing)
        thing->gone = true;
    else if (d->expect->pending)
        mg_thing_bury(d, s->noun, s->table, s->name);
    if (s->noun->kind == MG_THING_RELATION && strcmp(s->noun->noun, "index") != 0)
        mg_tables_forget_parts(d, s->name, MG_THING_COLUMN, true);
    take_along(d, s->noun->kind, s->name, NULL);
}

static void rename_to(struct mg_deed *d, const struct subject *s, const struct mg_thing *before)
{
    /* There may be other functions of that name, called with other things. */
    if (s->to && before && s->noun->kind != MG_THING_FUNCTION)
        mg_thing_rely_on_none(d, mg_noun_find(before->noun), s->table, s->to);
    if (d->expect->pending)
        mg_thing_bury(d, s->noun, s->table, s->name);
    struct mg_thing *thing = mg_thing_find(d->expect, s->noun->kind, s->table, s->name);
    if (thing && s->to)
        rename_thing(d, thing, s->to);
    else
        mg_things_renamed(d->expect, s->table, s->name);
}

/* What of it the operation replaces, takes away or builds on. A column that goes takes what it is
 * with it; it can only come back as the migrations have it. */
static unsigned looks_of(const struct mg_deed *d, const struct subject *s)
{
    const char *o = d->operation->name;
    bool renames = mg_has_verb(o, "rename") && !s->noun->inside;
    bool drops = mg_has_verb(o, "drop") && !s->noun->inside;
    bool column = s->noun->kind == MG_THING_COLUMN;
    bool only_uses = renames || column || mg_has_verb(o, "refresh");
    return (only_uses ? 0U : MG_LOOK_FORM) | (drops ? 0U : MG_LOOK_OWNER);
}

/* It may be there: then it is that one which is changed. */
static bool may_replace(const struct mg_deed *d, const void *args)
{
    return mg_noun_of_operation(d->operation->name)->kind == MG_THING_FUNCTION ||
           (d->operation == &mg_op_create_rule && ((const mg_rule_args *)args)->or_replace);
}

/* One that was there went with what it belonged to: nobody said so. */
static void create(struct mg_deed *d, const struct subject *s, const void *args)
{
    char *form = mg_form_of(d->expect, d->operation, args);
    if (may_replace(d, args)) {
        note_made(d, s->noun, s->table, s->name, s->detail, form);
        return;
    }
    struct mg_thing *before = mg_thing_find(d->expect, s->noun->kind, s->table, s->name);
    mg_thing_rely_on_none(d, s->noun, s->table, s->name);
    if (before)
        before->gone = true;
    mg_thing_set_form(d, mg_thing_add(d, s->noun, s->table, s->name, s->detail, false), form);
}

static bool creates(const struct mg_deed *d, const struct subject *s)
{
    const char *o = d->operation->name;
    return mg_has_verb(o, "create") ||
           (mg_has_verb(o, "add") && s->noun->kind == MG_THING_PUBLISHED);
}

static void note_subject(struct mg_deed *d, const struct subject *s, const void *args)
{
    const char *o = d->operation->name;
    if (mg_thing_is_part(s->noun->kind) && s->noun->kind != MG_THING_MAPPING)
        mg_thing_rely_on_table(d, s->table, MG_LOOK_OWNER);
    if (creates(d, s)) {
        create(d, s, args);
        return;
    }
    struct mg_thing *thing =
        mg_thing_rely_and_look(d, s->noun->kind, s->table, s->name, looks_of(d, s));
    if (mg_has_verb(o, "drop") && !s->noun->inside)
        drop(d, s, thing);
    else if (mg_has_verb(o, "rename") && !s->noun->inside)
        rename_to(d, s, thing);
    else
        change(d, s, args, thing);
}

/* A function's name without its arguments; that of anything else as it is. */
static char *bare_name(const struct mg_noun *noun, const char *name)
{
    bool called = noun->kind == MG_THING_FUNCTION;
    return called ? strndup(name, strcspn(name, "(")) : strdup(name);
}

static void note_named(struct mg_deed *d, const struct mg_noun *noun, const void *args)
{
    const char *texts[3] = {NULL};
    size_t n = mg_positions(d->operation, args, texts, 3);
    bool part = mg_thing_is_part(noun->kind), published = noun->kind == MG_THING_PUBLISHED;
    struct subject s = {noun, part ? texts[published] : NULL, part ? texts[!published] : texts[0],
                        texts[part ? 2 : 1], NULL};
    if (!s.name || n < (part ? 2U : 1U) || (part && !s.table))
        return;
    char *name = bare_name(noun, s.name);
    d->expect->failed |= !name;
    s.detail = noun->kind == MG_THING_FUNCTION ? s.name : NULL;
    s.name = name;
    if (name)
        note_subject(d, &s, args);
    free(name);
}

/* --- Operations ----------------------------------------------------------------------------- */

static char *form_of_view(struct mg_deed *d, const char *name, const char *query)
{
    return mg_form_of(d->expect, &mg_op_create_view, &(mg_view_args){.name = name, .query = query});
}

static void note(struct mg_deed *d, const struct mg_noun *noun, const void *args)
{
    const struct mg_operation *o = d->operation;
    if (o == &mg_op_create_table || o == &mg_op_create_foreign_table) {
        mg_tables_create(d, noun, args);
    } else if (o == &mg_op_add_column || o == &mg_op_add_constraint) {
        const mg_table_args *a = args;
        mg_thing_rely_on_table(d, a->name, MG_LOOK_OWNER);
        mg_tables_add_items(d, a->name, a->items, true);
    } else if (o == &mg_op_alter_column) {
        const mg_alter_column_args *a = args;
        mg_thing_rely_on_table(d, a->table, MG_LOOK_OWNER);
        mg_tables_alter_column(d, a);
    } else if (o == &mg_op_create_view) {
        const mg_view_args *a = args;
        note_made(d, noun, NULL, a->name, NULL, mg_form_of(d->expect, o, a));
    } else if (o == &mg_op_create_materialized_view) {
        const mg_materialized_view_args *a = args;
        note_made(d, noun, NULL, a->name, NULL, form_of_view(d, a->name, a->query));
    } else if (o == &mg_op_create_trigger) {
        const mg_trigger_args *a = args;
        mg_thing_rely_on_table(d, a->table, 0);
        note_made(d, noun, a->table, a->name, NULL, mg_form_of(d->expect, o, a));
    } else if (o == &mg_op_create_statistics) {
        const mg_statistics_args *a = args;
        mg_thing_rely_on_table(d, a->table, MG_LOOK_OWNER);
        mg_thing_rely_on_none(d, noun, a->table, a->name);
        mg_thing_set_form(d, mg_thing_add(d, noun, a->table, a->name, NULL, false),
                          mg_form_of(d->expect, o, a));
    } else if (o == &mg_op_create_index) {
        const mg_index_args *a = args;
        mg_thing_rely_on_table(d, a->table, MG_LOOK_OWNER);
        mg_thing_rely_on_none(d, noun, a->table, a->name);
        mg_tables_add_index(d, noun, a);
    } else {
        note_named(d, noun, args);
    }
}

/* owner, comment, grants: the thing is there. */
static void note_object(struct mg_deed *d, const char *object, const char *table, const char *name)
{
    const struct mg_noun *noun = object ? mg_noun_of_object(object) : NULL;
    bool grants =
        d->operation == &mg_op_grant_privileges || d->operation == &mg_op_revoke_privileges;
    const char *whole = noun && noun->inside ? table : name;
    char *bare = noun && whole ? bare_name(noun, whole) : NULL;
    if (bare)
        mg_thing_rely_and_look(d, noun->kind, noun->inside ? NULL : table, bare,
                               grants ? 0 : MG_LOOK_OWNER);
    d->expect->failed |= noun && whole && !bare;
    free(bare);
}

/* What was perhaps done is not known, nor what it was done to. */
static void doubt(struct mg_deed *d, const void *args, size_t before)
{
    const char *texts[3];
    size_t n = d->operation->words ? mg_positions(d->operation, args, texts, 3) : 0;
    if (!d->operation->words)
        return;
    for (size_t i = 0; i < n; i++)
        mg_buf_printf(&d->expect->sql, "%s\n", texts[i] ? texts[i] : "");
    for (; before < d->expect->n; before++)
        d->expect->things[before].gone = true;
}

void mg_expect_note(struct mg_expect *expect, const struct mg_registered *entry, int line,
                    const struct mg_operation *operation, const void *args)
{
    struct mg_deed d = {expect, entry, line, operation};
    unsigned allowed = 0;
    size_t before = expect->n;
    const struct mg_noun *noun = mg_noun_of_operation(operation->name);
    if (operation == &mg_op_allow) {
        expect->waived |= mg_consent_read(((const mg_text_args *)args)->text, &allowed) &&
                          allowed & MG_CONSENT_DRIFT;
    } else if (operation == &mg_op_only_if) {
        expect->perhaps = true;
    } else if (operation == &mg_op_execute) {
        note_sql(&d, ((const mg_execute_args *)args)->text);
    } else if (operation == &mg_op_attach_partition || operation == &mg_op_detach_partition) {
        mg_tables_join(&d, args, "partition");
    } else if (operation == &mg_op_add_inheritance || operation == &mg_op_drop_inheritance) {
        const mg_rename_args *a = args;
        mg_tables_join(&d, &(mg_partition_args){a->to, a->name, NULL}, "inheritance");
    } else if (operation == &mg_op_backfill) {
        mg_tables_backfill(&d, args);
    } else if (operation == &mg_op_comment) {
        const mg_comment_args *a = args;
        note_object(&d, a->object, a->table, a->name);
    } else if (operation == &mg_op_owner) {
        const mg_owner_args *a = args;
        note_object(&d, a->object, a->table, a->name);
    } else if (operation == &mg_op_grant_privileges || operation == &mg_op_revoke_privileges) {
        const mg_grant_args *a = args;
        note_object(&d, a->object, a->table, a->name);
    } else if (noun) {
        note(&d, noun, args);
        if (expect->perhaps)
            doubt(&d, args, before);
    }
}
