/*
 * ALTER DEFAULT PRIVILEGES: what others may do with objects that are made later. What the models
 * declare says its own privileges, so these are the last thing that is made.
 */
#include <string.h>

#include "kinds/grant.h"

#define FIELD_OF(member, form, word) SAID(struct default_privilege, member, ROLE_NONE, form, word)

static const struct field default_privilege_fields[] = {
    SAID_CHOICE(struct default_privilege, objects, NULL,
                "TABLES SEQUENCES FUNCTIONS TYPES SCHEMAS"),
    FIELD_OF(role, FORM_NAME, NULL),
    FIELD_OF(privileges, FORM_WORDS, NULL),
    FIELD_OF(with_grant_option, FORM_WORDS, "WITH_GRANT_OPTION"),
    FIELD_OF(revoked, FORM_WORDS, "REVOKED"),
    FIELD_OF(made_by, FORM_NAME, "MADE_BY"),
    SAID(struct default_privilege, in_schema, ROLE_SCHEMA, FORM_NAME, "IN_SCHEMA"),
};

/*
 * Without a schema an entry replaces what PostgreSQL gives by itself, with one it adds to that. r
 * is the role that makes the objects: unsaid where it is the usual one (database/catalog_owners.c).
 */
// clang-format off
static const char default_privilege_catalog[] =
    "WITH x AS (SELECT d.oid, d.defaclrole AS role, n.nspname, d.defaclobjtype AS type, y.grantee,"
    " y.privilege_type AS p, bool_or(y.now) AS now, bool_or(NOT y.now) AS usual,"
    " bool_or(y.now AND y.is_grantable) AS g FROM pg_default_acl d"
    " LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace,"
    " LATERAL (SELECT true AS now, * FROM aclexplode(d.defaclacl) UNION ALL SELECT false, *"
    " FROM aclexplode(CASE d.defaclnamespace WHEN 0 THEN acldefault(CASE d.defaclobjtype"
    " WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) END)) y GROUP BY 1, 2, 3, 4, 5, 6),"
    " i AS (SELECT x.*, CASE WHEN NOT now THEN 'r' WHEN g THEN 'g' ELSE 'p' END AS what"
    " FROM x WHERE NOT now OR g OR NOT usual),"
    " l AS (SELECT oid, role, nspname, type, grantee, what, CASE WHEN type NOT IN ('f', 'T')"
    " AND count(*) > 1 AND count(*) = (SELECT count(*) FROM aclexplode(acldefault(CASE type"
    " WHEN 'S' THEN 's' ELSE type END, role)) a WHERE a.grantee = role) THEN '{ALL}'"
    " ELSE array_agg(p) END AS list FROM i GROUP BY 1, 2, 3, 4, 5, 6)"
    " SELECT 826 AS class, oid, grantee AS sub, CASE type WHEN 'r' THEN 'TABLES'"
    " WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'"
    " WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS objects,"
    " CASE type WHEN 'L' THEN 'those of large objects cannot be said' END AS left_out,"
    " CASE grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(grantee) END AS role,"
    " pg_get_userbyid(role) AS made_by, nspname AS in_schema, nspname AS about_schema,"
    " string_to_array(min(array_to_string(list, ',')) FILTER (WHERE what = 'p'), ',') AS privileges,"
    " string_to_array(min(array_to_string(list, ',')) FILTER (WHERE what = 'g'), ',')"
    " AS with_grant_option,"
    " string_to_array(min(array_to_string(list, ',')) FILTER (WHERE what = 'r'), ',') AS revoked"
    " FROM l GROUP BY oid, role, nspname, type, grantee";
// clang-format on

static const struct {
    const char *objects, *allowed;
} of_objects[] = {
    {"TABLES", "SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER, MAINTAIN"},
    {"SEQUENCES", "SELECT, UPDATE, USAGE"},
    {"FUNCTIONS", "EXECUTE"},
    {"TYPES", "USAGE"},
    {"SCHEMAS", "USAGE, CREATE"},
};

