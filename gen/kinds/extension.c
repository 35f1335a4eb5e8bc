#include <stdlib.h>
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"

enum { F_VERSION, F_SCHEMA, F_CASCADE, F_REQUIRES };

static const struct field extension_fields[] = {
    [F_VERSION] = SAID(struct extension, version, ROLE_NONE, FORM_TEXT, "VERSION"),
    [F_SCHEMA] = SAID(struct extension, in_schema, ROLE_SCHEMA, FORM_NAME, "SCHEMA"),
    [F_CASCADE] = SAID(struct extension, cascade, ROLE_NONE, FORM_FLAG, "CASCADE"),
    [F_REQUIRES] = SAID(struct extension, requires, ROLE_NONE, FORM_NAME, "REQUIRES"),
};

/*
 * Citus belongs to the cluster: each node loads it, and a superuser makes it there, before there is
 * anything to migrate.
 *
 * A version is said if the server would now install another one, and can install this one; a
 * schema if the extension has a choice; a comment if it is not the extension's own.
 */
// clang-format off
static const char extension_catalog[] =
    "SELECT 3079 AS class, e.oid, 0 AS sub, '' AS schema, e.extname AS name,"
    " CASE WHEN e.extversion <> a.default_version AND v.version IS NOT NULL THEN e.extversion END"
    " AS version,"
    " CASE WHEN v.schema IS NULL AND n.nspname <> current_schema() THEN n.nspname END AS in_schema,"
    " nullif(obj_description(e.oid, 'pg_extension'), a.comment) AS comment,"
    " false AS cascade, (SELECT array_agg(r.extname ORDER BY r.extname COLLATE \"C\") FROM pg_depend d"
    " JOIN pg_extension r ON r.oid = d.refobjid WHERE d.classid = 3079 AND d.objid = e.oid"
    " AND d.refclassid = 3079 AND r.extname <> 'plpgsql') AS requires"
    " FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
    " LEFT JOIN pg_available_extensions a ON a.name = e.extname"
    " LEFT JOIN pg_available_extension_versions v ON v.name = e.extname AND v.version = e.extversion"
    " WHERE e.oid >= 16384 AND e.extname NOT IN ('citus', 'citus_columnar')";
// clang-format on

static const char *extension_said(struct arena *arena, struct object *o)
{
    (void)arena;
    kind_sort(&((struct extension *)o)->requires);
    if (strcmp(o->name, "citus") == 0 || strcmp(o->name, "citus_columnar") == 0)
        return "whoever sets up the cluster makes it on each node; models only say which tables "
               "are DISTRIBUTED";
    return NULL;
}

static void extension_create(struct making *making, const struct object *after)
{
    const struct extension *e = (const struct extension *)after;

    MAKE(making, create_extension, mg_extension_args, after->name, .version = e->version,
         .schema = e->in_schema, .comment = after->comment, .cascade = e->cascade);
}

static void extension_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_extension, mg_name_args, before->name);
}

static enum way extension_way(const struct object *before, const struct object *after,
                              unsigned long long differences)
{
    (void)before;
    (void)after;
    (void)differences;
    return WAY_ALTER;
}

/* 1.9 is older than 1.10. */
static bool is_older(const char *version, const char *than)
{
    while (*version && *than) {
        long a = strtol(version, (char **)&version, 10), b = strtol(than, (char **)&than, 10);

        if (a != b)
            return a < b;
        if (*version != *than || !*version)
            return *version < *than;
        version++;
        than++;
    }
    return *version < *than;
}

/* A version that is no longer said may be any; so this one may stay. */
static void extension_alter(struct making *making, const struct object *before,
                            const struct object *after, unsigned long long differences)
{
    const struct extension *e = (const struct extension *)after;
    const char *version = differences & 1ull << F_VERSION ? e->version : NULL;
    bool moves = differences & 1ull << F_SCHEMA;
    const char *old = ((const struct extension *)before)->version;

    if (version || moves)
        MAKE(making, alter_extension, mg_extension_args, after->name, .version = version,
             .or_recreate = version && (old ? is_older(version, old) : making->downgrade),
             .schema = moves ? e->in_schema : NULL, .default_schema = moves && !e->in_schema);
}

static void extension_needs(struct arena *arena, const struct schema *s, const struct object *o,
                            struct object_list *needs)
{
    const struct strings *requires = &((const struct extension *)o)->requires;

    for (size_t i = 0; i < requires->n; i++) {
        const struct object *other = schema_find(s, &kind_extension, "", "", requires->items[i]);

        if (other && other != o)
            *vec_push(arena, needs) = other;
    }
}

static const char *extension_loss(struct arena *arena, const struct object *before,
                                  const struct object *after)
{
    if (after)
        return NULL;
    return arena_printf(arena, "what %s holds, and every value that only it could read",
                        object_label(arena, before));
}

const struct kind kind_extension = {
    .name = "extension",
    .title = "extension",
    .word = "EXTENSION",
    .size = sizeof(struct extension),
    .fields = extension_fields,
    .nfields = sizeof extension_fields / sizeof *extension_fields,
    .holds_unknown = true,
    .comment_inline = true,
    .comment_object = "EXTENSION",
    .said = extension_said,
    .create = extension_create,
    .drop = extension_drop,
    .way = extension_way,
    .alter = extension_alter,
    .needs = extension_needs,
    .loss = extension_loss,
    .catalog = extension_catalog,
};
