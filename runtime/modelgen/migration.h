/*
 * The language of a migration file: the operations that change a schema, and the words that
 * describe what they make. It includes nothing and costs a compiler next to nothing.
 *
 *     static void upgrade(migration *m)
 *     {
 *         create_table(m, "users",
 *             COLUMN("id",    "bigint", NOT_NULL, IDENTITY),
 *             COLUMN("email", "text",   NOT_NULL),
 *             PRIMARY_KEY("id"));
 *         create_index(m, "idx_users_email", UNIQUE_ON("users", "lower(email)"));
 *     }
 *
 * Each call is carried out at once, in order. The first one that fails ends the migration: every
 * later call does nothing, so there is nothing to check. Strings only need to live for the call.
 *
 * Names of tables, types, indexes and functions may carry a schema: "billing.invoices". They are
 * taken as they are written (no folding to lower case) and quoted where PostgreSQL needs it; a part
 * that itself holds a dot or a quote is written in double quotes: "\"odd.name\"".
 * Types, expressions and index elements are SQL text.
 *
 * Every operation is described, with its SQL and its losses, in runtime/operations/.
 */
#ifndef MODELGEN_MIGRATION_H
#define MODELGEN_MIGRATION_H

typedef struct migration migration;
typedef struct mg_operation mg_operation;
typedef const char *const *mg_list; /* ended by a null pointer */

/* What COLUMN(...) and alter_column(...) say of a column. */
typedef struct mg_column {
    const char *name, *type, *default_, *generated, *collation, *comment;
    const char *identity; /* ALWAYS, BY DEFAULT or SERIAL */
    const char *sequence, *sequence_type, *sequence_owner; /* of the identity, and what follows */
    const char *start, *increment, *minvalue, *maxvalue, *cache;
    const char *set_generated, *using_, *fill;
    const char *not_null_name; /* PostgreSQL 18 */
    const char *storage, *compression, *statistics;
    mg_list with, reset;  /* attribute options: "n_distinct=-0.5"; reset by name */
    mg_list fdw, fdw_add, fdw_drop; /* options of a foreign table's column: "column_name=x" */
    unsigned char not_null, nullable, no_default, no_identity, no_serial, no_expression, cycle,
        no_cycle, virtual_, only, online;
} mg_column;

/*
 * What PRIMARY_KEY, UNIQUE, FOREIGN_KEY, CHECK and EXCLUDE say. The columns come first, as separate members
 * (PostgreSQL allows 32), so that UNIQUE("a", "b", NAME("x")) is an ordinary initializer; for CHECK
 * column0 is the expression, for EXCLUDE they are SQL: "room WITH =", "during WITH &&".
 */
typedef struct mg_constraint {
    const char *column0, *column1, *column2, *column3, *column4, *column5, *column6, *column7,
        *column8, *column9, *column10, *column11, *column12, *column13, *column14, *column15,
        *column16, *column17, *column18, *column19, *column20, *column21, *column22, *column23,
        *column24, *column25, *column26, *column27, *column28, *column29, *column30, *column31;
    const char *type, *name, *references, *match, *on_delete, *on_update, *comment;
    const char *method, *where, *tablespace, *index_comment;
    mg_list referenced, include, set_columns, with;
    unsigned char deferrable, initially_deferred, nulls_not_distinct, no_inherit, not_valid,
        not_enforced, without_overlaps, period, only;
} mg_constraint;

/* What a table is beside its columns and constraints. */
typedef struct mg_options {
    const char *comment, *access_method, *tablespace, *of_type;
    const char *partition_by;       /* RANGE (created_at) */
    const char *partition_of, *bound; /* the parent; FOR VALUES ..., DEFAULT */
    const char *replica_identity;   /* FULL, NOTHING */
    const char *server;             /* of a foreign table */
    mg_list with, inherits, fdw;
    unsigned char unlogged;
} mg_options;

/* One line of create_table, add_column and add_constraint; all null ends the list. */
typedef struct mg_item {
    const mg_column *column;
    const mg_constraint *constraint;
    const mg_options *options;
} mg_item;

/*
 * The arguments of the operations. "to" is the name afterwards, with its schema as "name" has it: a
 * table renamed from "billing.bills" to "billing.invoices" stays, to "invoices" moves to the default
 * schema. "table" is the table that "name" is part of.
 */
typedef struct mg_name_args { const char *name; } mg_name_args;
typedef struct mg_rename_args { const char *name, *to; } mg_rename_args;
typedef struct mg_part_args { const char *table, *name; } mg_part_args;
typedef struct mg_rename_part_args { const char *table, *name, *to; } mg_rename_part_args;
typedef struct mg_enum_args { const char *name; mg_list labels; } mg_enum_args;
typedef struct mg_enum_value_args { const char *type, *value, *before, *after; } mg_enum_value_args;
typedef struct mg_table_args { const char *name; const mg_item *items; } mg_table_args;
typedef struct mg_alter_table_args {
    const char *name, *access_method, *tablespace, *of_type, *replica_identity, *replica_index,
        *cluster_on;
    mg_list with, reset, fdw, fdw_add, fdw_drop;
    unsigned char logged, unlogged, no_type, no_cluster;
    unsigned char row_security, no_row_security, force_row_security, no_force_row_security;
} mg_alter_table_args;
typedef struct mg_foreign_args { /* a wrapper (name), a server (and wrapper), a mapping (and role) */
    const char *name, *wrapper, *role, *handler, *validator, *type, *version, *comment;
    mg_list fdw, fdw_add, fdw_drop;
    unsigned char no_handler, no_validator, no_version;
} mg_foreign_args;
typedef struct mg_partition_args { const char *table, *partition, *bound; } mg_partition_args;
typedef struct mg_alter_column_args { const char *table; mg_column column; } mg_alter_column_args;
typedef struct mg_index_args {
    const char *name, *table, *method, *where, *tablespace, *comment;
    mg_list elements, include, with, statistics;
    unsigned char unique, nulls_not_distinct, only;
} mg_index_args;
typedef struct mg_alter_index_args {
    const char *name, *tablespace;
    mg_list with, reset, statistics;
} mg_alter_index_args;
typedef struct mg_alter_constraint_args {
    const char *table, *name;
    unsigned char deferrable, initially_deferred, not_deferrable, not_enforced, enforced;
} mg_alter_constraint_args;
typedef struct mg_statistics_args {
    const char *name, *table, *target, *comment;
    mg_list elements, kinds;
} mg_statistics_args;
typedef struct mg_sequence_args {
    const char *name, *type, *start, *increment, *minvalue, *maxvalue, *cache, *owner, *comment;
    mg_list owner_column;
    unsigned char cycle, no_cycle, restart, unlogged, logged, not_owned;
} mg_sequence_args;
typedef struct mg_function_args {
    const char *name; /* with its arguments: "add(a integer, b integer DEFAULT 1)" */
    const char *returns, *language, *body, *atomic, *library, *symbol, *volatility, *parallel, *cost,
        *rows, *support, *comment;
    mg_list set, reset, transform;
    unsigned char or_replace, strict, called_on_null_input, security_definer, security_invoker,
        leakproof, not_leakproof, window;
} mg_function_args;
typedef struct mg_aggregate_args {
    const char *name; /* with its arguments: "total(integer)", "all_of(*)" */
    const char *sfunc, *stype, *sspace, *finalfunc, *finalfunc_modify, *combinefunc, *serialfunc,
        *deserialfunc, *initcond, *msfunc, *minvfunc, *mstype, *msspace, *mfinalfunc,
        *mfinalfunc_modify, *minitcond, *sortop, *parallel, *comment;
    unsigned char or_replace, finalfunc_extra, mfinalfunc_extra, hypothetical;
} mg_aggregate_args;
typedef struct mg_trigger_args {
    const char *table, *name;
    const char *before, *after, *instead_of; /* one of them: its events */
    const char *old_table, *new_table, *when, *from, *execute, *enabled, *comment;
    unsigned char or_replace, for_each_row, constraint, deferrable, initially_deferred;
} mg_trigger_args;
typedef struct mg_event_trigger_args {
    const char *name, *event, *execute, *enabled, *comment;
    mg_list tags;
} mg_event_trigger_args;
typedef struct mg_view_args {
    const char *name, *check_option, *query, *comment;
    mg_list with;
    unsigned char or_replace, security_barrier, security_invoker;
} mg_view_args;
typedef struct mg_alter_view_args {
    const char *name, *check_option;
    mg_list reset, with;
    unsigned char security_barrier, no_security_barrier, security_invoker, no_security_invoker,
        no_check_option;
} mg_alter_view_args;
typedef struct mg_materialized_view_args {
    const char *name, *method, *tablespace, *query, *comment;
    mg_list with;
    unsigned char no_data;
} mg_materialized_view_args;
typedef struct mg_alter_materialized_view_args {
    const char *name, *method, *tablespace;
    mg_list with, reset;
} mg_alter_materialized_view_args;
typedef struct mg_refresh_args { const char *name; unsigned char no_data; } mg_refresh_args;
typedef struct mg_rule_args {
    const char *table, *name, *event, *where, *commands, *comment;
    unsigned char or_replace, instead;
} mg_rule_args;
typedef struct mg_alter_rule_args { const char *table, *name, *enabled; } mg_alter_rule_args;
typedef struct mg_extension_args {
    const char *name, *version, *schema, *comment;
    unsigned char cascade, default_schema, or_recreate;
} mg_extension_args;
typedef struct mg_policy_args {
    const char *table, *name, *for_, *using_, *with_check, *comment;
    mg_list roles;
    unsigned char restrictive;
} mg_policy_args;
typedef struct mg_publication_args {
    const char *name, *comment;
    const char *generated; /* stored or none: PostgreSQL 18 */
    mg_list schemas, add_schemas, drop_schemas, publish;
    unsigned char all_tables, via_root, no_via_root;
} mg_publication_args;
typedef struct mg_distribution_args {
    const char *table, *column;
    const char *colocate_with; /* a table; none, default */
    const char *shard_count;   /* default: citus.shard_count */
    unsigned char cascade;
} mg_distribution_args;
typedef struct mg_publication_table_args {
    const char *name, *table, *where; /* name: the publication's */
    mg_list columns;
} mg_publication_table_args;
typedef struct mg_default_privileges_args {
    const char *objects; /* TABLES, SEQUENCES, FUNCTIONS, TYPES or SCHEMAS */
    const char *made_by, *schema;
    mg_list grant, grant_with_option, revoke, revoke_option; /* one of them: the roles */
    mg_list privileges;
} mg_default_privileges_args;
typedef struct mg_grant_args {
    const char *object, *table, *name;
    mg_list roles, privileges;
    unsigned char grant_option;
} mg_grant_args;
typedef struct mg_owner_args { const char *object, *table, *name, *role; } mg_owner_args;
/* Types. Of a domain: its base type and its checks, each a line; to alter it, what is to change. */
typedef struct mg_domain_args {
    const char *name, *type, *default_, *collation, *not_null_name, *comment;
    const mg_item *items;
    unsigned char not_null, nullable, no_default;
} mg_domain_args;
typedef struct mg_attribute_args { const char *type_name, *name, *type, *collation; } mg_attribute_args;
typedef struct mg_range_args {
    const char *name, *subtype, *opclass, *collation, *canonical, *subtype_diff, *multirange,
        *comment;
} mg_range_args;
typedef struct mg_rename_range_args {
    const char *name, *to, *multirange, *multirange_to;
} mg_rename_range_args;
typedef struct mg_base_type_args {
    const char *name, *input, *output, *receive, *send, *typmod_in, *typmod_out, *analyze,
        *subscript, *length, *alignment, *storage, *category, *default_, *element, *delimiter,
        *comment;
    unsigned char by_value, preferred, collatable;
} mg_base_type_args;

