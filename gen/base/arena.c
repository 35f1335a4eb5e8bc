#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "runtime/base/buf.h"

enum {
    BLOCK_SIZE = 1 << 18,
    ALIGNMENT = 16,
    SMALL_BLOCKS = 8,
    HUGE_PAGE = 1 << 21,
    MAPPED_SIZE = 4 * HUGE_PAGE,
};

struct block {
    struct block *previous;
    size_t used, size;
    void *mapping; /* NULL: from malloc */
    size_t mapped;
    _Alignas(ALIGNMENT) char bytes[];
};

struct arena {
    struct block *block;
    size_t n_blocks;
};

_Noreturn void out_of_memory(void)
{
    fputs("modelgen: out of memory\n", stderr);
    exit(3);
}

static void *need(void *p)
{
    if (!p)
        out_of_memory();
    return p;
}

static struct block *allocate_block(size_t size)
{
    struct block *block = need(calloc(1, sizeof *block + size));

    block->size = size;
    return block;
}

/*
 * Large models take many pages: huge ones, where the system has them, cost a tenth to get. They
 * come zeroed, and those that are never touched cost nothing.
 */
static struct block *map_block(void)
{
    size_t length = MAPPED_SIZE + HUGE_PAGE; /* wherever it begins, an aligned part is in it */
    char *mapping = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct block *block;

    if (mapping == MAP_FAILED)
        return allocate_block(BLOCK_SIZE);
    block = (void *)(mapping + (HUGE_PAGE - (uintptr_t)mapping % HUGE_PAGE) % HUGE_PAGE);
    madvise(block, MAPPED_SIZE, MADV_HUGEPAGE);
    block->size = MAPPED_SIZE - sizeof *block;
    block->mapping = mapping;
    block->mapped = length;
    return block;
}

static struct block *new_block(const struct arena *arena, size_t size)
{
    bool is_large = arena->n_blocks >= SMALL_BLOCKS && size <= MAPPED_SIZE - sizeof(struct block);

    return is_large ? map_block() : allocate_block(size);
}

static void add_block(struct arena *arena, size_t size)
{
    struct block *block = new_block(arena, size);

    arena->n_blocks++;
    block->previous = arena->block;
    arena->block = block;
}

struct arena *arena_new(void)
{
    struct arena *arena = need(calloc(1, sizeof *arena));

    add_block(arena, BLOCK_SIZE);
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    while (arena->block) {
        struct block *previous = arena->block->previous;

        if (arena->block->mapping)
            munmap(arena->block->mapping, arena->block->mapped);
        else
            free(arena->block);
        arena->block = previous;
    }
    free(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    struct block *block = arena->block;

    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (size > block->size - block->used) {
        add_block(arena, size > BLOCK_SIZE / 4 ? size + BLOCK_SIZE : BLOCK_SIZE);
        block = arena->block;
    }
    block->used += size;
    return block->bytes + block->used - size;
}

void *arena_grow(struct arena *arena, void *items, size_t n, size_t *space, size_t item_size)
{
    if (n < *space)
        return items;

    size_t more = *space ? *space * 2 : 4;
    void *grown = arena_alloc(arena, more * item_size);

    if (n)
        memcpy(grown, items, n * item_size);
    *space = more;
    return grown;
}

char *arena_strndup(struct arena *arena, const char *text, size_t n)
{
    char *copy = arena_alloc(arena, n + 1);

    memcpy(copy, text, n);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_text(struct arena *arena, const struct mg_buf *text)
{
    if (mg_buf_failed(text))
        out_of_memory();
    return arena_strndup(arena, mg_buf_text(text), text->n);
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    struct block *block = arena->block;
    size_t room = block->size - block->used;
    char *text = block->bytes + block->used;
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(text, room, format, args);
    va_end(args);
    if ((size_t)n < room)
        return arena_alloc(arena, (size_t)n + 1);
    text = arena_alloc(arena, (size_t)n + 1);

    va_start(args, format);
    vsnprintf(text, (size_t)n + 1, format, args);
    va_end(args);
    return text;
}

void strings_add(struct arena *arena, struct strings *list, const char *item)
{
    *vec_push(arena, list) = item;
}

int strings_find(const struct strings *list, const char *item)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->items[i], item) == 0)
            return (int)i;
    return -1;
}

int strings_equal(const struct strings *a, const struct strings *b)
{
    if (a->n != b->n)
        return 0;
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->items[i], b->items[i]) != 0)
            return 0;
    return 1;
}
