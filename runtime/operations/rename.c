/*
 * ALTER ... SET SCHEMA and RENAME TO of what needs nothing but its name. Blocks nobody and rewrites
 * nothing: whatever uses it follows. Only text that names it (function bodies, the application)
 * breaks. The way back is the same the other way round. An operator has only a schema to change.
 */
#include "../recipes/follow_names.h"

static void rename_single(struct mg_script *script, const char *what, const mg_rename_args *args)
{
    struct mg_buf *b = mg_sql_of_single(script, "ALTER", what, args->name);

    mg_buf_add(b, " RENAME TO ");
    mg_buf_ident(b, args->to);
}

static void rename_part(struct mg_script *script, const char *what, const mg_rename_part_args *args)
{
    struct mg_buf *b = mg_sql_of_part(script, "ALTER", what, args->name, args->table);

    mg_buf_add(b, " RENAME TO ");
    mg_buf_ident(b, args->to);
}

#define RENAME(kind, what)        MG_OPERATION_OF(rename_##kind, mg_sql_rename, what, rename)
#define RENAME_SINGLE(kind, what) MG_OPERATION_OF(rename_##kind, rename_single, what, rename)
#define RENAME_PART(kind, what)   MG_OPERATION_OF(rename_##kind, rename_part, what, rename_part)

// clang-format off
RENAME(statistics, "STATISTICS")
RENAME_SINGLE(publication, "PUBLICATION")
RENAME(view, "VIEW")
RENAME(materialized_view, "MATERIALIZED VIEW")
RENAME(foreign_data_wrapper, "FOREIGN DATA WRAPPER")
RENAME(server, "SERVER")
RENAME(function, "FUNCTION")
RENAME(procedure, "PROCEDURE")
RENAME(aggregate, "AGGREGATE")
RENAME_SINGLE(event_trigger, "EVENT TRIGGER")

RENAME_PART(policy, "POLICY")
RENAME_PART(rule, "RULE")
RENAME(collation, "COLLATION")
RENAME(operator, "OPERATOR")
RENAME(operator_class, "OPERATOR CLASS")
RENAME(operator_family, "OPERATOR FAMILY")
RENAME(conversion, "CONVERSION")
RENAME(text_search_configuration, "TEXT SEARCH CONFIGURATION")
RENAME(text_search_dictionary, "TEXT SEARCH DICTIONARY")
RENAME(text_search_parser, "TEXT SEARCH PARSER")
RENAME(text_search_template, "TEXT SEARCH TEMPLATE")
RENAME_PART(trigger, "TRIGGER")
// clang-format on

static void rename_domain_sql(const void *args, struct mg_script *script)
{
    mg_sql_rename(script, "DOMAIN", args);
}

static bool rename_domain_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    rename_domain_sql(args, script);
    mg_follow_domain_name(site, script, args);
    return true;
}

const struct mg_operation mg_op_rename_domain = {
    .name = "rename_domain",
    .size = sizeof(mg_rename_args),
    .words = mg_words_rename,
    .sql = rename_domain_sql,
    .online = rename_domain_online,
};
