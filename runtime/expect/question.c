#include "question.h"

#include <string.h>

#include "../sql/sql.h"
#include "forms.h"

/* Of what kinds the claims are: bits of 1 << kind, and of what is to be compared as well. */
enum {
    OF_TYPE = 1 << MG_THING_TYPE,
    OF_SCHEMA = 1 << MG_THING_SCHEMA,
    OF_FUNCTION = 1 << MG_THING_FUNCTION,
    OF_COLUMN = 1 << MG_THING_COLUMN,
    OF_CONSTRAINT = 1 << MG_THING_CONSTRAINT,
    OF_TRIGGER = 1 << MG_THING_TRIGGER,
    OF_POLICY = 1 << MG_THING_POLICY,
    OF_RULE = 1 << MG_THING_RULE,
    OF_PART = OF_COLUMN | OF_CONSTRAINT | OF_TRIGGER | OF_POLICY | OF_RULE,
    OF_WHAT = OF_RULE << 1,  /* a relation, and what it is */
    OF_INDEX = OF_RULE << 2, /* an index, and what it is on */
    OF_FORM = OF_RULE << 3,  /* something in the server's words */
    OF_ALL = ~0
};

/* What is asked where a claim is about it; otherwise: what keeps its place, if not. */
struct piece {
    unsigned of;
    const char *text, *otherwise;
};

static const struct piece question[] = {
    {OF_ALL, "SELECT v.i", NULL},
    {OF_WHAT, ", c.relkind", ", NULL"},
    {OF_ALL, ", CASE v.kind WHEN 0 THEN pg_catalog.to_regclass(v.name) IS NOT NULL", NULL},
    {OF_TYPE, " WHEN 1 THEN pg_catalog.to_regtype(v.name) IS NOT NULL", ""},
    {OF_SCHEMA, " WHEN 2 THEN pg_catalog.to_regnamespace(v.name) IS NOT NULL", ""},
    {OF_FUNCTION, " WHEN 3 THEN EXISTS (SELECT FROM pg_catalog.pg_proc f WHERE f.proname = v.part)",
     ""},
    {OF_COLUMN, " WHEN 4 THEN a.attname IS NOT NULL", ""},
    {OF_CONSTRAINT, " WHEN 5 THEN k.oid IS NOT NULL", ""},
    {OF_TRIGGER,
     " WHEN 6 THEN EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r.oid AND"
     " t.tgname = v.part)",
     ""},
    {OF_POLICY,
     " WHEN 7 THEN EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = r.oid AND"
     " p.polname = v.part)",
     ""},
    {OF_RULE,
     " WHEN 8 THEN EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = r.oid AND"
     " w.rulename = v.part)",
     ""},
    {OF_ALL, " END", NULL},
    {OF_COLUMN,
     ", pg_catalog.format_type(a.atttypid, a.atttypmod),"
     " a.atttypid = pg_catalog.to_regtype(v.detail)",
     ", NULL, NULL"},
    {OF_CONSTRAINT, ", k.contype", ", NULL"},
    {OF_INDEX,
     ", x.indisunique, x.indrelid = r.oid, x.indrelid::pg_catalog.regclass,"
     " (SELECT pg_catalog.string_agg(pg_catalog.pg_get_indexdef(x.indexrelid, n, true), ', '"
     " ORDER BY n) FROM pg_catalog.generate_series(1, x.indnkeyatts) n)",
     ", NULL, NULL, NULL, NULL"},
    {OF_COLUMN,
     ", CASE WHEN v.kind = 4 AND a.attname IS NULL THEN (SELECT pg_catalog.string_agg("
     "pg_catalog.quote_ident(attname) || ' ' || pg_catalog.format_type(atttypid, atttypmod), ', '"
     " ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE attrelid = r.oid AND attnum > 0 AND"
     " NOT attisdropped) END",
     ", NULL"},
    {OF_PART, ", r.oid IS NOT NULL", ", NULL"},
    {OF_COLUMN, ", NOT a.attnotnull", ", NULL"},
    {OF_FORM,
     ", pg_catalog.substr(pg_catalog.current_setting('modelgen.is_' || v.i, true), 2),"
     " pg_catalog.substr(pg_catalog.current_setting('modelgen.was_' || v.i, true), 2)",
     ", NULL, NULL"},
    {OF_ALL, " FROM (VALUES ", NULL},
};

