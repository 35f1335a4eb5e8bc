/* The structs of the kinds. Text is NULL where nothing is said; lists are empty. */
#ifndef MODELGEN_KINDS_KINDS_H
#define MODELGEN_KINDS_KINDS_H

#include "kinds/arguments.h"
#include "model/kind.h"

struct schema_object {
    struct object o; /* name */
};

struct enum_type {
    struct object o; /* schema, name */
    struct strings labels;
    struct strings labels_renamed_from; /* as long as labels or empty; NULL or a former label; not a field */
};

struct table {
    struct object o;              /* schema, name; a table's own .table is "" */
    struct strings with;          /* storage parameters: "fillfactor=70" */
    bool unlogged;
    const char *access_method;    /* NULL: heap */
    const char *tablespace;       /* NULL: the database's */
    const char *of_type;
    const char *replica_identity; /* "FULL", "NOTHING"; an index says it of itself */
    const char *partition_by;     /* "RANGE (created_at)" */
    const char *server;           /* of a foreign table */
    struct strings options;       /* then: "table_name=films" */
    bool row_security, force_row_security;
};

struct foreign_data_wrapper {
    struct object o;                  /* name */
    const char *handler, *validator;  /* "postgres_fdw_handler" */
    struct strings options;           /* "debug=true" */
};

struct server {
    struct object o; /* name */
    const char *wrapper, *type, *version;
    struct strings options; /* "host=films.example" */
};

/* Who a role is on a server; its name is role@server. */
struct user_mapping {
    struct object o;
    const char *server, *role; /* "public": everybody */
    struct strings options;    /* "user=reader"; never a password */
};

/*
 * That a table has a parent: it inherits from it (bound NULL), or is one of its partitions. The
 * name is the parent's, as parent has it.
 */
struct inheritance {
    struct object o;    /* schema, table, name */
    const char *parent; /* "billing.invoices" */
    const char *bound;  /* "FOR VALUES IN (1)", "DEFAULT" */
};

struct column {
    struct object o;  /* schema, table, name, position */
    const char *type; /* canonical, as type_canonical gives it: "varchar(50)", "user_state[]" */
    bool not_null;    /* true for the columns of the primary key and identities, said or not */
    const char *not_null_name; /* of that constraint, if not the usual one; PostgreSQL 18 */
    const char *default_;
    const char *generated; /* expression of a generated column */
    bool virtual_;         /* which is computed when it is read */
    const char *collation; /* as operations take names: "de_DE", "billing.german" */
    /*
     * "ALWAYS", "BY DEFAULT"; or "SERIAL": not an identity, but a sequence that the column owns and
     * a default that takes its next value.
     */
    const char *identity;
    const char *sequence;      /* its sequence, if its name is not the usual one */
    const char *sequence_type; /* if not the column's */
    const char *sequence_comment;
    const char *start, *increment, *minvalue, *maxvalue, *cache;
    bool cycle;
    const char *storage;     /* "external", ...; NULL: what its type has */
    const char *compression; /* "lz4"; NULL: what the server has */
    const char *statistics;  /* the target; NULL: what the server has */
    struct strings with;     /* "n_distinct=-0.5" */
    struct strings options;  /* of a foreign table's: "column_name=x" */
    bool inherited;          /* it is only there because a parent of its table has it */
};

struct sequence {
    struct object o;  /* schema, name */
    const char *type; /* NULL: bigint */
    const char *start, *increment, *minvalue, *maxvalue, *cache;
    bool cycle, unlogged;
    const char *owner_schema, *owner_table; /* NULL: no column owns it */
    struct strings owner_column;            /* one */
};

/*
 * Keys and indexes of a partition that are parts of those of its parent are not said unless they
 * have names of their own: attached. only: of a partitioned table, whose partitions have no part of
 * it, so that it is not valid. clustered and replica_identity: the table is clustered on it,
 * and rows are known by it to replicas.
 */
