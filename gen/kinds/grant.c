/*
 * Privileges: grant and revoke of tables, views, ..., grant_on and revoke_on of everything else.
 * An object is all that one role has, or has not, of one thing; changes are made in place.
 */
#include "kinds/grant.h"

#include <string.h>

#define PRIVILEGES(struct_) SAID(struct_, privileges, ROLE_EXPRESSION, FORM_WORDS, NULL)
#define OPTION(struct_) \
    SAID(struct_, with_grant_option, ROLE_EXPRESSION, FORM_WORDS, "WITH_GRANT_OPTION")
#define ON_SOMETHING                                                                 \
    SAID(struct grant_on, role, ROLE_NONE, FORM_NAME, NULL),                         \
        SAID(struct grant_on, on_schema, ROLE_SCHEMA, FORM_NAME, "ON_SCHEMA"),       \
        SAID(struct grant_on, on_sequence, ROLE_RELATION, FORM_NAME, "ON_SEQUENCE"), \
        SAID(struct grant_on, on_function, ROLE_FUNCTION, FORM_TEXT, "ON_FUNCTION"), \
        SAID(struct grant_on, on_type, ROLE_TYPE, FORM_SQL, "ON_TYPE"),              \
        SAID(struct grant_on, on_language, ROLE_OBJECT, FORM_NAME, "ON_LANGUAGE"),   \
        SAID(struct grant_on, on_server, ROLE_OBJECT, FORM_NAME, "ON_SERVER"),       \
        SAID(struct grant_on, on_wrapper, ROLE_OBJECT, FORM_NAME, "ON_FOREIGN_DATA_WRAPPER")

static const struct field grant_fields[] = {PRIVILEGES(struct grant), OPTION(struct grant)};
static const struct field revoke_fields[] = {PRIVILEGES(struct grant)};
static const struct field grant_on_fields[] = {ON_SOMETHING, PRIVILEGES(struct grant_on),
                                               OPTION(struct grant_on)};
static const struct field revoke_on_fields[] = {ON_SOMETHING, PRIVILEGES(struct grant_on)};

/* --- What it is on ------------------------------------------------------------------------ */

struct on {
    const char *object; /* "SCHEMA" */
    size_t offset;
    const char *allowed;
};

#define ON(object, member, allowed)                        \
    {                                                      \
        object, offsetof(struct grant_on, member), allowed \
    }

static const struct on ons[] = {
    ON("SCHEMA", on_schema, "USAGE, CREATE"),
    ON("SEQUENCE", on_sequence, "SELECT, UPDATE, USAGE"),
    ON("FUNCTION", on_function, "EXECUTE"),
    ON("TYPE", on_type, "USAGE"),
    ON("LANGUAGE", on_language, "USAGE"),
    ON("SERVER", on_server, "USAGE"),
    ON("FOREIGN DATA WRAPPER", on_wrapper, "USAGE"),
};

static const char of_tables[] =
    "SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER, MAINTAIN";

static const char *name_on(const struct object *o, const struct on *on)
{
    return *(const char *const *)((const char *)o + on->offset);
}

static const struct on *on_of(const struct object *o)
{
    if (o->kind->in_table)
        return NULL;
    for (size_t i = 0; i < sizeof ons / sizeof *ons; i++)
        if (name_on(o, &ons[i]))
            return &ons[i];
    return NULL;
}

static const char *grant_said(struct arena *arena, struct object *o)
{
    struct grant *g = (struct grant *)o;
    const struct on *on = on_of(o);
    const char *allowed = o->kind->in_table ? of_tables : on ? on->allowed : of_tables;
    const char *wrong = privileges_said(arena, &g->privileges, allowed, o->kind->in_table);
    const char *other = privileges_said(arena, &g->with_grant_option, allowed, o->kind->in_table);

    if (!o->kind->in_table && !on)
        return "it needs ON_SCHEMA, ON_SEQUENCE, ON_FUNCTION, ON_TYPE, ON_LANGUAGE, ON_SERVER or "
               "ON_FOREIGN_DATA_WRAPPER";
    if (!g->privileges.n && !g->with_grant_option.n)
        return arena_printf(arena, "it needs privileges: %s or ALL", allowed);
    return wrong ? wrong : other;
}

