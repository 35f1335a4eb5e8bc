/* What of constraints their columns can say, and the options that say the rest. */
#include <string.h>

#include "emit/models_parts.h"
#include "model/names.h"

/* --- What columns can say ----------------------------------------------------------------- */

const struct object *referenced_table(const struct models *m, const struct foreign_key *key)
{
    return schema_find(m->schema, &kind_table, key->ref_schema ? key->ref_schema : "", "",
                       key->ref_table);
}

bool is_late(const struct models *m, const struct foreign_key *key)
{
    const struct object *own = schema_find(m->schema, &kind_table, key->o.schema, "", key->o.table);
    const size_t *from = map_get(m->ranks, own), *to = map_get(m->ranks, referenced_table(m, key));

    return *to > *from;
}

static const char *column_of_check(const struct models *m, const struct check *check)
{
    struct objects columns =
        schema_children(m->schema, &kind_column, check->o.schema, check->o.table);
    struct strings names = {0};

    for (size_t i = 0; i < columns.n; i++)
        strings_add(m->arena, &names, columns.items[i]->name);
    return name_check_column(&names, check->expression);
}

const char *usual_check_name(const struct models *m, const struct check *check)
{
    return name_check(m->arena, check->o.table, column_of_check(m, check));
}

/* Long ones stand better by themselves. */
const char *check_column(const struct models *m, const struct check *check)
{
    return strlen(check->expression) <= 40 ? column_of_check(m, check) : NULL;
}

bool is_plain_primary_key(const struct models *m, const struct primary_key *key)
{
    return key->columns.n == 1 && !key->include.n && !key->with.n && !key->deferrable &&
           !key->only && !key->attached && !key->tablespace && !key->index_comment &&
           !key->without_overlaps && !key->o.comment &&
           strcmp(key->o.name, name_primary_key(m->arena, key->o.table)) == 0;
}

bool is_plain_unique(const struct models *m, const struct unique *key)
{
    return key->columns.n == 1 && !key->include.n && !key->with.n && !key->deferrable &&
           !key->only && !key->attached && !key->nulls_not_distinct && !key->tablespace &&
           !key->index_comment && !key->without_overlaps && !key->o.comment &&
           strcmp(key->o.name, name_unique(m->arena, key->o.table, &key->columns, &key->include)) ==
               0;
}

/* --- Options ------------------------------------------------------------------------------ */

void add_name_and_comment(struct models *m, const struct object *o, const char *usual,
                          struct strings *words)
{
    if (strcmp(o->name, usual) != 0)
        strings_add(m->arena, words, word_name(m->arena, "NAME", o->name));
    if (o->comment)
        strings_add(m->arena, words, word_string(m->arena, "COMMENT", o->comment));
}

const char *columns_text(struct models *m, const struct object *part, const struct strings *columns)
{
    const char *text = "";

    for (size_t i = 0; i < columns->n; i++)
        text = arena_printf(m->arena, "%s%s%s", text, i ? ", " : "",
                            models_member(m, part, columns->items[i]));
    return text;
}

void add_deferrable(struct models *m, bool deferrable, bool deferred, struct strings *words)
{
    if (deferred)
        strings_add(m->arena, words, "INITIALLY_DEFERRED");
    else if (deferrable)
        strings_add(m->arena, words, "DEFERRABLE");
}

void add_validity(struct models *m, bool not_valid, bool not_enforced, struct strings *words)
{
    if (not_enforced)
        strings_add(m->arena, words, "NOT_ENFORCED");
    else if (not_valid)
        strings_add(m->arena, words, "NOT_VALID");
}

void add_check_options(struct models *m, const struct check *check, struct strings *words)
{
    if (check->no_inherit)
        strings_add(m->arena, words, "NO_INHERIT");
    add_validity(m, check->not_valid, check->not_enforced, words);
    add_name_and_comment(m, &check->o, usual_check_name(m, check), words);
}

void add_index_attributes(struct models *m, const char *tablespace, const char *index_comment,
                          struct strings *words)
{
    if (tablespace)
        strings_add(m->arena, words, word_name(m->arena, "TABLESPACE", tablespace));
    if (index_comment)
        strings_add(m->arena, words, word_string(m->arena, "INDEX_COMMENT", index_comment));
}

static void add_action(struct models *m, const char *on, const char *action, struct strings *words)
{
    if (!action)
        return;

    char *word = arena_strdup(m->arena, arena_printf(m->arena, "%s_%s", on, action));

    for (char *p = word; *p; p++)
        if (*p == ' ')
            *p = '_';
    strings_add(m->arena, words, word);
}

void add_references_options(struct models *m, const struct foreign_key *key, struct strings *words)
{
    add_action(m, "ON_DELETE", key->on_delete, words);
    if (key->set_columns.n)
        strings_add(
            m->arena, words,
            arena_printf(m->arena, "SET_COLUMNS(%s)", columns_text(m, &key->o, &key->set_columns)));
    add_action(m, "ON_UPDATE", key->on_update, words);
    if (key->match)
        strings_add(m->arena, words, "MATCH_FULL");
    if (key->period)
        strings_add(m->arena, words, "PERIOD");
    add_validity(m, key->not_valid, key->not_enforced, words);
    add_deferrable(m, key->deferrable, key->initially_deferred, words);
    add_name_and_comment(m, &key->o, name_foreign_key(m->arena, key->o.table, &key->columns),
                         words);
}
