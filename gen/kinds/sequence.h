/* How sequences count: those of their own and those of columns. */
#ifndef MODELGEN_KINDS_SEQUENCE_H
#define MODELGEN_KINDS_SEQUENCE_H

#include "kinds/compose.h"

/* The bits of what says who owns it: object_differences. */
#define SEQUENCE_OWNER (7ull << 8)

/*
 * What leads from before to after, but for their owners: of two sequences that have one name. May
 * need the sequence moved first: then that is an operation.
 */
void sequence_change(struct making *making, const struct sequence *before,
                     const struct sequence *after, mg_sequence_args *args);

/* All that the sequence is but for its owner, as CREATE SEQUENCE takes it. */
mg_sequence_args sequence_args(struct arena *arena, const struct sequence *s);

/*
 * For queries of the catalog: the options of pg_sequence q, called as fields are, without those
 * that a sequence has by itself.
 */
// clang-format off
#define SEQUENCE_LARGEST_ \
    "(CASE q.seqtypid WHEN 21 THEN 32767 WHEN 23 THEN 2147483647 ELSE 9223372036854775807 END)"
#define SEQUENCE_UP_ "q.seqincrement > 0"
#define SEQUENCE_UNLESS_(value, usual) "CASE WHEN " value " <> " usual " THEN " value " END"

#define CATALOG_SEQUENCE                                                                            \
    SEQUENCE_UNLESS_("q.seqstart", "CASE WHEN " SEQUENCE_UP_ " THEN q.seqmin ELSE q.seqmax END")     \
    " AS start,"                                                                                    \
    SEQUENCE_UNLESS_("q.seqincrement", "1") " AS increment,"                                        \
    SEQUENCE_UNLESS_("q.seqmin", "CASE WHEN " SEQUENCE_UP_ " THEN 1 ELSE -" SEQUENCE_LARGEST_ " - 1 END") \
    " AS minvalue,"                                                                                 \
    SEQUENCE_UNLESS_("q.seqmax", "CASE WHEN " SEQUENCE_UP_ " THEN " SEQUENCE_LARGEST_ " ELSE -1 END") \
    " AS maxvalue,"                                                                                 \
    SEQUENCE_UNLESS_("q.seqcache", "1") " AS cache, coalesce(q.seqcycle, false) AS cycle"

/* Whether sequence s and table c are both logged, or not. Before PostgreSQL 15 all sequences were. */
#define CATALOG_SAME_LOGGING                                                                        \
    "(s.relpersistence = c.relpersistence OR current_setting('server_version_num')::int < 150000)"

/*
 * Whether column a of table c, of default d, is serial by sequence s, which it owns by i: the
 * default does nothing but take its next value, nobody else does but the columns that inherit it,
 * and it has no comment.
 */
#define CATALOG_IS_SERIAL                                                                           \
    "(i.deptype = 'a' AND a.attnotnull AND a.atttypid IN (20, 21, 23)"       \
    " AND s.relnamespace = c.relnamespace AND " CATALOG_SAME_LOGGING                                \
    " AND pg_get_expr(d.adbin, d.adrelid) = format('nextval(%L::regclass)', s.oid::regclass::text)" \
    " AND obj_description(s.oid, 'pg_class') IS NULL AND NOT EXISTS (SELECT FROM pg_depend u"       \
    " WHERE u.refclassid = 1259 AND u.refobjid = s.oid AND (u.classid, u.objid) <> (2604, d.oid)"   \
    " AND u.deptype = 'n' AND NOT EXISTS (SELECT FROM pg_attrdef w JOIN pg_attribute y"              \
    " ON w.adrelid = y.attrelid AND w.adnum = y.attnum AND y.attinhcount > 0"                        \
    " WHERE u.classid = 2604 AND w.oid = u.objid AND y.attname = a.attname)))"
// clang-format on

#endif
