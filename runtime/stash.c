#include "stash.h"

#include <stdlib.h>
#include <string.h>

#include "operations/sql.h"
#include "session.h"

/* --- Whether ------------------------------------------------------------------------------ */

static bool is_rowful(struct mg_site *site, const char *table)
{
    return site->stash && site->direction == MG_UPGRADE && mg_site_in_use(site, table) &&
           !mg_site_table(site, table)->partitioned;
}

/* A generated column can be computed again; of a table that others inherit from, all would change.
 */
bool mg_stash_takes_column(struct mg_site *site, const char *table, const char *column)
{
    struct mg_buf sql = MG_BUF_INIT, quoted = MG_BUF_INIT;
    if (!is_rowful(site, table))
        return false;
    mg_buf_name(&quoted, table);
    mg_buf_add(&sql, "SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c"
                     " ON c.oid = a.attrelid WHERE c.relkind = 'r' AND a.attgenerated = ''"
                     " AND NOT c.relispartition AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits"
                     " WHERE c.oid IN (inhparent, inhrelid)) AND c.oid = pg_catalog.to_regclass(");
    mg_buf_literal(&sql, mg_buf_failed(&quoted) ? "" : mg_buf_text(&quoted));
    mg_buf_add(&sql, ") AND a.attname = ");
    mg_buf_literal(&sql, column);
    PGresult *result = mg_buf_failed(&sql) ? NULL : mg_site_query(site, mg_buf_text(&sql));
    bool takes = result && PQntuples(result) > 0;
    PQclear(result);
    mg_buf_free(&sql);
    mg_buf_free(&quoted);
    return takes;
}

bool mg_stash_takes_table(struct mg_site *site, const char *table)
{
    return is_rowful(site, table);
}

/* --- Setting aside ------------------------------------------------------------------------ */

/* A name as a constant, as to_regclass reads it. */
static void add_quoted(struct mg_buf *b, const char *name)
{
    struct mg_buf quoted = MG_BUF_INIT;
    if (strchr(name, '(')) /* with its argument list */
        mg_sql_function(&quoted, name);
    else
        mg_buf_name(&quoted, name);
    mg_buf_literal(b, mg_buf_failed(&quoted) ? "" : mg_buf_text(&quoted));
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

/* DO $modelgen$ ... $modelgen$: a step that finds out for itself what there is to do. */
static struct mg_buf *begin_block(struct mg_script *script, const char *table)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "DO $modelgen$\nDECLARE\n    t CONSTANT regclass := ");
    add_quoted(b, table);
    mg_buf_add(b, ";\n    other text;\n");
    return b;
}

static void add_record(struct mg_buf *b, struct mg_site *site, const char *kind, const char *table,
                       const char *name)
{
    mg_buf_printf(
        b,
        "    INSERT INTO modelgen.stash (kind, relation, name, held, revision, checksum)\n"
        "        VALUES ('%s', ",
        kind);
    add_quoted(b, table);
    mg_buf_add(b, ", ");
    mg_buf_literal(b, name);
    mg_buf_add(b, ", held, ");
    mg_buf_literal(b, site->entry->migration->revision);
    mg_buf_add(b, ", ");
    mg_buf_literal(b, site->entry->sha256);
    mg_buf_add(b, ");\nEND $modelgen$");
    site->stashes = true;
}

