// clang-format off
/* Every word of the model language. Must compile without a warning wherever a model may be included. */
#ifndef WORDS_H
#define WORDS_H

#define NAME 7
#define self 8
#define WHERE 9

#include <modelgen/begin.h>

#define MAX_EMAIL 255
enum limits { MAX_TITLE = 200 };

#define TIMESTAMPS                                                                                \
    pg_timestamptz created_at NOT_NULL DEFAULT(now());                                            \
    pg_timestamptz updated_at NOT_NULL DEFAULT(now()) ON_UPDATE(now());
#define FLAG(name, initially) bool name NOT_NULL DEFAULT(initially);

typedef int64_t user_key;

/** State of an account. */
ENUM(user_state) { USER_ACTIVE, USER_BANNED LABEL("banned") RENAMED_FROM("locked"), USER_STATES IGNORE };
ENUM(tone, SCHEMA(media), NAME("Tone"), RENAMED_FROM(sound), COMMENT("of a text")) { TONE_WARM, TONE_COLD };

/** People who can log in. */
TABLE(users) {
    user_key          id          PRIMARY_KEY IDENTITY START(100) INCREMENT(10) MINVALUE(1) MAXVALUE(9999999) CACHE(5) CYCLE SEQUENCE_NAME(users_numbers) NOT_NULL_NAME(users_have_one);
    char            *email       VARCHAR(MAX_EMAIL) NOT_NULL UNIQUE COLLATE("C"); ///< login address
    enum user_state  state       NOT_NULL DEFAULT('active');
    user_key          invited_by  REFERENCES(self, id, ON_DELETE_SET_NULL);
    int32_t          age         CHECK(age >= 0 AND age < 200) CHECK(age <> 13, NAME(users_not_13), NO_INHERIT);
    const char      *nick        CHAR(10) RENAMED_FROM(nickname) COMMENT("shown");
    char            *tags        ARRAY NOT_NULL DEFAULT('{}');
    char            *lower_email GENERATED(lower(email));
    pg_numeric       balance     NUMERIC(MAX_EMAIL, 2);
    pg_numeric       total       NUMERIC(10);
    pg_bit           bits        BIT(8);
    pg_varbit        more_bits   VARBIT(9);
    pg_timestamptz   seen        TIMESTAMPTZ(3);
    pg_timestamp     local_time  TIMESTAMP(0);
    pg_time          at          TIME(1);
    pg_timetz        at_zone     TIMETZ(2);
    pg_interval      every       INTERVAL("day to second");
    char            *search      TYPE("tsvector");
    char             title[MAX_TITLE + 1];
    char            *order_      NAME("order");
    void            *cache       IGNORE;
    int              done:1      IGNORE;
    FLAG(is_active, true)
    TIMESTAMPS
};
INDEX(users, (email));
INDEX(users, (email DESC, created_at ASC NULLS_FIRST, EXPR(lower(email)) DESC NULLS_LAST, nick OPCLASS(text_pattern_ops)));
UNIQUE_INDEX(users, (EXPR(lower(email))), WHERE(state = 'active' AND age > 3), NULLS_NOT_DISTINCT, INCLUDE(nick, age), NAME(users_lower), RENAMED_FROM(users_low), COMMENT("one each"));
INDEX(users, (tags), USING(gin), WITH(fastupdate = off, gin_pending_list_limit = 64));
INDEX(users, (email gin_trgm_ops, nick gist_trgm_ops, email text_pattern_ops, email varchar_pattern_ops, nick bpchar_pattern_ops DESC, tags jsonb_path_ops, tags inet_ops));
UNIQUE_ON(users, (nick, age));
UNIQUE_ON(users, (age, nick), DEFERRABLE, INITIALLY_DEFERRED, NAME(users_nick), INCLUDE(email), WITH("fillfactor=70"));
CHECK_ON(users, age > 3 OR nick IS NULL, NAME("users check"));
CHECK_ON(users, (age IN (1, 2)), NAME(users_age_known));

