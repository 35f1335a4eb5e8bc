#include "stash.h"

#include <string.h>

#include "../site/family.h"
#include "../sql/sql.h"
#include "stash_parts.h"

/* --- Whether ------------------------------------------------------------------------------ */

static bool is_rowful(struct mg_site *site, const char *table)
{
    return site->keeps && mg_site_in_use(site, table);
}

void mg_stash_before(struct mg_site *site, const char *table, struct mg_buf *before)
{
    struct mg_buf quoted = MG_BUF_INIT;
    mg_buf_name(&quoted, table);
    if (!mg_site_before(site, mg_buf_text(&quoted), before))
        mg_buf_clear(before);
    before->failed |= mg_buf_failed(&quoted);
    mg_buf_free(&quoted);
}

/*
 * A generated column can be computed again; of a table that others inherit from, all would change,
 * of a partitioned one all do. A partition elsewhere knows its column by its name.
 * A base type that the downgrade drops could not go while the column is held.
 */
bool mg_stash_takes_column(struct mg_site *site, const char *table, const char *column)
{
    struct mg_buf sql = MG_BUF_INIT, quoted = MG_BUF_INIT;
    if (!is_rowful(site, table))
        return false;
    mg_stash_before(site, table, &quoted);
    mg_buf_printf(
        &sql,
        "SELECT FROM pg_catalog.pg_attribute o JOIN pg_catalog.pg_class c"
        " ON c.oid = o.attrelid WHERE c.relkind IN ('r', 'p') AND o.attgenerated = ''"
        " AND NOT c.relispartition AND (%s OR NOT EXISTS (SELECT FROM pg_catalog.pg_type t"
        " LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem"
        " WHERE t.oid = o.atttypid AND coalesce(e.typtype, t.typtype) = 'b'"
        " AND t.typnamespace <> 'pg_catalog'::regnamespace AND NOT EXISTS (SELECT"
        " FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_type'::regclass"
        " AND objid IN (t.oid, e.oid) AND deptype = 'e')))"
        " AND CASE c.relkind WHEN 'r' THEN NOT EXISTS (SELECT FROM pg_catalog.pg_inherits"
        " WHERE c.oid = inhparent) AND o.attinhcount = 0 ELSE NOT EXISTS "
        "(SELECT" MG_PARTITION_KEY_COLUMNS
        " WHERE partrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree(c.oid))"
        " AND a.attname = o.attname)"
        " AND NOT EXISTS (SELECT FROM pg_catalog.pg_partition_tree(c.oid) JOIN"
        " pg_catalog.pg_class f ON f.oid = relid AND f.relkind = 'f') END"
        " AND c.oid = pg_catalog.to_regclass(",
        site->direction == MG_UPGRADE ? "true" : "false");
    mg_buf_literal(&sql, mg_buf_text(&quoted));
    mg_buf_add(&sql, ") AND o.attname = ");
    mg_buf_literal(&sql, column);
    PGresult *result = mg_site_query(site, mg_buf_text(&sql));
    bool takes = result && PQntuples(result) > 0;
    PQclear(result);
    mg_buf_free(&sql);
    mg_buf_free(&quoted);
    return takes;
}

bool mg_stash_takes_table(struct mg_site *site, const char *table)
{
    return is_rowful(site, table) && !mg_site_table(site, table)->partitioned;
}

const char *mg_stash_way(enum mg_direction direction)
{
    return direction == MG_UPGRADE ? "" : "down_";
}

const char *mg_stash_of_other_way(enum mg_direction direction)
{
    return direction == MG_UPGRADE ? " AND " MG_FROM_DOWNGRADES
                                   : " AND held !~ '^(modelgen)?_dropped_down_'";
}

/* Nothing is set aside by downgrades while a run goes up: it asks once. */
bool mg_stash_may_hold(struct mg_site *site)
{
    if (!site->stash || site->direction == MG_DOWNGRADE || !site->held_down)
        return site->stash;
    if (*site->held_down == MG_HELD_UNKNOWN) {
        struct mg_buf sql = MG_BUF_INIT;
        mg_buf_printf(&sql, "SELECT FROM modelgen.stash WHERE true%s" MG_OF_TENANT " LIMIT 1",
                      mg_stash_of_other_way(site->direction));
        PGresult *result = mg_site_query(site, mg_buf_text(&sql));
        if (site->error->code == MG_OK)
            *site->held_down = result && PQntuples(result) ? MG_HELD_SOMETHING : MG_HELD_NOTHING;
        PQclear(result);
        mg_buf_free(&sql);
    }
    return *site->held_down == MG_HELD_SOMETHING;
}

