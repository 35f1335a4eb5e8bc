/* A table that was set aside comes back, or its rows go into one that was made in its place. */
#include "stash.h"

#include <string.h>

#include "../sql/sql.h"
#include "stash_parts.h"

/* --- The table itself --------------------------------------------------------------------- */

void mg_stash_add_drop_place(struct mg_buf *b)
{
    mg_buf_add(b, "    IF NOT EXISTS (SELECT FROM pg_depend WHERE refclassid ="
                  " 'pg_namespace'::regclass AND refobjid = place::text::regnamespace) THEN\n"
                  "        EXECUTE format('DROP SCHEMA %s', place);\n    END IF;\n");
}

/* Sequences that its columns own come along: the one that was made instead makes way. */
static void add_drop_sequences(struct mg_buf *b, const char *held)
{
    mg_buf_add(b, "    FOR other IN SELECT to_regclass(format('%I.%I', place_of, relname))\n"
                  "        FROM pg_depend d JOIN pg_class c ON c.oid = objid AND relkind = 'S'\n"
                  "        WHERE classid = 'pg_class'::regclass AND deptype = 'a' AND refobjid = ");
    mg_buf_literal(b, held);
    mg_buf_add(b, "::regclass\n"
                  "        AND to_regclass(format('%I.%I', place_of, relname)) IS NOT NULL\n"
                  "    LOOP\n        EXECUTE format('DROP SEQUENCE %s', other);\n    END LOOP;\n");
}

/* Extended statistics of the table have a schema of their own, which was the same. */
static const char bring_statistics[] =
    "    FOR other IN SELECT format('ALTER STATISTICS %s.%I SET SCHEMA %I', place, stxname, "
    "place_of)\n"
    "        FROM pg_statistic_ext WHERE stxnamespace = place AND stxrelid IN (SELECT oid\n"
    "            FROM pg_class c WHERE relnamespace = (SELECT oid FROM pg_namespace\n"
    "            WHERE nspname = place_of))\n"
    "    LOOP\n        EXECUTE other;\n    END LOOP;\n";

void mg_stash_bring_back(struct mg_script *script, const char *what, const char *held,
                         const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    const char *last = mg_sql_last_part(name);
    bool is_table = strcmp(what, "TABLE") == 0;
    mg_buf_add(b, "DO $modelgen$\nDECLARE\n    place CONSTANT regnamespace := split_part(");
    mg_buf_literal(b, held);
    mg_buf_add(b, ", '.', 1);\n    other text;\n    place_of CONSTANT name := ");
    if (last > name) {
        struct mg_buf schema = MG_BUF_INIT;
        mg_buf_addn(&schema, name, (size_t)(last - name - 1));
        mg_buf_add(b, "(SELECT nspname FROM pg_namespace WHERE oid = ");
        mg_stash_add_quoted(b, mg_buf_text(&schema));
        mg_buf_add(b, "::regnamespace)");
        mg_buf_free(&schema);
    } else {
        mg_buf_add(b, "current_schema()");
    }
    mg_buf_add(b, ";\nBEGIN\n");
    if (is_table)
        add_drop_sequences(b, held);
    mg_buf_printf(b, "    EXECUTE format('ALTER %s %%s SET SCHEMA %%I', ", what);
    mg_buf_literal(b, held);
    mg_buf_add(b, ", place_of);\n");
    if (is_table)
        mg_buf_add(b, bring_statistics);
    mg_stash_add_drop_place(b);
    mg_buf_add(b, "END $modelgen$");
}

void mg_stash_restore_table(struct mg_site *site, struct mg_script *script, const char *table,
                            const char *held)
{
    site->saves = true;
    mg_stash_bring_back(script, "TABLE", held, table);
    mg_stash_forget(script, held, "relation = ", table);
}

/* --- Its rows ----------------------------------------------------------------------------- */

static const char columns[] =
    "    names CONSTANT text := (SELECT string_agg(quote_ident(a.attname), ', ')\n"
    "        FROM pg_attribute a JOIN pg_attribute b ON b.attrelid = h AND b.attname = a.attname\n"
    "        WHERE a.attrelid = t AND a.attnum > 0 AND NOT a.attisdropped AND NOT b.attisdropped\n"
    "        AND a.attgenerated = '');\n";

static const char fill[] =
    "    IF names IS NOT NULL THEN\n"
    "        EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %2$s'\n"
    "            ' FROM ONLY %s', t, names, h);\n    END IF;\n"
    "    FOR change IN SELECT format('SELECT setval(%L, last_value, is_called) FROM %s', s, was)\n"
    "        FROM pg_attribute a JOIN pg_attribute b USING (attname),\n"
    "        pg_get_serial_sequence(t::text, attname) s,\n"
    "        pg_get_serial_sequence(h::text, attname) was\n"
    "        WHERE a.attrelid = t AND b.attrelid = h AND a.attnum > 0 AND NOT a.attisdropped\n"
    "        AND s IS NOT NULL AND was IS NOT NULL\n"
    "    LOOP\n        EXECUTE change;\n    END LOOP;\n"
    "    EXECUTE format('DROP TABLE %s', h);\n";

void mg_stash_refill_table(struct mg_site *site, struct mg_script *script, const char *table,
                           const char *held)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    site->saves = true;

    mg_buf_add(b, "DO $modelgen$\nDECLARE\n    t CONSTANT regclass := ");
    mg_stash_add_quoted(b, table);
    mg_buf_add(b, ";\n    h CONSTANT regclass := ");
    mg_buf_literal(b, held);
    mg_buf_add(b, ";\n    place CONSTANT regnamespace :="
                  " (SELECT relnamespace FROM pg_class WHERE oid = h);\n    change text;\n");
    mg_buf_add(b, columns);
    mg_buf_add(b, "BEGIN\n");
    mg_buf_add(b, fill);
    mg_stash_add_drop_place(b);
    mg_buf_add(b, "END $modelgen$");
    mg_stash_forget(script, held, "relation = ", table);
}
