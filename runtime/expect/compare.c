#include "expect.h"

#include <stdlib.h>
#include <string.h>

#include "../impact/consent.h"
#include "../sql/sql.h"
#include "forms.h"

/* --- What is there -------------------------------------------------------------------------- */

static void free_texts(struct mg_thing *thing)
{
    free(thing->table);
    free(thing->name);
    free(thing->detail);
    free(thing->form);
}

void mg_differences_free(struct mg_differences *found)
{
    for (size_t i = 0; i < found->expect.n; i++)
        free_texts(&found->expect.things[i]);
    for (size_t i = 0; i < found->expect.n_claims; i++)
        free_texts(&found->expect.claims[i].thing);
    for (size_t i = 0; i < found->n; i++)
        free(found->items[i].text);
    free(found->items);
    free(found->expect.things);
    free(found->expect.claims);
    mg_buf_free(&found->expect.sql);
    *found = (struct mg_differences){0};
}

/* --- What is ---------------------------------------------------------------------------------- */

/*
 * One row for each claim: what there is in its place. to_regclass and its like go by the search
 * path, as the migrations' statements do.
 */
static const char question[] =
    "SELECT v.i, c.relkind, CASE v.kind WHEN 0 THEN c.oid IS NOT NULL"
    " WHEN 1 THEN pg_catalog.to_regtype(v.name) IS NOT NULL"
    " WHEN 2 THEN pg_catalog.to_regnamespace(v.name) IS NOT NULL"
    " WHEN 3 THEN EXISTS (SELECT FROM pg_catalog.pg_proc f WHERE f.proname = v.part)"
    " WHEN 4 THEN a.attname IS NOT NULL WHEN 5 THEN k.oid IS NOT NULL"
    " WHEN 6 THEN EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r.oid AND"
    " t.tgname = v.part)"
    " WHEN 7 THEN EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = r.oid AND"
    " p.polname = v.part)"
    " WHEN 8 THEN EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = r.oid AND"
    " w.rulename = v.part) END,"
    " pg_catalog.format_type(a.atttypid, a.atttypmod),"
    " a.atttypid = pg_catalog.to_regtype(v.detail),"
    " k.contype, x.indisunique, x.indrelid = r.oid, x.indrelid::pg_catalog.regclass,"
    " (SELECT pg_catalog.string_agg(pg_catalog.pg_get_indexdef(x.indexrelid, n, true), ', '"
    " ORDER BY n) FROM pg_catalog.generate_series(1, x.indnkeyatts) n),"
    " CASE WHEN v.kind = 4 AND a.attname IS NULL THEN (SELECT pg_catalog.string_agg("
    "pg_catalog.quote_ident(attname) || ' ' || pg_catalog.format_type(atttypid, atttypmod), ', '"
    " ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE attrelid = r.oid AND attnum > 0 AND"
    " NOT attisdropped) END, r.oid IS NOT NULL,"
    " NOT a.attnotnull,"
    " pg_catalog.substr(pg_catalog.current_setting('modelgen.is_' || v.i, true), 2),"
    " pg_catalog.substr(pg_catalog.current_setting('modelgen.was_' || v.i, true), 2)"
    " FROM (VALUES ";

static const char tables[] =
    ") v(i, kind, name, rel, part, detail)"
    " LEFT JOIN pg_catalog.pg_class c ON v.kind = 0 AND c.oid = pg_catalog.to_regclass(v.name)"
    " LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid"
    " LEFT JOIN pg_catalog.pg_class r ON r.oid = pg_catalog.to_regclass(v.rel)"
    " LEFT JOIN pg_catalog.pg_attribute a ON v.kind = 4 AND a.attrelid = r.oid AND a.attname ="
    " v.part AND NOT a.attisdropped"
    " LEFT JOIN pg_catalog.pg_constraint k ON v.kind = 5 AND k.conrelid = r.oid AND k.conname ="
    " v.part ORDER BY v.i";

enum {
    RELKIND = 1,
    THERE,
    TYPE,
    SAME_TYPE,
    CONTYPE,
    UNIQUE_,
    SAME_TABLE,
    TABLE,
    COLUMNS_,
    OTHERS,
    TABLE_THERE,
    NULL_,
    IS,
    WAS
};

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
    struct mg_buf quoted = MG_BUF_INIT;
    if (name)
        mg_buf_name(&quoted, name);
    sql->failed |= mg_buf_failed(&quoted);
    add_literal(sql, name && !mg_buf_failed(&quoted) ? mg_buf_text(&quoted) : NULL);
    mg_buf_free(&quoted);
}

