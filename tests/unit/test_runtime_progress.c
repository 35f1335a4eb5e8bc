/* runtime/run/progress.h, server/lag.h: how far long work is; who is how far behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "runtime/server/lag.h"
#include "runtime/run/progress.h"

static const struct mg_progress_style ascii = {.width = 90}, narrow = {.width = 40};

static void shows(struct mg_progress *p, double now, const struct mg_progress_style *style,
                  const char *expected)
{
    struct mg_buf out = MG_BUF_INIT;
    mg_progress_bar(p, now, "002 create_index (3 of 5)", style, &out);
    assert_string_equal(mg_buf_text(&out), expected);
    mg_buf_free(&out);
}

static void says(const struct mg_progress *p, double now, const char *expected)
{
    struct mg_buf out = MG_BUF_INIT;
    mg_progress_words(p, now, "002 backfill", &out);
    assert_string_equal(mg_buf_text(&out), expected);
    mg_buf_free(&out);
}

/* Blocks that are read at a steady rate: `each` in a quarter of a second, up to `done`. */
static struct mg_progress steady(double each, double done, double total, long long rows)
{
    struct mg_progress p;
    double now = 0;
    mg_progress_begin(&p, now, 10);
    for (double at = 0; at <= done; at += each, now += 250)
        mg_progress_note(&p, now,
                         &(struct mg_figures){.phase = "reading the table",
                                              .unit = MG_UNIT_BLOCKS,
                                              .done = at,
                                              .total = total,
                                              .rows = (long long)(at / done * (double)rows)});
    return p;
}

static void a_bar_has_rate_and_remaining_time(void **state)
{
    (void)state;
    struct mg_progress p = steady(1000, 20000, 100000, 0);
    assert_true(mg_progress_rate(&p) > 3999 && mg_progress_rate(&p) < 4001);
    shows(&p, 5000, &ascii,
          "  002 create_index (3 of 5): reading the table [###>............]  20%  31 MB/s  0:20 "
          "left");
    says(&p, 5000,
         "002 backfill: reading the table, 20% of 781 MB, 31 MB/s, 0:05 so far, 0:20 left");
}

static void rows_are_told_where_they_are_counted(void **state)
{
    (void)state;
    struct mg_progress p = steady(1000, 20000, 100000, 50000);
    says(&p, 5000,
         "002 backfill: reading the table, 20% of 781 MB, 50000 rows, 10000 rows/s, 0:05 so far, "
         "0:20 left");
}

static void the_first_second_promises_nothing(void **state)
{
    (void)state;
    struct mg_progress p = steady(1000, 3000, 100000, 0);
    assert_true(mg_progress_left(&p) < 0);
    p = steady(1000, 4000, 100000, 0);
    assert_true(mg_progress_left(&p) > 0);
}

static void what_is_recent_counts_more(void **state)
{
    (void)state;
    struct mg_progress p;
    struct mg_figures f = {.unit = MG_UNIT_BLOCKS, .total = 1e6};
    double now = 0;
    mg_progress_begin(&p, now, 10);
    for (int i = 0; i < 100; i++, now += 1000, f.done += 1000)
        mg_progress_note(&p, now, &f);
    for (int i = 0; i < 30; i++, now += 1000, f.done += 100)
        mg_progress_note(&p, now, &f);
    assert_true(mg_progress_rate(&p) > 100 && mg_progress_rate(&p) < 200); /* the mean is 785 */
}

static void a_phase_begins_anew(void **state)
{
    (void)state;
    struct mg_progress p = steady(1000, 20000, 100000, 0);
    struct mg_figures next = {.phase = "sorting"};
    mg_progress_note(&p, 5250, &next);
    assert_true(mg_progress_rate(&p) < 0 && mg_progress_left(&p) < 0);
    shows(&p, 6000, &ascii, "  | 002 create_index (3 of 5): sorting  0:06");
    shows(&p, 6250, &ascii, "  / 002 create_index (3 of 5): sorting  0:06");
}

static void without_a_view_there_are_time_and_size(void **state)
{
    (void)state;
    struct mg_progress p;
    mg_progress_begin(&p, 0, 10);
    mg_progress_note(&p, 100, &(struct mg_figures){.phase = "reading the table", .bytes = 3e9});
    shows(&p, 62000, &ascii,
          "  | 002 create_index (3 of 5): reading the table  about 2.8 GB  1:02");
    says(&p, 62000, "002 backfill: reading the table, about 2.8 GB, 1:02 so far");
}

static void whoever_is_waited_for_is_named(void **state)
{
    (void)state;
    struct mg_progress p;
    mg_progress_begin(&p, 0, 10);
    mg_progress_note(&p, 100,
                     &(struct mg_figures){.phase = "waiting for older transactions",
                                          .unit = MG_UNIT_SESSIONS,
                                          .done = 1,
                                          .total = 3,
                                          .held = 4711});
    says(&p, 3000,
         "002 backfill: waiting for older transactions, 1 of 3 gone (process 4711), 0:03 so far");
}

