/*
 * How C is laid out: a call and its parts on one line if they fit, else the parts one after the
 * other on as many lines as they need. Strings break after their line ends and between words.
 */
#ifndef MODELGEN_EMIT_LAYOUT_H
#define MODELGEN_EMIT_LAYOUT_H

#include "base/arena.h"
#include "runtime/base/buf.h"

enum { LINE_WIDTH = 100, INDENT = 4 };

enum piece_type { PIECE_TEXT, PIECE_STRING, PIECE_CALL };

/* A piece of C: text as it is, a string literal, or WORD(piece, piece). */
struct piece {
    enum piece_type type;
    const char *text;  /* as it is written; of a call: its word */
    const char *value; /* of a string: what it stands for */
    VEC(struct piece *) parts;
    bool own_line; /* begins a line of its own */
    size_t fill;   /* a part that others follow takes this many columns at least */
};

struct piece *piece_text(struct arena *arena, const char *text);
struct piece *piece_string(struct arena *arena, const char *value);
struct piece *piece_call(struct arena *arena, const char *word);
void piece_add(struct arena *arena, struct piece *call, struct piece *part);

/* Columns that a piece takes on one line. */
size_t piece_width(const struct piece *piece);

/* The call as a statement, indented by four, its parts by eight. */
void piece_statement(struct mg_buf *out, const struct piece *call);

#endif