/* What belongs to types. Functions are said by name, with arguments where there may be several. */
typedef struct mg_collation_args {
    const char *name, *provider, *locale, *lc_collate, *lc_ctype, *rules, *comment;
    unsigned char nondeterministic;
} mg_collation_args;
typedef struct mg_cast_args {
    const char *name; /* "text AS integer" */
    const char *function, *context, *comment;
    unsigned char inout;
} mg_cast_args;
typedef struct mg_operator_args {
    const char *name; /* with its operands: "===(text, text)", "!(NONE, bit)" */
    const char *function, *commutator, *negator, *restrict_, *join, *comment;
    unsigned char hashes, merges;
} mg_operator_args;
typedef struct mg_operator_class_args {
    const char *name; /* with its access method: "even_ops USING btree"; a family's as well */
    const char *type, *family, *storage, *comment;
    mg_list operators, functions, drop_operators, drop_functions;
    unsigned char default_;
} mg_operator_class_args;
typedef struct mg_conversion_args {
    const char *name, *from, *to, *function, *comment;
    unsigned char default_;
} mg_conversion_args;
typedef struct mg_text_search_args {
    const char *name, *parser, *template_, *init, *lexize, *start, *gettoken, *end, *headline,
        *lextypes, *comment;
    mg_list options, mappings, drop_mappings;
} mg_text_search_args;
typedef struct mg_comment_args { const char *object, *table, *name, *text; } mg_comment_args;
typedef struct mg_drop_table_args {
    const char *name;
    unsigned char for_good;
} mg_drop_table_args;
typedef struct mg_drop_index_args {
    const char *name;
    unsigned char cascade;
} mg_drop_index_args;
typedef struct mg_drop_column_args {
    const char *table, *name;
    unsigned char for_good;
} mg_drop_column_args;
typedef struct mg_backfill_args { const char *table, *where; mg_list set; } mg_backfill_args;
typedef struct mg_condition_args { const char *sql, *message; } mg_condition_args;
typedef struct mg_text_args { const char *text; } mg_text_args;
typedef struct mg_execute_args {
    const char *text;
    const char *const *values; /* what $1, $2, ... stand for */
    int n;
} mg_execute_args;

/* What MIGRATION(...) at the end of a file says. down_revision is null in the first one. */
typedef struct mg_migration {
    int number;
    const char *revision, *down_revision, *name;
    void (*up)(migration *m);
    void (*down)(migration *m);
} mg_migration;

/* Carries one operation out. The runner keeps the first error, with this line. */
void mg_run(migration *m, int line, const mg_operation *operation, const void *args);

/* Behind for_each_row and what is said of rows, below. */
typedef struct mg_row mg_row;
mg_row *mg_rows_open(migration *m, int line, const char *const *values, int n);
int mg_rows_next(mg_row *row);
void mg_rows_close(mg_row **row);
mg_row *mg_row_at(mg_row *row, int line);
int mg_row_is_null(mg_row *row, int column, const char *name);
const char *mg_row_text(mg_row *row, int column, const char *name);
long long mg_row_integer(mg_row *row, int column, const char *name);
double mg_row_real(mg_row *row, int column, const char *name);
int mg_row_boolean(mg_row *row, int column, const char *name);
const unsigned char *mg_row_bytes(mg_row *row, int column, const char *name, unsigned long *n);
const char *mg_query_text(migration *m, int line, const char *const *values, int n);
long long mg_query_integer(migration *m, int line, const char *const *values, int n);
typedef struct mg_copy mg_copy;
typedef struct mg_copy_args {
    const char *table, *data, *end, *format, *delimiter, *null, *quote, *escape;
    mg_list columns;
    unsigned char header;
} mg_copy_args;
mg_copy *mg_copy_open(migration *m, int line, const char *const *names, int n);
void mg_copy_row(mg_copy *to, int line, const char *const *values, int n);
void mg_copy_data(migration *m, int line, const mg_copy_args *args);
const char *mg_value_integer(char *to, long long value);
const char *mg_value_real(char *to, double value);
const char *mg_value_bytes(migration *m, const void *bytes, unsigned long n);

#ifndef MG_WITHOUT_WORDS /* programs that only handle operations define it: words are for migrations */

/* --- Words: the lines of a table ---------------------------------------------------------- */

#define COLUMN(name_, ...) { .column = &(const mg_column){ .name = name_, .type = __VA_ARGS__ } }
#define PRIMARY_KEY(...)   MG_CONSTRAINT_("PRIMARY KEY", __VA_ARGS__)
#define UNIQUE(...)        MG_CONSTRAINT_("UNIQUE", __VA_ARGS__)
#define FOREIGN_KEY(...)   MG_CONSTRAINT_("FOREIGN KEY", __VA_ARGS__)
#define CHECK(...)         MG_CONSTRAINT_("CHECK", __VA_ARGS__)
#define EXCLUDE(...)       MG_CONSTRAINT_("EXCLUDE", __VA_ARGS__) /* "room WITH =", "during WITH &&" */
#define OPTIONS(...)       { .options = &(const mg_options){ __VA_ARGS__ } }
#define NO_COLUMNS         { 0 } /* the only line of a table without any */

/* --- Words: of a column ------------------------------------------------------------------- */

#define NOT_NULL        .not_null = 1
#define NOT_NULL_NAME(x) .not_null_name = x /* of the constraint: PostgreSQL 18; of a domain's: 17 */
#define DEFAULT(x)      .default_ = x
#define GENERATED(x)    .generated = x /* ALWAYS AS (x) STORED */
#define COLLATE(x)      .collation = x
#define IDENTITY        .identity = "BY DEFAULT"
#define IDENTITY_ALWAYS .identity = "ALWAYS"
#define SERIAL          .identity = "SERIAL" /* a sequence that the column owns, and nextval of it */
#define SEQUENCE(x)     .sequence = x /* the name of the identity's sequence */
#define SEQUENCE_TYPE(x) .sequence_type = x /* if not the column's */
#define SEQUENCE_OWNER(x) .sequence_owner = x /* the role that has the table; only of SERIAL */
#define START(x)        .start = #x
#define INCREMENT(x)    .increment = #x
#define MINVALUE(x)     .minvalue = #x
#define MAXVALUE(x)     .maxvalue = #x
#define CACHE(x)        .cache = #x
#define CYCLE           .cycle = 1
#define FILL(x)         .fill = x /* what rows that are there already get */
#define STORAGE(x)      .storage = #x
#define COMPRESSION(x)  .compression = #x
#define STATISTICS(x)   .statistics = #x
#define VIRTUAL         .virtual_ = 1 /* GENERATED is computed when read: from PostgreSQL 18 on */

