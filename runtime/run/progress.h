/*
 * How far long work has come, in words and as a bar. Nothing here asks a server or prints: figures
 * and times go in, text comes out. Times are those of mg_now_ms().
 */
#ifndef MODELGEN_RUNTIME_PROGRESS_H
#define MODELGEN_RUNTIME_PROGRESS_H

#include "../base/buf.h"

enum mg_unit {
    MG_UNIT_NONE,
    MG_UNIT_BLOCKS,   /* of 8 kB; people are told bytes */
    MG_UNIT_BYTES,    /* */
    MG_UNIT_ROWS,     /* */
    MG_UNIT_SESSIONS, /* of others, which are waited for */
};

/* The name of a unit, as JSON has it. */
const char *mg_unit_name(enum mg_unit unit);

/* What is known at one moment. */
struct mg_figures {
    const char
        *phase; /* what goes on, in words; NULL: nothing to say. Lives as long as the program */
    enum mg_unit unit;
    double done, total; /* of the phase; total 0: not known */
    long long rows;     /* so far; 0: none, or not known */
    double bytes;       /* how much there is about to be read or written; 0: not known */
    double held;        /* a process that is waited for; 0: none */
};

/*
 * A step that is under way. Rates are averages in which what is older counts less; what one phase
 * needed says nothing of the next.
 */
struct mg_progress {
    double begun, phase_begun, noted; /* ms */
    struct mg_figures last;
    double units, rows, seconds; /* sums that fade: rates are units / seconds and rows / seconds */
    double due;                  /* when the next line of a log is */
    unsigned turns;              /* of the wheel */
};

struct mg_progress_style {
    int width;    /* columns; a line is never longer */
    bool unicode; /* or ASCII */
    bool color;
};

/* A new one. every: the first line of a log comes after so many seconds. */
void mg_progress_begin(struct mg_progress *progress, double now, double every);

/* Takes figures in. */
void mg_progress_note(struct mg_progress *progress, double now, const struct mg_figures *figures);

/* Units and rows in a second, and seconds until the end of the phase; less than 0: not known. */
double mg_progress_rate(const struct mg_progress *progress);
double mg_progress_row_rate(const struct mg_progress *progress);
double mg_progress_left(const struct mg_progress *progress);

/* Whether it is time for a line in a log: at growing intervals, at least once in a minute. */
bool mg_progress_is_due(struct mg_progress *progress, double now, double every);

/* For a terminal: one line without its end. label: what it is about. */
void mg_progress_bar(struct mg_progress *progress, double now, const char *label,
                     const struct mg_progress_style *style, struct mg_buf *out);

/* For a log: the same in words. */
void mg_progress_words(const struct mg_progress *progress, double now, const char *label,
                       struct mg_buf *out);

/* 512 kB, 1.2 GB; 0:07, 1:02:03. */
void mg_progress_bytes(double bytes, struct mg_buf *out);
void mg_progress_time(double seconds, struct mg_buf *out);

#endif
