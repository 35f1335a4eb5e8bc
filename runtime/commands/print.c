#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *paint(bool colored, const char *code)
{
    return colored ? code : "";
}

static void write_out(struct mg_migrate *migrate, const char *text, size_t n)
{
    if ((fwrite(text, 1, n, stdout) != n || fflush(stdout) != 0) && migrate->error.code == MG_OK)
        mg_fail(&migrate->error, MG_E548, "standard output cannot be written");
}

/* Each line says which one of several it is about. */
static void add_target(const struct mg_migrate *migrate, struct mg_buf *text, bool json)
{
    struct mg_buf out = MG_BUF_INIT;
    for (const char *line = text->p; line && *line;) {
        size_t n = strcspn(line, "\n");
        bool object = json && *line == '{';
        mg_buf_add(&out, object ? "{\"target\":" : "");
        if (object)
            mg_buf_json_string(&out, migrate->target);
        else
            mg_buf_add(&out, migrate->target);
        mg_buf_add(&out, object ? "," : ": ");
        mg_buf_addn(&out, line + object, n - object);
        mg_buf_addc(&out, '\n');
        line += n + (line[n] == '\n');
    }
    mg_buf_free(text);
    *text = out;
}

void mg_print(struct mg_migrate *migrate, struct mg_buf *text)
{
    if (migrate->target && !mg_buf_failed(text))
        add_target(migrate, text, migrate->json);
    if (mg_buf_failed(text))
        mg_fail_memory(&migrate->error);
    else if (text->n)
        write_out(migrate, text->p, text->n);
    mg_buf_free(text);
}

static void close_line(struct mg_migrate *migrate)
{
    if (migrate->line_open)
        write_out(migrate, "\n", 1);
    migrate->line_open = false;
}

void mg_remark(const struct mg_migrate *migrate, const char *format, ...)
{
    if (migrate->quiet)
        return;
    struct mg_buf text = MG_BUF_INIT;
    va_list args;
    va_start(args, format);
    mg_buf_vprintf(&text, format, args);
    va_end(args);
    mg_buf_addc(&text, '\n');
    if (migrate->target && !mg_buf_failed(&text))
        add_target(migrate, &text, false);
    fputs(mg_buf_failed(&text) ? "out of memory\n" : mg_buf_text(&text), stderr);
    mg_buf_free(&text);
}

void mg_print_error(struct mg_migrate *migrate)
{
    struct mg_buf text = MG_BUF_INIT;
    mg_bar_clear(migrate);
    close_line(migrate);
    if (migrate->json) {
        mg_buf_add(&text, "{\"event\":\"error\",\"error\":");
        mg_error_json(&migrate->error, &text);
        mg_buf_add(&text, "}\n");
        mg_print(migrate, &text);
    }
    mg_error_text(&migrate->error, migrate->color_err, &text);
    if (migrate->target && !mg_buf_failed(&text))
        add_target(migrate, &text, false);
    fputs(mg_buf_failed(&text) ? "error: out of memory\n" : mg_buf_text(&text), stderr);
    mg_buf_free(&text);
}

/* --- Migrations ----------------------------------------------------------------------------- */

void mg_json_migration(int number, const char *revision, const char *name, struct mg_buf *out)
{
    mg_buf_printf(out, "\"number\":%d,\"revision\":", number);
    mg_buf_json_string(out, revision);
    mg_buf_add(out, ",\"name\":");
    mg_buf_json_string(out, name);
}

void mg_json_place(const struct mg_chain *chain, size_t place, struct mg_buf *out)
{
    if (place == 0) {
        mg_buf_add(out, "null");
        return;
    }
    const mg_migration *m = chain->at[place - 1]->migration;
    mg_buf_addc(out, '{');
    mg_json_migration(m->number, m->revision, m->name, out);
    mg_buf_addc(out, '}');
}

