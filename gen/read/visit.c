/*
 * The tree of the translation unit into declarations. One walk; it goes into structs, enums,
 * assertions and whatever could wrongly bear a word, and looks at nothing else. A struct's own
 * annotations come before its members, so it is known to be a table when they come.
 */
#include <string.h>

#include "read/reading.h"

static const char word_prefix[] = "mg.";

struct walk {
    struct reading *r;
    struct table_decl *table; /* the struct that is being walked through */
    struct members members;   /* its members so far; used again for every struct */
    struct enum_decl *enum_;
    bool no_enum; /* an ordinary enum is being walked through */
};

static const char *spelling_of(struct reading *r, CXCursor cursor)
{
    CXString string = clang_getCursorSpelling(cursor);
    const char *copy = arena_strdup(r->arena, clang_getCString(string));

    clang_disposeString(string);
    return copy;
}

static const char *comment_of(struct reading *r, CXCursor cursor)
{
    CXString raw = clang_Cursor_getRawCommentText(cursor);
    const char *text = clang_getCString(raw);

    text = text ? comment_text(r, text) : NULL;
    clang_disposeString(raw);
    return text;
}

/* The word that a text like `mg.VARCHAR(20` says; false if it is none of ours. */
static bool parse_word(struct reading *r, const char *text, CXCursor cursor, struct word *word)
{
    size_t prefix = sizeof word_prefix - 1;

    if (strncmp(text, word_prefix, prefix) != 0)
        return false;
    text += prefix;

    size_t n = strcspn(text, "(");

    *word = (struct word){.id = word_find(text, n), .cursor = cursor};
    if (text[n]) {
        word->arguments.n = strlen(text + n + 1);
        word->arguments.p = arena_strndup(r->arena, text + n + 1, word->arguments.n);
    }
    if (word->id == WORD_NONE)
        BUG("begin.h has a word that the reader has not: %s", text);
    return true;
}

static void report_stray(struct walk *w, const struct word *word, const char *where,
                         const char *hint)
{
    diag_error(w->r->diags, MG129, loc_of_word(w->r, word), "%s on %s", word_kinds[word->id].name,
               where);
    if (hint)
        diag_hint(w->r->diags, "%s", hint);
}

/* A struct's words: TABLE(...) makes it a table. */
static void annotate_struct(struct walk *w, const struct word *word, CXCursor parent)
{
    struct word *copy;

    if (!clang_isCursorDefinition(parent)) {
        if (clang_Cursor_isNull(clang_getCursorDefinition(parent)))
            report_stray(w, word, "a struct that is never defined", NULL);
        return;
    }
    if (!(word_kinds[word->id].places & AT_STRUCT)) {
        report_stray(w, word, "a struct", "Words of a column follow the member's name.");
        return;
    }
    copy = arena_new_of(w->r->arena, struct word);
    *copy = *word;
    w->table->word = copy;
    w->table->tag = spelling_of(w->r, parent);
    w->table->comment = comment_of(w->r, parent);
    *vec_push(w->r->arena, &w->r->tables) = w->table;
}

static void annotate_member(struct walk *w, const struct word *word, CXCursor parent)
{
    struct table_decl *table = w->table;

    if (!table || table->strays || !w->members.n)
        return;
    if (table->word) {
        words_add(w->r, &w->members.items[w->members.n - 1].words, word);
        return;
    }
    report_stray(w, word, "a member of a struct that is no table", NULL);
    diag_note(w->r->diags, loc_of_cursor(w->r, clang_getCursorSemanticParent(parent)),
              "the struct");
    diag_hint(w->r->diags, "Declare the struct with TABLE(%s).",
              spelling_of(w->r, clang_getCursorSemanticParent(parent)));
    table->strays = true;
}

static void annotate_enum(struct walk *w, const struct word *word, CXCursor parent)
{
    struct word *copy;

    if (!clang_isCursorDefinition(parent))
        return;
    if (word->id != WORD_ENUM) {
        report_stray(w, word, "an enum", NULL);
        return;
    }
    copy = arena_new_of(w->r->arena, struct word);
    *copy = *word;
    w->enum_->word = copy;
    w->enum_->tag = spelling_of(w->r, parent);
    w->enum_->comment = comment_of(w->r, parent);
    *vec_push(w->r->arena, &w->r->enums) = w->enum_;
}

