/* A random model as headers, in one of the many ways in which the same model can be written. */
#include <stdio.h>
#include <string.h>

#include "item.h"

#define WORDS 24

struct writer {
    struct fuzz *f;
    const struct fuzz_model *m;
    struct mg_buf *out;
};

/* A name as a word's argument: bare where it may be, now and then. */
static const char *name_argument(struct writer *w, const char *name)
{
    if (name[strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789")] == '\0' &&
        !strchr("0123456789", name[0]) && rng_chance(&w->f->rng, 50))
        return name;
    return fuzz_c_string(w->f->arena, name);
}

/* SQL as a word's argument: as it is, or as a string where a preprocessor would mistake it. */
static const char *sql_argument(struct writer *w, const char *sql)
{
    if (!strpbrk(sql, "\"\\$`#") && !strstr(sql, "''") && rng_chance(&w->f->rng, 60))
        return sql;
    return fuzz_c_string(w->f->arena, sql);
}

static const char *column_ident(struct writer *w, const struct fuzz_table *t, int id)
{
    return fuzz_ident(w->f->arena, fuzz_column_of(t, id)->name);
}

/* --- options -----------------------------------------------------------------------------------
 */

static void reference_options(struct writer *w, const struct fuzz_part *p)
{
    if (p->on_delete && *p->on_delete)
        mg_buf_printf(w->out, ", ON_DELETE_%s", p->on_delete);
    if (p->on_update && *p->on_update)
        mg_buf_printf(w->out, ", ON_UPDATE_%s", p->on_update);
    if (p->match_full)
        mg_buf_add(w->out, ", MATCH_FULL");
}

static void common_options(struct writer *w, const struct fuzz_table *t, const struct fuzz_part *p)
{
    if (p->where) {
        const char *where = fuzz_expand(w->f->arena, p->where, column_ident(w, t, p->columns[0]));
        mg_buf_printf(w->out, ", WHERE(%s)", sql_argument(w, where));
    }
    if (p->method)
        mg_buf_printf(w->out, ", USING(%s)", p->method);
    if (p->include)
        mg_buf_printf(w->out, ", INCLUDE(%s)", fuzz_column_of(t, p->include)->member);
    if (p->with)
        mg_buf_printf(w->out, rng_chance(&w->f->rng, 50) ? ", WITH(%s)" : ", WITH(\"%s\")",
                      p->with);
    if (p->nulls_not_distinct)
        mg_buf_add(w->out, ", NULLS_NOT_DISTINCT");
    if (p->deferrable)
        mg_buf_add(w->out, p->deferred ? ", INITIALLY_DEFERRED" : ", DEFERRABLE");
    if (p->name)
        mg_buf_printf(w->out, ", NAME(%s)", name_argument(w, p->name));
    if (p->renamed_from)
        mg_buf_printf(w->out, ", RENAMED_FROM(%s)", name_argument(w, p->renamed_from));
    if (p->comment)
        mg_buf_printf(w->out, ", COMMENT(%s)", fuzz_c_string(w->f->arena, p->comment));
}

/* --- columns -----------------------------------------------------------------------------------
 */

/* Can it be written as a word of its only column? */
static bool is_column_word(const struct fuzz_model *m, const struct fuzz_table *t,
                           const struct fuzz_part *p)
{
    if (p->n != 1)
        return false;
    switch (p->kind) {
    case PRIMARY:
    case UNIQUES:
        return !p->name && !p->include && !p->with && !p->deferrable && !p->nulls_not_distinct;
    case CHECKS:
        return true;
    case FOREIGN:
        return p->ref_table == t->id || fuzz_table_of(m, p->ref_table) < t;
    case INDEXES:
        break;
    }
    return false;
}

static void write_part_word(struct writer *w, const struct fuzz_table *t, const struct fuzz_part *p)
{
    const struct fuzz_table *to;

    switch (p->kind) {
    case PRIMARY:
        mg_buf_add(w->out, " PRIMARY_KEY");
        break;
    case UNIQUES:
        mg_buf_add(w->out, " UNIQUE");
        break;
    case CHECKS:
        mg_buf_printf(w->out, " CHECK(%s",
                      sql_argument(w, fuzz_expand(w->f->arena, p->expression,
                                                  column_ident(w, t, p->columns[0]))));
        common_options(w, t, p);
        mg_buf_addc(w->out, ')');
        break;
    case FOREIGN:
        to = fuzz_table_of(w->m, p->ref_table);
        mg_buf_printf(w->out, " REFERENCES(%s, %s", to == t ? "self" : to->tag,
                      fuzz_column_of(to, p->ref_columns[0])->member);
        reference_options(w, p);
        common_options(w, t, p);
        mg_buf_addc(w->out, ')');
        break;
    case INDEXES:
        break;
    }
}

static void write_type_words(struct writer *w, const struct fuzz_column *c)
{
    if (c->type && *c->type->word) {
        mg_buf_addc(w->out, ' ');
        const char *percent = strstr(c->type->word, "%d");
        if (percent)
            mg_buf_printf(w->out, "%.*s%d%s", (int)(percent - c->type->word), c->type->word,
                          c->modifier, percent + 2);
        else
            mg_buf_add(w->out, c->type->word);
    }
    if (c->array)
        mg_buf_add(w->out, " ARRAY");
}

static void write_sql_word(struct writer *w, const char *word, const char *sql)
{
    if (sql)
        mg_buf_printf(w->out, " %s(%s)", word, sql_argument(w, sql));
}

static void write_column_words(struct writer *w, const struct fuzz_table *t,
                               const struct fuzz_column *c)
{
    write_type_words(w, c);
    for (int i = 0; i < t->nparts; i++)
        if (t->parts[i].columns[0] == c->id && is_column_word(w->m, t, &t->parts[i]))
            write_part_word(w, t, &t->parts[i]);
    if (c->not_null)
        mg_buf_add(w->out, " NOT_NULL");
    write_sql_word(w, "DEFAULT", c->default_);
    if (c->default_item)
        write_sql_word(w, "DEFAULT",
                       fuzz_item_default(w->f->arena, w->m, fuzz_item_of(w->m, c->default_item)));
    write_sql_word(w, "ON_UPDATE", c->on_update);
    if (c->generated)
        write_sql_word(w, "GENERATED",
                       fuzz_expand(w->f->arena, c->generated, column_ident(w, t, c->of)));
    if (c->collation)
        mg_buf_printf(w->out, " COLLATE(\"%s\")", c->collation);
    if (c->identity)
        mg_buf_printf(w->out, " %s %s", *c->identity == 'A' ? "IDENTITY_ALWAYS" : "IDENTITY",
                      c->options);
    if (c->identity && c->sequence)
        mg_buf_printf(w->out, " SEQUENCE_NAME(%s)", name_argument(w, c->sequence));
    if (strcmp(c->name, c->member) != 0)
        mg_buf_printf(w->out, " NAME(%s)", name_argument(w, c->name));
    if (c->renamed_from)
        mg_buf_printf(w->out, " RENAMED_FROM(%s)", name_argument(w, c->renamed_from));
}

static bool fits_doc_comment(struct writer *w, const char *comment)
{
    return comment && !strstr(comment, "*/") && rng_chance(&w->f->rng, 60);
}

static void write_own_type(struct writer *w, const struct fuzz_column *c)
{
    const struct fuzz_item *item = fuzz_item_of(w->m, c->type_item);
    const char *kind = fuzz_kind_of(item)->name;

    if (strcmp(kind, "range") == 0)
        mg_buf_printf(w->out, "    char *%s TYPE(%s)", c->member,
                      fuzz_c_string(w->f->arena, fuzz_item_name(w->f->arena, w->m, item)));
    else
        mg_buf_printf(w->out, "    %s%s %s", strcmp(kind, "composite") == 0 ? "struct " : "",
                      item->tag, c->member);
}

static void write_column(struct writer *w, const struct fuzz_table *t, const struct fuzz_column *c)
{
    bool doc = fits_doc_comment(w, c->comment), after = rng_chance(&w->f->rng, 50);

    if (doc && !after)
        mg_buf_printf(w->out, "    /** %s */\n", c->comment);
    if (c->type)
        mg_buf_printf(w->out, "    %s %s", c->type->c, c->member);
    else if (c->type_item)
        write_own_type(w, c);
    else
        mg_buf_printf(w->out, "    enum %s %s", fuzz_enum_of(w->m, c->enum_id)->tag, c->member);
    write_column_words(w, t, c);
    if (c->comment && !doc)
        mg_buf_printf(w->out, " COMMENT(%s)", fuzz_c_string(w->f->arena, c->comment));
    mg_buf_add(w->out, ";");
    if (doc && after)
        mg_buf_printf(w->out, " ///< %s", c->comment);
    mg_buf_addc(w->out, '\n');
}

/* --- what follows a table ----------------------------------------------------------------------
 */

static void write_columns(struct writer *w, const struct fuzz_table *t, const int *columns, int n)
{
    mg_buf_add(w->out, "(");
    for (int i = 0; i < n; i++)
        mg_buf_printf(w->out, "%s%s", i ? ", " : "", fuzz_column_of(t, columns[i])->member);
    mg_buf_add(w->out, ")");
}

static void write_elements(struct writer *w, const struct fuzz_table *t, const struct fuzz_part *p)
{
    if (p->expression) {
        const char *sql =
            fuzz_expand(w->f->arena, p->expression, column_ident(w, t, p->columns[0]));
        mg_buf_printf(w->out, "(EXPR(%s))", sql_argument(w, sql));
        return;
    }
    mg_buf_add(w->out, "(");
    for (int i = 0; i < p->n; i++) {
        const char *order = p->order[i] ? p->order[i] : "";
        const char *nulls = strstr(order, " NULLS ");
        mg_buf_printf(w->out, "%s%s%s%s%.*s", i ? ", " : "",
                      fuzz_column_of(t, p->columns[i])->member, p->opclass ? " " : "",
                      p->opclass ? p->opclass : "", nulls ? (int)(nulls - order) : 99, order);
        if (nulls)
            mg_buf_printf(w->out, " NULLS_%s", nulls + 7);
    }
    mg_buf_add(w->out, ")");
}

static void write_part(struct writer *w, const struct fuzz_table *t, const struct fuzz_part *p)
{
    const struct fuzz_table *to;

    switch (p->kind) {
    case PRIMARY:
    case UNIQUES:
        mg_buf_printf(w->out, "%s(%s, ", p->kind == PRIMARY ? "PRIMARY_KEY_ON" : "UNIQUE_ON",
                      t->tag);
        write_columns(w, t, p->columns, p->n);
        break;
    case CHECKS:
        return;
    case FOREIGN:
        to = fuzz_table_of(w->m, p->ref_table);
        mg_buf_printf(w->out, "FOREIGN_KEY(%s, ", t->tag);
        write_columns(w, t, p->columns, p->n);
        mg_buf_printf(w->out, ", %s, ", to == t ? "self" : to->tag);
        write_columns(w, to, p->ref_columns, p->n);
        reference_options(w, p);
        break;
    case INDEXES:
        mg_buf_printf(w->out, "%s(%s, ", p->unique ? "UNIQUE_INDEX" : "INDEX", t->tag);
        write_elements(w, t, p);
        break;
    }
    common_options(w, t, p);
    mg_buf_add(w->out, ");\n");
}

/* --- tables and enums --------------------------------------------------------------------------
 */

static void write_options(struct writer *w, const char *tag, const char *name, const char *schema,
                          const char *renamed_from, const char *comment)
{
    if (strcmp(tag, name) != 0)
        mg_buf_printf(w->out, ", NAME(%s)", name_argument(w, name));
    if (schema)
        mg_buf_printf(w->out, ", SCHEMA(%s)", name_argument(w, schema));
    if (renamed_from)
        mg_buf_printf(w->out, ", RENAMED_FROM(%s)", name_argument(w, renamed_from));
    if (comment)
        mg_buf_printf(w->out, ", COMMENT(%s)", fuzz_c_string(w->f->arena, comment));
}

static void write_enum(struct writer *w, const struct fuzz_enum *e)
{
    bool doc = fits_doc_comment(w, e->comment);

    if (doc)
        mg_buf_printf(w->out, "/// %s\n", e->comment);
    mg_buf_printf(w->out, "ENUM(%s", e->tag);
    write_options(w, e->tag, e->name, e->schema, e->renamed_from, doc ? NULL : e->comment);
    mg_buf_add(w->out, ") {\n");
    for (int i = 0; i < e->n; i++) {
        const struct fuzz_label *label = &e->labels[i];
        mg_buf_printf(w->out, "    %s LABEL(%s)", label->enumerator,
                      fuzz_c_string(w->f->arena, label->label));
        if (label->renamed_from)
            mg_buf_printf(w->out, " RENAMED_FROM(%s)",
                          fuzz_c_string(w->f->arena, label->renamed_from));
        mg_buf_add(w->out, ",\n");
    }
    mg_buf_add(w->out, "};\n\n");
}

static void write_table(struct writer *w, const struct fuzz_table *t, struct mg_buf *later)
{
    bool doc = fits_doc_comment(w, t->comment);

    if (doc)
        mg_buf_printf(w->out, "/** %s */\n", t->comment);
    mg_buf_printf(w->out, "TABLE(%s", t->tag);
    write_options(w, t->tag, t->name, t->schema, t->renamed_from, doc ? NULL : t->comment);
    if (t->with)
        mg_buf_printf(w->out, ", WITH(\"%s\")", t->with);
    mg_buf_add(w->out, ") {\n");
    for (int i = 0; i < t->n; i++)
        write_column(w, t, &t->columns[i]);
    mg_buf_add(w->out, "};\n");
    for (int i = 0; i < t->nparts; i++)
        if (!is_column_word(w->m, t, &t->parts[i])) {
            struct writer at_end = {w->f, w->m, later};
            bool forward = t->parts[i].kind == FOREIGN;
            write_part(forward ? &at_end : w, t, &t->parts[i]);
        }
    mg_buf_addc(w->out, '\n');
}

static void write_file(struct fuzz *f, const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        bug(__FILE__, __LINE__, "cannot write %s", path);
    (void)f;
}

static void write_items(struct writer *w, enum stage stage, bool here)
{
    for (int i = 0; here && i < w->m->nitems; i++)
        if (fuzz_kind_of(&w->m->items[i])->stage == stage)
            mg_buf_add(w->out, fuzz_item_model(w->f->arena, w->m, &w->m->items[i]));
}

void fuzz_write_headers(struct fuzz *f, const struct fuzz_model *m, const char *dir,
                        struct strings *paths)
{
    struct mg_buf out = MG_BUF_INIT, later = MG_BUF_INIT;
    struct writer w = {f, m, &out};
    int files = 1 + rng_below(&f->rng, m->ntables > 1 ? 3 : 1), table = 0;

    for (int i = 0; i < files; i++) {
        mg_buf_add(&out, "#pragma once\n");
        if (i)
            mg_buf_printf(&out, "#include \"model%d.h\"\n", i);
        mg_buf_add(&out, "#include <modelgen/begin.h>\n\n");
        for (int e = 0; i == 0 && e < m->nenums; e++)
            write_enum(&w, &m->enums[e]);
        write_items(&w, TYPE_STAGE, i == 0);
        write_items(&w, EARLY_STAGE, i == 0);
        for (int end = m->ntables * (i + 1) / files; table < end; table++)
            write_table(&w, &m->tables[table], &later);
        if (i == files - 1 && later.n)
            mg_buf_add(&out, mg_buf_text(&later));
        write_items(&w, LATE_STAGE, i == files - 1);
        mg_buf_add(&out, "\n#include <modelgen/end.h>\n");
        const char *path = arena_printf(f->arena, "%s/model%d.h", dir, i + 1);
        write_file(f, path, mg_buf_text(&out));
        strings_add(f->arena, paths, path);
        mg_buf_clear(&out);
    }
    mg_buf_free(&out);
    mg_buf_free(&later);
}