void mg_line_of(int number, const char *revision, const char *name, struct mg_buf *out)
{
    mg_buf_printf(out, "%03d %s %s", number, revision, name);
}

void mg_json_open(const struct mg_open_run *open, struct mg_buf *out)
{
    if (!open->id) {
        mg_buf_add(out, "null");
        return;
    }
    mg_buf_add(out, "{\"revision\":");
    mg_buf_json_string(out, open->revision);
    mg_buf_printf(out, ",\"direction\":\"%s\",\"started_at\":", open->direction);
    mg_buf_json_string(out, open->started);
    mg_buf_printf(out, ",\"steps\":%d,\"done\":%d,\"running\":%d}", open->steps, open->done,
                  open->running);
}

void mg_line_of_open(const struct mg_open_run *open, struct mg_buf *out)
{
    mg_buf_printf(out, "half done: the %s of %s, begun on %s, %d of %d steps done", open->direction,
                  open->revision, open->started, open->done, open->steps);
}

void mg_json_member(const char *name, const char *value, struct mg_buf *out)
{
    mg_buf_printf(out, ",\"%s\":", name);
    mg_buf_json_string(out, value);
}

void mg_json_held(const struct mg_held *held, struct mg_buf *out)
{
    mg_buf_add(out, "{\"kind\":");
    mg_buf_json_string(out, held->kind);
    mg_json_member("name", held->name, out);
    mg_json_member("what", held->what, out);
    mg_json_member("revision", held->revision, out);
    mg_json_member("at", held->at, out);
    mg_json_member("size", held->size ? held->size : "", out);
    mg_buf_addc(out, '}');
}

/* --- Events --------------------------------------------------------------------------------- */

static const char *const event_names[] = {
    [MG_EVENT_WAITING] = "waiting", [MG_EVENT_STARTED] = "started", [MG_EVENT_LOSS] = "loss",
    [MG_EVENT_NOTICE] = "notice",   [MG_EVENT_APPLIED] = "applied", [MG_EVENT_AGAIN] = "again",
    [MG_EVENT_STEP] = "step",       [MG_EVENT_ADVANCE] = "advance", [MG_EVENT_HELD] = "held",
    [MG_EVENT_STEPPED] = "stepped",
};

static void step_json(const struct mg_migrate *migrate, const struct mg_event *event,
                      struct mg_buf *out)
{
    if (event->step)
        mg_buf_printf(out, ",\"step\":%zu,\"steps\":%zu", event->step, event->steps);
    mg_buf_add(out, ",\"operation\":");
    mg_buf_json_string(out, event->operation);
    if (event->kind == MG_EVENT_ADVANCE)
        mg_bar_json(migrate, event, out);
    if (event->kind != MG_EVENT_STEPPED)
        return;
    mg_buf_printf(out, ",\"duration_ms\":%.3f,\"lock_tries\":%d,\"lock_wait_ms\":%.3f",
                  event->milliseconds, event->waits.tries, event->waits.ms);
    mg_buf_printf(out, event->rows >= 0 ? ",\"rows\":%lld" : ",\"rows\":null", event->rows);
}

static void print_json(struct mg_migrate *migrate, const struct mg_event *event)
{
    struct mg_buf out = MG_BUF_INIT;
    mg_buf_printf(&out, "{\"event\":\"%s\"", event_names[event->kind]);
    if (event->entry) {
        const mg_migration *m = event->entry->migration;
        mg_buf_printf(&out, ",\"direction\":\"%s\",",
                      event->direction == MG_UPGRADE ? "upgrade" : "downgrade");
        mg_json_migration(m->number, m->revision, m->name, &out);
    }
    if (event->operation)
        step_json(migrate, event, &out);
    if (event->severity) {
        mg_buf_add(&out, ",\"severity\":");
        mg_buf_json_string(&out, event->severity);
    }
    if (event->text) {
        mg_buf_add(&out, ",\"text\":");
        mg_buf_json_string(&out, event->text);
    }
    if (event->waited) {
        mg_buf_add(&out, ",\"waits_for\":[");
        for (size_t i = 0; i < event->waited->n; i++) {
            mg_buf_add(&out, i ? "," : "");
            mg_waited_json(&event->waited->items[i], &out);
        }
        mg_buf_addc(&out, ']');
    }
    if (event->kind == MG_EVENT_APPLIED || event->kind == MG_EVENT_WAITING)
        mg_buf_printf(&out, ",\"duration_ms\":%.3f", event->milliseconds);
    mg_buf_add(&out, "}\n");
    mg_print(migrate, &out);
}