/* --- Setting aside ------------------------------------------------------------------------ */

void mg_stash_add_quoted(struct mg_buf *b, const char *name)
{
    struct mg_buf quoted = MG_BUF_INIT;
    if (!name || !strchr(name, '(')) {
        mg_buf_name_literal(b, name);
        return;
    }
    mg_sql_function(&quoted, name); /* with its argument list */
    mg_buf_literal(b, mg_buf_text(&quoted));
    b->failed |= mg_buf_failed(&quoted);
    mg_buf_free(&quoted);
}

/* What DROP would refuse to leave behind. Own constraints go along. */
static const char refuse[] =
    "    SELECT pg_describe_object(classid, objid, objsubid) INTO other FROM pg_depend d\n"
    "        WHERE refclassid = 'pg_class'::regclass AND refobjid = t AND deptype = 'n'%s\n"
    "        AND NOT (classid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k\n"
    "            WHERE k.oid = d.objid AND k.conrelid = t))\n"
    "        AND NOT (classid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_index i\n"
    "            WHERE i.indexrelid = d.objid AND i.indrelid = t))%s LIMIT 1;\n"
    "    IF FOUND THEN\n"
    "        RAISE dependent_objects_still_exist USING MESSAGE = format('cannot drop %s'\n"
    "            ' because other objects depend on it', %s), DETAIL = other || ' depends on it';\n"
    "    END IF;\n";

/* What goes along with its table, whichever of its columns it mentions. */
static const char own_parts[] =
    "\n        AND NOT EXISTS (SELECT FROM pg_attrdef WHERE oid = objid AND adrelid = t\n"
    "            AND classid = 'pg_attrdef'::regclass)\n"
    "        AND NOT EXISTS (SELECT FROM pg_policy WHERE oid = objid AND polrelid = t\n"
    "            AND classid = 'pg_policy'::regclass)\n"
    "        AND NOT EXISTS (SELECT FROM pg_rewrite WHERE oid = objid AND ev_class = t\n"
    "            AND classid = 'pg_rewrite'::regclass)\n"
    "        AND NOT EXISTS (SELECT FROM pg_trigger WHERE oid = objid AND tgrelid = t\n"
    "            AND classid = 'pg_trigger'::regclass)\n"
    "        AND NOT EXISTS (SELECT FROM pg_statistic_ext WHERE oid = objid AND stxrelid = t\n"
    "            AND classid = 'pg_statistic_ext'::regclass)";

/*
 * Its rows are not its parents' any more, and do not go with them. What it had from a parent stays
 * with it, foreign keys among it: those are found, and go, afterwards.
 */
static const char leave_parents[] =
    "    FOR change IN\n"
    "        SELECT format(CASE WHEN relispartition THEN 'ALTER TABLE %s DETACH PARTITION %s'\n"
    "            ELSE 'ALTER TABLE %2$s NO INHERIT %1$s' END, inhparent::regclass, t)\n"
    "            FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhrelid = t\n"
    "    LOOP\n        EXECUTE change;\n    END LOOP;\n";

struct mg_buf *mg_stash_begin_block(struct mg_script *script, const char *begin, const char *table)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_printf(b, "%s $modelgen$\nDECLARE\n    t CONSTANT regclass := ", begin);
    mg_stash_add_quoted(b, table);
    mg_buf_add(b, ";\n    other text;\n");
    return b;
}

void mg_stash_add_record(struct mg_buf *b, struct mg_site *site, const char *kind,
                         const char *table, const char *name)
{
    mg_buf_printf(b,
                  "    INSERT INTO modelgen.stash (kind, of_table, of_column, relation, name, held,"
                  " revision, checksum)\n        VALUES (%s, ",
                  kind);
    mg_stash_add_quoted(b, table);
    mg_buf_add(b, ", ");
    mg_buf_literal(b, name);
    mg_buf_add(b, ", held, ");
    mg_buf_literal(b, site->entry->migration->revision);
    mg_buf_add(b, ", ");
    mg_buf_literal(b, site->entry->sha256);
    mg_buf_add(b, ");\n");
    site->stashes = true;
}

void mg_stash_end_block(struct mg_buf *b)
{
    mg_buf_add(b, "END $modelgen$");
}

