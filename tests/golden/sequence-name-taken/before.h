#pragma once
#include <modelgen/begin.h>

TABLE(codes_before) {
    int32_t id   SERIAL SEQUENCE_NAME(codes_id_seq);
    char   *name;
};

TABLE(codes) {
    int32_t id    SERIAL SEQUENCE_NAME(codes_id_seq1);
    int32_t place SERIAL SEQUENCE_NAME(places);
    char   *name;
};

TABLE(rooms) {
    int64_t id  PRIMARY_KEY IDENTITY;
    int64_t old IDENTITY SEQUENCE_NAME(codes_place_seq);
};

#include <modelgen/end.h>
