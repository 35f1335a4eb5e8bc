/* What the columns and tables that are set aside need: types, sequences, functions. */
#include "stash.h"

#include <string.h>

#include "../sql/sql.h"
#include "stash_parts.h"

/* Operations on what columns may need, and what SQL calls that. */
static const struct needed {
    const struct mg_operation *drop, *create;
    const char *what, *class;
} needed[] = {
    {&mg_op_drop_type, &mg_op_create_enum, "TYPE", "regtype"},
    {NULL, &mg_op_create_composite, "TYPE", "regtype"},
    {NULL, &mg_op_create_range, "TYPE", "regtype"},
    {&mg_op_drop_collation, &mg_op_create_collation, "COLLATION", "regcollation"},
    {&mg_op_drop_domain, &mg_op_create_domain, "DOMAIN", "regtype"},
    {&mg_op_drop_sequence, &mg_op_create_sequence, "SEQUENCE", "regclass"},
    {&mg_op_drop_function, &mg_op_create_function, "FUNCTION", "regprocedure"},
};

/* Where a dependent of the object is, and which column of a table it is: that is set aside if
 * either is. */
static const char is_held[] =
    "(SELECT relnamespace, '' FROM pg_class\n"
    "            WHERE d.classid = 'pg_class'::regclass AND oid = d.objid AND d.objsubid = 0\n"
    "        UNION ALL SELECT relnamespace, attname\n"
    "            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid\n"
    "            WHERE d.classid = 'pg_class'::regclass AND attrelid = d.objid\n"
    "            AND attnum = d.objsubid\n"
    "        UNION ALL SELECT typnamespace, '' FROM pg_type\n"
    "            WHERE d.classid = 'pg_type'::regclass AND oid = d.objid\n"
    "        UNION ALL SELECT pronamespace, '' FROM pg_proc\n"
    "            WHERE d.classid = 'pg_proc'::regclass AND oid = d.objid\n"
    "        UNION ALL SELECT connamespace, '' FROM pg_constraint\n"
    "            WHERE d.classid = 'pg_constraint'::regclass AND oid = d.objid\n"
    "        UNION ALL SELECT relnamespace, '' FROM pg_class WHERE oid IN (\n"
    "            SELECT adrelid FROM pg_attrdef\n"
    "            WHERE d.classid = 'pg_attrdef'::regclass AND oid = d.objid\n"
    "            UNION ALL SELECT tgrelid FROM pg_trigger\n"
    "            WHERE d.classid = 'pg_trigger'::regclass AND oid = d.objid\n"
    "            UNION ALL SELECT polrelid FROM pg_policy\n"
    "            WHERE d.classid = 'pg_policy'::regclass AND oid = d.objid\n"
    "            UNION ALL SELECT ev_class FROM pg_rewrite\n"
    "            WHERE d.classid = 'pg_rewrite'::regclass AND oid = d.objid\n"
    "            UNION ALL SELECT stxrelid FROM pg_statistic_ext\n"
    "            WHERE d.classid = 'pg_statistic_ext'::regclass AND oid = d.objid))";

/*
 * Drops it, or, if only what is set aside depends on it, moves it out of the way. Where a sequence
 * is, is all that it holds: one that was used is kept for that.
 */