static void write_question(const struct mg_expect *expect, struct mg_buf *sql)
{
    mg_forms_compare(expect, sql);
    mg_buf_add(sql, question);
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
    mg_buf_add(sql, tables);
}

/* --- What differs ------------------------------------------------------------------------------
 */

static const char *value(const PGresult *r, int row, int column)
{
    return PQgetisnull(r, row, column) ? NULL : PQgetvalue(r, row, column);
}

static bool is_true(const PGresult *r, int row, int column)
{
    return *PQgetvalue(r, row, column) == 't';
}

/* What is in the parentheses of a type, without blanks; "" for none. */
static void modifier(const char *type, char *to, size_t size)
{
    const char *p = strchr(type, '(');
    size_t n = 0;
    for (; p && *p && *p != ')' && n + 1 < size; p++)
        if (*p != ' ' && *p != '(')
            to[n++] = *p;
    to[n] = '\0';
    if (n > 2 && strcmp(to + n - 2, ",0") == 0) /* numeric(10) is numeric(10,0) */
        to[n - 2] = '\0';
}

static bool is_same_type(const char *said, const char *is, bool same_oid)
{
    char a[80], b[80];
    modifier(said, a, sizeof a);
    modifier(is, b, sizeof b);
    if (!same_oid)
        return false;
    if (strncmp(said, "float", 5) == 0 || strncmp(is, "interval", 8) == 0)
        return true;
    return strcasecmp(a, b) == 0 ||
           (!*a && strcmp(b, "1") == 0 &&
            (strncmp(is, "character(", 10) == 0 || strncmp(is, "bit(", 4) == 0));
}

static const char *relkinds_of(const char *noun)
{
    static const struct {
        const char *noun, *kinds;
    } all[] = {{"table", "rp"},   {"foreign_table", "f"}, {"view", "v"}, {"materialized_view", "m"},
               {"sequence", "S"}, {"index", "iI"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].noun, noun) == 0)
            return all[i].kinds;
    return "";
}

static void name_thing(const struct mg_thing *t, struct mg_buf *out)
{
    for (const char *c = t->noun; *c; c++)
        mg_buf_addc(out, *c == '_' ? ' ' : *c);
    mg_buf_printf(out, " \"%s%s%s\"", t->kind >= MG_THING_COLUMN ? t->table : "",
                  t->kind >= MG_THING_COLUMN ? "." : "", t->name);
}

static void tell_missing(const struct mg_thing *t, const PGresult *r, int row, struct mg_buf *out)
{
    name_thing(t, out);
    if (t->kind >= MG_THING_COLUMN && !is_true(r, row, TABLE_THERE))
        mg_buf_printf(out, " is gone with its table \"%s\"", t->table);
    else
        mg_buf_add(out, " is not there");
    if (value(r, row, OTHERS))
        mg_buf_printf(out, " (the table has %.400s)", value(r, row, OTHERS));
}

/* The names are plain ones: quotes around them are only what quote_all_identifiers says. */
static bool is_same_list(const char *is, const char *said)
{
    for (;; is++, said++) {
        is += *is == '"';
        if (*is != *said)
            return false;
        if (!*is)
            return true;
    }
}

static void tell_index(const struct mg_thing *t, const PGresult *r, int row, struct mg_buf *out)
{
    const char *columns = value(r, row, COLUMNS_);
    bool unique = is_true(r, row, UNIQUE_);
    bool other = t->detail && columns && !is_same_list(columns, t->detail);
    if (is_true(r, row, SAME_TABLE) && unique == t->unique && !other)
        return;
    name_thing(t, out);
    mg_buf_printf(out, " is %son %s (%s), not %son %s (%s)", unique ? "unique, " : "",
                  PQgetvalue(r, row, TABLE), columns ? columns : "", t->unique ? "unique, " : "",
                  t->table, t->detail ? t->detail : "...");
}

/* The kinds of constraints, as the catalog and as operations have them. */
static const char *constraint_kind(char contype)
{
    return contype == 'p'   ? "PRIMARY KEY"
           : contype == 'u' ? "UNIQUE"
           : contype == 'f' ? "FOREIGN KEY"
           : contype == 'c' ? "CHECK"
           : contype == 'x' ? "EXCLUDE"
                            : "another kind";
}