void mg_stash_column(struct mg_site *site, struct mg_script *script, const char *table,
                     const char *column)
{
    struct mg_buf *b = begin_block(script, table);
    mg_buf_add(b, "    c CONSTANT name := ");
    mg_buf_literal(b, column);
    mg_buf_printf(b, ";\n    held CONSTANT name := '_dropped_%.12s_' || c;\n",
                  site->entry->migration->revision);
    mg_buf_add(b, "    a pg_attribute := (SELECT a FROM pg_attribute a WHERE attrelid = t\n"
                  "        AND attname = c AND NOT attisdropped);\n"
                  "    change text;\nBEGIN\n"
                  "    IF a IS NULL THEN\n"
                  "        RAISE undefined_column USING MESSAGE ="
                  " format('column %I of relation %s does not exist', c, t);\n    END IF;\n");
    mg_buf_printf(b, refuse, "\n        AND refobjsubid = a.attnum",
                  "\n        AND classid <> 'pg_attrdef'::regclass", "column %I of table %s",
                  "c, t");
    mg_buf_add(
        b,
        "    FOR change IN\n"
        "        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', t, conname)\n"
        "            FROM pg_constraint WHERE conrelid = t AND a.attnum = ANY (conkey)\n"
        "            AND contype IN ('c', 'f', 'p', 'u', 'x')\n"
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
        "            WHERE a.attidentity <> ''\n"
        "        UNION ALL SELECT format('ALTER TABLE %s ALTER %I DROP DEFAULT', t, c)\n"
        "            WHERE a.atthasdef\n"
        "        UNION ALL SELECT format('ALTER TABLE %s ALTER %I DROP NOT NULL', t, c)\n"
        "            WHERE a.attnotnull\n"
        "        UNION ALL SELECT format('ALTER TABLE %s RENAME %I TO %I', t, c, held)\n"
        "    LOOP\n        EXECUTE change;\n    END LOOP;\n");
    add_record(b, site, "column", table, column);
}

void mg_stash_table(struct mg_site *site, struct mg_script *script, const char *table)
{
    struct mg_buf *b = begin_block(script, table);
    const char *name = mg_sql_last_part(table);
    mg_buf_printf(b, "    place CONSTANT name := 'modelgen_dropped_%.12s",
                  site->entry->migration->revision);
    if (name > table)
        mg_buf_printf(b, "_%.*s", (int)(name - table - 1), table);
    mg_buf_add(b, "';\n    held CONSTANT text := format('%I.%I', place,"
                  " (SELECT relname FROM pg_class WHERE oid = t));\n"
                  "    change text;\nBEGIN\n");
    mg_buf_printf(b, refuse, "\n        AND classid <> 'pg_type'::regclass", "", "table %s", "t");
    mg_buf_add(
        b, "    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', place);\n"
           "    FOR change IN\n"
           "        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', t, conname)\n"
           "            FROM pg_constraint WHERE conrelid = t AND contype = 'f'\n"
           "        UNION ALL SELECT format('ALTER PUBLICATION %I DROP TABLE %s', p.pubname, t)\n"
           "            FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid\n"
           "            WHERE r.prrelid = t\n"
           "        UNION ALL SELECT format('ALTER TABLE %s SET SCHEMA %I', t, place)\n"
           "    LOOP\n        EXECUTE change;\n    END LOOP;\n");
    add_record(b, site, "table", table, name);
}

/* --- What it needs ------------------------------------------------------------------------ */

/* Operations on what columns may need, and what SQL calls that. */
static const struct needed {
    const struct mg_operation *drop, *create;
    const char *what, *class;
} needed[] = {
    {&mg_op_drop_type, &mg_op_create_enum, "TYPE", "regtype"},
    {&mg_op_drop_domain, &mg_op_create_domain, "DOMAIN", "regtype"},
    {&mg_op_drop_sequence, &mg_op_create_sequence, "SEQUENCE", "regclass"},
    {&mg_op_drop_function, &mg_op_create_function, "FUNCTION", "regprocedure"},
};

/* Whether a dependent of the object is itself set aside. */
static const char is_held[] =
    "(SELECT c.oid::regclass, '' FROM pg_class c WHERE d.classid = 'pg_class'::regclass\n"
    "            AND c.oid = d.objid AND d.objsubid = 0\n"
    "        UNION ALL SELECT attrelid, attname FROM pg_attribute\n"
    "            WHERE d.classid = 'pg_class'::regclass AND attrelid = d.objid\n"
    "            AND attnum = d.objsubid\n"
    "        UNION ALL SELECT adrelid, '' FROM pg_attrdef\n"
    "            WHERE d.classid = 'pg_attrdef'::regclass AND oid = d.objid\n"
    "        UNION ALL SELECT conrelid, '' FROM pg_constraint\n"
    "            WHERE d.classid = 'pg_constraint'::regclass AND oid = d.objid\n"
    "        UNION ALL SELECT tgrelid, '' FROM pg_trigger\n"
    "            WHERE d.classid = 'pg_trigger'::regclass AND oid = d.objid)";

