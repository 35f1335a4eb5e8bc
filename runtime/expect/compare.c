#include "question.h"

#include <stdlib.h>
#include <string.h>

#include "../impact/consent.h"
#include "forms.h"
#include "things.h"

/* --- What is there -------------------------------------------------------------------------- */

void mg_differences_free(struct mg_differences *found)
{
    for (size_t i = 0; i < found->expect.n; i++)
        mg_thing_free(&found->expect.things[i]);
    for (size_t i = 0; i < found->expect.n_claims; i++)
        mg_thing_free(&found->expect.claims[i].thing);
    for (size_t i = 0; i < found->n; i++)
        free(found->items[i].text);
    free(found->items);
    mg_index_free(&found->expect);
    free(found->expect.things);
    free(found->expect.claims);
    mg_buf_free(&found->expect.sql);
    *found = (struct mg_differences){0};
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
    if (t->kind >= MG_THING_COLUMN && !is_true(r, row, MG_FOUND_TABLE_THERE))
        mg_buf_printf(out, " is gone with its table \"%s\"", t->table);
    else
        mg_buf_add(out, " is not there");
    if (value(r, row, MG_FOUND_OTHERS))
        mg_buf_printf(out, " (the table has %.400s)", value(r, row, MG_FOUND_OTHERS));
}

static void tell_index(const struct mg_thing *t, const PGresult *r, int row, struct mg_buf *out)
{
    const char *columns = value(r, row, MG_FOUND_COLUMNS);
    bool unique = is_true(r, row, MG_FOUND_UNIQUE);
    bool other = t->detail && columns && strcmp(columns, t->detail) != 0;
    if (is_true(r, row, MG_FOUND_SAME_TABLE) && unique == t->unique && !other)
        return;
    name_thing(t, out);
    mg_buf_printf(out, " is %son %s (%s), not %son %s (%s)", unique ? "unique, " : "",
                  PQgetvalue(r, row, MG_FOUND_TABLE), columns ? columns : "",
                  t->unique ? "unique, " : "", t->table, t->detail ? t->detail : "...");
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
    const char *type = value(r, row, MG_FOUND_TYPE), *relkind = value(r, row, MG_FOUND_RELKIND);
    const char *contype = value(r, row, MG_FOUND_CONTYPE);
    if (t->kind == MG_THING_RELATION && relkind && !strchr(relkinds_of(t->noun), *relkind)) {
        name_thing(t, out);
        mg_buf_add(out, " is something else");
    } else if (t->kind == MG_THING_RELATION && strcmp(t->noun, "index") == 0) {
        tell_index(t, r, row, out);
    } else if (t->kind == MG_THING_COLUMN && type && t->detail &&
               value(r, row, MG_FOUND_SAME_TYPE) &&
               !is_same_type(t->detail, type, is_true(r, row, MG_FOUND_SAME_TYPE))) {
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
static enum mg_difference_kind tell_changed(const struct mg_reliance *claim, const PGresult *r,
                                            int row, struct mg_buf *out)
{
    const struct mg_thing *t = &claim->thing;
    const char *null = value(r, row, MG_FOUND_NULL), *is = value(r, row, MG_FOUND_IS),
               *was = value(r, row, MG_FOUND_WAS);
    if (claim->looks & MG_LOOK_NULL && t->null && null && *null != t->null) {
        name_thing(t, out);
        mg_buf_add(out,
                   t->null == 't' ? " is NOT NULL, and was not" : " may be null, not NOT NULL");
        return MG_DIFFERS_NULL;
    } else if (is && was && t->kind == MG_THING_COLUMN && strcmp(is, was) != 0) {
        tell_default(t, is, was, out);
    } else if (is && was && strcmp(is, was) != 0) {
        name_thing(t, out);
        mg_forms_tell(is, was, out);
    }
    return MG_DIFFERS_FORM;
}

static enum mg_difference_kind tell(const struct mg_reliance *claim, const PGresult *r, int row,
                                    struct mg_buf *out)
{
    const struct mg_thing *t = &claim->thing;
    bool there = is_true(r, row, MG_FOUND_THERE);
    enum mg_difference_kind kind = there ? MG_DIFFERS_OTHER : MG_DIFFERS_MISSING;
    if (!t->file && there) {
        name_thing(t, out);
        mg_buf_add(out, " is there already, and no migration made it");
        return MG_DIFFERS_THERE;
    }
    if (t->file && !there)
        tell_missing(t, r, row, out);
    else if (t->file)
        tell_other(t, r, row, out);
    if (t->file && there && !out->n)
        kind = tell_changed(claim, r, row, out);
    if (out->n)
        mg_buf_printf(out, ", as %s:%d says", t->file, t->line);
    return kind;
}

/* Said before, of an earlier operation. */
static bool is_known(const struct mg_differences *found, const char *text)
{
    for (size_t i = 0; i < found->n; i++)
        if (strcmp(found->items[i].text, text) == 0)
            return true;
    return false;
}

static bool keep(struct mg_differences *found, const struct mg_reliance *claim,
                 enum mg_difference_kind kind, struct mg_buf *text)
{
    struct mg_difference *more = realloc(found->items, (found->n + 1) * sizeof *more);
    if (!more)
        return false;
    found->items = more;
    char *taken = mg_buf_take(text);
    if (taken)
        found->items[found->n++] = (struct mg_difference){kind, taken, claim};
    return taken != NULL;
}

bool mg_expect_compare(PGconn *conn, struct mg_differences *found, struct mg_error *error)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_expect_question(&found->expect, &sql);
    PGresult *r = mg_buf_failed(&sql) ? NULL : mg_query(conn, mg_buf_text(&sql), error);
    bool good = r || mg_fail_memory(error); /* if there is no error yet */
    for (int row = 1; good && row < PQntuples(r); row++) {
        const struct mg_reliance *claim = &found->expect.claims[atol(PQgetvalue(r, row, 0))];
        struct mg_buf text = MG_BUF_INIT;
        enum mg_difference_kind kind = tell(claim, r, row, &text);
        if (mg_buf_failed(&text))
            good = mg_fail_memory(error);
        else if (text.n && !is_known(found, mg_buf_text(&text)))
            good = keep(found, claim, kind, &text) || mg_fail_memory(error);
        mg_buf_free(&text);
    }
    PQclear(r);
    mg_buf_free(&sql);
    return good;
}