/*
 * Only in alter_column. DEFAULT beside TYPE sets the default anew in the new type. IDENTITY makes a
 * plain column an identity; of a column that is one, SET_GENERATED, START, ... change what they say
 * (MINVALUE(NO) and MAXVALUE(NO) go back to the bounds of its type). NO_SERIAL beside IDENTITY, and
 * NO_IDENTITY beside SERIAL, keep the next value; SERIAL by itself goes on behind those in the rows.
 */
#define TYPE(x)          .type = x
#define USING(x)         .using_ = x /* how old values become new ones */
#define NULLABLE         .nullable = 1
#define NO_DEFAULT       .no_default = 1
#define SET_GENERATED(x) .set_generated = #x /* ALWAYS or BY DEFAULT */
#define NO_IDENTITY      .no_identity = 1
#define NO_SERIAL        .no_serial = 1
#define NO_EXPRESSION    .no_expression = 1 /* a generated column becomes a plain one */
#define NO_CYCLE         .no_cycle = 1
#define RESET(...)       .reset = MG_LIST_(__VA_ARGS__) /* what WITH set, by name */
#define ONLY             .only = 1 /* not the tables that inherit the column */
#define ONLINE           .online = 1 /* a TYPE without a rewrite: the column moves to the end */

/* --- Words: of a table ---------------------------------------------------------------------- */

#define UNLOGGED              .unlogged = 1
#define LOGGED                .logged = 1
#define ACCESS_METHOD(x)      .access_method = x
#define TABLESPACE(x)         .tablespace = x
#define OF_TYPE(x)            .of_type = x
#define NO_TYPE               .no_type = 1
#define INHERITS(...)         .inherits = MG_LIST_(__VA_ARGS__)
#define PARTITION_BY(x)       .partition_by = x /* "RANGE (created_at)" */
#define PARTITION_OF(t, x)    .partition_of = t, .bound = x /* "FOR VALUES IN (1)", "DEFAULT" */
#define REPLICA_IDENTITY(x)   .replica_identity = #x /* FULL, NOTHING, DEFAULT */
#define REPLICA_INDEX(x)      .replica_index = x
#define CLUSTER_ON(x)         .cluster_on = x
#define NO_CLUSTER            .no_cluster = 1
#define ROW_SECURITY          .row_security = 1 /* policies say who sees which rows */
#define NO_ROW_SECURITY       .no_row_security = 1
#define FORCE_ROW_SECURITY    .force_row_security = 1 /* for its owner, too */
#define NO_FORCE_ROW_SECURITY .no_force_row_security = 1

/* --- Words: of what is elsewhere -------------------------------------------------------------- */

/*
 * "host=films.example", ...: options as the foreign-data wrapper has them. To alter them, FDW_OPTIONS
 * sets those that are there.
 */
#define SERVER(x)             .server = x
#define FDW_OPTIONS(...)      .fdw = MG_LIST_(__VA_ARGS__)
#define HANDLER(x)            .handler = x
#define NO_HANDLER            .no_handler = 1
#define VALIDATOR(x)          .validator = x
#define NO_VALIDATOR          .no_validator = 1
#define NO_VERSION            .no_version = 1
#define ADD_FDW_OPTIONS(...)  .fdw_add = MG_LIST_(__VA_ARGS__)
#define DROP_FDW_OPTIONS(...) .fdw_drop = MG_LIST_(__VA_ARGS__)

/* --- Words: of a constraint or an index --------------------------------------------------- */

#define NAME(x)            .name = x /* if not the one that PostgreSQL would choose */
#define REFERENCES(t, ...) .references = t, .referenced = MG_LIST_(__VA_ARGS__)
#define MATCH(x)           .match = #x
#define ON_DELETE(x)       .on_delete = #x
#define ON_UPDATE(x)       .on_update = #x
#define SET_COLUMNS(...)   .set_columns = MG_LIST_(__VA_ARGS__) /* of ON DELETE SET NULL */
#define DEFERRABLE         .deferrable = 1
#define INITIALLY_DEFERRED .deferrable = 1, .initially_deferred = 1
#define NULLS_NOT_DISTINCT .nulls_not_distinct = 1
#define NO_INHERIT         .no_inherit = 1
#define ONLY               .only = 1 /* of a partitioned table: its partitions get no part of it */
#define NOT_DEFERRABLE     .not_deferrable = 1 /* only in alter_constraint, like ENFORCED */
#define WITHOUT_OVERLAPS   .without_overlaps = 1 /* of the last column: from PostgreSQL 18 on */
#define PERIOD             .period = 1 /* the last columns, here and there, are periods: the same */
#define NOT_ENFORCED       .not_enforced = 1 /* from PostgreSQL 18 on */
#define ENFORCED           .enforced = 1
#define INDEX_COMMENT(x)   .index_comment = x
#define NOT_VALID          .not_valid = 1 /* rows that are there are not looked at */
#define INCLUDE(...)       .include = MG_LIST_(__VA_ARGS__)
#define WITH(...)          .with = MG_LIST_(__VA_ARGS__) /* "fillfactor=70", ... */

#define ON(t, ...)        .table = t, .elements = MG_LIST_(__VA_ARGS__)
#define UNIQUE_ON(t, ...) .unique = 1, .table = t, .elements = MG_LIST_(__VA_ARGS__)
#define METHOD(x)         .method = x /* "gin", "gist", "hash", ... */
#define WHERE(x)          .where = x

#define COMMENT(x) .comment = x
/*
 * drop_table(m, "lessons", FOR_GOOD), drop_column(m, "users", "name", FOR_GOOD): not set aside, because
 * the migration has moved what it held, and its downgrade moves it back.
 */
#define FOR_GOOD .for_good = 1

#define MESSAGE(x) .message = x /* of require and ensure */

/* The statistics target of elements of an index, by number: "2=500"; -1: that of the server. */
#define ELEMENT_STATISTICS(...) .statistics = MG_LIST_(__VA_ARGS__)
#define KINDS(...)              .kinds = MG_LIST_(__VA_ARGS__) /* "ndistinct", "dependencies", "mcv" */
#define TARGET(x)               .target = #x

/* --- Words: of a sequence, beside TYPE, START, ... ----------------------------------------- */

#define OWNED_BY(t, ...) .owner = t, .owner_column = MG_LIST_(__VA_ARGS__)
#define NOT_OWNED      .not_owned = 1
#define RESTART        .restart = 1 /* from its start */

/* --- Words: of enums, functions and triggers ---------------------------------------------- */

#define BEFORE(x)          .before = x
#define AFTER(x)           .after = x
#define INSTEAD_OF(x)      .instead_of = x
#define FOR_EACH_ROW       .for_each_row = 1
#define OLD_TABLE(x)       .old_table = x
#define NEW_TABLE(x)       .new_table = x
#define WHEN(x)            .when = x
#define EXECUTE(x)         .execute = x
#define CONSTRAINT_TRIGGER .constraint = 1
#define FROM(x)            .from = x
#define TAGS(...)          .tags = MG_LIST_(__VA_ARGS__)

#define RETURNS(x)           .returns = x
#define LANGUAGE(x)          .language = x
#define BODY(x)              .body = x
#define ATOMIC(x)            .atomic = x /* "BEGIN ATOMIC ... END" or "RETURN ..." */
#define LIBRARY(x)           .library = x /* of language c */
#define SYMBOL(x)            .symbol = x  /* ... if it is not the name of the function */
#define IMMUTABLE            .volatility = "IMMUTABLE"
#define STABLE               .volatility = "STABLE"
#define VOLATILE             .volatility = "VOLATILE"
#define STRICT               .strict = 1
#define CALLED_ON_NULL_INPUT .called_on_null_input = 1
#define SECURITY_DEFINER     .security_definer = 1
#define LEAKPROOF            .leakproof = 1
#define NOT_LEAKPROOF        .not_leakproof = 1
#define WINDOW               .window = 1
#define PARALLEL(x)          .parallel = #x /* safe, restricted, unsafe */
#define COST(x)              .cost = #x
#define ROWS(x)              .rows = #x
#define SUPPORT(x)           .support = x
#define SET(...)             .set = MG_LIST_(__VA_ARGS__) /* "search_path=billing, public"; of backfill: "a = x" */
#define TRANSFORM(...)       .transform = MG_LIST_(__VA_ARGS__)
#define OR_REPLACE           .or_replace = 1