/* Drops it, or, if only what is set aside depends on it, moves it out of the way. */
static void set_aside_needed(struct mg_site *site, struct mg_script *script,
                             const struct needed *kind, const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL), quoted = MG_BUF_INIT;
    if (strcmp(kind->what, "FUNCTION") == 0)
        mg_sql_function(&quoted, name);
    else
        mg_buf_name(&quoted, name);
    const char *text = mg_buf_failed(&quoted) ? "" : mg_buf_text(&quoted);
    mg_buf_printf(b, "DO $modelgen$\nDECLARE\n    x CONSTANT %s := ", kind->class);
    mg_buf_literal(b, text);
    mg_buf_printf(b,
                  ";\n    place CONSTANT name := 'modelgen_dropped_%.12s';\n    held text;\nBEGIN\n"
                  "    DROP %s %s;\nEXCEPTION WHEN dependent_objects_still_exist THEN\n"
                  "    IF EXISTS (SELECT FROM pg_depend d LEFT JOIN LATERAL %s h (t, c) ON true\n"
                  "        WHERE refobjid = x AND deptype = 'n' AND (h.t IS NULL OR NOT\n"
                  "        (starts_with(h.c, '_dropped_') OR EXISTS (SELECT FROM pg_class c\n"
                  "        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = h.t\n"
                  "        AND starts_with(n.nspname, 'modelgen_dropped_'))))) THEN\n"
                  "        RAISE;\n    END IF;\n"
                  "    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %%I', place);\n"
                  "    EXECUTE format('ALTER %s %s SET SCHEMA %%I', place);\n    held := x;\n",
                  site->entry->migration->revision, kind->what, text, is_held, kind->what, text);
    add_record(b, site, "object", name, kind->what);
    b->failed |= mg_buf_failed(&quoted);
    mg_buf_free(&quoted);
}

/* Where it was held, if it is; a function is known by its name before the parenthesis. */
static bool find_needed(struct mg_site *site, const struct needed *kind, const char *name,
                        struct mg_buf *held)
{
    struct mg_buf sql = MG_BUF_INIT, plain = MG_BUF_INIT;
    mg_buf_addn(&plain, name, strcspn(name, "("));
    mg_buf_printf(&sql,
                  "SELECT min(held) FROM modelgen.stash WHERE kind = 'object' AND name = '%s'"
                  " AND split_part(relation, '(', 1) = ",
                  kind->what);
    add_quoted(&sql, mg_buf_failed(&plain) ? "" : mg_buf_text(&plain));
    mg_buf_add(&sql, " AND revision = ");
    mg_buf_literal(&sql, site->entry->migration->revision);
    mg_buf_add(&sql, " HAVING count(*) = 1");
    PGresult *result = mg_buf_failed(&sql) ? NULL : mg_site_query(site, mg_buf_text(&sql));
    bool found = result && PQntuples(result) > 0;
    if (found)
        mg_buf_add(held, PQgetvalue(result, 0, 0));
    PQclear(result);
    mg_buf_free(&sql);
    mg_buf_free(&plain);
    return found && !mg_buf_failed(held);
}

static void bring_back(struct mg_script *script, const char *what, const char *held,
                       const char *name);
static void forget_object(struct mg_script *script, const char *held);