TABLE(orders_, NAME("order"), SCHEMA(billing), RENAMED_FROM(purchases), WITH("fillfactor=70"), COMMENT("sold")) {
    int64_t id;
    int16_t line;
    user_key user_id NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE, ON_UPDATE_CASCADE, MATCH_FULL, DEFERRABLE, INITIALLY_DEFERRED, NAME(orders_user), RENAMED_FROM(orders_usr));
    user_key a REFERENCES(users, id, ON_DELETE_RESTRICT, ON_UPDATE_RESTRICT);
    user_key b REFERENCES(users, id, ON_DELETE_NO_ACTION, ON_UPDATE_NO_ACTION);
    user_key c REFERENCES(users, id, ON_DELETE_SET_DEFAULT, ON_UPDATE_SET_DEFAULT);
    user_key d REFERENCES(users, id, ON_UPDATE_SET_NULL);
    int64_t parent;
    int16_t parent_line;
    int64_t number IDENTITY_ALWAYS;
    enum tone tone;
    char *nick;
    int32_t age;
    int32_t c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19,
        c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32;
    pg_uuid uuid DEFAULT(gen_random_uuid());
};
EXCLUDE_ON(orders_, (c1 WITH(=), c2 WITH(<>), EXPR(int4range(c3, c4)) WITH(&&)), USING(gist), WHERE(c5 > 0), INCLUDE(c6), WITH(fillfactor = 80), TABLESPACE(pg_default), DEFERRABLE, INITIALLY_DEFERRED, NAME(apart), RENAMED_FROM(aside), COMMENT("kept apart"), INDEX_COMMENT("its index"));
STATISTICS_ON(orders_, (c1, c2, EXPR(c3 + c4)), KINDS(ndistinct, dependencies), TARGET(100), NAME(orders_statistics), RENAMED_FROM(stats), COMMENT("go together"));
UNIQUE_ON(orders_, (c1, c2), TABLESPACE(pg_default), INDEX_COMMENT("quick"));
UNIQUE_ON(orders_, (c2, c3), WITHOUT_OVERLAPS, NAME(not_at_once));
CHECK_ON(orders_, c1 > c2, NOT_VALID, NAME(c1_c2));
CHECK_ON(orders_, c1 > c3, NOT_ENFORCED, NAME(c1_c3));
FOREIGN_KEY(orders_, (id, line), self, (id, line), PERIOD, NOT_VALID, NAME(in_time));
INDEX(orders_, (c7, EXPR(c8 + c9) STATISTICS(500)), TABLESPACE(pg_default));
SEQUENCE(numbers, TYPE(integer), START(10), INCREMENT(5), MINVALUE(1), MAXVALUE(1000), CACHE(20), CYCLE, UNLOGGED, OWNED_BY(orders_, number), SCHEMA(billing), RENAMED_FROM(nos));
SEQUENCE("Odd Numbers", COMMENT("counted"));
SEQUENCE(plain_numbers);

/* Fed by sequences of their own. */
TABLE(serials) {
    int32_t id PRIMARY_KEY SERIAL;
    int16_t n SERIAL SEQUENCE_TYPE(integer) START(5);
};
FUNCTION("add(a integer, b integer DEFAULT 1)", SCHEMA(billing), RETURNS(integer), LANGUAGE(sql), IMMUTABLE, STRICT,
         LEAKPROOF, PARALLEL(safe), COST(5), SUPPORT(helper), SET("search_path = billing", "work_mem = '64MB'"),
         TRANSFORM(hstore, json), BODY("SELECT a + b"), RENAMED_FROM(plus), COMMENT("adds"));
FUNCTION("all_users()", RETURNS(SETOF users), STABLE, SECURITY_DEFINER, ROWS(10), ATOMIC("SELECT * FROM users;"), OWNER(app));
FUNCTION("half(integer)", RETURNS(integer), VOLATILE, WINDOW, RETURN(1 / 2));
FUNCTION("fast(integer)", RETURNS(integer), LIBRARY("fast"), SYMBOL("fast_int"));
PROCEDURE("tidy(INOUT days integer)", LANGUAGE(plpgsql), BODY(FILE("tidy.sql")));
FUNCTION_FILE("touch.sql");
AGGREGATE("total(integer)", SFUNC(acc), STYPE(integer), SSPACE(8), FINALFUNC(fin), FINALFUNC_EXTRA, FINALFUNC_MODIFY(shareable),
          COMBINEFUNC(c), SERIALFUNC(s), DESERIALFUNC(d), INITCOND("0"), MSFUNC(m), MINVFUNC(i), MSTYPE(integer));