static int columns_of(const char *text)
{
    int n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static void no_line_is_wider_than_the_terminal(void **state)
{
    (void)state;
    struct mg_progress p = steady(1000, 20000, 100000, 0);
    shows(&p, 5000, &narrow, "  002 create_in  20%  31 MB/s  0:20 left");
    for (int width = 0; width < 130; width++)
        for (int unicode = 0; unicode < 2; unicode++) {
            struct mg_progress_style style = {.width = width, .unicode = unicode};
            struct mg_buf out = MG_BUF_INIT;
            mg_progress_bar(&p, 5000, "042 create_index (12 of 15)", &style, &out);
            if (columns_of(mg_buf_text(&out)) > (width > 2 ? width : 2))
                fail_msg("%d columns: \"%s\"", width, mg_buf_text(&out));
            mg_buf_free(&out);
        }
}

static void colour_and_fine_characters_only_where_asked_for(void **state)
{
    (void)state;
    struct mg_progress p = steady(1000, 52500, 100000, 0);
    struct mg_progress_style style = {.width = 84, .unicode = true};
    shows(&p, 5000, &style,
          "  002 create_index (3 of 5): reading the table ▕█████▏    ▏  52%  31 MB/s  0:12 left");
    style.color = true;
    shows(&p, 5000, &style,
          "  002 create_index (3 of 5): reading the table ▕\033[32m█████▏    \033[0m▏  52%  31 MB/s"
          "  0:12 left");
}

static void lines_in_a_log_come_less_and_less_often(void **state)
{
    (void)state;
    struct mg_progress p;
    double at[20];
    int n = 0;
    mg_progress_begin(&p, 0, 10);
    for (double now = 0; now <= 300e3; now += 500)
        if (mg_progress_is_due(&p, now, 10) && n < 20)
            at[n++] = now / 1e3;
    static const double expected[] = {10, 20, 30, 45, 67.5, 101.5, 152.5, 212.5, 272.5};
    assert_int_equal(n, sizeof expected / sizeof *expected);
    for (int i = 0; i < n; i++)
        assert_true(at[i] == expected[i]);
}

static void numbers_are_for_people(void **state)
{
    (void)state;
    struct mg_buf out = MG_BUF_INIT;
    static const double bytes[] = {0, 999, 1000, 524288, 1e6, 1.5e9, 2e13};
    static const double seconds[] = {0, 7, 59.6, 3599, 3600, 90061};
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
        mg_progress_bytes(bytes[i], &out);
        mg_buf_add(&out, ", ");
    }
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        mg_progress_time(seconds[i], &out);
        mg_buf_addc(&out, ' ');
    }
    assert_string_equal(mg_buf_text(&out), "0 B, 999 B, 1.0 kB, 512 kB, 977 kB, 1.4 GB, 18 TB, "
                                           "0:00 0:07 1:00 59:59 1:00:00 25:01:01 ");
    mg_buf_free(&out);
}

/* --- Standbys ----------------------------------------------------------------------------- */

static void whoever_keeps_up_is_not_behind(void **state)
{
    (void)state;
    struct mg_lag lag = {0};
    for (int i = 0; i < 1000; i++)
        assert_true(mg_lag_note(&lag, i * 250.0, i * 1e6, (i - 1) * 1e6) <= 250);
}

static void whoever_stands_still_falls_behind(void **state)
{
    (void)state;
    struct mg_lag lag = {0};
    double behind = 0;
    for (int i = 0; i <= 1000; i++)
        behind = mg_lag_note(&lag, i * 250.0, i * 1e6, 100e6);
    /* It lacks what came after the hundredth quarter of a second; older notes are less precise. */
    assert_true(behind > 210e3 && behind <= 225e3);
    assert_true(mg_lag_note(&lag, 251e3, 1000e6, 1000e6) == 0);
}

static void what_was_written_before_is_not_known(void **state)
{
    (void)state;
    struct mg_lag lag = {0};
    assert_true(mg_lag_note(&lag, 1000, 500, 100) == 0);
    assert_true(mg_lag_note(&lag, 3000, 500, 100) == 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bar_has_rate_and_remaining_time),
        cmocka_unit_test(rows_are_told_where_they_are_counted),
        cmocka_unit_test(the_first_second_promises_nothing),
        cmocka_unit_test(what_is_recent_counts_more),
        cmocka_unit_test(a_phase_begins_anew),
        cmocka_unit_test(without_a_view_there_are_time_and_size),
        cmocka_unit_test(whoever_is_waited_for_is_named),
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(colour_and_fine_characters_only_where_asked_for),
        cmocka_unit_test(lines_in_a_log_come_less_and_less_often),
        cmocka_unit_test(numbers_are_for_people),
        cmocka_unit_test(whoever_keeps_up_is_not_behind),
        cmocka_unit_test(whoever_stands_still_falls_behind),
        cmocka_unit_test(what_was_written_before_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
