#pragma once
#include <modelgen/begin.h>

TABLE(samples) {
    int64_t id PRIMARY_KEY;
    int16_t a_smallint;
    short a_short;
    int32_t an_integer;
    int an_int;
    int64_t a_bigint;
    long a_long;
    long long a_long_long;
    float a_real;
    double a_double;
    bool a_bool;
    char *a_text;
    const char *a_const_text;
    char *a_varchar VARCHAR(10);
    char *a_char CHAR(3);
    pg_numeric a_price NUMERIC(10, 2);
    pg_numeric a_count NUMERIC(5);
    pg_bit a_bit BIT(8);
    pg_varbit a_varbit VARBIT(8);
    pg_varbit any_varbit;
    pg_timestamptz a_timestamptz_3 TIMESTAMPTZ(3);
    pg_timestamp a_timestamp_0 TIMESTAMP(0);
    pg_time a_time_3 TIME(3);
    pg_timetz a_timetz_3 TIMETZ(3);
    pg_interval a_day_interval INTERVAL("day to second");
    pg_lsn a_pg_lsn;
    char *a_regclass TYPE("regclass");
    char *a_name TYPE("name");
    pg_timestamptz a_timestamptz;
    pg_timestamp a_timestamp;
    pg_date a_date;
    pg_time a_time;
    pg_timetz a_timetz;
    pg_interval a_interval;
    pg_numeric a_numeric;
    pg_uuid a_uuid;
    pg_json a_json;
    pg_jsonb a_jsonb;
    pg_bytea a_bytea;
    pg_inet a_inet;
    pg_cidr a_cidr;
    pg_macaddr a_macaddr;
    pg_macaddr8 a_macaddr8;
    pg_money a_money;
    pg_xml a_xml;
    pg_oid a_oid;
    pg_point a_point;
    pg_line a_line;
    pg_lseg a_lseg;
    pg_box a_box;
    pg_path a_path;
    pg_polygon a_polygon;
    pg_circle a_circle;
    pg_tsvector a_tsvector;
    pg_tsquery a_tsquery;
    pg_int4range a_int4range;
    pg_int8range a_int8range;
    pg_numrange a_numrange;
    pg_tsrange a_tsrange;
    pg_tstzrange a_tstzrange;
    pg_daterange a_daterange;
    pg_jsonpath a_jsonpath;
};

#include <modelgen/end.h>
