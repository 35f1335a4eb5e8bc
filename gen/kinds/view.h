/* What views, materialized views and rules have in common. */
#ifndef MODELGEN_KINDS_VIEW_H
#define MODELGEN_KINDS_VIEW_H

#include "kinds/compose.h"

// clang-format off

/*
 * The columns of a relation c, name and type in turn, and its query, separated by characters that
 * SQL does not have: view_query_pulled takes them apart. Types are PostgreSQL's names of them.
 */
#define CATALOG_QUERY                                                                             \
    "(SELECT coalesce(string_agg(a.attname || E'\\x01' || format_type(a.atttypid, NULL)"          \
    " || E'\\x01', '' ORDER BY a.attnum), '') FROM pg_attribute a"                                \
    " WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) || E'\\x02'"              \
    " || pg_get_viewdef(c.oid)"

/* The rule that is a view: in pg_depend it is what needs whatever the query mentions. */
#define CATALOG_RULE_OID                                                                          \
    "(SELECT r.oid FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename = '_RETURN')"

// clang-format on

/*
 * Whether CREATE OR REPLACE VIEW can lead from one query, among the objects of making->before, to
 * another one among those of making->after; false where that cannot be known. Columns have to be
 * renamed first: an old name and a new one in turn.
 */
bool view_can_become(const struct making *making, const char *before, const char *after,
                     struct strings *renames);

/* The type of a column of a query among the objects of s; NULL where the text does not tell. */
const char *view_output_type(struct arena *arena, const struct schema *s, const char *query,
                             const char *column);

/* The query out of CATALOG_QUERY's text, tidied; and the columns. */
const char *view_query_pulled(struct arena *arena, const char *text, struct strings *columns);

#endif
