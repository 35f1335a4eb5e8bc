/*
 * Privileges as the catalog has them: what is beyond those that PostgreSQL gives by itself
 * (acldefault, or what initdb or an extension gave), and what of these is missing. Those that
 * somebody else than the owner has granted cannot be said.
 */
#include "kinds/catalog.h"
#include "kinds/grant.h"

// clang-format off
#define NAMES " (class, oid, attnum, col, type, owner, acl, schema, name)"
#define IN(namespace_) " JOIN pg_namespace n ON n.oid = " namespace_

#define RELATIONS                                                                               \
    "SELECT 1259::oid, c.oid, 0, NULL, 'r'::\"char\", relowner, relacl, nspname, relname"       \
    " FROM pg_class c" IN("relnamespace") " WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"         \
    " UNION ALL SELECT 1259, c.oid, attnum, quote_ident(attname), 'c', relowner, attacl,"       \
    " nspname, relname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid"                 \
    IN("relnamespace") " WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT attisdropped"

#define OTHER(class, table, type, owner, acl, schema, name, namespace)                          \
    "SELECT " class ", o.oid, 0, NULL, '" type "'::\"char\", " owner ", " acl ", " schema       \
    "::text, " name "::text FROM " table " o" namespace
#define NAMED(name) "CASE nspname WHEN current_schema() THEN '' ELSE nspname || '.' END || " name

#define OTHERS                                                                                  \
    OTHER("2615::oid", "pg_namespace", "n", "nspowner", "nspacl", "nspname", "nspname", "")     \
    " UNION ALL "                                                                               \
    OTHER("1259", "pg_class", "s", "relowner", "relacl", "nspname", NAMED("relname"),           \
          IN("relnamespace")) " WHERE relkind = 'S'"                                            \
    " UNION ALL "                                                                               \
    OTHER("1255", "pg_proc", "f", "proowner", "proacl", "nspname",                              \
          NAMED("proname || '(' || oidvectortypes(proargtypes) || ')'"), IN("pronamespace"))    \
    " UNION ALL "                                                                               \
    OTHER("1247", "pg_type", "T", "typowner", "typacl", "nspname", "format_type(o.oid, NULL)",  \
          IN("typnamespace"))                                                                   \
    " UNION ALL " OTHER("2612", "pg_language", "l", "lanowner", "lanacl", "NULL", "lanname", "") \
    " UNION ALL "                                                                               \
    OTHER("1417", "pg_foreign_server", "S", "srvowner", "srvacl", "NULL", "srvname", "")        \
    " UNION ALL "                                                                               \
    OTHER("2328", "pg_foreign_data_wrapper", "F", "fdwowner", "fdwacl", "NULL", "fdwname", "")

/* x: each privilege that somebody has now or by itself. g: who has it may grant it on. */
#define PRIVILEGES(what)                                                                        \
    "WITH o" NAMES " AS (" what "), x AS (SELECT o.class, o.oid, attnum, col, type, owner,"     \
    " schema, name, CASE WHEN NOT now AND grantee = grantor THEN owner ELSE grantee END"        \
    " AS grantee, privilege_type AS p, bool_or(now) AS now, bool_or(NOT now) AS usual," \
    " bool_or(now AND is_grantable) AS g, bool_or(grantor = owner) AS by_owner,"                \
    " min(grantor::bigint) FILTER (WHERE grantor <> owner) AS other"                            \
    " FROM o LEFT JOIN pg_init_privs i ON classoid = o.class AND objoid = o.oid"                \
    " AND objsubid = attnum, LATERAL (SELECT true AS now, * FROM aclexplode(acl) UNION ALL"     \
    " SELECT false, * FROM aclexplode(coalesce(initprivs, acldefault(type, owner)))) y"         \
    " WHERE acl IS NOT NULL AND (o.oid >= 16384 OR o.class IN (1255, 2612) OR o.class = 2615"  \
    " AND name = 'public')"         \
    " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),"

/* Those of one object and one role together; "ALL" if there are no others. */
#define ITEMS(which)                                                                            \
    " items AS (SELECT class, oid, type, schema, name, grantee, g, bool_and(by_owner) AS by_owner," \
    " min(other) AS other, CASE WHEN type NOT IN ('f', 'T') AND count(*) = (SELECT count(*)"    \
    " FROM aclexplode(acldefault(type, owner)) a WHERE a.grantee = x.owner) AND count(*) > 1"   \
    " THEN '{ALL}' ELSE array_agg(p) END AS list FROM x WHERE col IS NULL AND " which           \
    " GROUP BY 1, 2, 3, 4, 5, 6, 7, owner"                                                      \
    " UNION ALL SELECT class, oid, 'r'::\"char\", schema, name, grantee, g, bool_and(by_owner), min(other)," \
    " ARRAY[p || ' (' || string_agg(col, ', ' ORDER BY attnum) || ')'] FROM x"                  \
    " WHERE col IS NOT NULL AND " which " GROUP BY 1, 2, 3, 4, 5, 6, 7, p)"                     \
    " SELECT 'acl' AS class, oid, grantee AS sub, class AS about_class, CASE"                   \
    " WHEN NOT bool_and(by_owner) THEN 'granted by ' || pg_get_userbyid(min(other)::oid) ||"    \
    " ', not by the owner' WHEN grantee <> 0 AND NOT EXISTS (SELECT FROM pg_roles r"            \
    " WHERE r.oid = grantee) THEN 'its role is gone' END AS left_out,"                          \
    " array_agg(z) FILTER (WHERE NOT g) AS privileges,"                                         \
    " array_agg(z) FILTER (WHERE g) AS with_grant_option,"
#define BEYOND ITEMS("now AND (g OR NOT usual)")
#define MISSING ITEMS("usual AND NOT now")

#define ROLE "CASE grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(grantee) END"
#define FROM_ITEMS " FROM items, unnest(list) z GROUP BY class, oid, type, schema, name, grantee"

#define OF_RELATION " " ROLE " AS name, schema AS schema, name AS \"table\"" FROM_ITEMS
#define ON(type, field) "CASE type WHEN '" type "' THEN name END AS " field
#define OF_OTHER                                                                                \
    " " ROLE " AS role, schema AS about_schema, " ON("n", "on_schema") ", "                     \
    ON("s", "on_sequence") ", " ON("f", "on_function") ", " ON("T", "on_type") ", "             \
    ON("l", "on_language") ", " ON("S", "on_server") ", " ON("F", "on_wrapper") FROM_ITEMS

const char grant_catalog[] = PRIVILEGES(RELATIONS) BEYOND OF_RELATION;
const char revoke_catalog[] = PRIVILEGES(RELATIONS) MISSING OF_RELATION;
const char grant_on_catalog[] = PRIVILEGES(OTHERS) BEYOND OF_OTHER;
const char revoke_on_catalog[] = PRIVILEGES(OTHERS) MISSING OF_OTHER;
// clang-format on
