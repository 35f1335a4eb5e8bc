/* What only the catalog tells of what a statement does, as queries. */
#include "impact_questions.h"

#define T "pg_catalog.to_regclass($1)"

/* Whether a type (its domains included) is $2 or $3's and has conditions of its own. */
#define DOMAINS(type)                                                               \
    "WITH RECURSIVE d(t) AS (SELECT pg_catalog.to_regtype(" type ")::oid"           \
    " UNION ALL SELECT typbasetype FROM d JOIN pg_catalog.pg_type y ON y.oid = d.t" \
    " WHERE typtype = 'd')"
#define CONSTRAINED                                                                \
    "(SELECT bool_or(typnotnull OR EXISTS (SELECT FROM pg_catalog.pg_constraint"   \
    " WHERE contypid = y.oid AND contype = 'c')) FROM d JOIN pg_catalog.pg_type y" \
    " ON y.oid = d.t WHERE typtype = 'd')"

/* The other end of foreign keys of the table, or to it. */
#define FOREIGN_KEYS \
    "pg_catalog.pg_constraint k WHERE k.contype = 'f' AND " T " IN (k.conrelid, k.confrelid)"
#define OTHER_END "CASE k.conrelid WHEN " T " THEN k.confrelid ELSE k.conrelid END"

/* A type that btree has its default operators for: the type's own, or what it is binary alike. */
#define SORTED_AS(type)                                                                    \
    "coalesce((SELECT opcintype FROM pg_catalog.pg_opclass WHERE opcmethod = 403"          \
    " AND opcdefault AND opcintype = " type "),"                                           \
    " (SELECT opcintype FROM pg_catalog.pg_opclass JOIN pg_catalog.pg_cast"                \
    " ON casttarget = opcintype AND castmethod = 'b' AND castcontext = 'i'"                \
    " JOIN pg_catalog.pg_type p ON p.oid = opcintype WHERE opcmethod = 403 AND opcdefault" \
    " AND castsource = " type " ORDER BY typispreferred DESC LIMIT 1), " type ")"

/*
 * A change of type costs nothing where the old values are the new ones: the same type with room for
 * all that was allowed (TypeTransform support functions), one that is binary alike (pg_cast), one
 * between timestamp and timestamptz in a session whose zone is UTC, a domain without conditions.
 * Indexes are built anew where their operators or collation change, and where they are on
 * expressions or partial; checks are read again.
 */