struct primary_key {
    struct object o; /* schema, table, name */
    struct strings columns, include, with;
    const char *tablespace, *index_comment; /* of its index */
    bool without_overlaps; /* its last column is a range: rows of one key must not meet in it */
    bool deferrable, initially_deferred;
    bool only, attached, clustered, replica_identity;
};

struct unique {
    struct object o;
    struct strings columns, include, with;
    const char *tablespace, *index_comment;
    bool nulls_not_distinct, without_overlaps, deferrable, initially_deferred;
    bool only, attached, clustered, replica_identity;
};

/*
 * How Citus keeps a table: in shards by the values of a column, or (reference) a copy on every
 * node. Its name is always the same: a table has one of these.
 */
struct distribution {
    struct object o; /* schema, table, name */
    struct strings columns;    /* one; none of a reference table */
    const char *colocate_with; /* "billing.tenants"; NULL: what Citus puts it with by itself */
    bool not_colocated;        /* with none: a colocation group of its own */
    const char *shard_count;   /* NULL: citus.shard_count, or that of the other table */
    bool reference;
};

struct exclusion {
    struct object o;
    struct strings elements; /* SQL: "room WITH =", "during WITH &&" */
    const char *method;      /* NULL: btree */
    struct strings include, with;
    const char *where, *tablespace, *index_comment;
    bool deferrable, initially_deferred;
    bool attached, clustered, replica_identity;
};

struct check {
    struct object o;
    const char *expression;
    bool no_inherit;
    bool not_valid, not_enforced; /* rows that are there, or all rows, are not looked at */
};

struct foreign_key {
    struct object o;
    struct strings columns;
    const char *ref_schema, *ref_table;
    struct strings ref_columns;
    const char *match;                 /* "FULL"; NULL: simple */
    const char *on_delete, *on_update; /* "CASCADE", ...; NULL: NO ACTION */
    struct strings set_columns;        /* of SET NULL and SET DEFAULT on delete */
    bool period; /* the last columns, here and there, are ranges: those there cover that here */
    bool not_valid, not_enforced;
    bool deferrable, initially_deferred;
};

struct index {
    struct object o; /* schema, table, name */
    bool unique, nulls_not_distinct;
    const char *method; /* NULL: btree */
    struct strings
        elements; /* SQL: "user_id", "created_at DESC", "lower(email) text_pattern_ops" */
    struct strings include, with;
    const char *where, *tablespace;
    struct strings statistics; /* targets of elements that are expressions: "2=500" */
    bool only, attached, clustered, replica_identity;
};

struct statistics {
    struct object o;         /* schema, table, name */
    struct strings elements; /* SQL: "city", "lower(name)" */
    struct strings kinds;    /* "dependencies", "mcv", "ndistinct"; empty: all */
    const char *target;
};

/* Functions and procedures; what has no meaning for the latter is not among their fields. */
struct function {
    struct object o; /* schema, name: name is the signature, "add(integer, integer)" */
    struct arguments arguments;
    const char *returns; /* NULL: what OUT arguments, or the columns of a table, say */
    bool returns_set;
    const char *language;         /* NULL: sql */
    const char *body;             /* as AS has it */
    const char *atomic;           /* "BEGIN ATOMIC ... END", "RETURN ..."; language sql */
    const char *library, *symbol; /* of language c */
    bool immutable, stable, strict, security_definer, leakproof, window;
    const char *parallel; /* "safe", "restricted"; NULL: unsafe */
    const char *cost, *rows, *support;
    struct strings set;       /* "search_path=billing, public" */
    struct strings transform; /* types */
};

