/* What can only be judged when the whole model is known. */
#include <string.h>

#include "model/sql.h"
#include "model/types.h"
#include "read/reading.h"

static const struct column *column_of(const struct reading *r, const struct table_decl *t,
                                      const char *name)
{
    return (const struct column *)schema_find(r->schema, &kind_column, t->relation->schema,
                                              t->relation->name, name);
}

/* --- Foreign keys: what they refer to ----------------------------------------------------- */

static bool is_deferrable(const struct object *key)
{
    if (key->kind == &kind_primary_key)
        return ((const struct primary_key *)key)->deferrable;
    return key->kind == &kind_unique && ((const struct unique *)key)->deferrable;
}

/* True if a key makes the columns unique; *deferrable if only one that cannot be referenced does.
 */
static bool is_key(struct reading *r, const struct table_decl *t, const struct strings *columns,
                   bool *deferrable)
{
    *deferrable = false;
    for (size_t i = 0; i < t->keys.n; i++) {
        const struct object *key = t->keys.items[i];

        if (!key_is_of(r->arena, key, columns))
            continue;
        if (!is_deferrable(key))
            return true;
        *deferrable = true;
    }
    for (size_t i = 0; is_partition(t) && i < t->parents.n; i++)
        if (t->parents.items[i].table && is_key(r, t->parents.items[i].table, columns, deferrable))
            return true;
    return false;
}

static const char *joined(struct reading *r, const struct strings *names)
{
    const char *text = "";

    for (size_t i = 0; i < names->n; i++)
        text = arena_printf(r->arena, "%s%s%s", text, i ? ", " : "", names->items[i]);
    return text;
}

static struct loc loc_of_columns(struct reading *r, const struct declared *d, struct slice s)
{
    return s.p ? loc_of_argument(r, d->word, s) : loc_of_word(r, d->word);
}

static void check_target(struct reading *r, const struct declared *d, const struct foreign_key *key)
{
    const struct object *t = d->ref_table->relation;
    bool deferrable;

    if (is_key(r, d->ref_table, &key->ref_columns, &deferrable))
        return;
    if (deferrable) {
        diag_error(r->diags, MG115, loc_of_columns(r, d, d->ref_columns),
                   "the key of %s is deferrable, and cannot be referenced",
                   object_label(r->arena, t));
        return;
    }
    diag_error(r->diags, MG115, loc_of_columns(r, d, d->ref_columns),
               "no key makes (%s) unique in %s", joined(r, &key->ref_columns),
               object_label(r->arena, t));
    diag_note(r->diags, t->loc, "%s is declared here", object_label(r->arena, t));
    if (key->ref_columns.n == 1)
        diag_hint(r->diags, "Add UNIQUE to the column, or refer to the primary key.");
    else
        diag_hint(r->diags, "Add UNIQUE_ON(%s, %.*s).", d->ref_table->tag, (int)d->ref_columns.n,
                  d->ref_columns.p);
}

static int integer_size(const char *type)
{
    return strcmp(type, "smallint") == 0  ? 2
           : strcmp(type, "integer") == 0 ? 4
           : strcmp(type, "bigint") == 0  ? 8
                                          : 0;
}

/* What an extension's type can be compared with, only the extension knows. */
static bool are_comparable(struct reading *r, const char *from, const char *to)
{
    from = plain_type(r, from);
    to = plain_type(r, to);
    if (type_comparable(r->arena, from, to))
        return true;
    return (!type_is_builtin(r->arena, from) && !map_get(r->model_types, from)) ||
           (!type_is_builtin(r->arena, to) && !map_get(r->model_types, to));
}

