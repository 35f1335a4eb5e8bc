#include <stdio.h>
#include <string.h>

#include "base/diag_list.h"
#include "cli/report.h"
#include "runtime/base/buf.h"

static const char *id_of(enum code code)
{
    for (size_t i = 0; i < code_entry_count; i++)
        if (code_entries[i].code == code)
            return code_entries[i].id;
    return "";
}

static void add_member(struct mg_buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    mg_buf_printf(out, ",\"%s\":", name);
    mg_buf_json_string(out, text);
}

static void add_place(struct mg_buf *out, struct loc loc)
{
    add_member(out, "file", loc.file);
    if (loc.file && loc.line)
        mg_buf_printf(out, ",\"line\":%u", loc.line);
    if (loc.file && loc.line && loc.column)
        mg_buf_printf(out, ",\"column\":%u", loc.column);
}

static void add_diag(struct mg_buf *out, const struct diag *d)
{
    mg_buf_printf(out, "{\"code\":\"%s\",\"severity\":\"%s\"", id_of(d->code),
                  d->error ? "error" : "warning");
    add_place(out, d->loc);
    add_member(out, "message", d->text);
    add_member(out, "detail", d->detail);
    add_member(out, "hint", d->hint);
    for (size_t i = 0; i < d->notes.n; i++) {
        mg_buf_add(out, i ? ",{\"severity\":\"note\"" : ",\"notes\":[{\"severity\":\"note\"");
        add_place(out, d->notes.items[i].loc);
        add_member(out, "message", d->notes.items[i].text);
        mg_buf_addc(out, '}');
    }
    mg_buf_add(out, d->notes.n ? "]}" : "}");
}

void report_json(const struct diags *diags, FILE *to)
{
    struct mg_buf out = MG_BUF_INIT;

    mg_buf_add(&out, "{\"diagnostics\":[");
    for (size_t i = 0; i < diags->items.n; i++) {
        mg_buf_add(&out, i ? "," : "");
        add_diag(&out, &diags->items.items[i]);
    }
    mg_buf_add(&out, "]}\n");
    fputs(mg_buf_text(&out), to);
    mg_buf_free(&out);
}
