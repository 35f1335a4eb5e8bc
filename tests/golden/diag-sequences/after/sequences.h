#pragma once
#include <modelgen/begin.h>

TABLE(sequences) {
    int64_t a IDENTITY INCREMENT(0);
    int16_t b IDENTITY MAXVALUE(40000);
    int32_t c IDENTITY MINVALUE(10) MAXVALUE(5);
    int32_t d IDENTITY START(0);
    int32_t e IDENTITY START(5) MINVALUE(1) MAXVALUE(2147483647) INCREMENT(1) CACHE(1);
    int32_t f IDENTITY CACHE(0);
    int32_t g IDENTITY INCREMENT(-1) START(5);
    int32_t h IDENTITY INCREMENT(-1) START(-1) MINVALUE(-2147483648) MAXVALUE(-1);
    int32_t i IDENTITY START(many);
    pg_uuid j IDENTITY;
    int32_t k IDENTITY SEQUENCE_NAME(sequences_a_seq);
    int32_t l IDENTITY SEQUENCE_NAME(sequences_l_seq);
};
#include <modelgen/end.h>
