#include "error.h"

#include <stdarg.h>
#include <string.h>

const struct mg_code_entry mg_code_entries[] = {
#define CODE(number, name_, explanation_) {MG_E##number, "MG" #number, name_, explanation_},
#include "codes.def"
#undef CODE
    {MG_OK, NULL, NULL, NULL},
};

bool mg_fail(struct mg_error *error, enum mg_code code, const char *format, ...)
{
    if (error->code != MG_OK)
        return false;
    error->code = code;
    va_list args;
    va_start(args, format);
    mg_buf_vprintf(&error->message, format, args);
    va_end(args);
    return false;
}

bool mg_fail_memory(struct mg_error *error)
{
    return mg_fail(error, MG_E549, "out of memory");
}

void mg_error_hint(struct mg_error *error, const char *format, ...)
{
    if (error->hint.n)
        return;
    va_list args;
    va_start(args, format);
    mg_buf_vprintf(&error->hint, format, args);
    va_end(args);
}

int mg_error_status(const struct mg_error *error)
{
    if (error->code == MG_OK)
        return 0;
    return error->code < 510 ? 2 : 3;
}

static const struct mg_code_entry *entry_of(const struct mg_error *error)
{
    const struct mg_code_entry *entry = mg_code_entries;
    while (entry->code != MG_OK && entry->code != error->code)
        entry++;
    return entry;
}

/* Each line of a text, indented; the first one after its label. */
static void add_lines(struct mg_buf *out, const char *label, const struct mg_buf *text)
{
    if (!text->n)
        return;
    mg_buf_add(out, label);
    for (const char *line = mg_buf_text(text); line;) {
        const char *end = strchr(line, '\n');
        if (line != text->p)
            mg_buf_pad(out, ' ', 4);
        mg_buf_addn(out, line, end ? (size_t)(end - line) : strlen(line));
        mg_buf_addc(out, '\n');
        line = end && end[1] ? end + 1 : NULL;
    }
}

void mg_error_text(const struct mg_error *error, bool color, struct mg_buf *out)
{
    const char *bold = color ? "\033[1m" : "", *red = color ? "\033[1;31m" : "";
    const char *plain = color ? "\033[0m" : "";
    if (error->file) {
        mg_buf_printf(out, "%s%s:", bold, error->file);
        if (error->line)
            mg_buf_printf(out, "%d:", error->line);
        mg_buf_printf(out, "%s ", plain);
    }
    mg_buf_printf(out, "%serror:%s %s%s%s", red, plain, bold, mg_buf_text(&error->message), plain);
    if (error->sqlstate[0])
        mg_buf_printf(out, " (SQLSTATE %s)", error->sqlstate);
    mg_buf_printf(out, " [%s]\n", entry_of(error)->id);
    add_lines(out, "    ", &error->statement);
    add_lines(out, "detail: ", &error->detail);
    add_lines(out, "hint: ", &error->hint);
    add_lines(out, "", &error->outcome);
}

static void json_member(struct mg_buf *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    mg_buf_printf(out, ",\"%s\":", name);
    mg_buf_json_string(out, value);
}

void mg_error_json(const struct mg_error *error, struct mg_buf *out)
{
    const struct mg_code_entry *entry = entry_of(error);
    mg_buf_printf(out, "{\"code\":\"%s\",\"name\":\"%s\"", entry->id, entry->name);
    json_member(out, "message", mg_buf_text(&error->message));
    json_member(out, "sqlstate", error->sqlstate);
    json_member(out, "file", error->file);
    if (error->line)
        mg_buf_printf(out, ",\"line\":%d", error->line);
    json_member(out, "operation", error->operation);
    json_member(out, "statement", mg_buf_text(&error->statement));
    json_member(out, "detail", mg_buf_text(&error->detail));
    json_member(out, "hint", mg_buf_text(&error->hint));
    json_member(out, "outcome", mg_buf_text(&error->outcome));
    mg_buf_addc(out, '}');
}

void mg_error_free(struct mg_error *error)
{
    mg_buf_free(&error->message);
    mg_buf_free(&error->statement);
    mg_buf_free(&error->detail);
    mg_buf_free(&error->hint);
    mg_buf_free(&error->outcome);
    *error = (struct mg_error){0};
}