static void annotate_enumerator(struct walk *w, const struct word *word)
{
    if (!w->enum_)
        return;
    if (!w->enum_->word) {
        report_stray(w, word, "a value of an enum that is none of PostgreSQL's",
                     "Declare the enum with ENUM(...).");
        return;
    }
    words_add(w->r, &w->enum_->enumerators.items[w->enum_->enumerators.n - 1].words, word);
}

/* DOMAIN(...) comes first; what follows is said of the domain. */
static void annotate_typedef(struct walk *w, const struct word *word, CXCursor parent)
{
    struct domain_decl *d = w->r->domains.n ? w->r->domains.items[w->r->domains.n - 1] : NULL;

    if (d && clang_equalCursors(d->cursor, parent)) {
        words_add(w->r, &d->member.words, word);
        return;
    }
    if (word->id != WORD_DOMAIN) {
        report_stray(w, word, "a typedef that is no domain", "Declare it with DOMAIN(...).");
        return;
    }

    struct word *copy = arena_new_of(w->r->arena, struct word);
    bool comment, bit_field;

    *copy = *word;
    d = arena_new_of(w->r->arena, struct domain_decl);
    d->cursor = parent;
    d->name = spelling_of(w->r, parent);
    d->comment = comment_of(w->r, parent);
    d->word = copy;
    d->member.name = d->name;
    d->member.type = clang_getTypedefDeclUnderlyingType(parent);
    d->member.loc = loc_of_name(w->r, parent, &comment, &bit_field);
    *vec_push(w->r->arena, &w->r->domains) = d;
}

static void annotate(struct walk *w, CXCursor cursor, CXCursor parent)
{
    CXString string = clang_getCursorSpelling(cursor);
    struct word word;

    if (parse_word(w->r, clang_getCString(string), cursor, &word)) {
        enum CXCursorKind kind = clang_getCursorKind(parent);

        if (kind == CXCursor_FieldDecl)
            annotate_member(w, &word, parent);
        else if (kind == CXCursor_StructDecl)
            annotate_struct(w, &word, parent);
        else if (kind == CXCursor_EnumDecl)
            annotate_enum(w, &word, parent);
        else if (kind == CXCursor_EnumConstantDecl)
            annotate_enumerator(w, &word);
        else if (kind == CXCursor_TypedefDecl)
            annotate_typedef(w, &word, parent);
        else
            report_stray(w, &word, "what is no member of a table",
                         "Words of a column follow a member of a TABLE(...) struct.");
    }
    clang_disposeString(string);
}

/* INDEX(...) and its like leave an assertion with their text as its message. */
static void visit_assertion(struct walk *w, CXCursor string, CXCursor assertion)
{
    CXString spelling = clang_getCursorSpelling(string);
    const char *text = clang_getCString(spelling);
    struct word word;

    /* Clang spells constants with escapes, the more so what is not ASCII. */
    if (strncmp(text + 1, word_prefix, sizeof word_prefix - 1) == 0) {
        text = c_string_value(w->r, (struct slice){text, strlen(text)}, 0, NULL);
        if (parse_word(w->r, text, assertion, &word))
            *vec_push(w->r->arena, &w->r->items) = word;
    }
    clang_disposeString(spelling);
}

static void add_member(struct walk *w, CXCursor cursor)
{
    struct member *member = vec_push(w->r->arena, &w->members);
    bool may_have_comment, may_be_bit_field;

    *member = (struct member){0};
    if (!w->table->word)
        return;
    member->name = spelling_of(w->r, cursor);
    member->type = clang_getCursorType(cursor);
    member->loc = loc_of_name(w->r, cursor, &may_have_comment, &may_be_bit_field);
    if (may_have_comment)
        member->comment = comment_of(w->r, cursor);
    member->bit_field = may_be_bit_field && clang_Cursor_isBitField(cursor);
}

static void add_enumerator(struct walk *w, CXCursor cursor)
{
    struct enumerator *e = vec_push(w->r->arena, &w->enum_->enumerators);

    *e = (struct enumerator){.cursor = cursor, .value = clang_getEnumConstantDeclValue(cursor)};
    if (w->enum_->word)
        e->name = spelling_of(w->r, cursor);
}

