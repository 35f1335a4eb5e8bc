/* The rows of a table that was set aside go into one that was made in its place. */
#include "stash.h"

#include "stash_parts.h"

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

void mg_stash_refill_table(struct mg_script *script, const char *table, const char *held)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

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