AGGREGATE("moving(integer)", MSSPACE(8), MFINALFUNC(f), MFINALFUNC_EXTRA, MFINALFUNC_MODIFY(read_only), MINITCOND("0"),
          SORTOP("<"), PARALLEL(safe), HYPOTHETICAL);
TRIGGER(users, touched, BEFORE(UPDATE OF nick OR INSERT), FOR_EACH_ROW, WHEN(OLD.* IS DISTINCT FROM NEW.*), EXECUTE(touch('x')));
TRIGGER(users, checked, CONSTRAINT_TRIGGER, AFTER(INSERT), FOR_EACH_ROW, FROM(orders_), DEFERRABLE, INITIALLY_DEFERRED, EXECUTE(touch));
TRIGGER(users, compared, AFTER(UPDATE), OLD_TABLE(o), NEW_TABLE(n), EXECUTE("touch()"), ENABLED(always), COMMENT("sees both"));
EVENT_TRIGGER(watch, ON(ddl_command_end), TAGS("CREATE TABLE"), EXECUTE(watch), ENABLED(disabled));
PRIMARY_KEY_ON(orders_, (id, line), INCLUDE(nick), NAME(orders_key));
FOREIGN_KEY(orders_, (parent, parent_line), self, (id, line), ON_DELETE_SET_NULL, SET_COLUMNS(parent), DEFERRABLE);
FOREIGN_KEY(orders_, (parent, parent_line), orders_, (id, line), NAME("again"));
FOREIGN_KEY(orders_, (nick, age), users, (nick, age));
INDEX(orders_, (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20,
                c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32));

/* Every type. */
TABLE(every_type) {
    short s; int i; long l; long long ll; int16_t i16; int32_t i32; int64_t i64; float r; double d; bool b;
    pg_timestamptz t1; pg_timestamp t2; pg_date t3; pg_time t4; pg_timetz t5; pg_interval t6;
    pg_numeric n1; pg_money n2; pg_text x1; pg_json x2; pg_jsonb x3; pg_jsonpath x4; pg_xml x5; pg_bytea x6; pg_uuid x7;
    pg_bit x8; pg_varbit x9; pg_tsvector x10; pg_tsquery x11; pg_inet a1; pg_cidr a2; pg_macaddr a3; pg_macaddr8 a4;
    pg_point g1; pg_line g2; pg_lseg g3; pg_box g4; pg_circle g5; pg_path g6; pg_polygon g7;
    pg_int4range r1; pg_int8range r2; pg_numrange r3; pg_tsrange r4; pg_tstzrange r5; pg_daterange r6;
    pg_int4multirange m1; pg_int8multirange m2; pg_nummultirange m3; pg_tsmultirange m4; pg_tstzmultirange m5; pg_datemultirange m6;
    pg_char p1; pg_name p2; pg_oid p3; pg_xid p4; pg_xid8 p5; pg_cid p6; pg_tid p7; pg_lsn p8; pg_snapshot p9; pg_txid_snapshot p10;
    pg_refcursor p11; pg_aclitem p12; pg_regclass p13; pg_regcollation p14; pg_regconfig p15; pg_regdictionary p16;
    pg_regnamespace p17; pg_regoper p18; pg_regoperator p19; pg_regproc p20; pg_regprocedure p21; pg_regrole p22; pg_regtype p23;
};