static const char *grant_key(struct arena *arena, const struct object *o)
{
    const struct on *on = on_of(o);
    const struct grant_on *g = (const struct grant_on *)o;

    if (!on || !g->role)
        return g->role ? g->role : "?";
    return arena_printf(arena, "%s on %s %s", g->role, on->object, name_on(o, on));
}

/* --- Operations --------------------------------------------------------------------------- */

static mg_grant_args arguments(struct making *making, const struct schema *s,
                               const struct object *o)
{
    const char **roles = arena_alloc(making->arena, 2 * sizeof *roles);
    const struct on *on = on_of(o);
    mg_grant_args args = {.object = "TABLE", .roles = roles};

    if (o->kind->in_table) {
        const struct object *relation = schema_relation(s, o->schema, o->table);

        roles[0] = o->name;
        args.name = compose_table(making->arena, o);
        if (relation)
            args.object = relation->kind->comment_object;
    } else {
        roles[0] = ((const struct grant_on *)o)->role;
        args.object = on->object;
        args.name = name_on(o, on);
    }
    return args;
}

static void make(struct making *making, const struct mg_operation *operation, mg_grant_args args,
                 const struct strings *privileges, bool grant_option)
{
    if (privileges->n == 0)
        return;
    args.privileges = compose_list(making->arena, privileges);
    args.grant_option = grant_option;
    make_op(making, operation, &args);
}

void grant_changes(struct making *making, mg_grant_args args, const struct privilege_changes *c)
{
    make(making, &mg_op_revoke_privileges, args, &c->revoke, false);
    make(making, &mg_op_revoke_privileges, args, &c->revoke_option, true);
    make(making, &mg_op_grant_privileges, args, &c->grant, false);
    make(making, &mg_op_grant_privileges, args, &c->grant_option, true);
}

static const struct object *object_on(struct arena *arena, const struct schema *s,
                                      const struct object *o)
{
    const struct on *on = on_of(o);
    const char *name = on ? name_on(o, on) : "", *schema = "";
    size_t n = strcspn(name, ".(\"");
    const struct object *found = on ? NULL : schema_relation(s, o->schema, o->table);

    if (name[n] == '.') {
        schema = arena_strndup(arena, name, n);
        name += n + 1;
    }
    for (size_t k = 0; on && k < kind_count && !found; k++)
        if (!kinds[k]->in_table && !kinds[k]->nameless)
            found = schema_find(s, kinds[k], schema, "", name);
    return found;
}

bool grant_is_on(struct making *making, const struct object *grant, const struct object *o)
{
    const struct on *on = on_of(grant);

    return on && (object_on(making->arena, making->after, grant) == o ||
                  (strcmp(on->object, o->kind->comment_object) == 0 &&
                   strcmp(name_on(grant, on), compose_name(making->arena, o)) == 0));
}

/* What it is on is dropped, and it with it. */
static bool goes_along(struct making *making, const struct object *o)
{
    const struct on *on = on_of(o);

    if (on && strcmp(on->object, "SCHEMA") == 0 && strcmp(name_on(o, on), "public") == 0)
        return false; /* it stays, whatever models say of it */
    return on && object_on(making->arena, making->before, o) &&
           !object_on(making->arena, making->after, o);
}

static void grant_create(struct making *making, const struct object *after)
{
    const struct grant nothing = {0};
    struct privilege_changes c =
        privilege_changes(making->arena, &nothing, (const struct grant *)after);

    grant_changes(making, arguments(making, making->after, after), &c);
}

/* What the owner may by itself, with all columns, stays when it may not grant it on any more. */
static void keep_of_owner(struct making *making, const struct object *before,
                          struct privilege_changes *c)
{
    const struct object *was = object_on(making->arena, making->before, before);
    const struct object *is = object_on(making->arena, making->after, before);
    const char *role =
        before->kind->in_table ? before->name : ((const struct grant_on *)before)->role;
    struct strings revoke = {0};

