#include "question.h"

#include <stdlib.h>
#include <string.h>

#include "../sql/sql.h"
#include "forms.h"

/* Of what kinds the claims are: bits of 1 << kind, and of what is to be compared as well. */
#define OF(kind) (1ULL << (kind))
#define OF_TABLE_PART \
    (OF(MG_THING_KINDS) - OF(MG_THING_COLUMN)) /* of that kind and those behind it */
enum { WHAT = MG_THING_KINDS, INDEX, FORM, OWNER };
#define OF_WHAT  OF(WHAT)  /* a relation, and what it is */
#define OF_INDEX OF(INDEX) /* an index, and what it is on */
#define OF_FORM  OF(FORM)  /* something in the server's words */
#define OF_OWNER OF(OWNER) /* what it is, or is part of, may have another owner */
#define OF_ALL   (~0ULL)

/* In its schema if it says one (v.rel), else where the search path leads. */
#define IN_PLACE(prefix, visible)                                                               \
    "o." prefix "name = v.part AND CASE WHEN v.rel IS NULL THEN pg_catalog." visible "(o.oid) " \
    "ELSE o." prefix "namespace = pg_catalog.to_regnamespace(v.rel) END"
#define NAMED(catalog, prefix, visible) \
    "EXISTS (SELECT FROM pg_catalog." catalog " o WHERE " IN_PLACE(prefix, visible)
#define SINGLE(catalog, name) \
    "EXISTS (SELECT FROM pg_catalog." catalog " o WHERE o." name " = v.part)"
#define PART(catalog, of, name) \
    "EXISTS (SELECT FROM pg_catalog." catalog " o WHERE o." of " = r.oid AND o." name " = v.part)"
#define OPERAND(side, n)                                                                   \
    " AND o." side " = coalesce(pg_catalog.to_regtype(nullif(pg_catalog.btrim(pg_catalog." \
    "split_part(v.detail, ',', " n ")), 'NONE')), 0::oid)"
#define METHOD(column) \
    " AND o." column " = (SELECT oid FROM pg_catalog.pg_am WHERE amname = v.detail)"
#define CAST_OF(column, n) \
    "o." column " = pg_catalog.to_regtype(pg_catalog.split_part(v.part, ' AS ', " n "))"

// clang-format off
/* Whether it is there. */
static const char *const there[MG_THING_KINDS] = {
    [MG_THING_RELATION] = "pg_catalog.to_regclass(v.name) IS NOT NULL",
    [MG_THING_TYPE] = NAMED("pg_type", "typ", "pg_type_is_visible") ")",
    [MG_THING_SCHEMA] = "pg_catalog.to_regnamespace(v.name) IS NOT NULL",
    [MG_THING_FUNCTION] = NAMED("pg_proc", "pro", "pg_function_is_visible") ")",
    [MG_THING_COLLATION] = "pg_catalog.to_regcollation(v.name) IS NOT NULL",
    [MG_THING_CAST] = "EXISTS (SELECT FROM pg_catalog.pg_cast o WHERE "
                      CAST_OF("castsource", "1") " AND " CAST_OF("casttarget", "2") ")",
    [MG_THING_OPERATOR] = NAMED("pg_operator", "opr", "pg_operator_is_visible")
                          OPERAND("oprleft", "1") OPERAND("oprright", "2") ")",
    [MG_THING_OPERATOR_FAMILY] = NAMED("pg_opfamily", "opf", "pg_opfamily_is_visible") METHOD("opfmethod") ")",
    [MG_THING_OPERATOR_CLASS] = NAMED("pg_opclass", "opc", "pg_opclass_is_visible") METHOD("opcmethod") ")",
    [MG_THING_CONVERSION] = NAMED("pg_conversion", "con", "pg_conversion_is_visible") ")",
    [MG_THING_CONFIGURATION] = NAMED("pg_ts_config", "cfg", "pg_ts_config_is_visible") ")",
    [MG_THING_DICTIONARY] = NAMED("pg_ts_dict", "dict", "pg_ts_dict_is_visible") ")",
    [MG_THING_PARSER] = NAMED("pg_ts_parser", "prs", "pg_ts_parser_is_visible") ")",
    [MG_THING_TEMPLATE] = NAMED("pg_ts_template", "tmpl", "pg_ts_template_is_visible") ")",
    [MG_THING_STATISTICS] = NAMED("pg_statistic_ext", "stx", "pg_statistics_obj_is_visible") ")",
    [MG_THING_WRAPPER] = SINGLE("pg_foreign_data_wrapper", "fdwname"),
    [MG_THING_SERVER] = SINGLE("pg_foreign_server", "srvname"),
    [MG_THING_EVENT_TRIGGER] = SINGLE("pg_event_trigger", "evtname"),
    [MG_THING_EXTENSION] = SINGLE("pg_extension", "extname"),
    [MG_THING_PUBLICATION] = SINGLE("pg_publication", "pubname"),
    [MG_THING_MAPPING] = "EXISTS (SELECT FROM pg_catalog.pg_user_mappings o WHERE o.srvname = v.detail AND "
                         "o.usename = CASE v.part WHEN 'current_user' THEN current_user ELSE v.part END)",
    [MG_THING_COLUMN] = "a.attname IS NOT NULL",
    [MG_THING_CONSTRAINT] = "k.oid IS NOT NULL",
    [MG_THING_TRIGGER] = PART("pg_trigger", "tgrelid", "tgname"),
    [MG_THING_POLICY] = PART("pg_policy", "polrelid", "polname"),
    [MG_THING_RULE] = PART("pg_rewrite", "ev_class", "rulename"),
    [MG_THING_PARTITION] = "EXISTS (SELECT FROM pg_catalog.pg_inherits o WHERE o.inhparent = r.oid AND "
                           "o.inhrelid = pg_catalog.to_regclass(v.name))",
    [MG_THING_PUBLISHED] = "EXISTS (SELECT FROM pg_catalog.pg_publication_rel o JOIN pg_catalog.pg_publication p "
                           "ON p.oid = o.prpubid WHERE o.prrelid = r.oid AND p.pubname = v.part)",
};