TABLE(events, PARTITION_BY(RANGE(at)), ACCESS_METHOD(heap), TABLESPACE(pg_default), REPLICA_IDENTITY(FULL)) {
    int64_t         id    NOT_NULL STATISTICS(MAX_EMAIL);
    pg_timestamptz  at    NOT_NULL;
    char           *text  STORAGE(external) COMPRESSION(pglz) WITH(n_distinct = -0.5) COLLATE(media.german);
    char           *upper GENERATED(upper(text)) VIRTUAL;
};
PARTITION(events_2024, events, FOR_VALUES(FROM ('2024-01-01') TO ('2025-01-01')), UNLOGGED, WITH(fillfactor = 70));
PARTITION(events_rest, events, DEFAULT_PARTITION, PARTITION_BY(LIST(id)), COMMENT("the others"));
TABLE(events_2025, PARTITION_OF(events), FOR_VALUES("FROM ('2025-01-01') TO ('2026-01-01')")) {
    pg_timestamptz  at;
    int64_t         id;
    char           *text  NO_DEFAULT;
    char           *upper;
};
INDEX(events_2025, (id), ATTACHED);
TABLE(seers, INHERITS(users), CLUSTER_ON(seers_pkey), OF_TYPE("a.b")) {
    user_key id INHERITED NULLABLE;
};
PRIMARY_KEY_ON(seers, (id));
FOREIGN_DATA_WRAPPER(wrapper, HANDLER(f), VALIDATOR("g"), OPTIONS(debug = 'true'));
FOREIGN_SERVER(there, wrapper, TYPE("t"), VERSION("1"), OPTIONS(host = "a.example", "odd name" = 'x'));
USER_MAPPING(there, public, OPTIONS(user = 'reader'));
TABLE(far_away, SERVER(there), OPTIONS(table_name = "x")) { int64_t id OPTIONS(column_name = 'n'); };

/* Who may do what. */
EXTENSION(pg_trgm, VERSION("1.6"), SCHEMA(media), CASCADE, COMMENT("trigrams"));
EXTENSION("uuid-ossp", REQUIRES(pg_trgm, "odd one"));
DECLARE_SCHEMA(media, OWNER(reader), COMMENT("pictures"));
DECLARE_SCHEMA(public, OWNER("Odd Role"));
POLICY(orders_, "their own", FOR(SELECT), TO(reader, "Odd Role"), USING(id > 0), RESTRICTIVE);
POLICY(orders_, new_ones, WITH_CHECK("id IN (SELECT 1)"), COMMENT("x"));
GRANT(orders_, reader, SELECT, "DELETE", UPDATE(id, line), REFERENCES(id), WITH_GRANT_OPTION(INSERT, TRIGGER));
REVOKE(orders_, current_user, TRUNCATE);
GRANT_TO(reader, USAGE, CREATE, ON_SCHEMA(media), WITH_GRANT_OPTION(USAGE));
GRANT_TO(reader, ALL, ON_SEQUENCE("media.numbers"));
REVOKE_FROM(public, EXECUTE, ON_FUNCTION("f(integer, text)"));
GRANT_TO(reader, USAGE, ON_TYPE("media.mood"));
GRANT_TO(reader, USAGE, ON_LANGUAGE(plpgsql));
GRANT_TO(reader, USAGE, ON_SERVER(there));
GRANT_TO(reader, USAGE, ON_FOREIGN_DATA_WRAPPER(wrapper));
DEFAULT_PRIVILEGES(TABLES, reader, SELECT, WITH_GRANT_OPTION(INSERT), MADE_BY("Odd Role"), IN_SCHEMA(media));
DEFAULT_PRIVILEGES(FUNCTIONS, public, REVOKED(EXECUTE));
PUBLICATION(changes, TABLES_IN_SCHEMA(media), PUBLISH(insert, update), VIA_ROOT, OWNER(reader));
PUBLICATION(all_of_it, ALL_TABLES);
PUBLISHED(orders_, changes, COLUMNS(id, line), WHERE(id > 0));
TABLE(guarded, ROW_SECURITY, FORCE_ROW_SECURITY, OWNER(reader)) { int64_t id; };

/* Types, and what belongs to them. */
typedef char *DOMAIN(email_address, SCHEMA(media), NAME("Email"), RENAMED_FROM(mail), OWNER(reader), COMMENT("x"))
    VARCHAR(MAX_EMAIL) COLLATE("C") NOT_NULL DEFAULT("''") CHECK(VALUE ~ '@')
    CHECK(length(VALUE) > 3, NAME(email_long), NOT_VALID, RENAMED_FROM(email_short), COMMENT("y"));