    if (!was || !is || !was->owner || !is->owner || strcmp(was->owner, role) != 0 ||
        strcmp(is->owner, role) != 0)
        return;
    for (size_t i = 0; i < c->revoke.n; i++)
        strings_add(making->arena, strchr(c->revoke.items[i], '(') ? &revoke : &c->revoke_option,
                    c->revoke.items[i]);
    c->revoke = revoke;
}

static void grant_drop(struct making *making, const struct object *before)
{
    const struct grant nothing = {0};
    struct privilege_changes c =
        privilege_changes(making->arena, (const struct grant *)before, &nothing);

    keep_of_owner(making, before, &c);
    if (!goes_along(making, before))
        grant_changes(making, arguments(making, making->before, before), &c);
}

static void grant_alter(struct making *making, const struct object *before,
                        const struct object *after, unsigned long long differences)
{
    struct privilege_changes c =
        privilege_changes(making->arena, (const struct grant *)before, (const struct grant *)after);

    (void)differences;
    keep_of_owner(making, before, &c);
    grant_changes(making, arguments(making, making->after, after), &c);
}

/*
 * What the role that becomes the owner had is made one with what the owner has, and is none of a
 * grant's any more: it is revoked before.
 */
static enum way grant_way(const struct making *making, const struct object *before,
                          const struct object *after, unsigned long long differences)
{
    const struct object *was = object_on(making->arena, making->before, before);
    const struct object *is = object_on(making->arena, making->after, after);
    const char *role =
        before->kind->in_table ? before->name : ((const struct grant_on *)before)->role;
    const char *old = was ? was->owner : NULL, *new = is ? is->owner : NULL;

    (void)differences;
    if (!role || (old && new ? strcmp(old, new) == 0 : old == new))
        return WAY_ALTER;
    return (old && strcmp(old, role) == 0) || (new &&strcmp(new, role) == 0) ? WAY_REPLACE
                                                                             : WAY_ALTER;
}

/* What is revoked is the other way round: its changes are those from after to before. */
static void revoke_create(struct making *making, const struct object *after)
{
    make(making, &mg_op_revoke_privileges, arguments(making, making->after, after),
         &((const struct grant *)after)->privileges, false);
}

static void revoke_drop(struct making *making, const struct object *before)
{
    if (!goes_along(making, before))
        make(making, &mg_op_grant_privileges, arguments(making, making->before, before),
             &((const struct grant *)before)->privileges, false);
}

static void revoke_alter(struct making *making, const struct object *before,
                         const struct object *after, unsigned long long differences)
{
    struct privilege_changes c =
        privilege_changes(making->arena, (const struct grant *)before, (const struct grant *)after);
    mg_grant_args args = arguments(making, making->after, after);

    (void)differences;
    make(making, &mg_op_grant_privileges, args, &c.revoke, false);
    make(making, &mg_op_revoke_privileges, args, &c.grant, false);
}

/* --- Kinds -------------------------------------------------------------------------------- */

#define KIND_OF(name_, struct_, title_, word_, verb, ...)          \
    const struct kind kind_##name_ = {                             \
        .name = #name_,                                            \
        .title = title_,                                           \
        .word = word_,                                             \
        .size = sizeof(struct_),                                   \
        .fields = name_##_fields,                                  \
        .goes_along = true,                                        \
        .nfields = sizeof name_##_fields / sizeof *name_##_fields, \
        .said = grant_said,                                        \
        .create = verb##_create,                                   \
        .drop = verb##_drop,                                       \
        .way_among = grant_way,                                    \
        .alter = verb##_alter,                                     \
        .catalog = name_##_catalog,                                \
        __VA_ARGS__,                                               \
    }

KIND_OF(grant, struct grant, "table grant", "GRANT", grant, .in_table = true);
KIND_OF(revoke, struct grant, "table revoke", "REVOKE", revoke, .in_table = true);
KIND_OF(grant_on, struct grant_on, "grant", "GRANT_TO", grant, .nameless = true, .key = grant_key);
KIND_OF(revoke_on, struct grant_on, "revoke", "REVOKE_FROM", revoke, .nameless = true,
        .key = grant_key);
