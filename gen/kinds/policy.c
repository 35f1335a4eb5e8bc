#include <stdlib.h>
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"

enum { F_RESTRICTIVE, F_COMMAND, F_ROLES, F_USING, F_WITH_CHECK };

static const struct field policy_fields[] = {
    [F_RESTRICTIVE] = SAID(struct policy, restrictive, ROLE_NONE, FORM_FLAG, "RESTRICTIVE"),
    [F_COMMAND] = SAID_CHOICE(struct policy, command, "FOR", "SELECT INSERT UPDATE DELETE ALL"),
    [F_ROLES] = SAID(struct policy, roles, ROLE_NONE, FORM_NAME, "TO"),
    [F_USING] = SAID_AS(struct policy, using_, "using", ROLE_QUERY, FORM_SQL, "USING"),
    [F_WITH_CHECK] = SAID(struct policy, with_check, ROLE_QUERY, FORM_SQL, "WITH_CHECK"),
};

// clang-format off
static const char policy_catalog[] =
    "SELECT 3256 AS class, p.oid, 0 AS sub, n.nspname AS schema, c.relname AS \"table\","
    " p.polname AS name, obj_description(p.oid, 'pg_policy') AS comment,"
    " NOT p.polpermissive AS restrictive,"
    " CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'"
    " WHEN 'd' THEN 'DELETE' END AS command,"
    " (SELECT array_agg(r.rolname ORDER BY r.rolname COLLATE \"C\") FROM pg_roles r"
    " WHERE r.oid = ANY (p.polroles)) AS roles,"
    " pg_get_expr(p.polqual, p.polrelid) AS using,"
    " pg_get_expr(p.polwithcheck, p.polrelid) AS with_check"
    " FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE p.oid >= 16384";
// clang-format on

static const char *policy_said(struct arena *arena, struct object *o)
{
    struct policy *p = (struct policy *)o;

    (void)arena;
    if (p->command && strcmp(p->command, "ALL") == 0)
        p->command = NULL;
    kind_sort(&p->roles);
    if (strings_find(&p->roles, "public") >= 0)
        p->roles = (struct strings){0};
    if (!p->command)
        return NULL;
    if (strcmp(p->command, "INSERT") == 0)
        return p->using_ ? "there are no rows yet that USING could be about: INSERT has only "
                           "WITH_CHECK"
                         : NULL;
    if (strcmp(p->command, "SELECT") == 0 || strcmp(p->command, "DELETE") == 0)
        return p->with_check ? "there are no new rows that WITH_CHECK could be about" : NULL;
    return NULL;
}

static mg_policy_args arguments(struct making *making, const struct object *o)
{
    const struct policy *p = (const struct policy *)o;

    return (mg_policy_args){
        .table = compose_table(making->arena, o),
        .name = o->name,
        .for_ = p->command,
        .using_ = p->using_,
        .with_check = p->with_check,
        .comment = o->comment,
        .roles = compose_list(making->arena, &p->roles),
        .restrictive = p->restrictive,
    };
}

static void policy_create(struct making *making, const struct object *after)
{
    mg_policy_args args = arguments(making, after);

    make_op(making, &mg_op_create_policy, &args);
}

static void policy_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_policy, mg_part_args, compose_table(making->arena, before), before->name);
}

static enum way policy_way(const struct object *before, const struct object *after,
                           unsigned long long differences)
{
    const struct policy *old = (const struct policy *)before, *new = (const struct policy *)after;
    bool taken_away = (old->using_ && !new->using_) || (old->with_check && !new->with_check);
    bool fixed = differences & (1ull << F_COMMAND | 1ull << F_RESTRICTIVE);

    return fixed || taken_away ? WAY_REPLACE : WAY_ALTER;
}

static void policy_alter(struct making *making, const struct object *before,
                         const struct object *after, unsigned long long differences)
{
    static const char *const everybody[] = {"public", NULL};
    mg_policy_args args = arguments(making, after);

    (void)before;
    args.comment = args.for_ = NULL;
    args.restrictive = 0;
    if (!(differences & 1ull << F_ROLES))
        args.roles = NULL;
    else if (!args.roles)
        args.roles = everybody;
    if (!(differences & 1ull << F_USING))
        args.using_ = NULL;
    if (!(differences & 1ull << F_WITH_CHECK))
        args.with_check = NULL;
    make_op(making, &mg_op_alter_policy, &args);
}

static void policy_rename(struct making *making, const struct object *before,
                          const struct object *after)
{
    MAKE(making, rename_policy, mg_rename_part_args, compose_table(making->arena, before),
         before->name, after->name);
}

const struct kind kind_policy = {
    .name = "policy",
    .title = "policy",
    .word = "POLICY",
    .size = sizeof(struct policy),
    .fields = policy_fields,
    .nfields = sizeof policy_fields / sizeof *policy_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "POLICY",
    .said = policy_said,
    .create = policy_create,
    .drop = policy_drop,
    .way = policy_way,
    .alter = policy_alter,
    .rename = policy_rename,
    .catalog = policy_catalog,
};
