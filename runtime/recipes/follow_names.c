/*
 * Since PostgreSQL 18 NOT NULL of a column is a constraint with a name, <table>_<column>_not_null
 * where nobody says another one (17 has it for domains). It keeps that when the table or the column
 * is renamed; here it follows, so that the database is as if it had been made anew.
 */
#include "../site/site.h"
#include "follow_names.h"

#include <string.h>

static bool has_names(const struct mg_site *site, int since)
{
    return PQserverVersion(site->conn) >= since * 10000;
}

/* 'billing."In.voices"', a name as SQL, as a literal. */
static void name_literal(struct mg_buf *b, const char *name)
{
    struct mg_buf text = MG_BUF_INIT;
    mg_buf_name(&text, name);
    if (mg_buf_failed(&text))
        b->failed = true;
    else
        mg_buf_literal(b, mg_buf_text(&text));
    mg_buf_free(&text);
}

/* The last part of a name. */
static void bare_name(struct mg_buf *b, const char *name)
{
    mg_buf_add(b, "(SELECT p[cardinality(p)] FROM parse_ident(");
    name_literal(b, name);
    mg_buf_add(b, ") p)");
}

static void do_block(struct mg_script *script, struct mg_buf *body)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    if (mg_buf_failed(body)) {
        b->failed = true;
    } else {
        mg_buf_add(b, "DO ");
        mg_sql_dollar_quoted(b, mg_buf_text(body));
    }
    mg_buf_free(body);
}

/* Those that a parent has go with its own. */
void mg_follow_column_names(const struct mg_site *site, struct mg_script *script,
                            const struct mg_renamed *renamed)
{
    struct mg_buf b = MG_BUF_INIT;
    if (!has_names(site, 18))
        return;
    mg_buf_add(&b,
               "DECLARE c record;\nBEGIN\n    FOR c IN\n        SELECT k.conname AS was, "
               "r.relname || '_' || a.attname || '_not_null' AS becomes, r.oid::regclass AS it\n"
               "        FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid\n"
               "            JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.conkey[1]\n"
               "        WHERE r.oid = ");
    name_literal(&b, renamed->table);
    mg_buf_add(&b, "::regclass AND k.contype = 'n' AND k.coninhcount = 0 AND k.conname = ");
    bare_name(&b, renamed->table_was);
    mg_buf_add(&b, " || '_' || ");
    if (renamed->column) {
        mg_buf_add(&b, "CASE a.attname WHEN ");
        mg_buf_literal(&b, renamed->column);
        mg_buf_add(&b, " THEN ");
        mg_buf_literal(&b, renamed->column_was);
        mg_buf_add(&b, " ELSE a.attname END");
    } else {
        mg_buf_add(&b, "a.attname");
    }
    mg_buf_add(&b, " || '_not_null'\n    LOOP\n"
                   "        IF c.was <> c.becomes AND octet_length(c.becomes) < 64 THEN\n"
                   "            EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', c.it, "
                   "c.was, c.becomes);\n        END IF;\n    END LOOP;\nEND");
    do_block(script, &b);
}

void mg_follow_domain_name(const struct mg_site *site, struct mg_script *script,
                           const mg_rename_args *a)
{
    struct mg_buf b = MG_BUF_INIT;
    if (!has_names(site, 17))
        return;
    mg_buf_add(&b, "DECLARE c record;\nBEGIN\n    FOR c IN\n        SELECT k.conname AS was, "
                   "t.typname || '_not_null' AS becomes, t.oid::regtype AS it\n"
                   "        FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid\n"
                   "        WHERE t.oid = ");
    name_literal(&b, a->to);
    mg_buf_add(&b, "::regtype AND k.contype = 'n' AND k.conname = ");
    bare_name(&b, a->name);
    mg_buf_add(&b, " || '_not_null'\n    LOOP\n"
                   "        IF c.was <> c.becomes AND octet_length(c.becomes) < 64 THEN\n"
                   "            EXECUTE format('ALTER DOMAIN %s RENAME CONSTRAINT %I TO %I', c.it, "
                   "c.was, c.becomes);\n        END IF;\n    END LOOP;\nEND");
    do_block(script, &b);
}

/* Before 18 there is no such constraint, and nothing is done. */
void mg_sql_not_null_name(struct mg_script *script, const char *table, const char *column,
                          const char *name)
{
    struct mg_buf b = MG_BUF_INIT;
    mg_buf_add(&b, "DECLARE was name := (SELECT k.conname FROM pg_constraint k JOIN pg_attribute a "
                   "ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]\n"
                   "    WHERE k.contype = 'n' AND k.conrelid = ");
    name_literal(&b, table);
    mg_buf_add(&b, "::regclass AND a.attname = ");
    mg_buf_literal(&b, column);
    mg_buf_add(&b, ");\nBEGIN\n    IF was <> ");
    mg_buf_literal(&b, name);
    mg_buf_add(&b, " THEN\n        EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', ");
    name_literal(&b, table);
    mg_buf_add(&b, ", was, ");
    mg_buf_literal(&b, name);
    mg_buf_add(&b, ");\n    END IF;\nEND");
    do_block(script, &b);
}
