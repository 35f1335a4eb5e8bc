/*
 * DROP of what needs nothing but its name, never CASCADE: refused while something uses it. Loses
 * what it says and, of a type, nothing else, since no column can have it then; of a materialized
 * view rows that its query gives again. Blocks only those who use it at this moment. The way back
 * makes it anew. Tables, columns and whatever else is dropped with more thought have files of their
 * own.
 */
#include "../sql/sql.h"

#define DROP(kind, what)                                                      \
    static void drop_##kind##_sql(const void *args, struct mg_script *script) \
    {                                                                         \
        mg_sql_drop(script, what, ((const mg_name_args *)args)->name);        \
    }                                                                         \
    const struct mg_operation mg_op_drop_##kind = {                           \
        .name = "drop_" #kind,                                                \
        .size = sizeof(mg_name_args),                                         \
        .words = mg_words_name,                                               \
        .sql = drop_##kind##_sql,                                             \
    };

/* Of what is in no schema: the name is taken as it is, dots and all. */
#define DROP_SINGLE(kind, what)                                               \
    static void drop_##kind##_sql(const void *args, struct mg_script *script) \
    {                                                                         \
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);               \
                                                                              \
        mg_buf_add(b, "DROP " what " ");                                      \
        mg_buf_ident(b, ((const mg_name_args *)args)->name);                  \
    }                                                                         \
    const struct mg_operation mg_op_drop_##kind = {                           \
        .name = "drop_" #kind,                                                \
        .size = sizeof(mg_name_args),                                         \
        .words = mg_words_name,                                               \
        .sql = drop_##kind##_sql,                                             \
    };

#define DROP_PART(kind, what)                                                 \
    static void drop_##kind##_sql(const void *args, struct mg_script *script) \
    {                                                                         \
        const mg_part_args *a = args;                                         \
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);               \
                                                                              \
        mg_buf_add(b, "DROP " what " ");                                      \
        mg_buf_ident(b, a->name);                                             \
        mg_buf_add(b, " ON ");                                                \
        mg_buf_name(b, a->table);                                             \
    }                                                                         \
    const struct mg_operation mg_op_drop_##kind = {                           \
        .name = "drop_" #kind,                                                \
        .size = sizeof(mg_part_args),                                         \
        .words = mg_words_part,                                               \
        .sql = drop_##kind##_sql,                                             \
    };

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