/* What is asked where a claim is about it; otherwise: what keeps its place, if not. */
struct piece {
    unsigned long long of;
    const char *text, *otherwise;
};

/* Who has it, where that is neither who asks nor a role that he is in. */
#define OWNED_BY(owner)                                                                                   \
    " CASE WHEN NOT pg_catalog.pg_has_role(" owner ", 'USAGE') THEN pg_catalog.format('\"%s\", and "      \
    "\"%s\" is not a member of that role', pg_catalog.pg_get_userbyid(" owner "), current_user) END"

static const struct piece found[] = {
    {OF_WHAT, ", c.relkind", ", NULL"},
    {OF(MG_THING_COLUMN),
     ", pg_catalog.format_type(a.atttypid, a.atttypmod), CASE WHEN a.attname IS NOT NULL THEN a.atttypid ="
     " pg_catalog.to_regtype(v.detail) END",
     ", NULL, NULL"},
    {OF(MG_THING_CONSTRAINT), ", k.contype", ", NULL"},
    {OF_INDEX,
     ", x.indisunique, x.indrelid = r.oid, x.indrelid::pg_catalog.regclass, (SELECT pg_catalog.string_agg("
     "pg_catalog.pg_get_indexdef(x.indexrelid, n, true), ', ' ORDER BY n) FROM pg_catalog.generate_series(1,"
     " x.indnkeyatts) n)",
     ", NULL, NULL, NULL, NULL"},
    {OF(MG_THING_COLUMN),
     ", CASE WHEN a.attname IS NULL THEN (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(attname) || ' ' ||"
     " pg_catalog.format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE"
     " attrelid = r.oid AND attnum > 0 AND NOT attisdropped) END",
     ", NULL"},
    {OF_TABLE_PART, ", r.oid IS NOT NULL", ", NULL"},
    {OF(MG_THING_COLUMN), ", NOT a.attnotnull", ", NULL"},
    {OF_FORM,
     ", pg_catalog.substr(pg_catalog.current_setting('modelgen.is_' || v.i, true), 2),"
     " pg_catalog.substr(pg_catalog.current_setting('modelgen.was_' || v.i, true), 2)",
     ", NULL, NULL"},
    {OF_OWNER,
     ", CASE v.kind WHEN 0 THEN" OWNED_BY("c.relowner")
     " WHEN 1 THEN (SELECT" OWNED_BY("o.typowner") " FROM pg_catalog.pg_type o WHERE "
     IN_PLACE("typ", "pg_type_is_visible") ") WHEN 2 THEN (SELECT" OWNED_BY("n.nspowner") " FROM pg_catalog.pg_namespace n WHERE n.oid ="
     " pg_catalog.to_regnamespace(v.name)) END",
     ", NULL"},
};

static const struct piece tables[] = {
    {OF_ALL, ") v(i, kind, name, rel, part, detail)", NULL},
    {OF_WHAT | OF_INDEX | OF_OWNER,
     " LEFT JOIN pg_catalog.pg_class c ON v.kind = 0 AND c.oid = pg_catalog.to_regclass(v.name)", ""},
    {OF_INDEX, " LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid", ""},
    {OF_TABLE_PART | OF_INDEX, " LEFT JOIN pg_catalog.pg_class r ON r.oid = pg_catalog.to_regclass(v.rel)", ""},
    {OF(MG_THING_COLUMN),
     " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attname = v.part AND NOT a.attisdropped", ""},
    {OF(MG_THING_CONSTRAINT),
     " LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid = r.oid AND k.conname = v.part", ""},
    {OF_ALL, " ORDER BY v.i", NULL},
};
// clang-format on

static void add_pieces(struct mg_buf *sql, const struct piece *pieces, size_t n,
                       unsigned long long of)
{
    for (size_t i = 0; i < n; i++)
        mg_buf_add(sql, pieces[i].of & of ? pieces[i].text : pieces[i].otherwise);
}