/* A partitioned table before its partitions, which lose with it what they have from it. */
static const char each_table[] =
    "    FOR part IN SELECT r FROM (SELECT t, 0 UNION SELECT relid, level FROM"
    " pg_partition_tree(t)) f (r, l) ORDER BY l\n    LOOP\n    DECLARE\n"
    "        t CONSTANT regclass := part;\n"
    "        a CONSTANT pg_attribute := (SELECT x FROM pg_attribute x WHERE attrelid = t\n"
    "            AND attname = c AND NOT attisdropped);\n    BEGIN\n";

/* What makes a column count. */
static const char shed[] =
    "    FOR change IN\n"
    "        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', t, conname)\n"
    "            FROM pg_constraint WHERE conrelid = t AND a.attnum = ANY (conkey)\n"
    "            AND contype IN ('c', 'f', 'p', 'u', 'x') AND conparentid = 0 AND coninhcount = 0\n"
    "        UNION ALL SELECT format('DROP INDEX %s', i.indexrelid::regclass)\n"
    "            FROM pg_index i WHERE i.indrelid = t AND EXISTS (SELECT FROM pg_depend d\n"
    "            WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid\n"
    "            AND d.refobjid = t AND d.refobjsubid = a.attnum)\n"
    "            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid\n"
    "            AND k.conrelid = t)\n"
    "        UNION ALL SELECT format('DROP STATISTICS %s.%I', stxnamespace::regnamespace,"
    " stxname)\n"
    "            FROM pg_statistic_ext WHERE stxrelid = t AND a.attnum = ANY (stxkeys)\n"
    "        UNION ALL SELECT format('ALTER TABLE %s ALTER %I DROP IDENTITY', t, c)\n"
    "            WHERE a.attidentity <> '' AND NOT numbered\n"
    "        UNION ALL SELECT format('ALTER TABLE %s ALTER %I DROP DEFAULT', t, c)\n"
    "            WHERE a.atthasdef AND NOT numbered\n"
    "        UNION ALL SELECT format('DROP SEQUENCE %s', objid::regclass) FROM pg_depend\n"
    "            WHERE classid = 'pg_class'::regclass AND refobjid = t AND deptype = 'a'\n"
    "            AND refobjsubid = a.attnum AND a.attidentity = '' AND NOT numbered AND EXISTS"
    " (SELECT\n            FROM pg_class WHERE oid = objid AND relkind = 'S')\n"
    "        UNION ALL SELECT format('ALTER TABLE %s ALTER %I DROP NOT NULL', t, c)\n"
    "            WHERE a.attnotnull AND NOT (numbered AND a.attidentity <> '')\n"
    "    LOOP\n        EXECUTE change;\n    END LOOP;\n";

void mg_stash_column(struct mg_site *site, struct mg_script *script, const char *table,
                     const char *column)
{
    struct mg_buf *b = mg_stash_begin_block(script, "DO", table);
    mg_buf_add(b, "    c CONSTANT name := ");
    mg_buf_literal(b, column);
    mg_buf_printf(b, ";\n    held name := '_dropped_%s%.12s_' || c;\n",
                  mg_stash_way(site->direction), site->entry->migration->revision);
    mg_buf_add(b, "    a pg_attribute := (SELECT a FROM pg_attribute a WHERE attrelid = t\n"
                  "        AND attname = c AND NOT attisdropped);\n");
    mg_stash_add_numbered(b, site, table);
    mg_buf_add(b,
               "    part regclass;\n    change text;\nBEGIN\n"
               "    WHILE EXISTS (SELECT FROM pg_attribute WHERE attrelid = t AND attname = held)"
               " LOOP\n        held := left(held, 60) || '_2';\n    END LOOP;\n"
               "    IF a IS NULL THEN\n"
               "        RAISE undefined_column USING MESSAGE ="
               " format('column %I of relation %s does not exist', c, t);\n    END IF;\n");
    mg_buf_add(b, each_table);
    mg_buf_printf(b, refuse, "\n        AND refobjsubid = a.attnum",
                  "\n        AND classid <> 'pg_attrdef'::regclass", "column %I of table %s",
                  "c, t");
    mg_buf_add(b, shed);
    mg_buf_add(b, "    END;\n    END LOOP;\n"
                  "    EXECUTE format('ALTER TABLE %s RENAME %I TO %I', t, c, held);\n");
    mg_stash_add_record(b, site, "'column', t, a.attnum", table, column);
    mg_stash_end_block(b);
    site->saves = true;
}

