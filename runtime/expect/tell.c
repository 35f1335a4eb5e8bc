/* What differs, in words. */
#include "tell.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "forms.h"
#include "question.h"
#include "things.h"

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

static const struct relation_kind {
    const char *noun, *kinds, *words;
} relation_kinds[] = {
    {"table", "rp", "a table"},
    {"foreign_table", "f", "a foreign table"},
    {"view", "v", "a view"},
    {"materialized_view", "m", "a materialized view"},
    {"sequence", "S", "a sequence"},
    {"index", "iI", "an index"},
    {"composite", "c", "a composite type"},
};

/* What it is; NULL: that has no name here. */
static const struct relation_kind *relation_kind(char relkind)
{
    for (size_t i = 0; i < sizeof relation_kinds / sizeof *relation_kinds; i++)
        if (strchr(relation_kinds[i].kinds, relkind))
            return &relation_kinds[i];
    return NULL;
}

static void name_thing(const struct mg_thing *t, struct mg_buf *out)
{
    bool part = mg_thing_is_part(t->kind);
    for (const char *c = t->noun; *c; c++)
        mg_buf_addc(out, *c == '_' ? ' ' : *c);
    mg_buf_printf(out, " \"%s%s%s\"", part ? t->table : "", part ? "." : "", t->name);
}

static void tell_missing(const struct mg_thing *t, const PGresult *r, int row, struct mg_buf *out)
{
    name_thing(t, out);
    if (t->kind >= MG_THING_COLUMN && !is_true(r, row, MG_FOUND_TABLE_THERE))
        mg_buf_printf(out, " is gone with its table \"%s\"", t->table);
    else
        mg_buf_add(out, " is not there");
    if (t->kind == MG_THING_COLUMN && value(r, row, MG_FOUND_OTHERS))
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
    const struct relation_kind *kind = relkind ? relation_kind(*relkind) : NULL;
    if (t->kind == MG_THING_RELATION && kind && strcmp(kind->noun, t->noun) != 0) {
        name_thing(t, out);
        mg_buf_printf(out, " is %s", kind->words);
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

/* A piece of it on one line: what is between words is one blank. */
static void add_piece(const char *text, size_t from, struct mg_buf *out)
{
    enum { SHOWN = 80 };
    size_t shown = 0;
    bool blank = false;
    mg_buf_add(out, from ? "..." : "");
    for (text += from; *text && shown < SHOWN; text++) {
        bool is_blank = *text == ' ' || *text == '\n' || *text == '\t';
        if (!is_blank && blank && shown)
            mg_buf_addc(out, ' ');
        if (!is_blank)
            mg_buf_addc(out, *text);
        shown += !is_blank;
        blank = is_blank;
    }
    mg_buf_add(out, *text ? "..." : "");
}

/* "... WHERE (a > 1), not ... WHERE (a > 2)": where the two begin to differ. */
static void tell_forms(const char *is, const char *was, struct mg_buf *out)
{
    enum { BEFORE = 30 };
    size_t same = 0, from;
    while (is[same] && is[same] == was[same])
        same++;
    for (from = same > BEFORE ? same - BEFORE : 0; from && from < same && is[from - 1] != ' ';
         from++)
        ;
    add_piece(is, from, out);
    mg_buf_add(out, ", not ");
    add_piece(was, from, out);
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
    }
    if (is && was && strcmp(is, was) != 0) {
        name_thing(t, out);
        mg_buf_add(out, t->kind == MG_THING_COLUMN ? " has " : " is ");
        tell_forms(is, was, out);
    }
    return MG_DIFFERS_FORM;
}

/* It is there, and the migrations know nothing of it. */
static enum mg_difference_kind tell_extra(const struct mg_thing *t, struct mg_buf *out)
{
    name_thing(t, out);
    mg_buf_add(out, " is there already, and no migration made it");
    return MG_DIFFERS_THERE;
}

static enum mg_difference_kind tell_owner(const struct mg_thing *t, const char *owner,
                                          struct mg_buf *out)
{
    name_thing(t, out);
    mg_buf_printf(out, " belongs to %s", owner);
    return MG_DIFFERS_OWNER;
}

enum mg_difference_kind mg_tell(const struct mg_reliance *claim, const PGresult *r, int row,
                                struct mg_buf *out)
{
    const struct mg_thing *t = &claim->thing;
    bool there = is_true(r, row, MG_FOUND_THERE);
    const char *owner = value(r, row, MG_FOUND_OWNER);
    enum mg_difference_kind changed = MG_DIFFERS_OTHER;
    if (!t->file)
        return there ? tell_extra(t, out) : MG_DIFFERS_OTHER;
    if (!there)
        tell_missing(t, r, row, out);
    else
        tell_other(t, r, row, out);
    if (there && !out->n)
        changed = tell_changed(claim, r, row, out);
    if (out->n) {
        mg_buf_printf(out, ", as %s:%d says", t->file, t->line);
        return there ? changed : MG_DIFFERS_MISSING;
    }
    return owner && claim->looks & MG_LOOK_OWNER ? tell_owner(t, owner, out) : MG_DIFFERS_OTHER;
}