#define SFUNC(x)             .sfunc = x
#define STYPE(x)             .stype = x
#define SSPACE(x)            .sspace = #x
#define FINALFUNC(x)         .finalfunc = x
#define FINALFUNC_EXTRA      .finalfunc_extra = 1
#define FINALFUNC_MODIFY(x)  .finalfunc_modify = #x
#define COMBINEFUNC(x)       .combinefunc = x
#define SERIALFUNC(x)        .serialfunc = x
#define DESERIALFUNC(x)      .deserialfunc = x
#define INITCOND(x)          .initcond = x
#define MSFUNC(x)            .msfunc = x
#define MINVFUNC(x)          .minvfunc = x
#define MSTYPE(x)            .mstype = x
#define MSSPACE(x)           .msspace = #x
#define MFINALFUNC(x)        .mfinalfunc = x
#define MFINALFUNC_EXTRA     .mfinalfunc_extra = 1
#define MFINALFUNC_MODIFY(x) .mfinalfunc_modify = #x
#define MINITCOND(x)         .minitcond = x
#define SORTOP(x)            .sortop = x
#define HYPOTHETICAL         .hypothetical = 1

/* --- Words: of types, and of what belongs to them ------------------------------------------ */

#define CONSTRAINTS(...) .items = (const mg_item[]){ __VA_ARGS__, { 0 } } /* of a domain */
#define ATTRIBUTE(name_, ...) { .column = &(const mg_column){ .name = name_, .type = __VA_ARGS__ } }
#define SUBTYPE(x)      .subtype = x
#define OPCLASS(x)      .opclass = x
#define CANONICAL(x)    .canonical = x
#define SUBTYPE_DIFF(x) .subtype_diff = x
#define MULTIRANGE(x)   .multirange = x
#define MULTIRANGES(x, to_) .multirange = x, .multirange_to = to_ /* of rename_range */
#define INPUT(x)        .input = x
#define OUTPUT(x)       .output = x
#define RECEIVE(x)      .receive = x
#define SEND(x)         .send = x
#define TYPMOD_IN(x)    .typmod_in = x
#define TYPMOD_OUT(x)   .typmod_out = x
#define ANALYZE(x)      .analyze = x
#define SUBSCRIPT(x)    .subscript = x
#define LENGTH(x)       .length = #x /* bytes, or VARIABLE */
#define ALIGNMENT(x)    .alignment = x
#define BY_VALUE        .by_value = 1
#define CATEGORY(x)     .category = x
#define PREFERRED       .preferred = 1
#define ELEMENT(x)      .element = x
#define DELIMITER(x)    .delimiter = x
#define COLLATABLE      .collatable = 1

#define PROVIDER(x)      .provider = #x
#define LOCALE(x)        .locale = x
#define COLLATE_LOCALE(x) .lc_collate = x
#define CTYPE_LOCALE(x)   .lc_ctype = x
#define RULES(x)         .rules = x
#define NONDETERMINISTIC .nondeterministic = 1

#define WITH_FUNCTION(x) .function = x
#define INOUT         .inout = 1
#define ASSIGNMENT    .context = "ASSIGNMENT"
#define IMPLICIT      .context = "IMPLICIT"
#define COMMUTATOR(x) .commutator = x
#define NEGATOR(x)    .negator = x
#define RESTRICT(x)   .restrict_ = x
#define JOIN(x)       .join = x
#define HASHES        .hashes = 1
#define MERGES        .merges = 1

/* "1 <", "1 < (integer, bigint)"; "1 even_cmp(even, even)", "1 (integer, bigint) f(integer, bigint)" */
#define FOR_TYPE(x)         .type = x
#define FAMILY(x)           .family = x
#define STORED_AS(x)        .storage = x
#define OPERATORS(...)      .operators = MG_LIST_(__VA_ARGS__)
#define FUNCTIONS(...)      .functions = MG_LIST_(__VA_ARGS__)
#define DROP_OPERATORS(...) .drop_operators = MG_LIST_(__VA_ARGS__) /* "1 (integer, bigint)" */
#define DROP_FUNCTIONS(...) .drop_functions = MG_LIST_(__VA_ARGS__)
#define DEFAULT_CLASS       .default_ = 1
#define FROM_ENCODING(x)    .from = x
#define TO_ENCODING(x)      .to = x
#define DEFAULT_CONVERSION  .default_ = 1

#define PARSER(x)          .parser = x
#define TEMPLATE(x)        .template_ = x
#define INIT(x)            .init = x
#define LEXIZE(x)          .lexize = x
#define START_FUNCTION(x)  .start = x
#define GETTOKEN(x)        .gettoken = x
#define END_FUNCTION(x)    .end = x
#define HEADLINE(x)        .headline = x
#define LEXTYPES(x)        .lextypes = x
#define SETTINGS(...)      .options = MG_LIST_(__VA_ARGS__)  /* "stopwords = 'english'" */
#define MAPPINGS(...)      .mappings = MG_LIST_(__VA_ARGS__) /* "word: english_stem, simple" */
#define DROP_MAPPINGS(...) .drop_mappings = MG_LIST_(__VA_ARGS__) /* "word" */

/* --- Words: of views and rules ------------------------------------------------------------ */

#define QUERY(x)            .query = x
#define SECURITY_BARRIER    .security_barrier = 1
#define NO_SECURITY_BARRIER .no_security_barrier = 1 /* NO_...: only in alter_view */
#define SECURITY_INVOKER    .security_invoker = 1
#define NO_SECURITY_INVOKER .no_security_invoker = 1
#define CHECK_OPTION(x)     .check_option = #x /* local or cascaded */
#define NO_CHECK_OPTION     .no_check_option = 1
#define NO_DATA             .no_data = 1
#define EVENT(x)            .event = #x
#define INSTEAD             .instead = 1
#define DO(x)               .commands = x /* "NOTHING", or commands with semicolons between them */
#define ENABLED(x)          .enabled = #x /* origin, always, replica, disabled */

/* --- Words: of extensions ----------------------------------------------------------------- */

#define VERSION(x)     .version = x
#define SCHEMA(x)      .schema = x
#define DEFAULT_SCHEMA .default_schema = 1 /* these only in alter_extension */
#define OR_RECREATE    .or_recreate = 1    /* where no script leads to VERSION */
#define CASCADE        .cascade = 1        /* what it requires is made, what rests on it dropped */

/* --- Words: of policies and privileges ----------------------------------------------------- */

#define FOR(x)        .for_ = #x                    /* SELECT, INSERT, UPDATE, DELETE; unsaid: ALL */
#define TO(...)       .roles = MG_LIST_(__VA_ARGS__) /* "public" is everybody */
#define FROM_ROLE(...) .roles = MG_LIST_(__VA_ARGS__)
#define TO_WITH_GRANT_OPTION(...) .roles = MG_LIST_(__VA_ARGS__), .grant_option = 1
#define GRANT_OPTION_FROM(...)    .roles = MG_LIST_(__VA_ARGS__), .grant_option = 1
#define GRANT_TO(...)    .grant = MG_LIST_(__VA_ARGS__) /* these in alter_default_privileges */
#define REVOKE_FROM(...) .revoke = MG_LIST_(__VA_ARGS__)
#define GRANT_TO_WITH_GRANT_OPTION(...) .grant_with_option = MG_LIST_(__VA_ARGS__)
#define REVOKE_GRANT_OPTION_FROM(...)   .revoke_option = MG_LIST_(__VA_ARGS__)
#define PRIVILEGES(...)  .privileges = MG_LIST_(__VA_ARGS__)
#define MADE_BY(x)       .made_by = x
#define RESTRICTIVE   .restrictive = 1
#define WITH_CHECK(x) .with_check = x

/* --- Words: of Citus's tables ------------------------------------------------------------- */

#define DISTRIBUTED_BY(column_)   .column = column_ /* in alter_distributed_table */
#define COLOCATE_WITH(table_)     .colocate_with = table_
#define SHARD_COUNT(number_)      .shard_count = #number_
#define CASCADE_TO_COLOCATED      .cascade = 1

/* --- Words: of publications --------------------------------------------------------------- */

#define COLUMNS(...)          .columns = MG_LIST_(__VA_ARGS__)
#define ALL_TABLES            .all_tables = 1
#define TABLES_IN_SCHEMA(...) .schemas = MG_LIST_(__VA_ARGS__)
#define ADD_SCHEMAS(...)      .add_schemas = MG_LIST_(__VA_ARGS__) /* these in alter_publication */
#define DROP_SCHEMAS(...)     .drop_schemas = MG_LIST_(__VA_ARGS__)
#define PUBLISH(...)          .publish = MG_LIST_(__VA_ARGS__) /* "insert", "update", ... */
#define VIA_ROOT              .via_root = 1 /* changes of partitions as those of their table */
#define NO_VIA_ROOT           .no_via_root = 1

/* --- Words: what a comment, an owner or a grant is of --------------------------------------- */