void mg_stash_table(struct mg_site *site, struct mg_script *script, const char *table)
{
    struct mg_buf *b = mg_stash_begin_block(script, "DO", table);
    const char *name = mg_sql_last_part(table);
    mg_buf_printf(b, "    place name := 'modelgen_dropped_%s%.12s", mg_stash_way(site->direction),
                  site->entry->migration->revision);
    if (name > table)
        mg_buf_printf(b, "_%.*s", (int)(name - table - 1), table);
    mg_buf_add(b, "'" MG_STASH_OF_TENANT ";\n    n CONSTANT name := (SELECT relname FROM pg_class"
                  " WHERE oid = t);\n    held text;\n    change text;\nBEGIN\n"
                  "    WHILE to_regclass(format('%I.%I', place, n)) IS NOT NULL LOOP\n"
                  "        place := left(place, 60) || '_2';\n    END LOOP;\n"
                  "    held := format('%I.%I', place, n);\n");
    mg_buf_printf(b, refuse, "\n        AND classid <> 'pg_type'::regclass", own_parts, "table %s",
                  "t");
    mg_buf_add(b, leave_parents);
    mg_buf_add(
        b, "    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', place);\n"
           "    FOR change IN\n"
           "        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', t, conname)\n"
           "            FROM pg_constraint WHERE conrelid = t AND contype = 'f'\n"
           "            AND conparentid = 0\n"
           "        UNION ALL SELECT format('ALTER PUBLICATION %I DROP TABLE %s', p.pubname, t)\n"
           "            FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid\n"
           "            WHERE r.prrelid = t\n"
           "        UNION ALL SELECT format('ALTER STATISTICS %s.%I SET SCHEMA %I',\n"
           "            stxnamespace::regnamespace, stxname, place) FROM pg_statistic_ext"
           " WHERE stxrelid = t\n"
           "            AND stxnamespace = (SELECT relnamespace FROM pg_class WHERE oid = t)\n"
           "        UNION ALL SELECT format('ALTER TABLE %s SET SCHEMA %I', t, place)\n"
           "    LOOP\n        EXECUTE change;\n    END LOOP;\n");
    mg_stash_add_record(b, site, "'table', NULL, NULL", table, name);
    mg_stash_end_block(b);
    site->saves = true;
}

/* --- Bringing back ------------------------------------------------------------------------ */

bool mg_stash_holds(struct mg_site *site, const char *table, const char *column,
                    struct mg_buf *held)
{
    struct mg_buf sql = MG_BUF_INIT, before = MG_BUF_INIT;
    if (!mg_stash_may_hold(site))
        return false;
    mg_buf_printf(&sql, "SELECT held FROM modelgen.stash WHERE kind = '%s'%s AND ",
                  column ? "column" : "table", mg_stash_of_other_way(site->direction));
    if (column) {
        mg_stash_before(site, table, &before);
        mg_buf_add(&sql, "of_table = pg_catalog.to_regclass(");
        mg_buf_literal(&sql, mg_buf_text(&before));
        mg_buf_add(&sql, ")");
    } else {
        mg_buf_add(&sql, "relation = ");
        mg_stash_add_quoted(&sql, table);
    }
    mg_buf_add(&sql, " AND name = ");
    mg_buf_literal(&sql, column ? column : mg_sql_last_part(table));
    mg_buf_add(&sql, " AND revision = ");
    mg_buf_literal(&sql, site->entry->migration->revision);
    mg_buf_add(&sql, " AND checksum = ");
    mg_buf_literal(&sql, site->entry->sha256);
    mg_buf_add(&sql, MG_OF_TENANT " ORDER BY id DESC LIMIT 1");
    PGresult *result = mg_site_query(site, mg_buf_text(&sql));
    bool holds = result && PQntuples(result) > 0;
    if (holds)
        mg_buf_add(held, PQgetvalue(result, 0, 0));
    PQclear(result);
    mg_buf_free(&sql);
    mg_buf_free(&before);
    return mg_site_wrote(site, held) && holds;
}

void mg_stash_forget(struct mg_script *script, const char *held, const char *condition,
                     const char *table)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "DELETE FROM modelgen.stash WHERE held = ");
    mg_buf_literal(b, held);
    mg_buf_printf(b, " AND %s(", condition);
    mg_stash_add_quoted(b, table);
    mg_buf_add(b, ")" MG_OF_TENANT);
}

void mg_stash_restore_column(struct mg_site *site, struct mg_script *script, const char *table,
                             const char *column, const char *held)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    site->saves = true;
    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, table);
    mg_buf_add(b, " RENAME COLUMN ");
    mg_buf_ident(b, held);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, column);
    mg_stash_forget(script, held, "of_table = to_regclass", table);
}
