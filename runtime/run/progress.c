#include "progress.h"

#include <string.h>

/* What is so many seconds old counts half as much as what comes in now. */
enum { FADES_S = 8, BLOCK = 8192, LONGEST_BAR = 30, SHORTEST_BAR = 8, MOST_S = 60 };

const char *mg_unit_name(enum mg_unit unit)
{
    static const char *const names[] = {[MG_UNIT_NONE] = "",
                                        [MG_UNIT_BLOCKS] = "blocks",
                                        [MG_UNIT_BYTES] = "bytes",
                                        [MG_UNIT_ROWS] = "rows",
                                        [MG_UNIT_SESSIONS] = "sessions"};
    return names[unit];
}

/* --- Figures ------------------------------------------------------------------------------ */

void mg_progress_begin(struct mg_progress *progress, double now, double every)
{
    *progress = (struct mg_progress){
        .begun = now, .phase_begun = now, .noted = now, .due = now + every * 1e3};
}

static bool is_same_phase(const struct mg_figures *a, const struct mg_figures *b)
{
    const char *one = a->phase ? a->phase : "", *other = b->phase ? b->phase : "";
    return strcmp(one, other) == 0 && a->unit == b->unit && b->done >= a->done;
}

void mg_progress_note(struct mg_progress *p, double now, const struct mg_figures *figures)
{
    double passed = (now - p->noted) / 1e3;
    if (!is_same_phase(&p->last, figures)) {
        p->phase_begun = now;
        p->units = p->rows = p->seconds = 0;
    } else if (passed > 0) {
        double keeps = FADES_S / (FADES_S + passed);
        p->units = p->units * keeps + (figures->done - p->last.done);
        p->rows = p->rows * keeps + (double)(figures->rows - p->last.rows);
        p->seconds = p->seconds * keeps + passed;
    }
    p->last = *figures;
    p->noted = now;
}

double mg_progress_rate(const struct mg_progress *p)
{
    return p->seconds > 0 ? p->units / p->seconds : -1;
}

double mg_progress_row_rate(const struct mg_progress *p)
{
    return p->seconds > 0 ? p->rows / p->seconds : -1;
}

double mg_progress_left(const struct mg_progress *p)
{
    bool known = p->last.total > 0 && p->units > 0 && p->last.unit != MG_UNIT_SESSIONS;
    double left = p->last.total - p->last.done;
    /* The first second says little. */
    if (!known || p->noted - p->phase_begun < 1e3)
        return -1;
    return left > 0 ? left / mg_progress_rate(p) : 0;
}

bool mg_progress_is_due(struct mg_progress *p, double now, double every)
{
    if (now < p->due)
        return false;
    double pause = (now - p->begun) / 2;
    pause = pause < every * 1e3 ? every * 1e3 : pause > MOST_S * 1e3 ? MOST_S * 1e3 : pause;
    p->due = now + pause;
    return true;
}

/* --- Numbers in words --------------------------------------------------------------------- */

void mg_progress_bytes(double bytes, struct mg_buf *out)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t i = 0;
    for (; bytes >= 1000 && i < 4; i++)
        bytes /= 1024;
    mg_buf_printf(out, i && bytes < 9.95 ? "%.1f %s" : "%.0f %s", bytes, units[i]);
}