static const char *default_privilege_said(struct arena *arena, struct object *o)
{
    struct default_privilege *d = (struct default_privilege *)o;
    struct strings *const lists[] = {&d->privileges, &d->with_grant_option, &d->revoked};
    const char *allowed = NULL, *wrong = NULL;

    if (!d->objects || !d->role)
        return NULL; /* reported */
    for (size_t i = 0; i < sizeof of_objects / sizeof *of_objects; i++)
        if (strcmp(of_objects[i].objects, d->objects) == 0)
            allowed = of_objects[i].allowed;
    if (!allowed)
        return NULL;
    for (size_t i = 0; i < 3; i++) {
        const char *one = privileges_said(arena, lists[i], allowed, false);

        wrong = wrong ? wrong : one;
    }
    if (!wrong && !d->privileges.n && !d->with_grant_option.n && !d->revoked.n)
        return arena_printf(arena, "it needs privileges: %s or ALL", allowed);
    if (!wrong && d->revoked.n && d->in_schema)
        return "what is REVOKED is so in all schemas: IN_SCHEMA cannot be";
    return wrong;
}

static const char *default_privilege_key(struct arena *arena, const struct object *o)
{
    const struct default_privilege *d = (const struct default_privilege *)o;

    return arena_printf(arena, "%s to %s%s%s%s%s", d->objects ? d->objects : "?",
                        d->role ? d->role : "?", d->in_schema ? " in " : "",
                        d->in_schema ? d->in_schema : "", d->made_by ? " made by " : "",
                        d->made_by ? d->made_by : "");
}

static void make(struct making *making, const struct object *o, const struct strings *privileges,
                 bool revoke, bool grant_option)
{
    const struct default_privilege *d = (const struct default_privilege *)o;
    const char **roles = arena_alloc(making->arena, 2 * sizeof *roles);

    if (privileges->n == 0)
        return;
    roles[0] = d->role;
    MAKE(making, alter_default_privileges, mg_default_privileges_args, .objects = d->objects,
         .made_by = d->made_by, .schema = d->in_schema,
         .grant = revoke || grant_option ? NULL : roles,
         .grant_with_option = revoke || !grant_option ? NULL : roles,
         .revoke = revoke && !grant_option ? roles : NULL,
         .revoke_option = revoke && grant_option ? roles : NULL,
         .privileges = compose_list(making->arena, privileges));
}

static void change(struct making *making, const struct object *o,
                   const struct default_privilege *before, const struct default_privilege *after)
{
    const struct grant old = {.privileges = before->privileges,
                              .with_grant_option = before->with_grant_option};
    const struct grant new = {.privileges = after->privileges,
                              .with_grant_option = after->with_grant_option};
    const struct grant old_revoked = {.privileges = before->revoked};
    const struct grant new_revoked = {.privileges = after->revoked};
    struct privilege_changes c = privilege_changes(making->arena, &old, &new);
    struct privilege_changes r = privilege_changes(making->arena, &old_revoked, &new_revoked);

    make(making, o, &c.revoke, true, false);
    make(making, o, &c.revoke_option, true, true);
    make(making, o, &r.revoke, false, false);
    make(making, o, &c.grant, false, false);
    make(making, o, &c.grant_option, false, true);
    make(making, o, &r.grant, true, false);
}

static void default_privilege_create(struct making *making, const struct object *after)
{
    const struct default_privilege nothing = {0};

    change(making, after, &nothing, (const struct default_privilege *)after);
}

static void default_privilege_drop(struct making *making, const struct object *before)
{
    const struct default_privilege nothing = {0};

    change(making, before, (const struct default_privilege *)before, &nothing);
}

static void default_privilege_alter(struct making *making, const struct object *before,
                                    const struct object *after, unsigned long long differences)
{
    (void)differences;
    change(making, after, (const struct default_privilege *)before,
           (const struct default_privilege *)after);
}

static enum way default_privilege_way(const struct object *before, const struct object *after,
                                      unsigned long long differences)
{
    (void)before;
    (void)after;
    (void)differences;
    return WAY_ALTER;
}

const struct kind kind_default_privilege = {
    .name = "default_privilege",
    .title = "default privilege",
    .word = "DEFAULT_PRIVILEGES",
    .size = sizeof(struct default_privilege),
    .fields = default_privilege_fields,
    .nfields = sizeof default_privilege_fields / sizeof *default_privilege_fields,
    .nameless = true,
    .key = default_privilege_key,
    .said = default_privilege_said,
    .create = default_privilege_create,
    .drop = default_privilege_drop,
    .way = default_privilege_way,
    .alter = default_privilege_alter,
    .catalog = default_privilege_catalog,
};