static const struct piece tables[] = {
    {OF_ALL, ") v(i, kind, name, rel, part, detail)", NULL},
    {OF_WHAT | OF_INDEX,
     " LEFT JOIN pg_catalog.pg_class c ON v.kind = 0 AND c.oid = pg_catalog.to_regclass(v.name)",
     ""},
    {OF_INDEX, " LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid", ""},
    {OF_PART | OF_INDEX,
     " LEFT JOIN pg_catalog.pg_class r ON r.oid = pg_catalog.to_regclass(v.rel)", ""},
    {OF_COLUMN,
     " LEFT JOIN pg_catalog.pg_attribute a ON v.kind = 4 AND a.attrelid = r.oid AND a.attname ="
     " v.part AND NOT a.attisdropped",
     ""},
    {OF_CONSTRAINT,
     " LEFT JOIN pg_catalog.pg_constraint k ON v.kind = 5 AND k.conrelid = r.oid AND k.conname ="
     " v.part",
     ""},
    {OF_ALL, " ORDER BY v.i", NULL},
};

static void add_pieces(struct mg_buf *sql, const struct piece *pieces, size_t n, unsigned of)
{
    for (size_t i = 0; i < n; i++)
        mg_buf_add(sql, pieces[i].of & of ? pieces[i].text : pieces[i].otherwise);
}

/* What has to be known to compare the claims; file NULL: no more than whether it is there. */
static unsigned what_is_claimed(const struct mg_expect *expect)
{
    unsigned of = 0;
    for (size_t i = 0; i < expect->n_claims; i++) {
        const struct mg_thing *t = &expect->claims[i].thing;
        bool relation = t->kind == MG_THING_RELATION && t->file;
        of |= 1U << t->kind;
        of |= relation ? OF_WHAT : 0;
        of |= relation && strcmp(t->noun, "index") == 0 ? OF_INDEX : 0;
        of |= expect->claims[i].looks & MG_LOOK_FORM ? OF_FORM : 0;
    }
    return of;
}

static void add_literal(struct mg_buf *sql, const char *text)
{
    mg_buf_add(sql, ", ");
    if (text)
        mg_buf_literal(sql, text);
    else
        mg_buf_add(sql, "NULL");
}

/* As SQL names it, quoted where that is needed. */
static void add_name(struct mg_buf *sql, const char *name)
{
    mg_buf_add(sql, ", ");
    if (name)
        mg_buf_name_literal(sql, name);
    else
        mg_buf_add(sql, "NULL");
}

void mg_expect_question(const struct mg_expect *expect, struct mg_buf *sql)
{
    unsigned of = what_is_claimed(expect);
    /* What the server writes is compared as it writes it where nobody says otherwise. */
    mg_buf_add(sql, "SELECT pg_catalog.set_config('quote_all_identifiers', 'off', true); ");
    mg_forms_compare(expect, sql);
    add_pieces(sql, question, sizeof question / sizeof *question, of);
    mg_buf_add(sql, "(-1, 0, NULL::text, NULL::text, NULL::text, NULL::text)");
    for (size_t i = 0; i < expect->n_claims; i++) {
        const struct mg_thing *t = &expect->claims[i].thing;
        mg_buf_printf(sql, ", (%zu, %d", i, t->kind);
        add_name(sql, t->kind >= MG_THING_COLUMN ? NULL : t->name);
        add_name(sql, t->table);
        add_literal(sql, t->kind >= MG_THING_COLUMN     ? t->name
                         : t->kind == MG_THING_FUNCTION ? mg_sql_last_part(t->name)
                                                        : NULL);
        add_literal(sql, t->kind == MG_THING_COLUMN ? t->detail : NULL);
        mg_buf_addc(sql, ')');
    }
    add_pieces(sql, tables, sizeof tables / sizeof *tables, of);
}