/* What has to be known to compare the claims; file NULL: no more than whether it is there. */
static unsigned long long what_is_claimed(const struct mg_expect *expect)
{
    unsigned long long of = 0;
    for (size_t i = 0; i < expect->n_claims; i++) {
        const struct mg_thing *t = &expect->claims[i].thing;
        bool relation = t->kind == MG_THING_RELATION && t->file;
        of |= OF(t->kind);
        of |= relation ? OF_WHAT : 0;
        of |= relation && strcmp(t->noun, "index") == 0 ? OF_INDEX : 0;
        of |= expect->claims[i].looks & MG_LOOK_FORM ? OF_FORM : 0;
        of |= expect->claims[i].looks & MG_LOOK_OWNER ? OF_OWNER : 0;
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

/* The last part of a name, as the catalog has it, without what stands behind it. */
static void add_plain(struct mg_buf *sql, const char *name, size_t n)
{
    struct mg_buf part = MG_BUF_INIT, plain = MG_BUF_INIT;
    mg_buf_addn(&part, name, n);
    mg_sql_plain_name(&plain, mg_buf_failed(&part) ? "" : mg_buf_text(&part));
    sql->failed |= mg_buf_failed(&part) || mg_buf_failed(&plain);
    add_literal(sql, sql->failed ? "" : mg_buf_text(&plain));
    mg_buf_free(&part);
    mg_buf_free(&plain);
}

static void add_schema(struct mg_buf *sql, const char *name, const char *last)
{
    char *schema = last > name ? strndup(name, (size_t)(last - 1 - name)) : NULL;
    sql->failed |= last > name && !schema;
    add_name(sql, schema);
    free(schema);
}

/* name, rel, part, detail of what is found by name and schema. */
static void add_named(struct mg_buf *sql, const struct mg_thing *t)
{
    bool called = t->kind == MG_THING_OPERATOR;
    struct mg_buf copy = MG_BUF_INIT;
    size_t n = called ? strcspn(t->name, "(") : (size_t)(mg_sql_access_method(t->name) - t->name);
    const char *rest = t->name + n;
    mg_buf_addn(&copy, t->name, n);
    const char *name = mg_buf_failed(&copy) ? "" : mg_buf_text(&copy);
    const char *last = mg_sql_last_part(name);
    mg_buf_add(sql, ", NULL");
    add_schema(sql, name, last);
    add_plain(sql, last, strlen(last));
    if (called && *rest)
        add_plain(sql, rest + 1, strcspn(rest + 1, ")"));
    else
        add_literal(sql, *rest ? rest + strlen(" USING ") : NULL);
    sql->failed |= mg_buf_failed(&copy);
    mg_buf_free(&copy);
}

static bool is_found_by_name(enum mg_thing_kind kind)
{
    return kind == MG_THING_TYPE || kind == MG_THING_FUNCTION ||
           (kind >= MG_THING_OPERATOR && kind <= MG_THING_STATISTICS);
}

/* The same of all others. */
static void add_other(struct mg_buf *sql, const struct mg_thing *t)
{
    bool single = t->kind >= MG_THING_WRAPPER || t->kind == MG_THING_CAST;
    add_name(sql, single && t->kind != MG_THING_PARTITION ? NULL : t->name);
    add_name(sql, t->kind == MG_THING_MAPPING ? NULL : t->table);
    add_literal(sql, single ? t->name : NULL);
    add_literal(sql, t->kind == MG_THING_COLUMN    ? t->detail
                     : t->kind == MG_THING_MAPPING ? t->table
                                                   : NULL);
}

static void add_claim(struct mg_buf *sql, size_t i, const struct mg_thing *t)
{
    mg_buf_printf(sql, ", (%zu, %d", i, t->kind);
    if (is_found_by_name(t->kind))
        add_named(sql, t);
    else
        add_other(sql, t);
    mg_buf_addc(sql, ')');
}

void mg_expect_question(const struct mg_expect *expect, struct mg_buf *sql)
{
    unsigned long long of = what_is_claimed(expect);
    /* What the server writes is compared as it writes it where nobody says otherwise. */
    mg_buf_add(sql, "SELECT pg_catalog.set_config('quote_all_identifiers', 'off', true); ");
    mg_forms_compare(expect, sql);
    mg_buf_add(sql, "SELECT v.i, CASE v.kind");
    for (int kind = 0; kind < MG_THING_KINDS; kind++)
        if (of & OF(kind) || !kind)
            mg_buf_printf(sql, " WHEN %d THEN %s", kind, there[kind]);
    mg_buf_add(sql, " END");
    add_pieces(sql, found, sizeof found / sizeof *found, of);
    mg_buf_add(sql, " FROM (VALUES (-1, 0, NULL::text, NULL::text, NULL::text, NULL::text)");
    for (size_t i = 0; i < expect->n_claims; i++)
        add_claim(sql, i, &expect->claims[i].thing);
    add_pieces(sql, tables, sizeof tables / sizeof *tables, of);
}
