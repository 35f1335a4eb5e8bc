/*
 * GRANT and REVOKE. AccessShare on the object at most: nobody waits, and what is running goes on
 * with what it was allowed. Neither cascades: a privilege that its holder has granted on is not
 * revoked. Lose nothing; each is the other's way back.
 */
#include "../sql/sql.h"

#include <string.h>

/* What GRANT calls otherwise than COMMENT ON does. */
static const char *granted_object(const char *object)
{
    static const char *const names[][2] = {
        {"FUNCTION", "ROUTINE"},      {"PROCEDURE", "ROUTINE"}, {"AGGREGATE", "ROUTINE"},
        {"SERVER", "FOREIGN SERVER"}, {"VIEW", "TABLE"},        {"MATERIALIZED VIEW", "TABLE"},
        {"FOREIGN TABLE", "TABLE"},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i][0], object) == 0)
            return names[i][1];
    return object;
}

static void add_what(struct mg_buf *b, const mg_grant_args *a, mg_list privileges)
{
    mg_sql_list(b, privileges);
    mg_buf_add(b, " ON ");
    mg_sql_object(b, granted_object(a->object), a->table, a->name);
}

static void add_grant(const mg_grant_args *a, mg_list privileges, struct mg_script *script)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "GRANT ");
    add_what(b, a, privileges);
    mg_buf_add(b, " TO ");
    mg_sql_roles(b, a->roles);
    mg_buf_add(b, a->grant_option ? " WITH GRANT OPTION" : "");
}

static void add_revoke(const mg_grant_args *a, mg_list privileges, struct mg_script *script)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, a->grant_option ? "REVOKE GRANT OPTION FOR " : "REVOKE ");
    add_what(b, a, privileges);
    mg_buf_add(b, " FROM ");
    mg_sql_roles(b, a->roles);
}

/* ALL, which comes first, stands by itself in SQL; those of columns may be beside it. */
static void add_both(const mg_grant_args *a, struct mg_script *script,
                     void (*add)(const mg_grant_args *, mg_list, struct mg_script *))
{
    static const char *const all[] = {"ALL", NULL};
    mg_list rest = a->privileges;

    if (rest && rest[0] && rest[1] && strcmp(rest[0], "ALL") == 0) {
        add(a, all, script);
        rest++;
    }
    add(a, rest, script);
}

static void grant_sql(const void *args, struct mg_script *script)
{
    add_both(args, script, add_grant);
}

static void revoke_sql(const void *args, struct mg_script *script)
{
    add_both(args, script, add_revoke);
}

static const char *grant_about(const void *args)
{
    const mg_grant_args *a = args;

    return a->name;
}

// clang-format off
#define ROLES(plain, with_option)                                                               \
    { .word = plain, .spelling = MG_LIST, MG_AT(mg_grant_args, roles),                          \
      .condition = offsetof(mg_grant_args, grant_option), .unless = true },                     \
    { .word = with_option, .spelling = MG_LIST, MG_AT(mg_grant_args, roles),                    \
      .condition = offsetof(mg_grant_args, grant_option) }

static const struct mg_word grant_words[] = {
    MG_WORDS_ON,
    ROLES("TO", "TO_WITH_GRANT_OPTION"),
    { .spelling = MG_POSITIONS, MG_AT(mg_grant_args, privileges), .since = 17, .newer = "MAINTAIN" },
    MG_WORDS_END,
};

static const struct mg_word revoke_words[] = {
    MG_WORDS_ON,
    ROLES("FROM_ROLE", "GRANT_OPTION_FROM"),
    { .spelling = MG_POSITIONS, MG_AT(mg_grant_args, privileges), .since = 17, .newer = "MAINTAIN" },
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_grant_privileges = {
    .name = "grant_privileges",
    .size = sizeof(mg_grant_args),
    .words = grant_words,
    .sql = grant_sql,
    .about = grant_about,
};

const struct mg_operation mg_op_revoke_privileges = {
    .name = "revoke_privileges",
    .size = sizeof(mg_grant_args),
    .words = revoke_words,
    .sql = revoke_sql,
    .about = grant_about,
};
