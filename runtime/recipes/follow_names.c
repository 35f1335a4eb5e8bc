/*
 * Since PostgreSQL 18 NOT NULL of a column is a constraint with a name, <table>_<column>_not_null
 * where nobody says another one (17 has it for domains). It keeps that when the table or the column
 * is renamed; here it follows, so that the database is as if it had been made anew.
 */
#include "follow_names.h"
#include "partition.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 64 }; /* bytes of a name in PostgreSQL, with the zero behind it */

bool mg_has_not_null_names(const struct mg_site *site)
{
    return mg_site_since(site, 18);
}

/* <table>_<column>_not_null; false where PostgreSQL would have to shorten it. */
static bool usual_name(struct mg_buf *name, const char *table, const char *column)
{
    mg_sql_plain_name(name, mg_sql_last_part(table));
    mg_buf_printf(name, "_%s_not_null", column);
    return !mg_buf_failed(name) && name->n < NAME_SIZE;
}

/* How many lines there are; *wants: one of them is a NOT NULL without a name. */
static size_t count(const mg_item *items, bool *wants)
{
    size_t n = 0;

    for (; items[n].column || items[n].constraint || items[n].options; n++)
        *wants |= items[n].column && items[n].column->not_null && !items[n].column->not_null_name;
    return n;
}

static void say_names(const mg_table_args *a, struct mg_named *named)
{
    for (size_t i = 0; i < named->n; i++) {
        mg_column *c = &named->columns[i];

        named->items[i] = a->items[i];
        if (!a->items[i].column)
            continue;
        *c = *a->items[i].column;
        named->items[i].column = c;
        if (c->not_null && !c->not_null_name && usual_name(&named->names[i], a->name, c->name))
            c->not_null_name = mg_buf_text(&named->names[i]);
    }
}

bool mg_say_not_null_names(struct mg_site *site, const mg_table_args *a, struct mg_named *named)
{
    bool wants = false;

    *named = (struct mg_named){.n = count(a->items, &wants)};
    if (!wants || !mg_has_not_null_names(site) || mg_site_table(site, a->name)->single)
        return false;
    named->columns = calloc(named->n + 1, sizeof *named->columns);
    named->names = calloc(named->n + 1, sizeof *named->names);
    if (named->columns && named->names)
        named->items = calloc(named->n + 1, sizeof *named->items);
    if (named->items)
        say_names(a, named);
    return true;
}

void mg_named_free(struct mg_named *named)
{
    for (size_t i = 0; named->names && i < named->n; i++)
        mg_buf_free(&named->names[i]);
    free(named->names);
    free(named->columns);
    free(named->items);
}

