#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "model/types.h"

static const struct field cast_fields[] = {
    SAID(struct cast_object, function, ROLE_FUNCTION, FORM_SQL, "WITH_FUNCTION"),
    SAID(struct cast_object, inout, ROLE_NONE, FORM_FLAG, "INOUT"),
    SAID(struct cast_object, assignment, ROLE_NONE, FORM_FLAG, "ASSIGNMENT"),
    SAID(struct cast_object, implicit, ROLE_NONE, FORM_FLAG, "IMPLICIT"),
};

// clang-format off
static const char cast_catalog[] =
    "SELECT 2605 AS class, o.oid, 0 AS sub, NULL AS schema,"
    " format_type(o.castsource, NULL) || ' AS ' || format_type(o.casttarget, NULL) AS name,"
    " obj_description(o.oid, 'pg_cast') AS comment,"
    " " CATALOG_FUNCTION("o.castfunc")
    " || '(' || pg_get_function_identity_arguments(o.castfunc) || ')' AS function,"
    " o.castmethod = 'i' AS inout, o.castcontext = 'a' AS assignment, o.castcontext = 'i' AS implicit"
    " FROM pg_cast o WHERE o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d"
    " WHERE d.classid = 2605 AND d.objid = o.oid AND d.deptype = 'i')";
// clang-format on

/* Its name is the two types, as models spell them. */
static const char *cast_said(struct arena *arena, struct object *o)
{
    const char *as = strstr(o->name, " AS "), *from = NULL, *to = NULL;

    if (as) {
        from = type_canonical(arena, arena_strndup(arena, o->name, (size_t)(as - o->name)));
        to = type_canonical(arena, as + strlen(" AS "));
    }
    if (!from || !to)
        return "a cast is called by its two types: \"text AS integer\"";
    o->name = arena_printf(arena, "%s AS %s", from, to);
    return NULL;
}

static void cast_pulled(struct arena *arena, struct object *o)
{
    cast_said(arena, o);
}

static void cast_needs(struct arena *arena, const struct schema *s, const struct object *o,
                       struct object_list *needs)
{
    const char *as = strstr(o->name, " AS ");
    const struct object *types[2] = {NULL, NULL};

    if (as) {
        types[0] = type_object(arena, s, arena_strndup(arena, o->name, (size_t)(as - o->name)));
        types[1] = type_object(arena, s, as + 4);
    }
    for (int i = 0; i < 2; i++)
        if (types[i])
            *vec_push(arena, needs) = types[i];
}

static void cast_create(struct making *making, const struct object *after)
{
    const struct cast_object *c = (const struct cast_object *)after;

    MAKE(making, create_cast, mg_cast_args, .name = after->name, .function = c->function,
         .inout = c->inout,
         .context = c->implicit     ? "IMPLICIT"
                    : c->assignment ? "ASSIGNMENT"
                                    : NULL,
         .comment = after->comment);
}

static void cast_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_cast, mg_name_args, before->name);
}

const struct kind kind_cast = {
    .name = "cast",
    .title = "cast",
    .word = "CAST",
    .size = sizeof(struct cast_object),
    .fields = cast_fields,
    .nfields = sizeof cast_fields / sizeof *cast_fields,
    .comment_inline = true,
    .comment_object = "CAST",
    .create = cast_create,
    .drop = cast_drop,
    .needs = cast_needs,
    .catalog = cast_catalog,
    .pulled = cast_pulled,
    .said = cast_said,
};
