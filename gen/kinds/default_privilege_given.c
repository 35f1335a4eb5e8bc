/*
 * What default privileges give to an object as it is made, and its model does not: that is taken
 * back at once, so that the object is what a build from nothing makes, where they come last.
 */
#include <string.h>

#include "kinds/column.h"
#include "kinds/grant.h"

/* What ALTER DEFAULT PRIVILEGES calls it; NULL: it has no privileges. */
static const char *objects_of(const struct object *o)
{
    if (o->kind == &kind_schema)
        return "SCHEMAS";
    if (o->kind == &kind_sequence)
        return "SEQUENCES";
    if (o->kind->names == NAMES_OF_ROUTINES)
        return "FUNCTIONS";
    if (o->kind->names == NAMES_OF_TYPES)
        return o->kind == &kind_shell_type ? NULL : "TYPES";
    return o->kind->holds_parts && o->kind->is_relation ? "TABLES" : NULL;
}

static mg_grant_args arguments(struct making *making, const struct object *o, const char *role)
{
    const char **roles = arena_alloc(making->arena, 2 * sizeof *roles);
    mg_grant_args args = {.name = compose_name(making->arena, o), .roles = roles};

    roles[0] = role;
    args.object = o->kind->comment_object;
    if (o->kind->names == NAMES_OF_TYPES)
        args.object = "TYPE";
    if (o->kind->names == NAMES_OF_ROUTINES) {
        args.object = "FUNCTION";
        args.name = compose_signature(making->arena, o);
    }
    return args;
}

/* What the model says of the same object and role, by grants or by revokes. */
static const struct grant *said(struct making *making, const struct object *o, const char *role,
                                bool revoked)
{
    static const struct grant nothing;
    bool in_table = strcmp(objects_of(o), "TABLES") == 0;
    const struct kind *kind = in_table ? (revoked ? &kind_revoke : &kind_grant)
                                       : (revoked ? &kind_revoke_on : &kind_grant_on);
    struct objects all = in_table ? schema_children(making->after, kind, o->schema, o->name)
                                  : schema_of_kind(making->after, kind);

    for (size_t i = 0; i < all.n; i++) {
        const struct object *g = all.items[i];
        const char *of = in_table ? g->name : ((const struct grant_on *)g)->role;

        if (of && strcmp(of, role) == 0 && (in_table || grant_is_on(making, g, o)))
            return (const struct grant *)g;
    }
    return &nothing;
}

static void take_back(struct making *making, const struct object *o,
                      const struct default_privilege *d)
{
    const struct grant given = {.privileges = d->privileges,
                                .with_grant_option = d->with_grant_option};
    const struct grant taken = {.privileges = d->revoked};
    struct privilege_changes c =
        privilege_changes(making->arena, &given, said(making, o, d->role, false));
    struct privilege_changes r =
        privilege_changes(making->arena, &taken, said(making, o, d->role, true));
    mg_grant_args args = arguments(making, o, d->role);

    c.grant = c.grant_option = (struct strings){0};
    grant_changes(making, args, &c);
    grant_changes(making, args, &(struct privilege_changes){.grant = r.revoke});
}

static void take_back_all(struct making *making, const struct object *o)
{
    struct objects all = schema_of_kind(making->before, &kind_default_privilege);
    const char *objects = all.n ? objects_of(o) : NULL;

    for (size_t i = 0; objects && i < all.n; i++) {
        const struct default_privilege *d = (const struct default_privilege *)all.items[i];

        if (strcmp(d->objects, objects) == 0 && !d->made_by &&
            (!d->in_schema || strcmp(d->in_schema, *o->schema ? o->schema : "public") == 0))
            take_back(making, o, d);
    }
}

void default_privileges_take_back(struct making *making, const struct object *made)
{
    struct objects columns = {NULL, 0};

    take_back_all(making, made);
    if (made->kind == &kind_table)
        columns = schema_children(making->after, &kind_column, made->schema, made->name);
    if (made->kind == &kind_column)
        columns = (struct objects){&made, 1};
    for (size_t i = 0; i < columns.n; i++) {
        const struct column *c = (const struct column *)columns.items[i];
        struct sequence s;

        if (!c->identity)
            continue;
        s = column_sequence_object(making->arena, c);
        take_back_all(making, &s.o);
    }
}