#define ON_SCHEMA(x)                     .object = "SCHEMA", .name = x
#define ON_EXTENSION(x)                  .object = "EXTENSION", .name = x
#define ON_TYPE(x)                       .object = "TYPE", .name = x
#define ON_DOMAIN(x)                     .object = "DOMAIN", .name = x
#define ON_DOMAIN_CONSTRAINT(d, x)       .object = "DOMAIN CONSTRAINT", .table = d, .name = x
#define ON_COLLATION(x)                  .object = "COLLATION", .name = x
#define ON_SEQUENCE(x)                   .object = "SEQUENCE", .name = x
#define ON_TABLE(x)                      .object = "TABLE", .name = x
#define ON_FOREIGN_TABLE(x)              .object = "FOREIGN TABLE", .name = x
#define ON_VIEW(x)                       .object = "VIEW", .name = x
#define ON_MATERIALIZED_VIEW(x)          .object = "MATERIALIZED VIEW", .name = x
#define ON_COLUMN(t, x)                  .object = "COLUMN", .table = t, .name = x
#define ON_CONSTRAINT(t, x)              .object = "CONSTRAINT", .table = t, .name = x
#define ON_INDEX(x)                      .object = "INDEX", .name = x
#define ON_STATISTICS(x)                 .object = "STATISTICS", .name = x
#define ON_FUNCTION(x)                   .object = "FUNCTION", .name = x
#define ON_PROCEDURE(x)                  .object = "PROCEDURE", .name = x
#define ON_AGGREGATE(x)                  .object = "AGGREGATE", .name = x
#define ON_OPERATOR(x)                   .object = "OPERATOR", .name = x
#define ON_OPERATOR_CLASS(x)             .object = "OPERATOR CLASS", .name = x
#define ON_OPERATOR_FAMILY(x)            .object = "OPERATOR FAMILY", .name = x
#define ON_CAST(x)                       .object = "CAST", .name = x
#define ON_CONVERSION(x)                 .object = "CONVERSION", .name = x
#define ON_TEXT_SEARCH_CONFIGURATION(x)  .object = "TEXT SEARCH CONFIGURATION", .name = x
#define ON_TEXT_SEARCH_DICTIONARY(x)     .object = "TEXT SEARCH DICTIONARY", .name = x
#define ON_TEXT_SEARCH_PARSER(x)         .object = "TEXT SEARCH PARSER", .name = x
#define ON_TEXT_SEARCH_TEMPLATE(x)       .object = "TEXT SEARCH TEMPLATE", .name = x
#define ON_TRIGGER(t, x)                 .object = "TRIGGER", .table = t, .name = x
#define ON_RULE(t, x)                    .object = "RULE", .table = t, .name = x
#define ON_POLICY(t, x)                  .object = "POLICY", .table = t, .name = x
#define ON_EVENT_TRIGGER(x)              .object = "EVENT TRIGGER", .name = x
#define ON_FOREIGN_DATA_WRAPPER(x)       .object = "FOREIGN DATA WRAPPER", .name = x
#define ON_SERVER(x)                     .object = "SERVER", .name = x
#define ON_LANGUAGE(x)                   .object = "LANGUAGE", .name = x
#define ON_PUBLICATION(x)                .object = "PUBLICATION", .name = x

#define NO_COMMENT   (const char *)0
#define CURRENT_USER (const char *)0 /* whoever runs the migration */

/* --- Operations --------------------------------------------------------------------------- */

#define create_schema(m, name_)      MG_RUN_(m, create_schema, mg_name_args, name_)
#define rename_schema(m, name_, to_) MG_RUN_(m, rename_schema, mg_rename_args, name_, to_)
#define drop_schema(m, name_)        MG_RUN_(m, drop_schema, mg_name_args, name_)

#define create_enum(m, name_, ...) \
    MG_RUN_(m, create_enum, mg_enum_args, name_, MG_LIST_(__VA_ARGS__))
#define add_enum_value(m, type_, ...) \
    MG_RUN_(m, add_enum_value, mg_enum_value_args, .type = type_, .value = __VA_ARGS__)
#define rename_enum_value(m, type_, value_, to_) \
    MG_RUN_(m, rename_enum_value, mg_rename_part_args, type_, value_, to_)
#define rename_type(m, name_, to_) MG_RUN_(m, rename_type, mg_rename_args, name_, to_)
#define drop_type(m, name_)        MG_RUN_(m, drop_type, mg_name_args, name_)

/* A domain is changed by what is said of it: NOT_NULL, NULLABLE, DEFAULT(x), NO_DEFAULT. */
#define create_domain(m, name_, ...) \
    MG_RUN_(m, create_domain, mg_domain_args, .name = name_, .type = __VA_ARGS__)
#define alter_domain(m, name_, ...) \
    MG_RUN_(m, alter_domain, mg_domain_args, .name = name_, __VA_ARGS__)
#define add_domain_constraint(m, domain_, ...) \
    MG_RUN_(m, add_domain_constraint, mg_table_args, domain_, (const mg_item[]){ __VA_ARGS__, { 0 } })
#define rename_domain_constraint(m, domain_, name_, to_) \
    MG_RUN_(m, rename_domain_constraint, mg_rename_part_args, domain_, name_, to_)
#define validate_domain_constraint(m, domain_, name_) \
    MG_RUN_(m, validate_domain_constraint, mg_part_args, domain_, name_)
#define drop_domain_constraint(m, domain_, name_) \
    MG_RUN_(m, drop_domain_constraint, mg_part_args, domain_, name_)
#define rename_domain(m, name_, to_) MG_RUN_(m, rename_domain, mg_rename_args, name_, to_)
#define drop_domain(m, name_)        MG_RUN_(m, drop_domain, mg_name_args, name_)

#define create_composite(m, name_, ...) \
    MG_RUN_(m, create_composite, mg_table_args, name_, (const mg_item[]){ __VA_ARGS__, { 0 } })
#define add_attribute(m, type_, ...) \
    MG_RUN_(m, add_attribute, mg_table_args, type_, (const mg_item[]){ __VA_ARGS__, { 0 } })
#define alter_attribute(m, type_, name_, ...) \
    MG_RUN_(m, alter_attribute, mg_attribute_args, .type_name = type_, .name = name_, .type = __VA_ARGS__)
#define rename_attribute(m, type_, name_, to_) \
    MG_RUN_(m, rename_attribute, mg_rename_part_args, type_, name_, to_)
#define drop_attribute(m, type_, name_) MG_RUN_(m, drop_attribute, mg_part_args, type_, name_)

#define create_range(m, name_, ...) \
    MG_RUN_(m, create_range, mg_range_args, .name = name_, __VA_ARGS__)
#define rename_range(m, name_, ...) \
    MG_RUN_(m, rename_range, mg_rename_range_args, .name = name_, .to = __VA_ARGS__)
#define create_shell_type(m, name_) MG_RUN_(m, create_shell_type, mg_name_args, name_)
#define create_base_type(m, name_, ...) \
    MG_RUN_(m, create_base_type, mg_base_type_args, .name = name_, __VA_ARGS__)
#define alter_base_type(m, name_, ...) \
    MG_RUN_(m, alter_base_type, mg_base_type_args, .name = name_, __VA_ARGS__)
#define drop_base_type(m, name_) MG_RUN_(m, drop_base_type, mg_name_args, name_)

#define create_collation(m, name_, ...) \
    MG_RUN_(m, create_collation, mg_collation_args, .name = name_, __VA_ARGS__)
#define rename_collation(m, name_, to_) MG_RUN_(m, rename_collation, mg_rename_args, name_, to_)
#define drop_collation(m, name_)        MG_RUN_(m, drop_collation, mg_name_args, name_)

#define create_cast(m, name_, ...) MG_RUN_(m, create_cast, mg_cast_args, .name = name_, __VA_ARGS__)
#define drop_cast(m, name_)        MG_RUN_(m, drop_cast, mg_name_args, name_)

#define create_operator(m, name_, ...) \
    MG_RUN_(m, create_operator, mg_operator_args, .name = name_, __VA_ARGS__)
#define alter_operator(m, name_, ...) \
    MG_RUN_(m, alter_operator, mg_operator_args, .name = name_, __VA_ARGS__)
#define rename_operator(m, name_, to_) MG_RUN_(m, rename_operator, mg_rename_args, name_, to_)
#define drop_operator(m, name_)        MG_RUN_(m, drop_operator, mg_name_args, name_)
#define create_operator_family(m, ...) \
    MG_RUN_(m, create_operator_family, mg_operator_class_args, .name = __VA_ARGS__)
#define alter_operator_family(m, name_, ...) \
    MG_RUN_(m, alter_operator_family, mg_operator_class_args, .name = name_, __VA_ARGS__)
#define rename_operator_family(m, name_, to_) \
    MG_RUN_(m, rename_operator_family, mg_rename_args, name_, to_)
#define drop_operator_family(m, name_) MG_RUN_(m, drop_operator_family, mg_name_args, name_)
#define create_operator_class(m, name_, ...) \
    MG_RUN_(m, create_operator_class, mg_operator_class_args, .name = name_, __VA_ARGS__)
#define rename_operator_class(m, name_, to_) \
    MG_RUN_(m, rename_operator_class, mg_rename_args, name_, to_)
#define drop_operator_class(m, name_) MG_RUN_(m, drop_operator_class, mg_name_args, name_)