/* The last part of a name. */
static void bare_name(struct mg_buf *b, const char *name)
{
    mg_buf_add(b, "(SELECT p[cardinality(p)] FROM parse_ident(");
    mg_buf_name_literal(b, name);
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

#define BEGIN_NAMES "DECLARE c record; links oid[]; own text;\nBEGIN\n    FOR c IN\n"

/* The constraints to be renamed: what they are called, what they become, whose they are. */
#define SELECT_NAMES                                                                             \
    "        SELECT k.conname AS was, r.relname || '_' || a.attname || '_not_null' AS becomes, " \
    "r.oid AS id, a.attname AS at, "
#define FROM_NAMES                                                                       \
    " AS at_was\n        FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid\n"   \
    "            JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.conkey[1]\n" \
    "        WHERE r.oid = "

/*
 * Children's go along if they bear the same name, or else all of it is refused. Children that bear
 * another one let go of their parent meanwhile, if they can be as they were afterwards: it is the
 * only one, and all that they have of it is their own as well. Others keep it from being renamed.
 */
#define RENAME_EACH                                                                            \
    "\n    LOOP\n        CONTINUE WHEN c.was = c.becomes OR octet_length(c.becomes) > 63;\n"   \
    "        links := ARRAY(WITH RECURSIVE below AS (SELECT i.* FROM pg_inherits i WHERE "     \
    "inhparent = c.id\n"                                                                       \
    "                UNION SELECT i.* FROM below b JOIN pg_inherits i ON i.inhparent = "       \
    "b.inhrelid)\n            SELECT ARRAY[inhrelid, inhparent] FROM below "                   \
    "JOIN pg_class r ON r.oid = inhrelid\n"                                                    \
    "            WHERE NOT r.relispartition AND (SELECT count(*) FROM pg_inherits o "          \
    "WHERE o.inhrelid = r.oid) = 1\n"                                                          \
    "                AND EXISTS (SELECT FROM pg_constraint k JOIN pg_attribute a "             \
    "ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]\n"                                  \
    "                    WHERE k.conrelid = r.oid AND contype = 'n' AND a.attname = c.at "     \
    "AND k.conname <> c.was)\n"                                                                \
    "                AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = r.oid "         \
    "AND attinhcount > 0 AND NOT attislocal)\n"                                                \
    "                AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = r.oid "        \
    "AND coninhcount > 0 AND NOT conislocal));\n"                                              \
    "        FOR i IN 1 .. coalesce(array_length(links, 1), 0) LOOP\n"                         \
    "            EXECUTE format('ALTER TABLE %s NO INHERIT %s', links[i][1]::regclass, "       \
    "links[i][2]::regclass);\n        END LOOP;\n"                                             \
    "        BEGIN\n            EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', "  \
    "c.id::regclass, c.was, c.becomes);\n"                                                     \
    "        EXCEPTION WHEN undefined_object OR invalid_table_definition OR "                  \
    "feature_not_supported THEN NULL;\n"                                                       \
    "        END;\n"                                                                           \
    "        FOR own IN SELECT format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', "           \
    "r.oid::regclass, k.conname, r.relname || '_' || c.at || '_not_null')\n"                   \
    "            FROM generate_subscripts(links, 1) i JOIN pg_class r ON r.oid = links[i][1] " \
    "JOIN pg_constraint k ON k.conrelid = r.oid\n"                                             \
    "            WHERE k.contype = 'n' AND k.conname = r.relname || '_' || c.at_was || "       \
    "'_not_null'\n"                                                                            \
    "                AND c.at <> c.at_was AND octet_length(r.relname || '_' || c.at || "       \
    "'_not_null') < 64\n"                                                                      \
    "        LOOP\n            EXECUTE own;\n        END LOOP;\n"                              \
    "        FOR i IN 1 .. coalesce(array_length(links, 1), 0) LOOP\n"                         \
    "            EXECUTE format('ALTER TABLE %s INHERIT %s', links[i][1]::regclass, "          \
    "links[i][2]::regclass);\n        END LOOP;\n    END LOOP;\nEND"

/* What a column was called. */
static void add_column_was(struct mg_buf *b, const struct mg_renamed *renamed)
{
    if (!renamed || !renamed->column) {
        mg_buf_add(b, "a.attname");
        return;
    }
    mg_buf_add(b, "CASE a.attname WHEN ");
    mg_buf_literal(b, renamed->column);
    mg_buf_add(b, " THEN ");
    mg_buf_literal(b, renamed->column_was);
    mg_buf_add(b, " ELSE a.attname END");
}

/* Those of a table that no parent has. renamed NULL: nothing was. */
static void add_left(struct mg_buf *b, const char *table, const struct mg_renamed *renamed)
{
    mg_buf_add(b, SELECT_NAMES);
    add_column_was(b, renamed);
    mg_buf_add(b, FROM_NAMES);
    mg_buf_name_literal(b, table);
    mg_buf_add(b, "::regclass AND k.contype = 'n' AND k.coninhcount = 0");
}

/* Those that a parent has go with its own. */
void mg_follow_column_names(const struct mg_site *site, struct mg_script *script,
                            const struct mg_renamed *renamed)
{
    struct mg_buf b = MG_BUF_INIT;
    if (!mg_has_not_null_names(site))
        return;
    mg_buf_add(&b, BEGIN_NAMES);
    add_left(&b, renamed->table, renamed);
    mg_buf_add(&b, " AND k.conname = ");
    bare_name(&b, renamed->table_was);
    mg_buf_add(&b, " || '_' || ");
    add_column_was(&b, renamed);
    mg_buf_add(&b, " || '_not_null'" RENAME_EACH);
    do_block(script, &b);
}

/*
 * As the table is before the migration. NULL: that cannot be asked. Of a partition none is that its
 * parent has: ATTACH says so, and ADD PRIMARY KEY USING INDEX calls it local all the same.
 */
static PGresult *ask_own(struct mg_site *site, const char *table)
{
    static const char ask[] = "SELECT conname FROM pg_catalog.pg_constraint JOIN"
                              " pg_catalog.pg_class c ON c.oid = conrelid WHERE contype = 'n' AND"
                              " conislocal AND (coninhcount = 0 OR NOT relispartition)"
                              " AND conrelid = pg_catalog.to_regclass($1)";
    struct mg_buf text = MG_BUF_INIT, name = MG_BUF_INIT;
    PGresult *r = NULL;

    mg_buf_name(&text, table);
    if (mg_site_wrote(site, &text) && mg_site_before(site, mg_buf_text(&text), &name))
        r = mg_site_ask(site, ask, (const char *[]){mg_buf_text(&name)}, 1);
    mg_buf_free(&text);
    mg_buf_free(&name);
    return r;
}

void mg_left_parent(struct mg_site *site, struct mg_script *script, const char *table)
{
    struct mg_buf b = MG_BUF_INIT;

    if (!mg_has_not_null_names(site))
        return;

    PGresult *own = ask_own(site, table);

    mg_buf_add(&b, BEGIN_NAMES);
    add_left(&b, table, NULL);
    for (int i = 0; own && i < PQntuples(own); i++) {
        mg_buf_add(&b, " AND k.conname <> ");
        mg_buf_literal(&b, PQgetvalue(own, i, 0));
    }
    mg_buf_add(&b, RENAME_EACH);
    do_block(script, &b);
    PQclear(own);
}

PGresult *mg_left_not_null(struct mg_site *site, const char *table, const char *column)
{
    struct mg_buf sql = MG_BUF_INIT;
    PGresult *left = NULL;

    if (!mg_has_not_null_names(site))
        return NULL;
    mg_buf_add(&sql, "SELECT relid::regclass FROM pg_partition_tree(to_regclass($1)) JOIN"
                     " pg_constraint ON conrelid = relid AND contype = 'n' AND conislocal"
                     " AND coninhcount > 0 JOIN pg_attribute ON attrelid = conrelid"
                     " AND attnum = conkey[1] WHERE level > 0 AND attname = ");
    mg_buf_literal(&sql, column);
    mg_buf_add(&sql, " ORDER BY level, relid");
    if (mg_site_wrote(site, &sql))
        left = mg_partition_ask(site, mg_buf_text(&sql), table, NULL);
    mg_buf_free(&sql);
    if (left && PQntuples(left) > 0)
        return left;
    PQclear(left);
    return NULL;
}

void mg_drop_left_not_null(struct mg_site *site, struct mg_script *script, const PGresult *left,
                           const char *column)
{
    for (int i = 0; i < PQntuples(left); i++) {
        struct mg_buf name = MG_BUF_INIT;

        mg_site_now(site, PQgetvalue(left, i, 0), &name);
        if (mg_buf_failed(&name)) {
            script->failed = true;
        } else {
            struct mg_buf *b = mg_online_alter(script, mg_buf_text(&name));

            mg_buf_add(b, " ALTER COLUMN ");
            mg_buf_ident(b, column);
            mg_buf_add(b, " DROP NOT NULL");
        }
        mg_buf_free(&name);
    }
}

void mg_follow_domain_name(const struct mg_site *site, struct mg_script *script,
                           const mg_rename_args *a)
{
    struct mg_buf b = MG_BUF_INIT;
    if (!mg_site_since(site, 17))
        return;
    mg_buf_add(&b, "DECLARE c record;\nBEGIN\n    FOR c IN\n        SELECT k.conname AS was, "
                   "t.typname || '_not_null' AS becomes, t.oid::regtype AS it\n"
                   "        FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid\n"
                   "        WHERE t.oid = ");
    mg_buf_name_literal(&b, a->to);
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
    mg_buf_name_literal(&b, table);
    mg_buf_add(&b, "::regclass AND a.attname = ");
    mg_buf_literal(&b, column);
    mg_buf_add(&b, ");\nBEGIN\n    IF was <> ");
    mg_buf_literal(&b, name);
    mg_buf_add(&b, " THEN\n        EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', ");
    mg_buf_name_literal(&b, table);
    mg_buf_add(&b, ", was, ");
    mg_buf_literal(&b, name);
    mg_buf_add(&b, ");\n    END IF;\nEND");
    do_block(script, &b);
}
