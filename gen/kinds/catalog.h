/*
 * What the kinds' queries of the catalog have in common (.catalog of struct kind). Objects below
 * oid 16384 are PostgreSQL's own. Attributes that older servers lack are asked for through
 * to_jsonb, which has no opinion on them.
 */
#ifndef MODELGEN_KINDS_CATALOG_H
#define MODELGEN_KINDS_CATALOG_H

// clang-format off

/* The names of the columns of a relation whose numbers are in an array. */
#define CATALOG_COLUMNS(relation, numbers)                                            \
    "(SELECT array_agg(x.attname ORDER BY u.place) FROM unnest(" numbers              \
    ") WITH ORDINALITY u(number, place) JOIN pg_attribute x ON x.attrelid = " relation \
    " AND x.attnum = u.number)"

/* Storage parameters in the order in which models keep them. */
#define CATALOG_WITH(options) "(SELECT array_agg(x ORDER BY x COLLATE \"C\") FROM unnest(" options ") x)"

/* Of a column: those that can be set by hand; servers may keep others there for themselves. */
#define CATALOG_ATTRIBUTE_OPTIONS(options)                                                     \
    "(SELECT array_agg(x ORDER BY x COLLATE \"C\") FROM unnest(" options                       \
    ") x WHERE x LIKE 'n!_distinct%' ESCAPE '!')"

/* A name as operations and models take it, with its schema where that is not the default one. */
#define CATALOG_PART(name)                                                            \
    "CASE WHEN " name " ~ '[.\"]' THEN '\"' || replace(" name ", '\"', '\"\"') || '\"'"   \
    " ELSE " name " END"
#define CATALOG_QUALIFIED(namespace_, name)                                            \
    "(CASE WHEN " namespace_ " = current_schema() THEN '' ELSE (" CATALOG_PART(namespace_) \
    ") || '.' END || " CATALOG_PART(name) ")"

/* The same of what PostgreSQL may have itself. */
#define CATALOG_NAME(namespace_, name)                                                         \
    "CASE WHEN " namespace_ " IN ('pg_catalog', current_schema()) THEN ''"                     \
    " ELSE " CATALOG_PART(namespace_) " || '.' END || " CATALOG_PART(name)

/* The same of a collation, unless it is the usual one of its type. */
#define CATALOG_COLLATION(oid, usual)                                                          \
    "(SELECT " CATALOG_NAME("cn.nspname", "cl.collname") " FROM pg_collation cl"               \
    " JOIN pg_namespace cn ON cn.oid = cl.collnamespace"                                       \
    " WHERE cl.oid = " oid " AND " oid " <> " usual ")"

/*
 * name=value of options as foreign-data wrappers have them, by name. Secrets (see option_is_secret)
 * stay where they are; that they do is told.
 */
#define CATALOG_IS_SECRET                                                              \
    "(x !~* '^password_required=' AND split_part(x, '=', 1) ~* '(passw|passcode|passphrase|secret|token|credential|api_?key|private_?key)')"
#define CATALOG_OPTIONS(options)                                                       \
    "(SELECT array_agg(x ORDER BY x COLLATE \"C\") FROM unnest(" options ") x WHERE NOT " \
    CATALOG_IS_SECRET ")"
#define CATALOG_SECRETS(options)                                                       \
    "(SELECT 'its secret options ' || string_agg(split_part(x, '=', 1), ', ') FROM unnest(" \
    options ") x WHERE " CATALOG_IS_SECRET ")"

/*
 * The name that PostgreSQL chooses for a partition's part of a key or an index (makeObjectName):
 * table_columns_label, of which table and columns have 58 bytes.
 */
#define CATALOG_PART_NAME(table, columns, label)                                       \
    "(left(" table ", least(length(" table "), greatest(29, 58 - length(" columns ")))) || '_' ||" \
    " left(" columns ", least(length(" columns "), greatest(29, 58 - length(" table ")))) || '_" label "')"
#define CATALOG_INDEX_COLUMNS(index)                                                   \
    "(SELECT string_agg(x.attname, '_' ORDER BY x.attnum) FROM pg_attribute x"         \
    " WHERE x.attrelid = " index ")"
#define CATALOG_IS_USUAL(name, usual, label)                                           \
    "regexp_replace(" name ", '" label "[0-9]+$', '" label "') = " usual

/* Who owns schema public by itself: pg_database_owner, before 15 the superuser of initdb. */
#define CATALOG_PUBLIC_OWNER \
    "CASE WHEN current_setting('server_version_num')::int >= 150000 THEN 6171 ELSE 10 END"