/* What there is, where it is not what is claimed; else nothing. */
static void tell_other(const struct mg_thing *t, const PGresult *r, int row, struct mg_buf *out)
{
    const char *type = value(r, row, TYPE), *relkind = value(r, row, RELKIND);
    const char *contype = value(r, row, CONTYPE);
    if (t->kind == MG_THING_RELATION && relkind && !strchr(relkinds_of(t->noun), *relkind)) {
        name_thing(t, out);
        mg_buf_add(out, " is something else");
    } else if (t->kind == MG_THING_RELATION && strcmp(t->noun, "index") == 0) {
        tell_index(t, r, row, out);
    } else if (t->kind == MG_THING_COLUMN && type && t->detail && value(r, row, SAME_TYPE) &&
               !is_same_type(t->detail, type, is_true(r, row, SAME_TYPE))) {
        name_thing(t, out);
        mg_buf_printf(out, " is %s, not %s", type, t->detail);
    } else if (t->kind == MG_THING_CONSTRAINT && contype && t->detail &&
               strcmp(constraint_kind(*contype), t->detail) != 0) {
        name_thing(t, out);
        mg_buf_printf(out, " is %s, not %s", constraint_kind(*contype), t->detail);
    }
}

static void tell_default(const struct mg_thing *t, const char *is, const char *was,
                         struct mg_buf *out)
{
    name_thing(t, out);
    mg_buf_printf(out, *is ? " has the default %.200s, " : " has no default%.0s, ", is);
    mg_buf_printf(out, *was ? "not %.200s" : "not none%.0s", was);
}

/* What of it is replaced, or goes, and is not what the migrations have made of it. */
static void tell_changed(const struct mg_reliance *claim, const PGresult *r, int row,
                         struct mg_buf *out)
{
    const struct mg_thing *t = &claim->thing;
    const char *null = value(r, row, NULL_), *is = value(r, row, IS), *was = value(r, row, WAS);
    if (claim->looks & MG_LOOK_NULL && t->null && null && *null != t->null) {
        name_thing(t, out);
        mg_buf_add(out,
                   t->null == 't' ? " is NOT NULL, and was not" : " may be null, not NOT NULL");
    } else if (is && was && t->kind == MG_THING_COLUMN && strcmp(is, was) != 0) {
        tell_default(t, is, was, out);
    } else if (is && was && strcmp(is, was) != 0) {
        name_thing(t, out);
        mg_forms_tell(is, was, out);
    }
}

static void tell(const struct mg_reliance *claim, const PGresult *r, int row, struct mg_buf *out)
{
    const struct mg_thing *t = &claim->thing;
    bool there = is_true(r, row, THERE);
    if (!t->file && there) {
        name_thing(t, out);
        mg_buf_add(out, " is there already, and no migration made it");
        return;
    }
    if (t->file && !there)
        tell_missing(t, r, row, out);
    else if (t->file)
        tell_other(t, r, row, out);
    if (t->file && there && !out->n)
        tell_changed(claim, r, row, out);
    if (out->n)
        mg_buf_printf(out, ", as %s:%d says", t->file, t->line);
}

/* Said before, of an earlier operation. */
static bool is_known(const struct mg_differences *found, const char *text)
{
    for (size_t i = 0; i < found->n; i++)
        if (strcmp(found->items[i].text, text) == 0)
            return true;
    return false;
}

static bool keep(struct mg_differences *found, const struct mg_reliance *claim, struct mg_buf *text)
{
    struct mg_difference *more = realloc(found->items, (found->n + 1) * sizeof *more);
    if (!more)
        return false;
    found->items = more;
    char *taken = mg_buf_take(text);
    if (taken)
        found->items[found->n++] = (struct mg_difference){taken, claim};
    return taken != NULL;
}

bool mg_expect_compare(PGconn *conn, struct mg_differences *found, struct mg_error *error)
{
    struct mg_buf sql = MG_BUF_INIT;
    write_question(&found->expect, &sql);
    PGresult *r = mg_buf_failed(&sql) ? NULL : mg_query(conn, mg_buf_text(&sql), error);
    bool good = r || mg_fail_memory(error); /* if there is no error yet */
    for (int row = 1; good && row < PQntuples(r); row++) {
        const struct mg_reliance *claim = &found->expect.claims[atol(PQgetvalue(r, row, 0))];
        struct mg_buf text = MG_BUF_INIT;
        tell(claim, r, row, &text);
        if (mg_buf_failed(&text))
            good = mg_fail_memory(error);
        else if (text.n && !is_known(found, mg_buf_text(&text)))
            good = keep(found, claim, &text) || mg_fail_memory(error);
        mg_buf_free(&text);
    }
    PQclear(r);
    mg_buf_free(&sql);
    return good;
}