struct aggregate {
    struct object o; /* schema, name: the signature, "total(integer)", "all_of(*)" */
    struct arguments arguments;
    const char *sfunc, *stype, *sspace, *finalfunc, *finalfunc_modify, *combinefunc, *serialfunc,
        *deserialfunc, *initcond, *msfunc, *minvfunc, *mstype, *msspace, *mfinalfunc,
        *mfinalfunc_modify, *minitcond, *sortop, *parallel;
    bool finalfunc_extra, mfinalfunc_extra, hypothetical;
};

struct trigger {
    struct object o;                         /* schema, table, name */
    const char *before, *after, *instead_of; /* one of them: "UPDATE", "INSERT OR DELETE" */
    bool for_each_row;
    const char *old_table, *new_table; /* the names of transition tables */
    const char *when;
    bool constraint, deferrable, initially_deferred;
    const char *from;    /* another table that a constraint trigger is about */
    const char *execute; /* "set_updated_at()", "audit('x')" */
    const char *enabled; /* "DISABLED", "REPLICA", "ALWAYS"; NULL: as usual */
};

struct event_trigger {
    struct object o; /* name */
    const char *on;  /* "ddl_command_end" */
    struct strings tags;
    const char *execute, *enabled;
};

struct view {
    struct object o;   /* schema, name */
    const char *query; /* tidied, as sql_tidy has it; so are all queries and commands */
    bool security_barrier, security_invoker;
    const char *check_option; /* "local", "cascaded" */
    struct strings with;      /* what else is said: "security_barrier=false" */
    const char *first;        /* the query that it is made with, if the other one mentions it */
    struct strings columns;   /* "name" and C type in turn, of pull alone: not a field */
};

struct materialized_view {
    struct object o; /* schema, name */
    const char *query;
    const char *method; /* NULL: heap */
    struct strings with;
    const char *tablespace;
    bool no_data;           /* it was never filled, or emptied */
    struct strings columns; /* as of a view; not a field */
};

/* What is said of a column of a view: those of which nothing is said are no objects. */
struct view_column {
    struct object o; /* schema, table, name; a comment */
    const char *default_;
    const char *storage, *compression, *statistics; /* as of a column; of materialized views */
    struct strings with;
};

struct rule {
    struct object o;      /* schema, table, name */
    const char *event;    /* "insert", "update", "delete" */
    const char *where;
    bool instead;
    const char *do_;      /* "NOTHING", or commands with semicolons between them */
    const char *enabled;  /* "always", "replica", "disabled"; NULL: as usual */
};

struct extension {
    struct object o;         /* name; all of a database share one namespace */
    const char *version;     /* NULL: whatever the server has */
    const char *in_schema;   /* NULL: the default schema, or the one that the extension wants */
    bool cascade;            /* what it requires is made along */
    struct strings requires; /* other extensions */
};

struct publication {
    struct object o; /* name */
    bool all_tables;
    struct strings schemas; /* all tables of these */
    struct strings publish; /* "insert", ...; "none"; empty: all */
    const char *generated;  /* columns: "stored"; NULL: none of them. PostgreSQL 18 */
    bool via_root;
};

/* That a publication has a table: its name is that of the publication. */
struct publication_table {
    struct object o; /* schema, table, name */
    const char *publication;
    struct strings columns; /* empty: all */
    const char *where;
};

/*
 * What a role may do with a table, view, ... (its name) beyond what it may by itself; or, of
 * revoke, what it may not do that it otherwise might.
 */
struct grant {
    struct object o;                  /* schema, table, name: the role, "public": everybody */
    struct strings privileges;        /* "SELECT", "INSERT (a, b)"; "ALL" */
    struct strings with_grant_option; /* that the role may grant on */
};

/* The same of grant_on and revoke_on, of anything else; begins as struct grant does. */
struct grant_on {
    struct object o;
    struct strings privileges, with_grant_option;
    const char *role;
    const char *on_schema, *on_sequence, *on_function, *on_type, *on_language, *on_server,
        *on_wrapper; /* one of them */
};

