/*
 * Changes of an enum's labels. PostgreSQL can add one in place; it cannot take one away or move
 * one, and a new label cannot be used before its transaction is committed. In these cases the type
 * is built anew: the old one is renamed away, columns are altered to the new one by way of text,
 * and the old one is dropped.
 */
#include <string.h>

#include "kinds/column.h"
#include "model/sql.h"
#include "plan/planning.h"

static bool text_uses(const char *text, const char *label)
{
    return text && strstr(text, label) && sql_mentions_string(text, label);
}

/* Of the enum, or of a domain that is made of it. */
static bool is_of(struct planning *p, const char *type, const struct enum_type *e)
{
    return enum_of_type(p->arena, p->after, type_without_domains(p->arena, p->after, type)) == e;
}

static bool table_has(struct planning *p, const struct object *o, const struct enum_type *e)
{
    struct objects columns = schema_children(p->after, &kind_column, o->schema, o->table);

    for (size_t i = 0; i < columns.n; i++)
        if (is_of(p, ((const struct column *)columns.items[i])->type, e))
            return true;
    return false;
}

/* True if the object is of this enum, or of a table that has a column of it. */
static bool is_about(struct planning *p, const struct object *o, const struct enum_type *e)
{
    const struct column *c = (const struct column *)o;

    if (o->kind == &kind_column && !c->generated)
        return is_of(p, c->type, e);
    if (o->kind == &kind_domain)
        return is_of(p, ((const struct domain *)o)->type, e);
    if (o->kind == &kind_domain_check)
        return is_about(p, object_table(p->after, o), e);
    return *o->table && table_has(p, o, e);
}

static bool object_uses(struct planning *p, const struct object *o, const struct enum_type *e,
                        const char *label)
{
    bool mentions = false;

    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];

        if (f->role != ROLE_EXPRESSION && f->role != ROLE_VALUE)
            continue;
        if (f->type == FIELD_TEXT)
            mentions |= text_uses(field_text(o, f), label);
        for (size_t j = 0; f->type == FIELD_LIST && j < field_list(o, f)->n; j++)
            mentions |= text_uses(field_list(o, f)->items[j], label);
    }
    return mentions && is_about(p, o, e);
}

/* A column of another type becomes one of this enum: its values may be the new label. */
static bool turns_into(struct planning *p, const struct change *change, const struct enum_type *e)
{
    const struct object *o = change->after;

    return change->before && o->kind == &kind_column &&
           strcmp(((const struct column *)change->before)->type,
                  ((const struct column *)o)->type) &&
           is_of(p, ((const struct column *)o)->type, e);
}

static bool answers_use(const struct answer_list *list, const char *label)
{
    for (size_t i = 0; i < list->n; i++)
        if (text_uses(list->items[i].value, label))
            return true;
    return false;
}

static bool is_used_at_once(struct planning *p, const struct enum_type *before,
                            const struct enum_type *after)
{
    for (size_t i = 0; i < after->labels.n; i++) {
        const char *label = after->labels.items[i];

        if (strings_find(&before->labels, label) >= 0)
            continue;
        if (answers_use(&p->answers->fill, label) || answers_use(&p->answers->using_, label))
            return true;
        for (size_t j = 0; j < p->changes.n; j++) {
            const struct change *change = p->changes.items[j];

            if (change->after &&
                (object_uses(p, change->after, after, label) || turns_into(p, change, after)))
                return true;
        }
    }
    return false;
}

void changes_of_enums(struct planning *p)
{
    size_t n = p->changes.n; /* those that are added here are of no enum */

    for (size_t i = 0; i < n; i++) {
        struct change *change = p->changes.items[i];
        const struct enum_type *before = (const struct enum_type *)change->before;
        const struct enum_type *after = (const struct enum_type *)change->after;

        if (!before || !after || before->o.kind != &kind_enum_type ||
            !(change->differences & DIFFERS_FIELDS))
            continue;
        if (change->action == ACTION_ALTER && !is_used_at_once(p, before, after))
            continue;
        change->action = ACTION_REBUILD;
    }
}

const char *enum_loss(struct planning *p, const struct change *change)
{
    const struct enum_type *before = (const struct enum_type *)change->before;
    const struct enum_type *after = (const struct enum_type *)change->after;
    const char *label = object_label(p->arena, &before->o), *loss = NULL;

    for (size_t i = 0; i < before->labels.n; i++) {
        const char *value = before->labels.items[i];

        if (strings_find(&after->labels, value) >= 0)
            continue;

        const char *what =
            arena_printf(p->arena, "%s.%s", compose_answer(p->arena, &after->o), value);
        const char *to = answer_find(&p->answers->map, what);
        const char *line =
            to ? arena_printf(p->arena, "value \"%s\" of %s: it becomes \"%s\"", value, label, to)
               : arena_printf(p->arena, "value \"%s\" of %s: rows that hold it stop this migration",
                              value, label);

        loss = loss ? arena_printf(p->arena, "%s; %s", loss, line) : line;
    }
    return loss;
}