#define create_conversion(m, name_, ...) \
    MG_RUN_(m, create_conversion, mg_conversion_args, .name = name_, __VA_ARGS__)
#define rename_conversion(m, name_, to_) MG_RUN_(m, rename_conversion, mg_rename_args, name_, to_)
#define drop_conversion(m, name_)        MG_RUN_(m, drop_conversion, mg_name_args, name_)

#define create_text_search_configuration(m, name_, ...) \
    MG_RUN_(m, create_text_search_configuration, mg_text_search_args, .name = name_, __VA_ARGS__)
#define alter_text_search_configuration(m, name_, ...) \
    MG_RUN_(m, alter_text_search_configuration, mg_text_search_args, .name = name_, __VA_ARGS__)
#define rename_text_search_configuration(m, name_, to_) \
    MG_RUN_(m, rename_text_search_configuration, mg_rename_args, name_, to_)
#define drop_text_search_configuration(m, name_) \
    MG_RUN_(m, drop_text_search_configuration, mg_name_args, name_)
#define create_text_search_dictionary(m, name_, ...) \
    MG_RUN_(m, create_text_search_dictionary, mg_text_search_args, .name = name_, __VA_ARGS__)
#define alter_text_search_dictionary(m, name_, ...) \
    MG_RUN_(m, alter_text_search_dictionary, mg_text_search_args, .name = name_, __VA_ARGS__)
#define rename_text_search_dictionary(m, name_, to_) \
    MG_RUN_(m, rename_text_search_dictionary, mg_rename_args, name_, to_)
#define drop_text_search_dictionary(m, name_) \
    MG_RUN_(m, drop_text_search_dictionary, mg_name_args, name_)
#define create_text_search_parser(m, name_, ...) \
    MG_RUN_(m, create_text_search_parser, mg_text_search_args, .name = name_, __VA_ARGS__)
#define rename_text_search_parser(m, name_, to_) \
    MG_RUN_(m, rename_text_search_parser, mg_rename_args, name_, to_)
#define drop_text_search_parser(m, name_) \
    MG_RUN_(m, drop_text_search_parser, mg_name_args, name_)
#define create_text_search_template(m, name_, ...) \
    MG_RUN_(m, create_text_search_template, mg_text_search_args, .name = name_, __VA_ARGS__)
#define rename_text_search_template(m, name_, to_) \
    MG_RUN_(m, rename_text_search_template, mg_rename_args, name_, to_)
#define drop_text_search_template(m, name_) \
    MG_RUN_(m, drop_text_search_template, mg_name_args, name_)

#define create_table(m, name_, ...)                                                             \
    MG_RUN_(m, create_table, mg_table_args, name_, (const mg_item[]){ __VA_ARGS__, { 0 } })
#define rename_table(m, name_, to_) MG_RUN_(m, rename_table, mg_rename_args, name_, to_)
#define drop_table(m, ...)           MG_RUN_(m, drop_table, mg_drop_table_args, .name = __VA_ARGS__)
#define alter_table(m, name_, ...) \
    MG_RUN_(m, alter_table, mg_alter_table_args, .name = name_, __VA_ARGS__)

#define add_inheritance(m, table_, parent_) \
    MG_RUN_(m, add_inheritance, mg_rename_args, table_, parent_)
#define drop_inheritance(m, table_, parent_) \
    MG_RUN_(m, drop_inheritance, mg_rename_args, table_, parent_)
/* attach_partition(m, "events", "events_2024", "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"); */
#define attach_partition(m, table_, partition_, bound_) \
    MG_RUN_(m, attach_partition, mg_partition_args, table_, partition_, bound_)
#define detach_partition(m, table_, partition_) \
    MG_RUN_(m, detach_partition, mg_partition_args, .table = table_, .partition = partition_)

#define create_foreign_data_wrapper(m, ...) \
    MG_RUN_(m, create_foreign_data_wrapper, mg_foreign_args, .name = __VA_ARGS__)
#define alter_foreign_data_wrapper(m, name_, ...) \
    MG_RUN_(m, alter_foreign_data_wrapper, mg_foreign_args, .name = name_, __VA_ARGS__)
#define rename_foreign_data_wrapper(m, name_, to_) \
    MG_RUN_(m, rename_foreign_data_wrapper, mg_rename_args, name_, to_)
#define drop_foreign_data_wrapper(m, name_) \
    MG_RUN_(m, drop_foreign_data_wrapper, mg_name_args, name_)
#define create_server(m, name_, ...) \
    MG_RUN_(m, create_server, mg_foreign_args, .name = name_, .wrapper = __VA_ARGS__)
#define alter_server(m, name_, ...) \
    MG_RUN_(m, alter_server, mg_foreign_args, .name = name_, __VA_ARGS__)
#define rename_server(m, name_, to_) MG_RUN_(m, rename_server, mg_rename_args, name_, to_)
#define drop_server(m, name_)        MG_RUN_(m, drop_server, mg_name_args, name_)
/* create_user_mapping(m, "films", "app", ...): who "app" is on the server; "public" is everybody. */
#define create_user_mapping(m, server_, ...) \
    MG_RUN_(m, create_user_mapping, mg_foreign_args, .name = server_, .role = __VA_ARGS__)
#define alter_user_mapping(m, server_, role_, ...) \
    MG_RUN_(m, alter_user_mapping, mg_foreign_args, .name = server_, .role = role_, __VA_ARGS__)
#define drop_user_mapping(m, server_, role_) \
    MG_RUN_(m, drop_user_mapping, mg_part_args, server_, role_)
#define create_foreign_table(m, name_, ...)                                                     \
    MG_RUN_(m, create_foreign_table, mg_table_args, name_,                                      \
            (const mg_item[]){ __VA_ARGS__, { 0 } })
#define drop_foreign_table(m, name_) MG_RUN_(m, drop_foreign_table, mg_name_args, name_)

#define add_column(m, table_, ...)                                                              \
    MG_RUN_(m, add_column, mg_table_args, table_, (const mg_item[]){ __VA_ARGS__, { 0 } })
#define alter_column(m, table_, column_, ...)                                                   \
    MG_RUN_(m, alter_column, mg_alter_column_args, .table = table_,                             \
            .column = { .name = column_, __VA_ARGS__ })
#define rename_column(m, table_, name_, to_) \
    MG_RUN_(m, rename_column, mg_rename_part_args, table_, name_, to_)
#define drop_column(m, table_, ...) \
    MG_RUN_(m, drop_column, mg_drop_column_args, .table = table_, .name = __VA_ARGS__)

#define add_constraint(m, table_, ...)                                                          \
    MG_RUN_(m, add_constraint, mg_table_args, table_, (const mg_item[]){ __VA_ARGS__, { 0 } })
#define rename_constraint(m, table_, name_, to_) \
    MG_RUN_(m, rename_constraint, mg_rename_part_args, table_, name_, to_)
#define drop_constraint(m, table_, name_) MG_RUN_(m, drop_constraint, mg_part_args, table_, name_)

#define alter_constraint(m, table_, name_, ...) \
    MG_RUN_(m, alter_constraint, mg_alter_constraint_args, table_, name_, __VA_ARGS__)
#define validate_constraint(m, table_, name_) \
    MG_RUN_(m, validate_constraint, mg_part_args, table_, name_)

#define create_index(m, name_, ...) \
    MG_RUN_(m, create_index, mg_index_args, .name = name_, __VA_ARGS__)
#define alter_index(m, name_, ...) \
    MG_RUN_(m, alter_index, mg_alter_index_args, .name = name_, __VA_ARGS__)
#define rename_index(m, name_, to_) MG_RUN_(m, rename_index, mg_rename_args, name_, to_)
#define drop_index(m, ...)          MG_RUN_(m, drop_index, mg_drop_index_args, .name = __VA_ARGS__)

#define create_statistics(m, name_, ...) \
    MG_RUN_(m, create_statistics, mg_statistics_args, .name = name_, __VA_ARGS__)
#define alter_statistics(m, name_, ...) \
    MG_RUN_(m, alter_statistics, mg_statistics_args, .name = name_, __VA_ARGS__)
#define rename_statistics(m, name_, to_) MG_RUN_(m, rename_statistics, mg_rename_args, name_, to_)
#define drop_statistics(m, name_)        MG_RUN_(m, drop_statistics, mg_name_args, name_)

#define create_sequence(m, ...) \
    MG_RUN_(m, create_sequence, mg_sequence_args, .name = __VA_ARGS__)
#define alter_sequence(m, name_, ...) \
    MG_RUN_(m, alter_sequence, mg_sequence_args, .name = name_, __VA_ARGS__)
#define rename_sequence(m, name_, to_) MG_RUN_(m, rename_sequence, mg_rename_args, name_, to_)
#define drop_sequence(m, name_)        MG_RUN_(m, drop_sequence, mg_name_args, name_)

#define create_function(m, name_, ...) \
    MG_RUN_(m, create_function, mg_function_args, .name = name_, __VA_ARGS__)