static void set_aside_needed(struct mg_site *site, struct mg_script *script,
                             const struct needed *kind, const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL), quoted = MG_BUF_INIT;
    if (strcmp(kind->what, "FUNCTION") == 0)
        mg_sql_function(&quoted, name);
    else
        mg_buf_name(&quoted, name);
    const char *text = mg_buf_text(&quoted);
    bool is_sequence = kind->drop == &mg_op_drop_sequence;
    bool keeps_position = is_sequence && site->keeps;
    site->saves |= keeps_position;
    mg_buf_printf(b, "DO $modelgen$\nDECLARE\n    x CONSTANT %s := ", kind->class);
    mg_buf_literal(b, text);
    mg_buf_printf(b,
                  ";\n    place CONSTANT name := 'modelgen_dropped_%s%.12s'" MG_STASH_OF_TENANT
                  ";\n    held text;\n",
                  mg_stash_way(site->direction), site->entry->migration->revision);
    if (keeps_position)
        mg_buf_printf(b,
                      "    used CONSTANT bool := (SELECT is_called OR last_value <> seqstart"
                      " FROM %s,\n        pg_sequence WHERE seqrelid = x);\n",
                      text);
    mg_buf_printf(
        b,
        "BEGIN\n    DROP %s %s;\n%sEXCEPTION WHEN dependent_objects_still_exist THEN\n"
        "    IF EXISTS (SELECT FROM pg_depend d LEFT JOIN LATERAL %s h (n, c) ON true\n"
        "        WHERE refobjid = x AND deptype = 'n' AND (h.n IS NULL OR NOT\n"
        "        (starts_with(h.c, '_dropped_') OR EXISTS (SELECT FROM pg_namespace n\n"
        "        WHERE n.oid = h.n AND starts_with(n.nspname, 'modelgen_dropped_'))))) THEN\n"
        "        RAISE;\n    END IF;\n"
        "    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %%I', place);\n",
        kind->what, text,
        keeps_position ? "    IF used THEN RAISE dependent_objects_still_exist; END IF;\n" : "",
        is_held);
    if (is_sequence)
        mg_buf_printf(b, "    ALTER SEQUENCE %s OWNED BY NONE;\n", text);
    mg_buf_printf(b, "    EXECUTE format('ALTER %s %s SET SCHEMA %%I', place);\n    held := x;\n",
                  kind->what, text);
    mg_stash_add_record(b, site, "'object', NULL, NULL", name, kind->what);
    mg_stash_end_block(b);
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
                  "SELECT min(held) FROM modelgen.stash WHERE kind = 'object' AND name = '%s'%s"
                  " AND split_part(relation, '(', 1) = ",
                  kind->what, mg_stash_of_other_way(site->direction));
    mg_stash_add_quoted(&sql, mg_buf_text(&plain));
    mg_buf_add(&sql, " AND revision = ");
    mg_buf_literal(&sql, site->entry->migration->revision);
    mg_buf_add(&sql, " AND checksum = ");
    mg_buf_literal(&sql, site->entry->sha256);
    mg_buf_add(&sql, MG_OF_TENANT " HAVING count(*) = 1");
    PGresult *result = mg_site_query(site, mg_buf_text(&sql));
    bool found = result && PQntuples(result) > 0;
    if (found)
        mg_buf_add(held, PQgetvalue(result, 0, 0));
    PQclear(result);
    mg_buf_free(&sql);
    mg_buf_free(&plain);
    return mg_site_wrote(site, held) && found;
}

static void forget_object(struct mg_script *script, const char *held)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "DELETE FROM modelgen.stash WHERE kind = 'object' AND held = ");
    mg_buf_literal(b, held);
    mg_buf_add(b, MG_OF_TENANT);
}

/* It is where it was, and the column's again. */
static void restore_sequence(struct mg_site *site, struct mg_script *script,
                             const mg_sequence_args *a)
{
    site->saves = true;
    if (!a->owner)
        return;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "ALTER SEQUENCE ");
    mg_buf_name(b, a->name);
    mg_sql_sequence_options(
        b, &(const mg_sequence_args){.owner = a->owner, .owner_column = a->owner_column}, " ");
}

bool mg_stash_other(struct mg_site *site, struct mg_script *script,
                    const struct mg_operation *operation, const void *args)
{
    const char *name = *(const char *const *)args;
    for (size_t i = 0; site->stash && i < sizeof needed / sizeof *needed; i++) {
        struct mg_buf held = MG_BUF_INIT;
        if (operation == needed[i].drop &&
            (site->stashes || (site->keeps && operation == &mg_op_drop_sequence))) {
            set_aside_needed(site, script, &needed[i], name);
            return true;
        }
        if (operation != needed[i].create)
            continue;
        bool found = mg_stash_may_hold(site) && find_needed(site, &needed[i], name, &held);
        if (found) {
            mg_stash_bring_back(script, needed[i].what, mg_buf_text(&held), name);
            mg_site_restores(site, name, false);
            if (operation == &mg_op_create_sequence)
                restore_sequence(site, script, args);
            forget_object(script, mg_buf_text(&held));
        }
        mg_buf_free(&held);
        return found;
    }
    return false;
}

void mg_stash_add_numbered(struct mg_buf *b, struct mg_site *site, const char *table)
{
    mg_buf_add(b, "    numbered CONSTANT bool := ");
    if (!mg_site_table(site, table)->distributed)
        mg_buf_add(b, "false;\n");
    else
        mg_buf_add(b, "a.attidentity <> '' OR EXISTS (SELECT FROM pg_depend WHERE refobjid = t\n"
                      "        AND refobjsubid = a.attnum AND classid = 'pg_class'::regclass"
                      " AND deptype = 'a');\n");
}