/* What a role may do with whatever another one makes later. */
struct default_privilege {
    struct object o;
    const char *objects;    /* "TABLES", "SEQUENCES", "FUNCTIONS", "TYPES", "SCHEMAS" */
    const char *role;       /* as of grant_on */
    struct strings privileges, with_grant_option;
    struct strings revoked; /* of those that it has by itself */
    const char *made_by;    /* NULL: whoever runs the migration */
    const char *in_schema;  /* NULL: all */
};

struct policy {
    struct object o;      /* schema, table, name */
    const char *command;  /* "SELECT", ...; NULL: all of them */
    struct strings roles; /* in order; empty: everybody */
    bool restrictive;
    const char *using_, *with_check;
};

/* --- Types, and what belongs to them ------------------------------------------------------ */

struct domain {
    struct object o;
    const char *type;
    const char *default_;
    const char *collation; /* as columns have it */
    bool not_null;
    const char *not_null_name; /* of the constraint, if not the usual one; PostgreSQL 17 */
};

struct domain_check {
    struct object o; /* schema, table: the domain, name */
    const char *expression;
    bool not_valid;
};

struct composite_type {
    struct object o;
};

struct attribute {
    struct object o; /* schema, table: the composite type, name, position */
    const char *type, *collation;
};

struct range_type {
    struct object o;
    const char *subtype;
    const char *opclass, *collation;     /* NULL: the subtype's own */
    const char *canonical, *subtype_diff; /* functions, by name alone */
    const char *multirange;              /* NULL: the usual name */
};

struct shell_type {
    struct object o; /* a type that is no more than a name: what the functions of a base type need */
};

struct base_type {
    struct object o;
    const char *input, *output, *receive, *send, *typmod_in, *typmod_out, *analyze, *subscript;
    const char *length; /* bytes; NULL: VARIABLE */
    const char *alignment, *storage, *category, *default_, *element, *delimiter; /* NULL: usual */
    bool by_value, preferred, collatable;
};

struct collation {
    struct object o;
    const char *provider; /* "icu", "builtin"; NULL: libc */
    const char *locale, *lc_collate, *lc_ctype; /* locale, or the other two */
    const char *rules;
    bool nondeterministic;
};

struct cast_object {
    struct object o;      /* name: "text AS integer" */
    const char *function; /* with its arguments */
    bool inout;
    bool assignment, implicit; /* NULL: explicit */
};

struct operator {
    struct object o;      /* name with its operands: "===(text, text)", "!(NONE, bit)" */
    const char *function; /* by name alone, as all that follow */
    const char *commutator, *negator, *restrict_, *join;
    bool hashes, merges;
};

struct operator_family {
    struct object o; /* name with its access method: "even_ops USING btree" */
    struct strings operators, functions; /* "1 < (integer, bigint)"; loose ones, of no class */
};

struct operator_class {
    struct object o;
    bool default_;
    const char *type;
    const char *family; /* NULL: the one of its own name */
    const char *storage; /* NULL: the type itself */
    struct strings operators, functions; /* "1 < (integer, integer)" */
};

struct conversion {
    struct object o;
    bool default_;
    const char *from, *to;
    const char *function;
};

struct text_search_parser {
    struct object o;
    const char *start, *gettoken, *end, *headline, *lextypes;
};

struct text_search_template {
    struct object o;
    const char *init, *lexize;
};

struct text_search_dictionary {
    struct object o;
    const char *template_;
    struct strings settings; /* "stopwords = 'english'", in their order */
};

struct text_search_configuration {
    struct object o;
    const char *parser; /* NULL: default */
    struct strings mappings; /* "word, hword: english_stem, simple" */
};

/*
 * True if a primary key, unique constraint or index makes just these columns, in any order, unique:
 * a foreign key may then refer to them (transformFkeyCheckAttrs in
 * src/backend/commands/tablecmds.c).
 */
bool key_is_of(struct arena *arena, const struct object *key, const struct strings *columns);

#endif