typedef email_address DOMAIN(work_email);
typedef int16_t *DOMAIN(digits) ARRAY CHECK(cardinality(VALUE) < 9);
typedef char DOMAIN(code)[11] CHECK("VALUE <> ''");
typedef pg_numeric DOMAIN(price) NUMERIC(10, 2);
typedef enum tone DOMAIN(warm_tone) DEFAULT('warm');
COMPOSITE(address, SCHEMA(media), NAME("Address"), RENAMED_FROM(place), OWNER(reader), COMMENT("x")) {
    char       *street VARCHAR(100) COLLATE("C"); ///< with the number
    work_email  mail   NAME("e-mail") RENAMED_FROM(mails) COMMENT("y");
    code       *codes  ARRAY;
    void       *cache  IGNORE;
};
COMPOSITE(person) { struct address home; struct address *others ARRAY; };
TABLE(typed) {
    email_address   mail NOT_NULL DEFAULT('a@b');
    work_email     *mails ARRAY;
    struct person   person;
    struct address *past ARRAY;
    code            short_code;
};
RANGE(spans, SUBTYPE(double precision), OPCLASS(float8_ops), SUBTYPE_DIFF(float8mi), CANONICAL(f), MULTIRANGE(many_spans));
RANGE("Letters", SUBTYPE(text), COLLATE("C"), SCHEMA(media));
SHELL_TYPE(number);
BASE_TYPE(number, INPUT(number_in), OUTPUT(number_out), RECEIVE(r), SEND(s), TYPMOD_IN(i), TYPMOD_OUT(o), ANALYZE(a), LENGTH(4), BY_VALUE,
          ALIGNMENT("int4"), CATEGORY("N"), PREFERRED, DEFAULT("7"), DELIMITER(";"), COLLATABLE);
BASE_TYPE(list, INPUT(i), OUTPUT(o), STORAGE(extended), ELEMENT(integer), SUBSCRIPT(f));
COLLATION(german, PROVIDER(icu), LOCALE("de-u-co-phonebk"), RULES("& a < b"), NONDETERMINISTIC, COMMENT("x"));
COLLATION(mixed, COLLATE_LOCALE("C"), CTYPE_LOCALE("POSIX"), SCHEMA(media), RENAMED_FROM(plain));
CAST("text AS address", INOUT, ASSIGNMENT);
CAST("address AS integer", WITH_FUNCTION(count_of(address)), IMPLICIT, COMMENT("x"));
OPERATOR("===(text, text)", WITH_FUNCTION(texteq), COMMUTATOR("==="), NEGATOR("!=="), RESTRICT(eqsel), JOIN(eqjoinsel), HASHES, MERGES);
OPERATOR_FAMILY("numbers USING btree", OPERATORS("1 < (integer, bigint)"), FUNCTIONS("1 (integer, bigint) f(integer, bigint)"));
OPERATOR_CLASS("backwards USING btree", DEFAULT_CLASS, FOR_TYPE(number), FAMILY("numbers"), OPERATORS("1 >", "3 ="), FUNCTIONS("1 f(number, number)"), STORED_AS(integer));
CONVERSION(latin, DEFAULT_CONVERSION, FROM_ENCODING("LATIN1"), TO_ENCODING("UTF8"), WITH_FUNCTION(iso8859_1_to_utf8));
TEXT_SEARCH_PARSER(tokens, START_FUNCTION(a), GETTOKEN(b), END_FUNCTION(c), LEXTYPES(d), HEADLINE(e));
TEXT_SEARCH_TEMPLATE(dictionaries, INIT(dsimple_init), LEXIZE(dsimple_lexize));
TEXT_SEARCH_DICTIONARY(stops, TEMPLATE("simple"), SETTINGS("stopwords = 'english'", "accept = false"));
TEXT_SEARCH_CONFIGURATION(books, PARSER("tokens"), MAPPINGS("asciiword, word: stops, english_stem"));

TABLE(tenants) {
    int64_t id PRIMARY_KEY;
};
DISTRIBUTED(tenants, id, NOT_COLOCATED, SHARD_COUNT(64));
TABLE(visits) {
    int64_t tenant;
    char *country;
};
DISTRIBUTED(visits, tenant, COLOCATE_WITH(tenants));
TABLE(countries) {
    char *code PRIMARY_KEY;
};
REFERENCE_TABLE(countries);
#include <modelgen/end.h>

/* Whatever the words were before, they are again; whatever they were not, they are not. */
#if NAME != 7 || self != 8 || WHERE != 9 || defined TABLE || defined CHECK || defined EXPR || \
    defined gin_trgm_ops || defined MG_IN_MODEL_
#error "end.h does not give back what begin.h took"
#endif
#endif