static void check_types(struct reading *r, const struct declared *d, const struct foreign_key *key)
{
    for (size_t i = 0; i < key->columns.n; i++) {
        const struct column *from = column_of(r, d->table, key->columns.items[i]);
        const struct column *to = column_of(r, d->ref_table, key->ref_columns.items[i]);
        struct loc loc = loc_of_columns(r, d, d->columns);

        if (!from || !to)
            continue;
        if (!are_comparable(r, from->type, to->type)) {
            diag_error(r->diags, MG116, loc,
                       "column \"%s\" of type %s cannot refer to \"%s\" of type %s", from->o.name,
                       from->type, to->o.name, to->type);
            diag_note(r->diags, to->o.loc, "%s is declared here", object_label(r->arena, &to->o));
        } else if (integer_size(from->type) && integer_size(from->type) < integer_size(to->type)) {
            diag_warning(r->diags, MG116, loc,
                         "column \"%s\" of type %s cannot hold every value of \"%s\", of type %s",
                         from->o.name, from->type, to->o.name, to->type);
            diag_note(r->diags, to->o.loc, "%s is declared here", object_label(r->arena, &to->o));
        }
    }
}

/* --- Foreign keys: what they do ----------------------------------------------------------- */

/* Where the action on delete (or update) is said. */
static struct loc loc_of_action(struct reading *r, const struct declared *d, const char *on)
{
    enum word_id first =
        strcmp(on, "ON DELETE") == 0 ? WORD_ON_DELETE_CASCADE : WORD_ON_UPDATE_CASCADE;

    for (size_t i = 0; i < d->options.n; i++)
        if (d->options.items[i].id >= first && d->options.items[i].id < first + 5)
            return loc_of_word(r, &d->options.items[i]);
    return loc_of_word(r, d->word);
}

static void check_action(struct reading *r, const struct declared *d, const struct foreign_key *key,
                         const char *action, const char *on, const struct strings *columns)
{
    for (size_t i = 0; action && i < columns->n; i++) {
        const struct column *c = column_of(r, d->table, columns->items[i]);

        if (!c)
            continue;
        if (c->generated && (strncmp(action, "SET", 3) == 0 ||
                             (action == key->on_update && strcmp(action, "CASCADE") == 0))) {
            diag_error(r->diags, MG118, loc_of_action(r, d, on),
                       "%s %s cannot change column \"%s\": it is generated", on, action, c->o.name);
        } else if (strcmp(action, "SET NULL") == 0 && c->not_null) {
            diag_warning(r->diags, MG118, loc_of_action(r, d, on),
                         "%s SET NULL on column \"%s\", which is NOT NULL", on, c->o.name);
            diag_hint(r->diags,
                      "The referenced row could never go. Drop NOT_NULL, or choose another "
                      "action.");
        } else if (strcmp(action, "SET DEFAULT") == 0 && c->not_null && !c->default_) {
            diag_warning(r->diags, MG118, loc_of_action(r, d, on),
                         "%s SET DEFAULT on column \"%s\", which is NOT NULL and has no default",
                         on, c->o.name);
        }
    }
}

static void check_foreign_key(struct reading *r, const struct declared *d)
{
    const struct foreign_key *key = (const struct foreign_key *)d->object;

    check_types(r, d, key);
    check_target(r, d, key);
    check_action(r, d, key, key->on_delete, "ON DELETE",
                 key->set_columns.n ? &key->set_columns : &key->columns);
    check_action(r, d, key, key->on_update, "ON UPDATE", &key->columns);
}

/* --- Keys and indexes: types without an order --------------------------------------------- */

static void report_no_order(struct reading *r, const struct declared *d, const struct column *c)
{
    diag_error(r->diags, MG131, loc_of_word(r, d->word),
               "values of type %s, as of \"%s\", have no order", c->type, c->o.name);
    if (strcmp(c->type, "json") == 0)
        diag_hint(r->diags, "Use pg_jsonb.");
    else if (d->object->kind == &kind_index)
        diag_hint(r->diags, "Choose another index method: USING(gist), USING(hash), ...");
}