// clang-format off
static const char change_type[] =
    "WITH RECURSIVE a AS (SELECT attrelid AS t, attnum, atttypid, atttypmod, attcollation"
    " FROM pg_catalog.pg_attribute WHERE attrelid = " T " AND attname = $2 AND NOT attisdropped),\n"
    " o(t, m) AS (SELECT atttypid, atttypmod FROM a UNION ALL SELECT typbasetype, typtypmod"
    " FROM o JOIN pg_catalog.pg_type y ON y.oid = o.t WHERE typtype = 'd'),\n"
    " d(t) AS (SELECT pg_catalog.to_regtype($3)::oid UNION ALL SELECT typbasetype"
    " FROM d JOIN pg_catalog.pg_type y ON y.oid = d.t WHERE typtype = 'd'),\n"
    " x AS (SELECT a.*, o.t AS ot, o.m AS om, d.t AS nt, $5::integer AS nm,"
    " coalesce(pg_catalog.to_regcollation($4), y.typcollation) <> attcollation AS recollated,"
    " " CONSTRAINED " AND atttypid <> pg_catalog.to_regtype($3) AS constrained"
    " FROM a, o JOIN pg_catalog.pg_type z ON z.oid = o.t AND z.typtype <> 'd',"
    " d JOIN pg_catalog.pg_type y ON y.oid = d.t AND y.typtype <> 'd'),\n"
    " f AS (SELECT *, $6::boolean AND NOT coalesce(constrained, false) AND CASE"
    " WHEN ot = nt AND om = nm THEN true"
    " WHEN ot = nt AND ot IN ('varchar'::regtype, 'varbit'::regtype)"
    " THEN nm = -1 OR om <> -1 AND nm >= om"
    " WHEN ot = nt AND ot = 'numeric'::regtype THEN nm = -1 OR om <> -1"
    " AND (nm - 4) >> 16 >= (om - 4) >> 16 AND (nm - 4) & 65535 = (om - 4) & 65535"
    " WHEN ot = nt AND ot IN ('timestamp'::regtype, 'timestamptz'::regtype, 'time'::regtype,"
    " 'timetz'::regtype) THEN nm = -1 OR nm >= 6 OR om <> -1 AND nm >= om"
    " WHEN ot = nt AND ot = 'interval'::regtype THEN nm = -1 OR om <> -1"
    " AND nm >> 16 = om >> 16 AND nm & 65535 >= om & 65535"
    " WHEN ot IN ('timestamp'::regtype, 'timestamptz'::regtype)"
    " AND nt IN ('timestamp'::regtype, 'timestamptz'::regtype)"
    " THEN (nm = -1 OR nm >= 6) AND current_setting('TimeZone') ~* "
    "'^(etc/)?(utc|uct|gmt|zulu|universal)$'"
    " ELSE nm = -1 AND EXISTS (SELECT FROM pg_catalog.pg_cast"
    " WHERE castsource = ot AND casttarget = nt AND castmethod = 'b') END AS free FROM x),\n"
    " e AS (SELECT *, EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = f.t"
    " AND (attnum = ANY (indkey) AND (recollated OR " SORTED_AS("ot") " <> " SORTED_AS("nt") ")"
    " OR (indexprs IS NOT NULL OR indpred IS NOT NULL) AND EXISTS (SELECT FROM"
    " pg_catalog.pg_depend WHERE classid = 'pg_class'::regclass AND objid = indexrelid"
    " AND refobjid = f.t AND refobjsubid = attnum AND deptype <> 'i')))"
    " AS rebuilt, EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = f.t"
    " AND contype = 'c' AND attnum = ANY (conkey)) AS checked FROM f)\n"
    "SELECT t, 8, CASE WHEN NOT free THEN 7 WHEN rebuilt THEN 6 WHEN checked THEN 4 ELSE 0 END"
    " FROM e UNION ALL SELECT " OTHER_END ", 8, CASE WHEN free THEN 0 ELSE 4 END"
    " FROM e, pg_catalog.pg_constraint k WHERE k.contype = 'f'"
    " AND (e.t = k.conrelid AND attnum = ANY (k.conkey)"
    " OR e.t = k.confrelid AND attnum = ANY (k.confkey))"
    /* What the catalog does not have: a column or type that the migration makes first. */
    " UNION ALL SELECT " T ", 8, 7 WHERE NOT EXISTS (SELECT FROM e)";
// clang-format on

/* The rows are not read where a valid check says the same. */
#define PROVEN(column)                                                                   \
    "EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = " T                   \
    " AND contype = 'c' AND convalidated AND pg_catalog.pg_get_expr(conbin, conrelid) ~" \
    " ('^\\(*' || pg_catalog.regexp_replace(pg_catalog.quote_ident(" column "),"         \
    " '([^a-z0-9_])', '\\\\\\1', 'g') || ' IS NOT NULL\\)*( AND .*)?$'))"

/* From PostgreSQL 18 on NOT NULL can be NOT VALID. */
#define NOT_NULL                                                                           \
    "(attnotnull AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contype = 'n'" \
    " AND conrelid = attrelid AND conkey[1] = attnum AND NOT convalidated))"

