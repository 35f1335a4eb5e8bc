/*
 * DROP of what needs nothing but its name, never CASCADE: refused while something uses it. Loses
 * what it says and, of a type, nothing else, since no column can have it then; of a materialized
 * view rows that its query gives again. Blocks only those who use it at this moment. The way back
 * makes it anew. Tables, columns and whatever else is dropped with more thought have files of their
 * own.
 */
#include "../sql/sql.h"

static void drop(struct mg_script *script, const char *what, const mg_name_args *args)
{
    mg_sql_drop(script, what, args->name);
}

static void drop_single(struct mg_script *script, const char *what, const mg_name_args *args)
{
    mg_sql_of_single(script, "DROP", what, args->name);
}

static void drop_part(struct mg_script *script, const char *what, const mg_part_args *args)
{
    mg_sql_of_part(script, "DROP", what, args->name, args->table);
}

#define DROP(kind, what)        MG_OPERATION_OF(drop_##kind, drop, what, name)
#define DROP_SINGLE(kind, what) MG_OPERATION_OF(drop_##kind, drop_single, what, name)
#define DROP_PART(kind, what)   MG_OPERATION_OF(drop_##kind, drop_part, what, part)

// clang-format off
DROP(sequence, "SEQUENCE")
DROP_SINGLE(extension, "EXTENSION")
DROP_SINGLE(publication, "PUBLICATION")
DROP(statistics, "STATISTICS")
DROP(view, "VIEW")
DROP(materialized_view, "MATERIALIZED VIEW")
DROP(foreign_table, "FOREIGN TABLE")
DROP(foreign_data_wrapper, "FOREIGN DATA WRAPPER")
DROP(server, "SERVER")

DROP_PART(policy, "POLICY")
DROP_PART(rule, "RULE")
DROP(domain, "DOMAIN")
DROP(collation, "COLLATION")
DROP(cast, "CAST")
DROP(operator, "OPERATOR")
DROP(operator_class, "OPERATOR CLASS")
DROP(operator_family, "OPERATOR FAMILY")
DROP(conversion, "CONVERSION")
DROP(text_search_configuration, "TEXT SEARCH CONFIGURATION")
DROP(text_search_dictionary, "TEXT SEARCH DICTIONARY")
DROP(text_search_parser, "TEXT SEARCH PARSER")
DROP(text_search_template, "TEXT SEARCH TEMPLATE")
DROP(function, "FUNCTION")
DROP(procedure, "PROCEDURE")
DROP(aggregate, "AGGREGATE")
DROP_SINGLE(event_trigger, "EVENT TRIGGER")
DROP_PART(trigger, "TRIGGER")
// clang-format on