/* The struct is behind us: its members get a place of their own. */
static void end_struct(struct walk *w)
{
    if (w->table && w->table->word && w->members.n) {
        struct members *to = &w->table->members;

        to->n = to->space = w->members.n;
        to->items = arena_alloc(w->r->arena, to->n * sizeof *to->items);
        memcpy(to->items, w->members.items, to->n * sizeof *to->items);
    }
    w->members.n = 0;
    w->table = NULL;
}

static enum CXChildVisitResult visit_record(struct walk *w, CXCursor cursor, CXCursor parent)
{
    bool is_struct = clang_getCursorKind(cursor) == CXCursor_StructDecl;

    if (clang_getCursorKind(parent) == CXCursor_TranslationUnit) {
        end_struct(w);
        if (!is_struct)
            return CXChildVisit_Continue;
        w->table = arena_new_of(w->r->arena, struct table_decl);
        w->table->cursor = cursor;
        return CXChildVisit_Recurse;
    }
    if (w->table && w->table->word && clang_Cursor_isAnonymousRecordDecl(cursor)) {
        diag_error(w->r->diags, MG127, loc_of_cursor(w->r, cursor),
                   "a %s without a name in table \"%s\"", is_struct ? "struct" : "union",
                   w->table->tag);
        diag_hint(w->r->diags, "A column is one value. Give it a name and the word IGNORE if it is "
                               "for the program alone.");
    }
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct walk *w = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    switch ((int)kind) {
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
        return visit_record(w, cursor, parent);
    case CXCursor_FieldDecl:
        if (w->table)
            add_member(w, cursor);
        return w->table && clang_Cursor_hasAttrs(cursor) ? CXChildVisit_Recurse
                                                         : CXChildVisit_Continue;
    case CXCursor_EnumDecl:
        if (clang_getCursorKind(parent) != CXCursor_TranslationUnit)
            return CXChildVisit_Continue;
        w->enum_ = arena_new_of(w->r->arena, struct enum_decl);
        w->enum_->cursor = cursor;
        return CXChildVisit_Recurse;
    case CXCursor_EnumConstantDecl:
        add_enumerator(w, cursor);
        return clang_Cursor_hasAttrs(cursor) ? CXChildVisit_Recurse : CXChildVisit_Continue;
    case CXCursor_AnnotateAttr:
        annotate(w, cursor, parent);
        return CXChildVisit_Continue;
    case CXCursor_StringLiteral:
        if (clang_getCursorKind(parent) == CXCursor_StaticAssert)
            visit_assertion(w, cursor, parent);
        return CXChildVisit_Continue;
    case CXCursor_VarDecl:
    case CXCursor_TypedefDecl:
        return clang_Cursor_hasAttrs(cursor) ? CXChildVisit_Recurse : CXChildVisit_Continue;
    case CXCursor_StaticAssert:
        return CXChildVisit_Recurse;
    default:
        return CXChildVisit_Continue;
    }
}

void read_visit(struct reading *r)
{
    struct walk w = {.r = r};

    clang_visitChildren(clang_getTranslationUnitCursor(r->tu), visit, &w);
    end_struct(&w);
}

/* --- Looking for a declaration ------------------------------------------------------------ */

struct search {
    const char *name;
    enum CXCursorKind kind;
    CXCursor found;
};

static enum CXChildVisitResult search(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct search *s = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    (void)parent;
    if (kind == s->kind) {
        CXString name = clang_getCursorSpelling(cursor);
        bool is_it = strcmp(clang_getCString(name), s->name) == 0;

        clang_disposeString(name);
        if (is_it) {
            s->found = cursor;
            return CXChildVisit_Break;
        }
    }
    return kind == CXCursor_EnumDecl ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

bool find_enumerator(struct reading *r, const char *name, long long *value)
{
    struct search s = {.name = name, .kind = CXCursor_EnumConstantDecl, clang_getNullCursor()};

    clang_visitChildren(clang_getTranslationUnitCursor(r->tu), search, &s);
    if (clang_Cursor_isNull(s.found))
        return false;
    *value = clang_getEnumConstantDeclValue(s.found);
    return true;
}

bool find_struct(struct reading *r, const char *tag, struct loc *loc)
{
    struct search s = {.name = tag, .kind = CXCursor_StructDecl, clang_getNullCursor()};

    clang_visitChildren(clang_getTranslationUnitCursor(r->tu), search, &s);
    if (clang_Cursor_isNull(s.found))
        return false;
    *loc = loc_of_cursor(r, s.found);
    return true;
}