#define rename_function(m, name_, to_) MG_RUN_(m, rename_function, mg_rename_args, name_, to_)
#define drop_function(m, name_)        MG_RUN_(m, drop_function, mg_name_args, name_)

#define alter_function(m, name_, ...) \
    MG_RUN_(m, alter_function, mg_function_args, .name = name_, __VA_ARGS__)

#define create_procedure(m, name_, ...) \
    MG_RUN_(m, create_procedure, mg_function_args, .name = name_, __VA_ARGS__)
#define alter_procedure(m, name_, ...) \
    MG_RUN_(m, alter_procedure, mg_function_args, .name = name_, __VA_ARGS__)
#define rename_procedure(m, name_, to_) MG_RUN_(m, rename_procedure, mg_rename_args, name_, to_)
#define drop_procedure(m, name_)        MG_RUN_(m, drop_procedure, mg_name_args, name_)

#define create_aggregate(m, name_, ...) \
    MG_RUN_(m, create_aggregate, mg_aggregate_args, .name = name_, __VA_ARGS__)
#define rename_aggregate(m, name_, to_) MG_RUN_(m, rename_aggregate, mg_rename_args, name_, to_)
#define drop_aggregate(m, name_)        MG_RUN_(m, drop_aggregate, mg_name_args, name_)

#define create_trigger(m, table_, name_, ...) \
    MG_RUN_(m, create_trigger, mg_trigger_args, .table = table_, .name = name_, __VA_ARGS__)
/* Whether it fires: alter_trigger(m, "users", "audit", ENABLED(disabled)). */
#define alter_trigger(m, table_, name_, ...) \
    MG_RUN_(m, alter_trigger, mg_trigger_args, .table = table_, .name = name_, __VA_ARGS__)
#define rename_trigger(m, table_, name_, to_) \
    MG_RUN_(m, rename_trigger, mg_rename_part_args, table_, name_, to_)
#define drop_trigger(m, table_, name_) MG_RUN_(m, drop_trigger, mg_part_args, table_, name_)

#define create_event_trigger(m, name_, ...) \
    MG_RUN_(m, create_event_trigger, mg_event_trigger_args, .name = name_, __VA_ARGS__)
#define alter_event_trigger(m, name_, ...) \
    MG_RUN_(m, alter_event_trigger, mg_event_trigger_args, .name = name_, __VA_ARGS__)
#define rename_event_trigger(m, name_, to_) \
    MG_RUN_(m, rename_event_trigger, mg_rename_args, name_, to_)
#define drop_event_trigger(m, name_) MG_RUN_(m, drop_event_trigger, mg_name_args, name_)

/* alter_column and rename_column take views, too: a column's default, its name. */
#define create_view(m, name_, ...) \
    MG_RUN_(m, create_view, mg_view_args, .name = name_, __VA_ARGS__)
#define alter_view(m, name_, ...) \
    MG_RUN_(m, alter_view, mg_alter_view_args, .name = name_, __VA_ARGS__)
#define rename_view(m, name_, to_) MG_RUN_(m, rename_view, mg_rename_args, name_, to_)
#define drop_view(m, name_)        MG_RUN_(m, drop_view, mg_name_args, name_)

#define create_materialized_view(m, name_, ...) \
    MG_RUN_(m, create_materialized_view, mg_materialized_view_args, .name = name_, __VA_ARGS__)
#define alter_materialized_view(m, name_, ...)                                                  \
    MG_RUN_(m, alter_materialized_view, mg_alter_materialized_view_args, .name = name_,         \
            __VA_ARGS__)
/* refresh_materialized_view(m, "x"), or (m, "x", NO_DATA). */
#define refresh_materialized_view(m, ...) \
    MG_RUN_(m, refresh_materialized_view, mg_refresh_args, .name = __VA_ARGS__)
#define rename_materialized_view(m, name_, to_) \
    MG_RUN_(m, rename_materialized_view, mg_rename_args, name_, to_)
#define drop_materialized_view(m, name_) \
    MG_RUN_(m, drop_materialized_view, mg_name_args, name_)

#define create_rule(m, table_, name_, ...) \
    MG_RUN_(m, create_rule, mg_rule_args, .table = table_, .name = name_, __VA_ARGS__)
#define alter_rule(m, table_, name_, ...) \
    MG_RUN_(m, alter_rule, mg_alter_rule_args, .table = table_, .name = name_, __VA_ARGS__)
#define rename_rule(m, table_, name_, to_) \
    MG_RUN_(m, rename_rule, mg_rename_part_args, table_, name_, to_)
#define drop_rule(m, table_, name_) MG_RUN_(m, drop_rule, mg_part_args, table_, name_)

#define create_extension(m, ...) \
    MG_RUN_(m, create_extension, mg_extension_args, .name = __VA_ARGS__)
#define alter_extension(m, name_, ...) \
    MG_RUN_(m, alter_extension, mg_extension_args, .name = name_, __VA_ARGS__)
#define drop_extension(m, name_) MG_RUN_(m, drop_extension, mg_name_args, name_)

#define create_policy(m, table_, name_, ...) \
    MG_RUN_(m, create_policy, mg_policy_args, .table = table_, .name = name_, __VA_ARGS__)
#define alter_policy(m, table_, name_, ...) \
    MG_RUN_(m, alter_policy, mg_policy_args, .table = table_, .name = name_, __VA_ARGS__)
#define rename_policy(m, table_, name_, to_) \
    MG_RUN_(m, rename_policy, mg_rename_part_args, table_, name_, to_)
#define drop_policy(m, table_, name_) MG_RUN_(m, drop_policy, mg_part_args, table_, name_)

#define create_publication(m, ...) \
    MG_RUN_(m, create_publication, mg_publication_args, .name = __VA_ARGS__)
#define alter_publication(m, name_, ...) \
    MG_RUN_(m, alter_publication, mg_publication_args, .name = name_, __VA_ARGS__)
#define rename_publication(m, name_, to_) \
    MG_RUN_(m, rename_publication, mg_rename_args, name_, to_)
#define drop_publication(m, name_) MG_RUN_(m, drop_publication, mg_name_args, name_)
#define add_publication_table(m, name_, ...) \
    MG_RUN_(m, add_publication_table, mg_publication_table_args, .name = name_, .table = __VA_ARGS__)
#define drop_publication_table(m, name_, table_) \
    MG_RUN_(m, drop_publication_table, mg_publication_table_args, .name = name_, .table = table_)

/*
 * Citus. The table's rows are spread over the nodes by the values of a column, or copied to each:
 *     distributed_table(m, "orders", "tenant_id", COLOCATE_WITH("tenants"));
 *     reference_table(m, "countries");
 */
#define distributed_table(m, table_, ...) \
    MG_RUN_(m, distributed_table, mg_distribution_args, .table = table_, .column = __VA_ARGS__)
#define alter_distributed_table(m, table_, ...) \
    MG_RUN_(m, alter_distributed_table, mg_distribution_args, .table = table_, __VA_ARGS__)
#define undistribute_table(m, table_) MG_RUN_(m, undistribute_table, mg_name_args, table_)
#define reference_table(m, table_)    MG_RUN_(m, reference_table, mg_name_args, table_)

/* alter_default_privileges(m, "TABLES", GRANT_TO("app"), PRIVILEGES("SELECT")); */
#define alter_default_privileges(m, objects_, ...) \
    MG_RUN_(m, alter_default_privileges, mg_default_privileges_args, .objects = objects_, __VA_ARGS__)

/* grant_privileges(m, ON_TABLE("users"), TO("app"), "SELECT", "UPDATE (email)"); "ALL" is all there are. */
#define grant_privileges(m, on_, to_, ...) \
    MG_RUN_(m, grant_privileges, mg_grant_args, MG_ID_(on_), MG_ID_(to_), \
            .privileges = MG_LIST_(__VA_ARGS__))
#define revoke_privileges(m, on_, from_, ...) \
    MG_RUN_(m, revoke_privileges, mg_grant_args, MG_ID_(on_), MG_ID_(from_), \
            .privileges = MG_LIST_(__VA_ARGS__))

/* comment(m, ON_COLUMN("users", "email"), "how we reach them"); NO_COMMENT removes it. */
#define comment(m, on_, text_) MG_RUN_(m, comment, mg_comment_args, MG_ID_(on_), .text = text_)

/* owner(m, ON_TABLE("users"), "app"); without OWNER in the models it is CURRENT_USER. */
#define owner(m, on_, role_) MG_RUN_(m, owner, mg_owner_args, MG_ID_(on_), .role = role_)

/*
 * Any SQL: one or more statements. With values it is one statement, in which they are $1, $2, ...:
 *     execute(m, "UPDATE users SET slug = $1 WHERE id = $2", slug, INTEGER(id));
 */
#define execute(m, ...) \
    MG_RUN_(m, execute, mg_execute_args, MG_EXECUTE_(__VA_ARGS__, (const char *)0))