static void print_duration(double ms, struct mg_buf *out)
{
    if (ms < 10e3)
        mg_buf_printf(out, "%.0f ms", ms);
    else
        mg_buf_printf(out, "%.1f s", ms / 1e3);
}

enum { NAME_WIDTH = 40 };

static void print_name(const struct mg_migrate *migrate, const struct mg_event *event,
                       struct mg_buf *out)
{
    struct mg_buf name = MG_BUF_INIT;
    mg_migration_name(event->entry->migration, &name);
    mg_buf_printf(out, "  %s%s%s ", paint(migrate->color_out, "\033[32m"),
                  event->direction == MG_UPGRADE ? "->" : "<-",
                  paint(migrate->color_out, "\033[0m"));
    mg_buf_add(out, mg_buf_text(&name));
    mg_buf_pad(out, ' ', name.n < NAME_WIDTH ? NAME_WIDTH - name.n : 0);
    mg_buf_free(&name);
}

/* On a terminal the name comes first, and when it is done its time on the same line. */
static void print_progress(struct mg_migrate *migrate, const struct mg_event *event)
{
    struct mg_buf out = MG_BUF_INIT;
    bool one = !migrate->target;
    if (migrate->quiet || (!one && !migrate->verbose) ||
        (event->kind == MG_EVENT_STARTED && (!one || !isatty(STDOUT_FILENO))))
        return;
    if (!migrate->line_open)
        print_name(migrate, event, &out);
    migrate->line_open = event->kind == MG_EVENT_STARTED;
    if (event->kind == MG_EVENT_APPLIED) {
        mg_buf_addc(&out, ' ');
        print_duration(event->milliseconds, &out);
        mg_buf_addc(&out, '\n');
    }
    mg_print(migrate, &out);
}

static bool is_worth_saying(const struct mg_migrate *migrate, const struct mg_event *event)
{
    if (event->kind == MG_EVENT_NOTICE)
        return migrate->verbose || strcmp(event->severity, "WARNING") == 0;
    return event->kind != MG_EVENT_STEPPED && (event->kind != MG_EVENT_STEP || migrate->verbose);
}

void mg_print_event(void *context, const struct mg_event *event)
{
    struct mg_migrate *migrate = context;
    migrate->applied += event->kind == MG_EVENT_APPLIED;
    if (event->kind == MG_EVENT_ADVANCE)
        mg_bar_advance(migrate, event);
    else
        mg_bar_clear(migrate);
    if (migrate->json) {
        if (event->kind != MG_EVENT_ADVANCE || mg_bar_is_news(migrate, event))
            print_json(migrate, event);
    } else if (event->kind == MG_EVENT_ADVANCE) {
        return;
    } else if (event->kind == MG_EVENT_STARTED || event->kind == MG_EVENT_APPLIED) {
        print_progress(migrate, event);
    } else if (is_worth_saying(migrate, event)) {
        close_line(migrate);
        mg_remark(migrate, "%s%s:%s %s", paint(migrate->color_err, "\033[33m"),
                  event->kind == MG_EVENT_NOTICE ? event->severity : event_names[event->kind],
                  paint(migrate->color_err, "\033[0m"),
                  event->kind == MG_EVENT_STEP ? event->operation : event->text);
    }
}