bool mg_stash_other(struct mg_site *site, struct mg_script *script,
                    const struct mg_operation *operation, const void *args)
{
    const char *name = *(const char *const *)args;
    for (size_t i = 0; site->stash && i < sizeof needed / sizeof *needed; i++) {
        struct mg_buf held = MG_BUF_INIT;
        if (operation == needed[i].drop && site->stashes) {
            set_aside_needed(site, script, &needed[i], name);
            return true;
        }
        if (operation != needed[i].create || site->direction != MG_DOWNGRADE)
            continue;
        bool found = find_needed(site, &needed[i], name, &held);
        if (found) {
            bring_back(script, needed[i].what, mg_buf_text(&held), name);
            forget_object(script, mg_buf_text(&held));
        }
        mg_buf_free(&held);
        return found;
    }
    return false;
}

/* --- Bringing back ------------------------------------------------------------------------ */

bool mg_stash_holds(struct mg_site *site, const char *table, const char *column,
                    struct mg_buf *held)
{
    struct mg_buf sql = MG_BUF_INIT;
    if (!site->stash || site->direction != MG_DOWNGRADE)
        return false;
    mg_buf_printf(&sql, "SELECT held FROM modelgen.stash WHERE kind = '%s' AND relation = ",
                  column ? "column" : "table");
    add_quoted(&sql, table);
    mg_buf_add(&sql, " AND name = ");
    mg_buf_literal(&sql, column ? column : mg_sql_last_part(table));
    mg_buf_add(&sql, " AND revision = ");
    mg_buf_literal(&sql, site->entry->migration->revision);
    mg_buf_add(&sql, " AND checksum = ");
    mg_buf_literal(&sql, site->entry->sha256);
    mg_buf_add(&sql, " ORDER BY id DESC LIMIT 1");
    PGresult *result = mg_buf_failed(&sql) ? NULL : mg_site_query(site, mg_buf_text(&sql));
    bool holds = result && PQntuples(result) > 0;
    if (holds)
        mg_buf_add(held, PQgetvalue(result, 0, 0));
    PQclear(result);
    mg_buf_free(&sql);
    return holds && !mg_buf_failed(held);
}

static void forget(struct mg_script *script, const char *held, const char *table)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "DELETE FROM modelgen.stash WHERE held = ");
    mg_buf_literal(b, held);
    mg_buf_add(b, " AND relation = ");
    add_quoted(b, table);
}

void mg_stash_restore_column(struct mg_site *site, struct mg_script *script, const char *table,
                             const char *column, const char *held)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    (void)site;
    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, table);
    mg_buf_add(b, " RENAME COLUMN ");
    mg_buf_ident(b, held);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, column);
    forget(script, held, table);
}

/* The schema that a table was held in goes with the last one. */
static void add_drop_place(struct mg_buf *b)
{
    mg_buf_add(b, "    IF NOT EXISTS (SELECT FROM pg_depend WHERE refclassid ="
                  " 'pg_namespace'::regclass AND refobjid = place) THEN\n"
                  "        EXECUTE format('DROP SCHEMA %s', place);\n    END IF;\n");
}

/* From the schema that it was held in to the one that its name says. */
static void bring_back(struct mg_script *script, const char *what, const char *held,
                       const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    const char *last = mg_sql_last_part(name);
    mg_buf_add(b, "DO $modelgen$\nDECLARE\n    place CONSTANT regnamespace := split_part(");
    mg_buf_literal(b, held);
    mg_buf_printf(b, ", '.', 1);\nBEGIN\n    EXECUTE format('ALTER %s %%s SET SCHEMA %%I', ", what);
    mg_buf_literal(b, held);
    mg_buf_add(b, ", ");
    if (last > name) {
        struct mg_buf schema = MG_BUF_INIT;
        mg_buf_addn(&schema, name, (size_t)(last - name - 1));
        mg_buf_literal(b, mg_buf_failed(&schema) ? "" : mg_buf_text(&schema));
        mg_buf_free(&schema);
    } else {
        mg_buf_add(b, "current_schema()");
    }
    mg_buf_add(b, ");\n");
    add_drop_place(b);
    mg_buf_add(b, "END $modelgen$");
}