/*
 * Gives rows new values, in batches where the table is in use:
 *     backfill(m, "users", SET("email_lower = lower(email)"), WHERE("email_lower IS NULL"));
 * Batches go by the primary key, or by a unique index whose columns are NOT NULL, and do each row
 * once. Where there is neither, they may meet a row again: what reads the column that it sets
 * (n = n + 1) is refused there, unless WHERE is about that column.
 */
#define backfill(m, table_, ...) \
    MG_RUN_(m, backfill, mg_backfill_args, .table = table_, __VA_ARGS__)

/*
 * Rows, for C code to work on. A migration that asks for rows is one transaction on a database: its
 * function runs while the server listens, --dry-run runs it and rolls it back, and --sql has no
 * script of it. It may be run again, whole, where others were in the way, so that what it does
 * outside the database must bear that.
 *
 *     for_each_row(m, row, "SELECT id, title, note FROM posts WHERE created_at < $1", "2020-01-01") {
 *         const char *note = text_of(row, "note"); // a column's name, or its number from 0; NULL for null
 *         char slug[256];
 *         make_slug(text_of(row, 1), slug);
 *         execute(m, "UPDATE posts SET slug = $1 WHERE id = $2", slug, INTEGER(integer_of(row, 0)));
 *     }
 *
 * However many they are, only some of them are in memory at a time; what text_of and bytes_of give
 * lives for one turn of the loop. break, return and loops in loops are all right. Where a query
 * fails, or a value is not what it is taken for, the function ends there and then, and the
 * transaction is rolled back.
 */
#define for_each_row(m, row_, ...)                                                              \
    for (MG_CLOSED_ mg_row *row_ = mg_rows_open(m, __LINE__, MG_ALL_VALUES_(__VA_ARGS__));      \
         mg_rows_next(row_);)
/* int, const char *, long long, double, int */
#define is_null(row, which_)    mg_row_is_null(mg_row_at(row, __LINE__), MG_WHICH_(which_))
#define text_of(row, which_)    mg_row_text(mg_row_at(row, __LINE__), MG_WHICH_(which_))
#define integer_of(row, which_) mg_row_integer(mg_row_at(row, __LINE__), MG_WHICH_(which_))
#define real_of(row, which_)    mg_row_real(mg_row_at(row, __LINE__), MG_WHICH_(which_))
#define boolean_of(row, which_) mg_row_boolean(mg_row_at(row, __LINE__), MG_WHICH_(which_))
/* bytea: const unsigned char *bytes = bytes_of(row, "picture", &n); with unsigned long n */
#define bytes_of(row, which_, n_) mg_row_bytes(mg_row_at(row, __LINE__), MG_WHICH_(which_), n_)

/* The first value of the first row: query_integer(m, "SELECT count(*) FROM users"). */
#define query_integer(m, ...) mg_query_integer(m, __LINE__, MG_ALL_VALUES_(__VA_ARGS__))
/* The same as text; NULL if it is null or there is no row. It lives as long as the function runs. */
#define query_text(m, ...) mg_query_text(m, __LINE__, MG_ALL_VALUES_(__VA_ARGS__))

/* Values: text as it is, NULL for null, and these. */
#define INTEGER(x)     mg_value_integer((char[24]){ 0 }, x)
#define REAL(x)        mg_value_real((char[32]){ 0 }, x)
#define BOOLEAN(x)     ((x) ? "true" : "false")
#define BYTES(m, p, n) mg_value_bytes(m, p, n)
#ifndef NULL
#define NULL ((void *)0)
#endif

/*
 * Many rows go in by COPY, a megabyte at a time: the table and its columns, then row for row.
 *
 *     mg_copy *points = copy_into(m, "points", "id", "label");
 *     for (int i = 0; i < n; i++)
 *         copy_row(points, INTEGER(i), labels[i]); // NULL is null
 *
 * They are all in the table when the next operation or query is carried out, or the function
 * returns. A migration that copies is one transaction, like one that asks for rows; --sql prints the rows.
 */
#define copy_into(m, ...)     mg_copy_open(m, __LINE__, MG_ALL_VALUES_(__VA_ARGS__))
#define copy_row(to_, ...)    mg_copy_row(to_, __LINE__, MG_ALL_VALUES_(__VA_ARGS__))

/*
 * A file beside the migrations becomes part of the runner, with EMBED(name, "file"); outside of
 * functions (gcc and clang have it). Without FORMAT it is as COPY writes it: text.
 *
 *     EMBED(countries, "005_countries.csv");
 *     ...
 *     copy_data(m, "countries", DATA(countries), FORMAT(csv), HEADER, COLUMNS("code", "name"));
 *     copy_data(m, "states", TEXT("1\topen\n2\tclosed\n"));
 */
#define EMBED(name_, file_)                                                                     \
    extern const char name_[] __asm__("mg_data_" #name_) __attribute__((visibility("hidden"))); \
    extern const char name_##_end[] __asm__("mg_data_end_" #name_)                              \
        __attribute__((visibility("hidden")));                                                  \
    __asm__(".pushsection .rodata\nmg_data_" #name_ ":\n.incbin \"" file_ "\"\n"               \
            "mg_data_end_" #name_ ":\n.byte 0\n.popsection\n")
#define copy_data(m, table_, ...) \
    mg_copy_data(m, __LINE__, &(const mg_copy_args){ .table = table_, __VA_ARGS__ })
#define DATA(name_)   .data = name_, .end = name_##_end
#define TEXT(x)       .data = x
#define FORMAT(x)     .format = #x
#define HEADER        .header = 1 /* the first line is none of the rows */
#define DELIMITER(x)  .delimiter = x
#define NULL_AS(x)    .null = x
#define QUOTE(x)      .quote = x
#define ESCAPE(x)     .escape = x

/*
 * What has to be true before, and after: an expression, or a SELECT of one value.
 *     require(m, "NOT EXISTS (SELECT FROM users WHERE email IS NULL)", MESSAGE("users without email"));
 */
#define require(m, ...) MG_RUN_(m, require, mg_condition_args, .sql = __VA_ARGS__)
#define ensure(m, ...)  MG_RUN_(m, ensure, mg_condition_args, .sql = __VA_ARGS__)

/* What comes after it is done only where this SQL is true. */
#define only_if(m, sql_) MG_RUN_(m, only_if, mg_text_args, sql_)

/* Says, before the operation that does it, what this migration loses for good. */
#define loss(m, text_) MG_RUN_(m, loss, mg_text_args, text_)

/* This migration may do what is asked about otherwise: "rewrite", "loss", "access", "all". */
#define allow(m, what_) MG_RUN_(m, allow, mg_text_args, what_)

/* Refuses to go on: what follows cannot be undone, for this reason. */
#define irreversible(m, text_) MG_RUN_(m, irreversible, mg_text_args, text_)

/* --- The migration itself ----------------------------------------------------------------- */

/* The build gives each file a symbol of its own; compiled alone, the name does not matter. */
#ifndef MG_MIGRATION_SYMBOL
#define MG_MIGRATION_SYMBOL mg_this_migration
#endif

#define MIGRATION(...)                                                                          \
    extern const mg_migration MG_MIGRATION_SYMBOL;                                              \
    const mg_migration MG_MIGRATION_SYMBOL = { .up = upgrade, .down = downgrade, __VA_ARGS__ }

/* --- Behind the words --------------------------------------------------------------------- */

#ifdef __GNUC__
#define MG_EXTENSION_ __extension__ /* strings of more than 4095 bytes are no cause for a warning */
#else
#define MG_EXTENSION_
#endif

#if defined __GNUC__ && !defined __TINYC__
#define MG_CLOSED_ __attribute__((cleanup(mg_rows_close)))
#else
#define MG_CLOSED_ /* it is closed when its rows, or the function, are at their end */
#endif

/* A column: its number, or its name. */
#define MG_WHICH_(x)                                                                            \
    _Generic((x), char *: 0, const char *: 0, default: (x)),                                    \
        _Generic((x), char *: (x), const char *: (x), default: (const char *)0)

#define MG_ALL_VALUES_(...)                                                                     \
    (const char *const[]){ __VA_ARGS__ },                                                       \
        (int)(sizeof (const char *const[]){ __VA_ARGS__ } / sizeof(const char *))
#define MG_EXECUTE_(sql_, ...)                                                                  \
    sql_, (const char *const[]){ __VA_ARGS__ },                                                 \
        (int)(sizeof (const char *const[]){ __VA_ARGS__ } / sizeof(const char *)) - 1

#define MG_LIST_(...) (const char *const[]){ __VA_ARGS__, 0 }
#define MG_ID_(...)   __VA_ARGS__
#define MG_CONSTRAINT_(type_, ...) \
    { .constraint = &(const mg_constraint){ __VA_ARGS__, .type = type_ } }
#define MG_RUN_(m, operation_, args_, ...)                                                      \
    do {                                                                                        \
        extern const mg_operation mg_op_##operation_;                                           \
        MG_EXTENSION_ mg_run(m, __LINE__, &mg_op_##operation_, &(const args_){ __VA_ARGS__ });  \
    } while (0)

#endif /* MG_WITHOUT_WORDS */

#endif