/* A list of those of these texts that are not NULL; NULL if there are none. */
#define CATALOG_LOST(...) "nullif(array_remove(ARRAY[" __VA_ARGS__ "], NULL), '{}') AS lost"
#define CATALOG_IF(condition, text) "CASE WHEN " condition " THEN " text " END"

/*
 * The name of a routine as fields with ROLE_FUNCTION have it, and the state of a trigger.
 * NULL: there is none.
 */
#define CATALOG_FUNCTION(oid_)                                                                  \
    "(SELECT CASE WHEN fn.nspname IN ('pg_catalog', current_schema()) THEN ''"                  \
    " ELSE fn.nspname || '.' END || CASE WHEN f.proname ~ '[.\"()]' THEN quote_ident(f.proname)" \
    " ELSE f.proname END FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace"        \
    " WHERE f.oid = " oid_ ")"
#define CATALOG_ENABLED(state) \
    "CASE " state " WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END"

/* The arguments of a routine p, but for their defaults. */
#define CATALOG_ARGUMENTS                                                                       \
    " (SELECT array_agg(format_type(t, NULL) ORDER BY i) FROM"                                  \
    " unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY u(t, i))"        \
    " AS argument_types, p.proargnames AS argument_names, p.proargmodes AS argument_modes,"

/* The beginning of every query of a constraint: k is pg_constraint, c its table. */
#define CATALOG_CONSTRAINT                                                                      \
    "SELECT 2606 AS class, k.oid, 0 AS sub, n.nspname AS schema, c.relname AS \"table\","       \
    " k.conname AS name, obj_description(k.oid, 'pg_constraint') AS comment,"                   \
    " k.condeferrable AS deferrable, k.condeferred AS initially_deferred,"
#define CATALOG_FROM_CONSTRAINT                                       \
    " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"     \
    " JOIN pg_namespace n ON n.oid = c.relnamespace"

/* Whether index i, c in pg_class, is of a partitioned table alone; what is lost: who has parts. */
#define CATALOG_ONLY(c)                                                                           \
    " NOT i.indisvalid AND " c ".relkind = 'I' AS \"only\","                                       \
    CATALOG_LOST(CATALOG_IF("NOT i.indisvalid AND EXISTS (SELECT FROM pg_inherits"                \
                            " WHERE inhparent = " c ".oid)", "'which partitions have a part of it'"))

/* Of the index ic (i in pg_index) of a constraint k. */
#define CATALOG_OF_INDEX                                                                          \
    " (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = ic.reltablespace) AS tablespace,"      \
    " obj_description(ic.oid, 'pg_class') AS index_comment,"                                      \
    " ic.relispartition AS attached, i.indisclustered AS clustered,"                             \
    " i.indisreplident AS replica_identity"

/* Whether constraint k was not yet looked at for all rows, and whether it ever is. */
#define CATALOG_NOT_ENFORCED "coalesce((to_jsonb(k)->>'conenforced')::bool, true) = false"
#define CATALOG_VALIDITY                                                                          \
    " NOT k.convalidated AND NOT (" CATALOG_NOT_ENFORCED ") AS not_valid, "                       \
    CATALOG_NOT_ENFORCED " AS not_enforced"

/* Primary keys and unique constraints, which are indexes as well: i. */
#define CATALOG_KEY(type, label, usual)                                                           \
    CATALOG_CONSTRAINT                                                                            \
    CATALOG_COLUMNS("k.conrelid", "k.conkey") " AS columns,"                                      \
    CATALOG_COLUMNS("k.conrelid", "(i.indkey::int2[])[i.indnkeyatts:]") " AS include,"            \
    CATALOG_WITH("ic.reloptions") " AS \"with\","                                                 \
    " coalesce((to_jsonb(i)->>'indnullsnotdistinct')::bool, false) AS nulls_not_distinct,"        \
    " coalesce((to_jsonb(k)->>'conperiod')::bool, false) AS without_overlaps,"                    \
    CATALOG_ONLY("ic") ","                                                                        \
    CATALOG_OF_INDEX                                                                              \
    CATALOG_FROM_CONSTRAINT                                                                       \
    " JOIN pg_index i ON i.indexrelid = k.conindid JOIN pg_class ic ON ic.oid = i.indexrelid"     \
    " WHERE k.contype = '" type "' AND k.oid >= 16384"                                            \
    " AND NOT (k.conparentid <> 0 AND NOT i.indisclustered AND NOT i.indisreplident"              \
    " AND obj_description(k.oid, 'pg_constraint') IS NULL"                                        \
    " AND obj_description(ic.oid, 'pg_class') IS NULL"                                            \
    " AND " CATALOG_IS_USUAL("k.conname", usual, label) ")"

// clang-format on

#endif