static void forget_object(struct mg_script *script, const char *held)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "DELETE FROM modelgen.stash WHERE kind = 'object' AND held = ");
    mg_buf_literal(b, held);
}

void mg_stash_restore_table(struct mg_site *site, struct mg_script *script, const char *table,
                            const char *held)
{
    (void)site;
    bring_back(script, "TABLE", held, table);
    forget(script, held, table);
}

/* --- purge -------------------------------------------------------------------------------- */

static const char list[] =
    "SELECT s.id, s.kind, CASE s.kind WHEN 'column' THEN s.relation || '.' || s.name"
    " ELSE s.relation END, s.revision,"
    " to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"'),"
    " CASE s.kind WHEN 'table' THEN pg_size_pretty(pg_total_relation_size(to_regclass(s.held)))"
    " END FROM modelgen.stash s ORDER BY s.id";

bool mg_stash_list(PGconn *conn, struct mg_held **held, size_t *n, PGresult **result,
                   struct mg_error *error)
{
    *held = NULL;
    *n = 0;
    *result = mg_query(conn, list, error);
    if (!*result)
        return false;
    *n = (size_t)PQntuples(*result);
    *held = calloc(*n + 1, sizeof **held);
    if (!*held)
        return mg_fail_memory(error);
    for (int i = 0; i < PQntuples(*result); i++)
        (*held)[i] =
            (struct mg_held){.id = PQgetvalue(*result, i, 0),
                             .kind = PQgetvalue(*result, i, 1),
                             .name = PQgetvalue(*result, i, 2),
                             .revision = PQgetvalue(*result, i, 3),
                             .at = PQgetvalue(*result, i, 4),
                             .size = PQgetisnull(*result, i, 5) ? NULL : PQgetvalue(*result, i, 5)};
    return true;
}

bool mg_stash_purge(PGconn *conn, const char *name, double seconds, size_t *n,
                    struct mg_error *error)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_buf_printf(
        &sql,
        "SELECT id, CASE kind WHEN 'column' THEN format('ALTER TABLE %%s DROP COLUMN %%I',"
        " to_regclass(relation), held) WHEN 'table' THEN format('DROP TABLE %%s', held)"
        " ELSE format('DROP %%s %%s', name, held) END, kind <> 'column'"
        " FROM modelgen.stash WHERE at <= now() - make_interval(secs => %.0f)",
        seconds);
    if (name) {
        mg_buf_add(&sql, " AND ");
        mg_buf_literal(&sql, name);
        mg_buf_add(&sql, " IN (relation, relation || '.' || name)");
    }
    PGresult *result = mg_buf_failed(&sql) ? NULL : mg_query(conn, mg_buf_text(&sql), error);
    bool good = result || mg_buf_failed(&sql) ? result != NULL || mg_fail_memory(error) : false;
    static const char drop_places[] =
        "DO $modelgen$ DECLARE place regnamespace; BEGIN FOR place IN SELECT oid FROM pg_namespace "
        "n"
        " WHERE starts_with(nspname, 'modelgen_dropped_') AND NOT EXISTS (SELECT FROM pg_depend"
        " WHERE refclassid = 'pg_namespace'::regclass AND refobjid = n.oid) LOOP EXECUTE "
        "format('DROP SCHEMA %s', place); END LOOP;"
        " END $modelgen$";
    *n = 0;
    for (int i = 0; good && i < PQntuples(result); i++) {
        mg_buf_clear(&sql);
        mg_buf_printf(&sql,
                      "BEGIN; SET LOCAL lock_timeout = '5s'; %s; DELETE FROM modelgen.stash"
                      " WHERE id = %s; %s; COMMIT",
                      PQgetvalue(result, i, 1), PQgetvalue(result, i, 0),
                      *PQgetvalue(result, i, 2) == 't' ? drop_places : "");
        good = mg_command(conn, mg_buf_text(&sql), error);
        *n += good;
    }
    PQclear(result);
    mg_buf_free(&sql);
    return good;
}