const char *const mg_impact_questions[] = {
    [MG_ASK_ADD_COLUMN] = DOMAINS("$2") " SELECT " T ", 8, 7 WHERE " CONSTRAINED,
    [MG_ASK_TYPE] = change_type,
    [MG_ASK_NOT_NULL] = "SELECT attrelid, 8, 4 FROM pg_catalog.pg_attribute WHERE attrelid = " T
                        " AND attname = $2 AND NOT " NOT_NULL " AND NOT " PROVEN("attname"),
    [MG_ASK_PRIMARY_KEY] =
        "SELECT attrelid, 8, 4 FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_index"
        " ON indrelid = attrelid AND attnum = ANY (indkey) JOIN pg_catalog.pg_class c"
        " ON c.oid = indexrelid WHERE attrelid = " T " AND c.relname = $2 AND NOT attnotnull"
        " AND NOT " PROVEN("attname"),
    [MG_ASK_DROP_COLUMN] =
        "SELECT attrelid, 8, CASE attgenerated WHEN '' THEN 8 ELSE 0 END"
        " FROM pg_catalog.pg_attribute WHERE attrelid = " T " AND attname = $2"
        " UNION ALL SELECT " OTHER_END ", 8, 0 FROM pg_catalog.pg_attribute, " FOREIGN_KEYS
        " AND attrelid = " T " AND attname = $2 AND attnum = ANY (CASE k.conrelid WHEN " T
        " THEN k.conkey ELSE k.confkey END)",
    [MG_ASK_CONSTRAINT] = "SELECT " OTHER_END ", 8, 0 FROM " FOREIGN_KEYS " AND k.conname = $2",
    [MG_ASK_VALIDATE] = "SELECT k.confrelid, 2, 4 FROM " FOREIGN_KEYS " AND k.conname = $2",
    [MG_ASK_ENFORCE] = "SELECT k.confrelid, 6, 4 FROM " FOREIGN_KEYS " AND k.conname = $2",
    [MG_ASK_INHERIT] = "WITH RECURSIVE b(t) AS (SELECT inhrelid FROM pg_catalog.pg_inherits"
                       " WHERE inhparent = " T " UNION SELECT inhrelid FROM b"
                       " JOIN pg_catalog.pg_inherits ON inhparent = b.t) SELECT t, 8, 4 FROM b",
    [MG_ASK_DROP_TABLE] = "SELECT " OTHER_END ", 8, 0 FROM " FOREIGN_KEYS
                          " UNION ALL SELECT inhparent, 8, 0 FROM pg_catalog.pg_inherits i"
                          " JOIN pg_catalog.pg_class c ON c.oid = inhrelid"
                          " WHERE inhrelid = " T " AND relispartition",
    [MG_ASK_ATTACH] =
        "SELECT p.oid, 8, CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_index i"
        " WHERE i.indrelid = " T " AND NOT EXISTS (SELECT FROM pg_catalog.pg_index j"
        " WHERE j.indrelid = p.oid AND j.indisvalid AND j.indisunique >= i.indisunique"
        " AND ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, n, true)"
        " FROM generate_series(1, i.indnatts) n) = ARRAY(SELECT"
        " pg_catalog.pg_get_indexdef(j.indexrelid, n, true)"
        " FROM generate_series(1, j.indnatts) n))) THEN 6 ELSE 0 END"
        " | CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint k"
        " JOIN pg_catalog.pg_partitioned_table q ON q.partrelid = " T
        " WHERE k.conrelid = p.oid AND k.contype = 'c' AND k.convalidated AND NOT EXISTS"
        " (SELECT FROM unnest(q.partattrs) n LEFT JOIN pg_catalog.pg_attribute pa"
        " ON pa.attrelid = q.partrelid AND pa.attnum = n LEFT JOIN pg_catalog.pg_attribute ca"
        " ON ca.attrelid = k.conrelid AND ca.attname = pa.attname"
        " WHERE ca.attnum IS NULL OR ca.attnum <> ALL (k.conkey))) THEN 0 ELSE 4 END"
        " FROM pg_catalog.pg_class p WHERE p.oid = pg_catalog.to_regclass($2)"
        " UNION ALL SELECT partdefid, 8, CASE WHEN EXISTS (SELECT FROM"
        " pg_catalog.pg_constraint k WHERE k.conrelid = partdefid AND contype = 'c'"
        " AND convalidated) THEN 0 ELSE 4 END FROM pg_catalog.pg_partitioned_table"
        " WHERE partrelid = " T " AND partdefid <> 0",
    [MG_ASK_PARTITION] = "SELECT partdefid, 8, 4 FROM pg_catalog.pg_partitioned_table"
                         " WHERE partrelid = " T " AND partdefid <> 0",
    [MG_ASK_TYPE_USERS] =
        DOMAINS("$1") " SELECT DISTINCT attrelid, 0, 0 FROM"
                      " pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid ="
                      " attrelid JOIN d ON atttypid = d.t WHERE relkind IN ('r', 'p', 'm')",
    [MG_ASK_DOMAIN] = "SELECT DISTINCT attrelid, 5, 4 FROM pg_catalog.pg_attribute"
                      " JOIN pg_catalog.pg_class c ON c.oid = attrelid"
                      " WHERE atttypid = pg_catalog.to_regtype($1) AND relkind IN ('r', 'p', 'm')",
    [MG_ASK_SCHEMA] = "SELECT c.oid, 0, 0 FROM pg_catalog.pg_class c WHERE relkind IN ('r', 'p')"
                      " AND relnamespace = pg_catalog.to_regnamespace($1)",
    [MG_ASK_STORED] = "SELECT attrelid, 8, 7 FROM pg_catalog.pg_attribute WHERE attrelid = " T
                      " AND attname = $2 AND attgenerated = 's'",
};