void mg_progress_time(double seconds, struct mg_buf *out)
{
    long s = (long)(seconds + 0.5);
    if (s >= 3600)
        mg_buf_printf(out, "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
    else
        mg_buf_printf(out, "%ld:%02ld", s / 60, s % 60);
}

static bool is_counted_in_bytes(enum mg_unit unit)
{
    return unit == MG_UNIT_BLOCKS || unit == MG_UNIT_BYTES;
}

static double bytes_of(enum mg_unit unit, double n)
{
    return unit == MG_UNIT_BLOCKS ? n * BLOCK : n;
}

/* "110 MB/s", "5200 rows/s"; nothing if it is not known. */
static void add_rate(const struct mg_progress *p, struct mg_buf *out)
{
    double rows = p->last.unit == MG_UNIT_ROWS ? mg_progress_rate(p) : mg_progress_row_rate(p);
    if (rows > 0) {
        mg_buf_printf(out, "%.0f rows/s", rows);
    } else if (is_counted_in_bytes(p->last.unit) && mg_progress_rate(p) > 0) {
        mg_progress_bytes(bytes_of(p->last.unit, mg_progress_rate(p)), out);
        mg_buf_add(out, "/s");
    }
}

static double part_of(const struct mg_figures *f)
{
    double part = f->total > 0 ? f->done / f->total : 0;
    return part < 0 ? 0 : part > 1 ? 1 : part;
}

/* "create_index: reading the table" */
static void add_about(const struct mg_progress *p, const char *label, struct mg_buf *out)
{
    mg_buf_add(out, label);
    if (p->last.phase)
        mg_buf_printf(out, ": %s", p->last.phase);
    if (p->last.unit == MG_UNIT_SESSIONS && p->last.total > 0)
        mg_buf_printf(out, ", %.0f of %.0f gone", p->last.done, p->last.total);
    if (p->last.held > 0)
        mg_buf_printf(out, " (process %.0f)", p->last.held);
}

/* --- A line in a log ---------------------------------------------------------------------- */

void mg_progress_words(const struct mg_progress *p, double now, const char *label,
                       struct mg_buf *out)
{
    const struct mg_figures *f = &p->last;
    double left = mg_progress_left(p);
    struct mg_buf rate = MG_BUF_INIT;
    add_about(p, label, out);
    if (f->total > 0 && f->unit != MG_UNIT_SESSIONS) {
        mg_buf_printf(out, ", %.0f%% of ", part_of(f) * 100);
        if (is_counted_in_bytes(f->unit))
            mg_progress_bytes(bytes_of(f->unit, f->total), out);
        else
            mg_buf_printf(out, "%.0f %s", f->total, mg_unit_name(f->unit));
    } else if (f->bytes > 0) {
        mg_buf_add(out, ", about ");
        mg_progress_bytes(f->bytes, out);
    }
    if (f->rows > 0 && f->unit != MG_UNIT_ROWS)
        mg_buf_printf(out, ", %lld rows", f->rows);
    add_rate(p, &rate);
    if (rate.n && !mg_buf_failed(&rate))
        mg_buf_printf(out, ", %s", mg_buf_text(&rate));
    mg_buf_free(&rate);
    mg_buf_add(out, ", ");
    mg_progress_time((now - p->begun) / 1e3, out);
    mg_buf_add(out, " so far");
    if (left >= 0) {
        mg_buf_add(out, ", ");
        mg_progress_time(left, out);
        mg_buf_add(out, " left");
    }
}

/* --- A bar -------------------------------------------------------------------------------- */

/* How many columns UTF-8 text takes: none of it is wide. */
static int columns_of(const char *text)
{
    int n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

/* The first `most` columns of a text. */
static void add_cut(const char *text, int most, struct mg_buf *out)
{
    for (int n = 0; *text; text++) {
        n += ((unsigned char)*text & 0xc0) != 0x80;
        if (n > most)
            return;
        mg_buf_addc(out, *text);
    }
}

static void add_bar(double part, int width, const struct mg_progress_style *style,
                    struct mg_buf *out)
{
    static const char *const eighths[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    double full = part * width;
    int whole = (int)full;
    mg_buf_add(out, style->unicode ? "▕" : "[");
    mg_buf_add(out, style->color ? "\033[32m" : "");
    for (int i = 0; i < width; i++) {
        if (style->unicode)
            mg_buf_add(out, i < whole ? "█" : i > whole ? " " : eighths[(int)((full - whole) * 8)]);
        else
            mg_buf_addc(out, i < whole ? '#' : i == whole && full > whole ? '>' : '.');
    }
    mg_buf_add(out, style->color ? "\033[0m" : "");
    mg_buf_add(out, style->unicode ? "▏" : "]");
}

static void add_wheel(unsigned turn, const struct mg_progress_style *style, struct mg_buf *out)
{
    static const char *const fine[] = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"};
    static const char *const plain[] = {"|", "/", "-", "\\"};
    mg_buf_add(out, style->color ? "\033[32m" : "");
    mg_buf_add(out, style->unicode ? fine[turn % 8] : plain[turn % 4]);
    mg_buf_add(out, style->color ? "\033[0m" : "");
}

/* What stands behind the bar. */
static void add_tail(const struct mg_progress *p, double now, bool bar, struct mg_buf *out)
{
    double left = mg_progress_left(p);
    struct mg_buf rate = MG_BUF_INIT;
    if (bar)
        mg_buf_printf(out, " %3.0f%%", part_of(&p->last) * 100);
    add_rate(p, &rate);
    if (rate.n && !mg_buf_failed(&rate))
        mg_buf_printf(out, "  %s", mg_buf_text(&rate));
    mg_buf_free(&rate);
    if (!bar && p->last.bytes > 0) {
        mg_buf_add(out, "  about ");
        mg_progress_bytes(p->last.bytes, out);
    }
    mg_buf_add(out, "  ");
    mg_progress_time(left >= 0 ? left : (now - p->begun) / 1e3, out);
    mg_buf_add(out, left >= 0 ? " left" : "");
}

/* How long a bar is beside so many columns of words; 0 if hardly a word would be left. */
static int bar_length(int room, int words)
{
    int length = room - words > LONGEST_BAR ? LONGEST_BAR : room - words;
    return length >= SHORTEST_BAR ? length : room >= 2 * SHORTEST_BAR ? SHORTEST_BAR : 0;
}

static void lay_out(struct mg_progress *p, const struct mg_progress_style *style, const char *about,
                    const char *tail, struct mg_buf *out)
{
    enum { INDENT = 2, ENDS = 3, WHEEL = 2 }; /* the ends of a bar and the blank before it */
    bool bar = p->last.total > 0 && p->last.unit != MG_UNIT_SESSIONS;
    int room = style->width - INDENT - (bar ? ENDS : WHEEL) - columns_of(tail);
    int length = bar && room > 0 ? bar_length(room, columns_of(about)) : 0;
    mg_buf_pad(out, ' ', INDENT);
    if (!bar && room >= 0) {
        add_wheel(p->turns++, style, out);
        mg_buf_addc(out, ' ');
    }
    add_cut(about, bar && !length ? room + ENDS : room - length, out);
    if (length) {
        mg_buf_addc(out, ' ');
        add_bar(part_of(&p->last), length, style, out);
    }
    add_cut(tail, style->width - INDENT, out);
}

/* The room is shared: the tail first, then a short bar, then what it is about, then a longer bar.
 */
void mg_progress_bar(struct mg_progress *p, double now, const char *label,
                     const struct mg_progress_style *style, struct mg_buf *out)
{
    struct mg_buf about = MG_BUF_INIT, tail = MG_BUF_INIT;
    add_about(p, label, &about);
    add_tail(p, now, p->last.total > 0 && p->last.unit != MG_UNIT_SESSIONS, &tail);
    if (mg_buf_failed(&about) || mg_buf_failed(&tail))
        out->failed = true;
    else
        lay_out(p, style, mg_buf_text(&about), mg_buf_text(&tail), out);
    mg_buf_free(&about);
    mg_buf_free(&tail);
}
