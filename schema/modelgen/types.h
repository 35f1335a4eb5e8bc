/*
 * The types of PostgreSQL that C has none for, and what stands behind the words of begin.h.
 * Included by begin.h; the types stay after end.h, so that a program can use them too.
 *
 * A typedef says which SQL type a member has; its C side is a layout that holds the value: numbers
 * as PostgreSQL's binary format has them, and text wherever only the text form is convenient.
 */
#ifndef MODELGEN_TYPES_H
#define MODELGEN_TYPES_H

#include <stddef.h>
#include <stdint.h>
#ifndef __cplusplus
#include <stdbool.h>
#endif

/* Dates and times count from 2000-01-01, times in microseconds. */
typedef int64_t pg_timestamptz;
typedef int64_t pg_timestamp;
typedef int32_t pg_date; /* days */
typedef int64_t pg_time;
typedef struct pg_timetz { int64_t time; int32_t zone; } pg_timetz; /* seconds west of Greenwich */
typedef struct pg_interval { int64_t time; int32_t days, months; } pg_interval;

typedef char *pg_numeric; /* "12.50" */
typedef int64_t pg_money; /* in the smallest unit of the currency */
typedef char *pg_text;
typedef char *pg_json;
typedef char *pg_jsonb;
typedef char *pg_jsonpath;
typedef char *pg_xml;
typedef struct pg_bytea { size_t size; unsigned char *bytes; } pg_bytea;
typedef struct pg_uuid { unsigned char bytes[16]; } pg_uuid;
typedef char *pg_bit; /* "1011" */
typedef char *pg_varbit;
typedef char *pg_tsvector;
typedef char *pg_tsquery;

typedef char *pg_inet;
typedef char *pg_cidr;
typedef struct pg_macaddr { unsigned char bytes[6]; } pg_macaddr;
typedef struct pg_macaddr8 { unsigned char bytes[8]; } pg_macaddr8;

typedef struct pg_point { double x, y; } pg_point;
typedef struct pg_line { double a, b, c; } pg_line; /* ax + by + c = 0 */
typedef struct pg_lseg { pg_point ends[2]; } pg_lseg;
typedef struct pg_box { pg_point high, low; } pg_box;
typedef struct pg_circle { pg_point center; double radius; } pg_circle;
typedef char *pg_path;
typedef char *pg_polygon;

typedef char *pg_int4range;
typedef char *pg_int8range;
typedef char *pg_numrange;
typedef char *pg_tsrange;
typedef char *pg_tstzrange;
typedef char *pg_daterange;
typedef char *pg_int4multirange;
typedef char *pg_int8multirange;
typedef char *pg_nummultirange;
typedef char *pg_tsmultirange;
typedef char *pg_tstzmultirange;
typedef char *pg_datemultirange;

/* PostgreSQL's own names and numbers. */
typedef char pg_char; /* the type "char", of one byte */
typedef char *pg_name;
typedef uint32_t pg_oid;
typedef uint32_t pg_xid;
typedef uint64_t pg_xid8;
typedef uint32_t pg_cid;
typedef char *pg_tid;
typedef uint64_t pg_lsn;
typedef char *pg_snapshot;
typedef char *pg_txid_snapshot;
typedef char *pg_refcursor;
typedef char *pg_aclitem;
typedef uint32_t pg_regclass;
typedef uint32_t pg_regcollation;
typedef uint32_t pg_regconfig;
typedef uint32_t pg_regdictionary;
typedef uint32_t pg_regnamespace;
typedef uint32_t pg_regoper;
typedef uint32_t pg_regoperator;
typedef uint32_t pg_regproc;
typedef uint32_t pg_regprocedure;
typedef uint32_t pg_regrole;
typedef uint32_t pg_regtype;

/* The first of several arguments, and the text of one after its macros are expanded. */
#define MG_FIRST_(first, ...) first
#define MG_TEXT_(...)         #__VA_ARGS__

#ifdef MODELGEN_PARSE

#define MG_PARTITION_(tag, parent, ...) tag { struct parent row; }

#else

/*
 * For a compiler the words of a column say nothing, except that what they name must exist.
 *
 * Options (o1, ...) are words that expand to nothing. They are set out one after the other in a
 * declaration or at the end of an expression, where anything else, a misspelt one, is a syntax error.
 */
