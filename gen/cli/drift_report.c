#include <stdio.h>
#include <string.h>

#include "cli/change.h"
#include "cli/drift.h"
#include "model/object.h"

/* --- For people --------------------------------------------------------------------------- */

/* A long value, or one of several lines, stands on lines of its own. */
static bool is_short(const char *text)
{
    return !text || (strlen(text) <= 60 && !strchr(text, '\n'));
}

static void put_long(struct mg_buf *out, const char *whose, const char *text)
{
    mg_buf_printf(out, "        %s\n", whose);
    while (text && *text) {
        size_t n = strcspn(text, "\n");

        mg_buf_printf(out, "            %.*s\n", (int)n, text);
        text += n + (text[n] == '\n');
    }
    if (!text)
        mg_buf_add(out, "            none\n");
}

static void put_field(struct mg_buf *out, const struct compared *c)
{
    if (is_short(c->first) && is_short(c->second)) {
        mg_buf_printf(out, "    %s: %s in the snapshot, %s in the database\n", c->name,
                      c->first ? c->first : "none", c->second ? c->second : "none");
        return;
    }
    mg_buf_printf(out, "    %s:\n", c->name);
    put_long(out, "in the snapshot", c->first);
    put_long(out, "in the database", c->second);
}

static void put_difference(struct drift *d, struct mg_buf *out, const struct difference *one)
{
    struct arena *arena = d->cli->arena;
    struct compared field;

    mg_buf_add(out, object_label(arena, one->first ? one->first : one->second));
    mg_buf_add(out, !one->second  ? " is not in the database\n"
                    : !one->first ? " is in the database only\n"
                                  : "\n");
    for (size_t i = 0; compare_field(arena, one, &i, &field);)
        put_field(out, &field);
}

static void put_text(struct drift *d, struct mg_buf *out)
{
    for (size_t i = 0; i < d->differences.n; i++)
        put_difference(d, out, &d->differences.items[i]);
    for (size_t i = 0; i < d->unsayable.n; i++)
        mg_buf_printf(out, "%s is in the database only, and models cannot say it\n",
                      d->unsayable.items[i]);
    if (!out->n)
        mg_buf_add(out, "no drift: the database is what the snapshot says\n");
}

/* --- As JSON ------------------------------------------------------------------------------ */

static void json_text(struct mg_buf *out, const char *key, const char *text)
{
    mg_buf_printf(out, "\"%s\":", key);
    if (text)
        mg_buf_json_string(out, text);
    else
        mg_buf_add(out, "null");
}

static void json_difference(struct drift *d, struct mg_buf *out, const struct difference *one)
{
    const struct object *o = one->first ? one->first : one->second;
    struct compared field;
    int n = 0;

    mg_buf_addc(out, '{');
    json_text(out, "kind", o->kind->name);
    mg_buf_addc(out, ',');
    json_text(out, "schema", o->schema);
    mg_buf_addc(out, ',');
    json_text(out, "table", *o->table ? o->table : NULL);
    mg_buf_addc(out, ',');
    json_text(out, "name", o->name);
    mg_buf_printf(out, ",\"in\":\"%s\",\"fields\":[",
                  !one->second  ? "snapshot"
                  : !one->first ? "database"
                                : "both");
    for (size_t i = 0; compare_field(d->cli->arena, one, &i, &field);) {
        mg_buf_add(out, n++ ? ",{" : "{");
        json_text(out, "field", field.name);
        mg_buf_addc(out, ',');
        json_text(out, "snapshot", field.first);
        mg_buf_addc(out, ',');
        json_text(out, "database", field.second);
        mg_buf_addc(out, '}');
    }
    mg_buf_add(out, "]}");
}

static void put_json(struct drift *d, const char *path, struct mg_buf *out)
{
    mg_buf_add(out, "{\"differences\":[");
    for (size_t i = 0; i < d->differences.n; i++) {
        mg_buf_add(out, i ? "," : "");
        json_difference(d, out, &d->differences.items[i]);
    }
    mg_buf_add(out, "],");
    strings_json("unsayable", &d->unsayable, out);
    mg_buf_addc(out, ',');
    json_text(out, "file", path);
    mg_buf_add(out, "}\n");
}

void drift_report(struct drift *d, const char *path)
{
    struct mg_buf out = MG_BUF_INIT;

    if (d->cli->json)
        put_json(d, path, &out);
    else
        put_text(d, &out);
    if (path && !d->cli->json)
        mg_buf_printf(&out, "%s\n", path);
    fputs(mg_buf_text(&out), stdout);
    mg_buf_free(&out);
}
