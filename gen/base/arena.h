/*
 * Memory of one run. main owns the arena; every object, string and operation lives in it and none
 * is freed alone. Memory is zeroed. Running out of it ends the program (a generator that has
 * written nothing yet loses nothing), so no caller checks.
 */
#ifndef MODELGEN_BASE_ARENA_H
#define MODELGEN_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Says so and ends the program with status 3: files are written last, and whole. */
_Noreturn void out_of_memory(void);

struct arena *arena_new(void);
void arena_free(struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size);
char *arena_strdup(struct arena *arena, const char *text); /* NULL stays NULL */
char *arena_strndup(struct arena *arena, const char *text, size_t n);
struct mg_buf;
char *arena_text(struct arena *arena, const struct mg_buf *text); /* a copy, and all of it */
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define arena_new_of(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

/* A growing array that lives in the arena: VEC(int) numbers = {0}; *vec_push(arena, &numbers) = 1;
 */
#define VEC(type)        \
    struct {             \
        type *items;     \
        size_t n, space; \
    }
#define vec_push(arena, v)                                                                  \
    ((v)->items = arena_grow((arena), (v)->items, (v)->n, &(v)->space, sizeof *(v)->items), \
     &(v)->items[(v)->n++])

/* Room for item n + 1 of an array; doubles. Used by vec_push. */
void *arena_grow(struct arena *arena, void *items, size_t n, size_t *space, size_t item_size);

/* A list of strings, the shape in which models hold columns, labels and parameters. */
struct strings {
    const char **items;
    size_t n, space;
};

void strings_add(struct arena *arena, struct strings *list, const char *item);
int strings_find(const struct strings *list, const char *item); /* index, or -1 */
int strings_equal(const struct strings *a, const struct strings *b);

#endif
