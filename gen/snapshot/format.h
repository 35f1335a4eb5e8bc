/*
 * The snapshot's format, which writer and reader share:
 *
 *     {"snapshot_format": 1, "objects": [
 *
 *     {"table": "users"},
 *     {"column": "id", "table": "users", "type": "bigint", "not_null": true},
 *
 *     {}
 *     ]}
 *
 * The first key of an object is its kind, its value the name; then where it is, then its fields, as
 * far as they are set. The order of columns is the order of lines.
 */
#ifndef MODELGEN_SNAPSHOT_FORMAT_H
#define MODELGEN_SNAPSHOT_FORMAT_H

enum { SNAPSHOT_FORMAT = 1 };

#define KEY_FORMAT  "snapshot_format"
#define KEY_OBJECTS "objects"
#define KEY_TABLE   "table"
#define KEY_SCHEMA  "schema"
#define KEY_COMMENT "comment"
#define KEY_OWNER   "owner"

#endif
