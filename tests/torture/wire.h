/*
 * The protocol between a program and its PostgreSQL server, as far as one must know it to tell
 * where a message ends: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
#ifndef TORTURE_WIRE_H
#define TORTURE_WIRE_H

#include <stdbool.h>
#include <stddef.h>

/* What one side sends, as it comes in. */
struct wire {
    bool untyped; /* the first message of a program has no type */
    char *bytes;
    size_t n, capacity;
};

/* Reads what there is. False at the end of the stream. */
bool wire_read(struct wire *wire, int fd);

/* The length of the message that comes first; 0: it is not all there yet. *type: 0 if it has none.
 */
size_t wire_message(const struct wire *wire, char *type);

/* Drops a message. */
void wire_drop(struct wire *wire, size_t n);

/* The number at an offset. */
int wire_int(const struct wire *wire, size_t offset);

#endif
