/*
 * How far a step is: a bar where standard error is a terminal, now and then a line elsewhere,
 * events with --json. Short work is not worth one.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../base/clock.h"

enum { SHORT_MS = 700, DRAW_EVERY_MS = 100, TELL_EVERY_MS = 500 };

/* --- The terminal --------------------------------------------------------------------------- */

static bool speaks_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strstr(value, "UTF-8") || strstr(value, "utf8") || strstr(value, "UTF8");
    }
    return false;
}

/* A line can be taken back there. */
static bool is_painted(void)
{
    const char *terminal = getenv("TERM");
    return terminal && *terminal && strcmp(terminal, "dumb") != 0;
}

static int columns(void)
{
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

void mg_bar_clear(struct mg_migrate *migrate)
{
    if (migrate->bar.shown)
        fputs("\r\033[K", stderr);
    migrate->bar.shown = false;
}

/* The line that waits for its end on the same terminal makes room; its end writes it again. */
static void draw(struct mg_migrate *migrate, double now, const char *label)
{
    struct mg_buf out = MG_BUF_INIT;
    struct mg_progress_style style = {
        .width = columns() - 1, .unicode = speaks_utf8(), .color = migrate->color_err};
    mg_progress_bar(&migrate->bar.progress, now, label, &style, &out);
    if (!mg_buf_failed(&out))
        fprintf(stderr, "\r%s\033[K", mg_buf_text(&out));
    migrate->line_open = false;
    migrate->bar.shown = true;
    migrate->bar.drawn = now;
    mg_buf_free(&out);
}

/* --- What is said ----------------------------------------------------------------------------- */

/* "002 create_index (3 of 5)" */
static void label_of(const struct mg_event *event, struct mg_buf *out)
{
    mg_buf_printf(out, "%03d %s", event->entry->migration->number,
                  event->operation ? event->operation : "");
    if (event->steps > 1 && event->step)
        mg_buf_printf(out, " (%zu of %zu)", event->step, event->steps);
}

static void show(struct mg_migrate *migrate, const struct mg_event *event, double now)
{
    struct mg_bar *bar = &migrate->bar;
    struct mg_buf label = MG_BUF_INIT, line = MG_BUF_INIT;
    label_of(event, &label);
    bool terminal = isatty(STDERR_FILENO) && is_painted();
    if (mg_buf_failed(&label)) {
        mg_buf_free(&label);
        return;
    }
    if (terminal && now - bar->drawn >= DRAW_EVERY_MS) {
        draw(migrate, now, mg_buf_text(&label));
    } else if (!terminal && migrate->progress > 0 &&
               mg_progress_is_due(&bar->progress, now, migrate->progress)) {
        mg_progress_words(&bar->progress, now, mg_buf_text(&label), &line);
        mg_remark(migrate, "%s", mg_buf_failed(&line) ? "" : mg_buf_text(&line));
    }
    mg_buf_free(&line);
    mg_buf_free(&label);
}

static bool is_same_step(const struct mg_bar *bar, const struct mg_event *event)
{
    return bar->entry == event->entry && bar->direction == event->direction &&
           bar->step == event->step;
}

void mg_bar_advance(struct mg_migrate *migrate, const struct mg_event *event)
{
    struct mg_bar *bar = &migrate->bar;
    double now = mg_now_ms();
    if (!is_same_step(bar, event)) {
        mg_progress_begin(&bar->progress, now - event->milliseconds, migrate->progress);
        bar->entry = event->entry;
        bar->direction = event->direction;
        bar->step = event->step;
    }
    mg_progress_note(&bar->progress, now, &event->figures);
    if (!migrate->json && !migrate->quiet && !migrate->target && event->milliseconds >= SHORT_MS)
        show(migrate, event, now);
}

bool mg_bar_is_news(struct mg_migrate *migrate, const struct mg_event *event)
{
    double now = mg_now_ms();
    bool whole = event->figures.total > 0 && event->figures.done >= event->figures.total;
    if (!whole && now - migrate->bar.told < TELL_EVERY_MS)
        return false;
    migrate->bar.told = now;
    return true;
}

/* A number, or null where it is not known. */
static void add_number(const char *name, double value, struct mg_buf *out)
{
    mg_buf_printf(out, value >= 0 ? ",\"%s\":%.3f" : ",\"%s\":null", name, value);
}

void mg_bar_json(const struct mg_migrate *migrate, const struct mg_event *event, struct mg_buf *out)
{
    const struct mg_progress *p = &migrate->bar.progress;
    const struct mg_figures *f = &event->figures;
    mg_buf_add(out, ",\"phase\":");
    if (f->phase)
        mg_buf_json_string(out, f->phase);
    else
        mg_buf_add(out, "null");
    if (f->total > 0)
        mg_buf_printf(out, ",\"unit\":\"%s\",\"done\":%.0f,\"total\":%.0f", mg_unit_name(f->unit),
                      f->done, f->total);
    if (f->held > 0)
        mg_buf_printf(out, ",\"waits_for\":%.0f", f->held);
    if (f->bytes > 0)
        mg_buf_printf(out, ",\"about_bytes\":%.0f", f->bytes);
    if (f->rows > 0)
        mg_buf_printf(out, ",\"rows\":%lld", f->rows);
    if (f->rows > 0)
        add_number("rows_per_s", mg_progress_row_rate(p), out);
    mg_buf_printf(out, ",\"duration_ms\":%.3f", event->milliseconds);
    add_number("left_s", mg_progress_left(p), out);
}
