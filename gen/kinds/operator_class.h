/* What operator classes and their families have in common. */
#ifndef MODELGEN_KINDS_OPERATOR_CLASS_H
#define MODELGEN_KINDS_OPERATOR_CLASS_H

#include "kinds/compose.h"

// clang-format off
/* Their members, as CREATE OPERATOR CLASS takes them. Functions of an operator are in pg_amproc. */
#define CATALOG_TYPE(oid) "format_type(" oid ", NULL)"
#define CATALOG_OPERATORS(class, oid)                                                              \
    "(SELECT array_agg(a.amopstrategy || ' ' || CASE WHEN xn.nspname IN ('pg_catalog',"            \
    " current_schema()) THEN '' ELSE quote_ident(xn.nspname) || '.' END || x.oprname || ' ('"      \
    " || " CATALOG_TYPE("a.amoplefttype") " || ', ' || " CATALOG_TYPE("a.amoprighttype") " || ')'" \
    " || CASE WHEN a.amopsortfamily <> 0 THEN ' FOR ORDER BY ' || (SELECT CASE WHEN"               \
    " sn.nspname IN ('pg_catalog', current_schema()) THEN '' ELSE quote_ident(sn.nspname) || '.'"  \
    " END || quote_ident(s.opfname) FROM pg_opfamily s JOIN pg_namespace sn"                       \
    " ON sn.oid = s.opfnamespace WHERE s.oid = a.amopsortfamily) ELSE '' END"                      \
    " ORDER BY a.amopstrategy, a.amoplefttype <> a.amoprighttype, " CATALOG_TYPE("a.amoplefttype") ", "   \
    CATALOG_TYPE("a.amoprighttype") ") FROM pg_amop a"                                             \
    " JOIN pg_operator x ON x.oid = a.amopopr JOIN pg_namespace xn ON xn.oid = x.oprnamespace"     \
    " JOIN pg_depend d ON d.classid = 2602 AND d.objid = a.oid AND d.refclassid = " class          \
    " AND d.refobjid = " oid " AND d.deptype IN ('i', 'a'))"
#define CATALOG_FUNCTIONS(class, oid)                                                              \
    "(SELECT array_agg(a.amprocnum || ' (' || " CATALOG_TYPE("a.amproclefttype") " || ', ' || "    \
    CATALOG_TYPE("a.amprocrighttype") " || ') ' || " CATALOG_FUNCTION("a.amproc::oid")             \
    " || '(' || pg_get_function_identity_arguments(a.amproc::oid) || ')'"                          \
    " ORDER BY a.amprocnum, a.amproclefttype <> a.amprocrighttype, "                               \
    CATALOG_TYPE("a.amproclefttype") ", " CATALOG_TYPE("a.amprocrighttype") ") FROM pg_amproc a"    \
    " JOIN pg_depend d ON d.classid = 2603 AND d.objid = a.oid AND d.refclassid = " class          \
    " AND d.refobjid = " oid " AND d.deptype IN ('i', 'a'))"
// clang-format on

/*
 * Members as PostgreSQL has them in the end: "1 < (integer, integer)", "1 (integer, integer)
 * f(...)". type: what their operands are where nothing is said; NULL: that must be said. What is
 * wrong, or NULL.
 */
const char *members_said(struct arena *arena, struct strings *operators, struct strings *functions,
                         const char *type);

/* What is wrong with its name: "even_ops USING btree". */
const char *method_name_said(const struct object *o);

/* The family of a class: by its name, or that of the class's own name if it is NULL. */
const struct object *find_operator_family(struct arena *arena, const struct schema *s,
                                          const struct object *class, const char *family);

#endif