static void check_order(struct reading *r, const struct declared *d, const struct strings *columns)
{
    for (size_t i = 0; d->table->unordered && i < columns->n; i++) {
        const struct column *c = column_of(r, d->table, columns->items[i]);

        if (c && !type_has_order(plain_type(r, c->type)))
            report_no_order(r, d, c);
    }
}

static void check_index(struct reading *r, const struct declared *d)
{
    const struct index *index = (const struct index *)d->object;
    struct strings columns = {0};

    if (!d->table->unordered)
        return;
    for (size_t i = 0; !index->method && i < index->elements.n; i++) {
        const char *element = index->elements.items[i];
        const char *name = sql_element_column(r->arena, element);

        /* With an operator class all is possible. */
        if (name && !strstr(element, "_ops"))
            strings_add(r->arena, &columns, name);
    }
    check_order(r, d, &columns);
}

static void check_unique(struct reading *r, const struct declared *d)
{
    const struct unique *unique = (const struct unique *)d->object;

    check_order(r, d, &unique->columns);
    for (size_t i = 0; i < d->table->keys.n; i++) {
        const struct object *key = d->table->keys.items[i];

        if (key->kind == &kind_primary_key && key_is_of(r->arena, key, &unique->columns)) {
            diag_warning(r->diags, MG137, loc_of_word(r, d->word),
                         "%s says again what the primary key says", word_kinds[d->word->id].name);
            diag_hint(r->diags, "It would be a second index over the same columns.");
        }
    }
}

/* --- Renames ------------------------------------------------------------------------------ */

static void check_renamed(struct reading *r, const struct declared *d, struct map *sources)
{
    const struct object *o = d->object, *other;
    const struct word *word;
    struct loc loc = o->loc;
    const char *key;

    if (!o->renamed_from)
        return;
    word = d->member ? words_find(&d->member->words, WORD_RENAMED_FROM) : NULL;
    if (word)
        loc = loc_of_word(r, word);
    other = schema_find(r->schema, o->kind, o->schema, o->table, o->renamed_from);
    if (other) {
        diag_error(r->diags, MG130, loc, "%s is renamed from \"%s\", which is still there",
                   object_label(r->arena, o), o->renamed_from);
        diag_note(r->diags, other->loc, "%s is declared here", object_label(r->arena, other));
        return;
    }
    key =
        arena_printf(r->arena, "%s/%s/%s/%s", o->kind->name, o->schema, o->table, o->renamed_from);
    other = map_get(sources, key);
    if (other) {
        diag_error(r->diags, MG130, loc, "%s and %s are both renamed from \"%s\"",
                   object_label(r->arena, o), object_label(r->arena, other), o->renamed_from);
        return;
    }
    map_put(sources, key, d->object);
}

static void check_renamed_labels(struct reading *r, const struct enum_decl *e)
{
    const struct strings *from = &e->type->labels_renamed_from;

    for (size_t i = 0; i < from->n; i++)
        if (from->items[i] && strings_find(&e->type->labels, from->items[i]) >= 0)
            diag_error(r->diags, MG130, e->type->o.loc,
                       "label \"%s\" is renamed from \"%s\", which is still there",
                       e->type->labels.items[i], from->items[i]);
}

/* --- All of them -------------------------------------------------------------------------- */

void read_validate(struct reading *r)
{
    struct map *sources = map_of_texts(r->arena);

    for (size_t i = 0; i < r->declared.n; i++) {
        const struct declared *d = r->declared.items[i];
        const struct kind *kind = d->object->kind;

        check_renamed(r, d, sources);
        if (kind == &kind_foreign_key)
            check_foreign_key(r, d);
        else if (kind == &kind_primary_key)
            check_order(r, d, &((const struct primary_key *)d->object)->columns);
        else if (kind == &kind_unique)
            check_unique(r, d);
        else if (kind == &kind_index)
            check_index(r, d);
    }
    for (size_t i = 0; i < r->enums.n; i++)
        check_renamed_labels(r, r->enums.items[i]);
    check_bounds(r);
    check_distributed(r);
}