#define MG_TABLE_(tag, o1, o2, o3, o4, o5, o6, o7, o8, o9, o10, o11, o12, o13, o14, o15, o16, ...) \
    o1 o2 o3 o4 o5 o6 o7 o8 o9 o10 o11 o12 o13 o14 o15 o16 tag
/* A partition's rows are those of its parent. */
#define MG_PARTITION_(tag, parent, o1, o2, o3, o4, o5, o6, o7, o8, o9, o10, o11, o12, ...) \
    o1 o2 o3 o4 o5 o6 o7 o8 o9 o10 o11 o12 tag { struct parent row; }
#define MG_VIEW_(tag, query, o1, o2, o3, o4, o5, o6, o7, o8, ...) o1 o2 o3 o4 o5 o6 o7 o8 tag

/* MG_PICK_(MG_SELF_##x, a, b): a if x is self, else b. */
#define MG_PICK_(...)           MG_THIRD_(__VA_ARGS__, )
#define MG_THIRD_(a, b, c, ...) c
#define MG_SELF_self            ~, ~
#define MG_EXPR_EXPR(...)       ~, ~

/* REFERENCES: an alignment that changes nothing, of a column that must exist. self is not complete yet. */
#ifdef __GNUC__
#define MG_EXISTS_(tag, column) __attribute__((__aligned__(sizeof(((struct tag *)0)->column) ? 1 : 1)))
#else
#define MG_EXISTS_(tag, column)
#endif
#define MG_REFERENCES_(tag, column, o1, o2, o3, o4, o5, o6, o7, o8, ...) \
    MG_PICK_(MG_SELF_##tag, , MG_EXISTS_(tag, column)) o1 o2 o3 o4 o5 o6 o7 o8

/*
 * What follows a struct: an assertion in which each column is a sizeof through the parameter mg_of_
 * of a function type; so INCLUDE(...) among the options checks its columns without knowing the table.
 */
#ifdef __GNUC__
#define MG_OF_(tag, size)  sizeof(int (*)(struct tag *mg_of_, char (*)[sizeof(*mg_of_) + 1 size]))
#define MG_COLUMN_(column) +sizeof(mg_of_ MG_PICK_(MG_EXPR_##column, , ->column))
#else /* tcc does not see parameters there */
#define MG_OF_(tag, size)  sizeof(struct tag)
#define MG_COLUMN_(column)
#endif
#if defined __cplusplus
#define MG_ASSERT_(size) static_assert((size) > 0, "")
#elif __STDC_VERSION__ >= 201112L && !defined __TINYC__
#define MG_ASSERT_(size) _Static_assert((size) > 0, "")
#else
#define MG_ASSERT_(size) extern char mg_assert_[(size) > 0]
#endif

#define MG_CHECK_(tag, ...) MG_ASSERT_(MG_OF_(tag, ))
#define MG_ON_(tag, columns, o1, o2, o3, o4, o5, o6, o7, o8, ...) \
    MG_ASSERT_(MG_OF_(tag, MG_COLUMNS_ columns o1 o2 o3 o4 o5 o6 o7 o8))
#define MG_DISTRIBUTED_(tag, column, o1, o2, o3, ...) \
    MG_ASSERT_(MG_OF_(tag, MG_COLUMN_(column)) o1 o2 o3)
#define MG_FOREIGN_KEY_(tag, columns, other, others, o1, o2, o3, o4, o5, o6, o7, o8, ...) \
    MG_ASSERT_(MG_OF_(tag, MG_COLUMNS_ columns)                                           \
               + MG_OF_(MG_PICK_(MG_SELF_##other, tag, other), MG_COLUMNS_ others)        \
               o1 o2 o3 o4 o5 o6 o7 o8)

/*
 * An object that is no struct, by its name; one in a table; and the same with an argument that is
 * not looked at behind the name. What follows are texts, or options that vanish.
 */
#define MG_ITEM_(name, ...) MG_ASSERT_(MG_TEXTS_(__VA_ARGS__, , , , , , , , , , , , , , , , ))
#define MG_ITEM_2_(name, any, ...) MG_ASSERT_(MG_TEXTS_(__VA_ARGS__, , , , , , , , , , , , , , , , ))
#define MG_PART_(tag, name, ...) \
    MG_ASSERT_(MG_OF_(tag, ) + MG_TEXTS_(__VA_ARGS__, , , , , , , , , , , , , , , , ))
#ifdef __GNUC__
#define MG_LONG_ __extension__ /* texts may have more than 4095 bytes */
#else
#define MG_LONG_
#endif
#define MG_TEXTS_(t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, ...) \
    MG_LONG_ sizeof("" t1 "" t2 "" t3 "" t4 "" t5 "" t6 "" t7 "" t8 "" t9 "" t10 "" t11 "" t12 "" t13 "" \
           t14 "" t15 "" t16)

/* MG_COLUMN_ of each of up to 32 columns. */
#define MG_COLUMNS_(...)                                                                           \
    MG_COUNT_(__VA_ARGS__, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, \
              14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, )(__VA_ARGS__, )
#define MG_COUNT_(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, \
                  c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, n, ...)    \
    MG_EACH_##n
#define MG_EACH_1(c, ...)  MG_COLUMN_(c)
#define MG_EACH_2(c, ...)  MG_COLUMN_(c) MG_EACH_1(__VA_ARGS__)
#define MG_EACH_3(c, ...)  MG_COLUMN_(c) MG_EACH_2(__VA_ARGS__)
#define MG_EACH_4(c, ...)  MG_COLUMN_(c) MG_EACH_3(__VA_ARGS__)
#define MG_EACH_5(c, ...)  MG_COLUMN_(c) MG_EACH_4(__VA_ARGS__)
#define MG_EACH_6(c, ...)  MG_COLUMN_(c) MG_EACH_5(__VA_ARGS__)
#define MG_EACH_7(c, ...)  MG_COLUMN_(c) MG_EACH_6(__VA_ARGS__)
#define MG_EACH_8(c, ...)  MG_COLUMN_(c) MG_EACH_7(__VA_ARGS__)
#define MG_EACH_9(c, ...)  MG_COLUMN_(c) MG_EACH_8(__VA_ARGS__)
#define MG_EACH_10(c, ...) MG_COLUMN_(c) MG_EACH_9(__VA_ARGS__)
#define MG_EACH_11(c, ...) MG_COLUMN_(c) MG_EACH_10(__VA_ARGS__)
#define MG_EACH_12(c, ...) MG_COLUMN_(c) MG_EACH_11(__VA_ARGS__)
#define MG_EACH_13(c, ...) MG_COLUMN_(c) MG_EACH_12(__VA_ARGS__)
#define MG_EACH_14(c, ...) MG_COLUMN_(c) MG_EACH_13(__VA_ARGS__)
#define MG_EACH_15(c, ...) MG_COLUMN_(c) MG_EACH_14(__VA_ARGS__)
#define MG_EACH_16(c, ...) MG_COLUMN_(c) MG_EACH_15(__VA_ARGS__)
#define MG_EACH_17(c, ...) MG_COLUMN_(c) MG_EACH_16(__VA_ARGS__)
#define MG_EACH_18(c, ...) MG_COLUMN_(c) MG_EACH_17(__VA_ARGS__)
#define MG_EACH_19(c, ...) MG_COLUMN_(c) MG_EACH_18(__VA_ARGS__)
#define MG_EACH_20(c, ...) MG_COLUMN_(c) MG_EACH_19(__VA_ARGS__)
#define MG_EACH_21(c, ...) MG_COLUMN_(c) MG_EACH_20(__VA_ARGS__)
#define MG_EACH_22(c, ...) MG_COLUMN_(c) MG_EACH_21(__VA_ARGS__)
#define MG_EACH_23(c, ...) MG_COLUMN_(c) MG_EACH_22(__VA_ARGS__)
#define MG_EACH_24(c, ...) MG_COLUMN_(c) MG_EACH_23(__VA_ARGS__)
#define MG_EACH_25(c, ...) MG_COLUMN_(c) MG_EACH_24(__VA_ARGS__)
#define MG_EACH_26(c, ...) MG_COLUMN_(c) MG_EACH_25(__VA_ARGS__)
#define MG_EACH_27(c, ...) MG_COLUMN_(c) MG_EACH_26(__VA_ARGS__)
#define MG_EACH_28(c, ...) MG_COLUMN_(c) MG_EACH_27(__VA_ARGS__)
#define MG_EACH_29(c, ...) MG_COLUMN_(c) MG_EACH_28(__VA_ARGS__)
#define MG_EACH_30(c, ...) MG_COLUMN_(c) MG_EACH_29(__VA_ARGS__)
#define MG_EACH_31(c, ...) MG_COLUMN_(c) MG_EACH_30(__VA_ARGS__)
#define MG_EACH_32(c, ...) MG_COLUMN_(c) MG_EACH_31(__VA_ARGS__)

#endif
#endif
