/* Objects enter the schema here, and names are compared: one namespace after the other. */
#include <string.h>

#include "model/names.h"
#include "read/reading.h"

static struct loc loc_of_declared(struct reading *r, const struct declared *d)
{
    return d->word ? loc_of_word(r, d->word) : d->object->loc;
}

/* Tables, views, indexes, sequences, and the indexes behind keys share the names of a schema. */
static bool is_relation(const struct object *o)
{
    return o->kind->is_relation || o->kind == &kind_primary_key || o->kind == &kind_unique;
}

/* So do types. The rows of a table have a type of its name. */
static bool is_type(const struct object *o)
{
    return (o->kind->names == NAMES_OF_TYPES && o->kind != &kind_base_type) ||
           o->kind->holds_parts; /* a base type has the name of its shell */
}

static void report_taken(struct reading *r, const struct declared *d, const struct object *other)
{
    const struct object *o = d->object;

    diag_error(r->diags, MG106, loc_of_declared(r, d), "%s has the name of another %s",
               object_label(r->arena, o), other->kind->title);
    if (other->loc.file)
        diag_note(r->diags, other->loc, "%s is declared here", object_label(r->arena, other));
    if (!o->kind->rename)
        diag_hint(r->diags, "Say all of it in one.");
    else if (o->kind->in_table && o->kind != &kind_column && o->kind != &kind_trigger &&
             o->kind != &kind_inheritance)
        diag_hint(r->diags, "Give it another one with NAME(...).");
    else if (o->kind == &kind_column || is_type(o))
        diag_hint(r->diags, "Names are compared as PostgreSQL has them, after NAME(...).");
}

static bool is_constraint(const struct object *o)
{
    return o->kind == &kind_primary_key || o->kind == &kind_unique || o->kind == &kind_check ||
           o->kind == &kind_foreign_key || o->kind == &kind_exclusion;
}

static const char *key_of(struct reading *r, const char *schema, const char *table,
                          const char *name)
{
    size_t s = strlen(schema), t = strlen(table), n = strlen(name);
    char *key = arena_alloc(r->arena, s + t + n + 3);

    memcpy(key, schema, s);
    key[s] = '/';
    memcpy(key + s + 1, table, t);
    key[s + 1 + t] = '/';
    memcpy(key + s + t + 2, name, n);
    return key;
}

static bool take(struct reading *r, struct map *names, const char *key, const struct declared *d)
{
    const struct object *other = map_get(names, key);

    if (!other) {
        map_put(names, key, d->object);
        return true;
    }
    if (other == d->object)
        return true;
    report_taken(r, d, other);
    return false;
}

static struct declared *note(struct reading *r, const struct declared *d)
{
    struct declared *copy = arena_new_of(r->arena, struct declared);

    *copy = *d;
    *vec_push(r->arena, &r->declared) = copy;
    return copy;
}

/* Reports that a name which the object takes is taken, once. */
static void take_names(struct reading *r, const struct declared *d)
{
    struct object *o = d->object;
    const struct object *other = schema_add(r->schema, o);

    if (other) {
        report_taken(r, d, other);
        return;
    }
    if (is_relation(o) && !take(r, r->relations, key_of(r, o->schema, "", o->name), d))
        return;
    if (is_type(o) && !take(r, r->type_names, key_of(r, o->schema, "", o->name), d))
        return;
    if (o->kind->names == NAMES_OF_ROUTINES)
        take(r, r->relations, key_of(r, o->schema, "routine", o->name), d);
    if (is_constraint(o))
        take(r, r->constraints, key_of(r, o->schema, o->table, o->name), d);
}

struct declared *declare(struct reading *r, struct object *o, const struct word *word,
                         const struct member *member)
{
    struct declared d = {.object = o, .word = word, .member = member};

    if (!o->loc.file)
        o->loc = word ? loc_of_word(r, word) : member ? member->loc : (struct loc){0};
    /* What is wrong in itself should not stand in the way of others. */
    if (diags_errors(r->diags) == r->errors) {
        take_names(r, &d);
        if (o->kind != &kind_column || o->renamed_from) /* the others need no second look */
            return note(r, &d);
    }
    r->left_out = d;
    return &r->left_out;
}

void take_sequence_name(struct reading *r, struct column *c, const struct word *word)
{
    const char *name = c->sequence ? c->sequence : name_sequence(r->arena, c->o.table, c->o.name);
    const char *key = key_of(r, c->o.schema, "", name);
    const struct object *other = map_get(r->relations, key);

    if (!other) {
        map_put(r->relations, key, c);
        return;
    }
    diag_error(r->diags, MG106, loc_of_word(r, word),
               "the sequence \"%s\" of %s has the name of another %s", name,
               object_label(r->arena, &c->o), other->kind->title);
    diag_note(r->diags, other->loc, "%s is declared here", object_label(r->arena, other));
    diag_hint(r->diags, "Give the sequence another one with SEQUENCE_NAME(...).");
}

const char *option_name(struct reading *r, const struct words *options, const char *what,
                        const char *usual)
{
    const struct word *word = words_find(options, WORD_NAME);
    const char *name = word ? argument_name(r, word, what) : NULL;

    return name ? name : usual;
}

void read_common_options(struct reading *r, const struct words *options, struct object *o)
{
    const struct word *comment = words_find(options, WORD_COMMENT);
    const struct word *owner = words_find(options, WORD_OWNER);
    const struct word *renamed = words_find(options, WORD_RENAMED_FROM);

    if (comment && !o->kind->comment_object) {
        diag_error(r->diags, MG109, loc_of_word(r, comment), "a %s has no comment", o->kind->title);
    } else if (comment) {
        const char *text = argument_string(r, comment);

        o->comment = text && *text ? text : NULL;
    }
    if (owner && kind_has_owner(o->kind)) {
        o->owner = argument_name(r, owner, "role");
    } else if (owner) {
        diag_error(r->diags, MG109, loc_of_word(r, owner), "a %s has no owner of its own",
                   o->kind->title);
        diag_hint(r->diags, "It belongs to who owns what it is part of.");
    }
    if (renamed && !o->kind->rename)
        diag_error(r->diags, MG109, loc_of_word(r, renamed), "a %s cannot be renamed",
                   o->kind->title);
    else if (renamed)
        o->renamed_from = argument_name(r, renamed, "former object");
    if (o->renamed_from && strcmp(o->renamed_from, o->name) == 0) {
        diag_error(r->diags, MG130, loc_of_word(r, renamed), "%s is renamed from itself",
                   object_label(r->arena, o));
        diag_hint(r->diags, "RENAMED_FROM(...) takes the name before the change; once a migration "
                            "has made it, the word can go.");
        o->renamed_from = NULL;
    }
}

const char *use_schema(struct reading *r, const struct word *word, const char *name)
{
    struct object *o;

    if (strncmp(name, "pg_", 3) == 0 || strcmp(name, "information_schema") == 0) {
        diag_error(r->diags, MG108, loc_of_word(r, word), "schema \"%s\" is PostgreSQL's own",
                   name);
        return "";
    }
    if (schema_find(r->schema, &kind_schema, "", "", name))
        return name;
    o = object_new(r->arena, &kind_schema);
    o->name = name;
    r->errors = diags_errors(r->diags);
    declare(r, o, word, NULL);
    return name;
}

const char *read_schema_option(struct reading *r, const struct words *options)
{
    const struct word *word = words_find(options, WORD_SCHEMA);
    const char *name = word ? argument_name(r, word, "schema") : NULL;

    return name ? use_schema(r, word, name) : "";
}
