/* Items as SQL and as headers: their kinds' templates, filled in. */
#include <string.h>

#include "item.h"

struct filling {
    struct arena *arena;
    const struct fuzz_model *m;
    const struct fuzz_item *item;
    const struct fuzz_kind *kind;
    const struct fuzz_table *table;
    bool sql;
};

const char *fuzz_c_string(struct arena *a, const char *text)
{
    struct mg_buf b = MG_BUF_INIT;

    mg_buf_c_string(&b, text);
    const char *s = arena_strdup(a, mg_buf_text(&b));
    mg_buf_free(&b);
    return s;
}

const char *fuzz_literal(struct arena *a, const char *text)
{
    struct mg_buf b = MG_BUF_INIT;

    mg_buf_add(&b, "E'");
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            mg_buf_addc(&b, *text);
        mg_buf_addc(&b, *text);
    }
    mg_buf_addc(&b, '\'');
    const char *s = arena_strdup(a, mg_buf_text(&b));
    mg_buf_free(&b);
    return s;
}

static const char *schema_of(const struct fuzz_model *m, const struct fuzz_item *item)
{
    const struct fuzz_table *t = fuzz_table_of(m, item->table);

    return fuzz_kind_of(item)->in_table_schema && t ? t->schema : item->schema;
}

const char *fuzz_item_name(struct arena *a, const struct fuzz_model *m, const struct fuzz_item *i)
{
    const char *schema = schema_of(m, i);

    return arena_printf(a, "%s.%s", schema ? fuzz_quote(a, schema) : "public",
                        fuzz_quote(a, i->name));
}

static const char *column(const struct filling *f, int i)
{
    const struct fuzz_column *c = fuzz_column_of(f->table, f->item->columns[i]);

    return f->sql ? fuzz_quote(f->arena, c->name) : c->member;
}

/* NAME, SCHEMA, RENAMED_FROM, COMMENT. */
static void options(const struct filling *f, struct mg_buf *out)
{
    const struct fuzz_item *i = f->item;

    if (strstr(f->kind->model, "@g") && strcmp(i->tag, i->name) != 0)
        mg_buf_printf(out, ", NAME(%s)", fuzz_c_string(f->arena, i->name));
    if (i->schema)
        mg_buf_printf(out, ", SCHEMA(%s)", fuzz_c_string(f->arena, i->schema));
    if (i->renamed_from)
        mg_buf_printf(out, ", RENAMED_FROM(%s)", fuzz_c_string(f->arena, i->renamed_from));
    if (i->comment)
        mg_buf_printf(out, ", COMMENT(%s)", fuzz_c_string(f->arena, i->comment));
}

static const char *table_name(const struct filling *f)
{
    if (!f->sql)
        return f->table->tag;
    return arena_printf(f->arena, "%s.%s",
                        f->table->schema ? fuzz_quote(f->arena, f->table->schema) : "public",
                        fuzz_quote(f->arena, f->table->name));
}

static void fill(const struct filling *f, const char *text, struct mg_buf *out);

static void fill_word(const struct filling *f, char word, struct mg_buf *out)
{
    const struct fuzz_item *item = f->item, *used = fuzz_item_of(f->m, item->item);
    const char *schema = schema_of(f->m, item);

    switch (word) {
    case 'n':
        mg_buf_add(out, f->sql ? fuzz_item_name(f->arena, f->m, item)
                               : fuzz_c_string(f->arena, item->name));
        break;
    case 'N':
        mg_buf_add(out, fuzz_quote(f->arena, item->name));
        break;
    case 'g':
        mg_buf_add(out, item->tag);
        break;
    case 'o':
        options(f, out);
        break;
    case 't':
        mg_buf_add(out, table_name(f));
        break;
    case '1':
    case '2':
        mg_buf_add(out, column(f, word - '1'));
        break;
    case '3':
    case '4':
        mg_buf_add(out, fuzz_c_string(f->arena,
                                      fuzz_column_of(f->table, item->columns[word - '3'])->name));
        break;
    case 'u':
        mg_buf_add(out, fuzz_item_name(f->arena, f->m, used));
        break;
    case 'U':
        mg_buf_add(out, fuzz_quote(f->arena, used->name));
        break;
    case 'v':
        mg_buf_add(out, fuzz_c_string(f->arena, used->name));
        break;
    case 'w':
        mg_buf_add(out, used->tag);
        break;
    case 'i':
        mg_buf_printf(out, "%d", item->id);
        break;
    case 's':
        if (f->sql)
            mg_buf_printf(out, "%s.", schema ? fuzz_quote(f->arena, schema) : "public");
        else
            mg_buf_add(out, fuzz_c_string(f->arena, schema ? schema : "public"));
        break;
    default:
        bug(__FILE__, __LINE__, "@%c", word);
    }
}

/* What stands between two backquotes; returns the second one. */
static const char *fill_string(const struct filling *f, const char *text, struct mg_buf *out)
{
    struct filling inner = *f;
    size_t n = strcspn(text, "`");
    struct mg_buf sql = MG_BUF_INIT;

    inner.sql = true;
    fill(&inner, arena_strndup(f->arena, text, n), &sql);
    mg_buf_add(out, fuzz_c_string(f->arena, mg_buf_text(&sql)));
    mg_buf_free(&sql);
    return text + n;
}

static void fill(const struct filling *f, const char *text, struct mg_buf *out)
{
    for (; *text; text++)
        if (text[0] == '@') {
            fill_word(f, *++text, out);
        } else if (text[0] == '{' && text[1] >= '0' && text[1] <= '4' && text[2] == '}') {
            int i = text[1] - '0';
            const struct fuzz_choice *choice = &f->kind->choices[i][f->item->choices[i]];
            fill(f, f->sql ? choice->sql : choice->model, out);
            text += 2;
        } else if (text[0] == '`' && !f->sql) {
            text = fill_string(f, text + 1, out);
        } else {
            mg_buf_addc(out, *text);
        }
}

static const char *filled(struct arena *a, const struct fuzz_model *m, const struct fuzz_item *i,
                          const char *text, bool sql)
{
    struct filling f = {a, m, i, fuzz_kind_of(i), fuzz_table_of(m, i->table), sql};
    struct mg_buf b = MG_BUF_INIT;

    fill(&f, text, &b);
    const char *s = arena_strdup(a, b.n ? mg_buf_text(&b) : "");
    mg_buf_free(&b);
    return s;
}

const char *fuzz_item_sql(struct arena *a, const struct fuzz_model *m, const struct fuzz_item *i)
{
    const struct fuzz_kind *kind = fuzz_kind_of(i);
    const char *sql = filled(a, m, i, kind->sql, true);

    if (!i->comment)
        return sql;
    return arena_printf(a, "%sCOMMENT ON %s IS %s;\n", sql, filled(a, m, i, kind->comment_on, true),
                        fuzz_literal(a, i->comment));
}

const char *fuzz_item_model(struct arena *a, const struct fuzz_model *m, const struct fuzz_item *i)
{
    return filled(a, m, i, fuzz_kind_of(i)->model, false);
}

const char *fuzz_item_default(struct arena *a, const struct fuzz_model *m,
                              const struct fuzz_item *i)
{
    const char *name = fuzz_item_name(a, m, i);

    if (strcmp(fuzz_kind_of(i)->default_, "nextval") == 0)
        return arena_printf(a, "nextval(%s)", fuzz_literal(a, name));
    return arena_printf(a, "%s(3)", name);
}
