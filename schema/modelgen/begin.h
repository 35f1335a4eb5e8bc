/*
 * The words of the model language, from here to end.h. No include guard, on purpose: every model
 * begins with it and ends with end.h, which gives back whatever macros these names were before.
 *
 * What each word means is in the README. modelgen reads the first set of definitions (MODELGEN_PARSE),
 * where a word keeps its text; compilers see the second, where it checks what it can and vanishes.
 */
#include "types.h"

#pragma push_macro("MG_IN_MODEL_")
#pragma push_macro("TABLE")
#pragma push_macro("ENUM")
#pragma push_macro("INDEX")
#pragma push_macro("UNIQUE_INDEX")
#pragma push_macro("UNIQUE_ON")
#pragma push_macro("PRIMARY_KEY_ON")
#pragma push_macro("CHECK_ON")
#pragma push_macro("EXCLUDE_ON")
#pragma push_macro("STATISTICS_ON")
#pragma push_macro("REFERENCE_TABLE")
#pragma push_macro("DISTRIBUTED")
#pragma push_macro("FOREIGN_KEY")
#pragma push_macro("PUBLISHED")
#pragma push_macro("PUBLICATION")
#pragma push_macro("DEFAULT_PRIVILEGES")
#pragma push_macro("REVOKE_FROM")
#pragma push_macro("GRANT_TO")
#pragma push_macro("REVOKE")
#pragma push_macro("GRANT")
#pragma push_macro("DECLARE_SCHEMA")
#pragma push_macro("POSTGRESQL")
#pragma push_macro("EXTENSION")
#pragma push_macro("FUNCTION")
#pragma push_macro("PROCEDURE")
#pragma push_macro("AGGREGATE")
#pragma push_macro("FUNCTION_FILE")
#pragma push_macro("TRIGGER")
#pragma push_macro("EVENT_TRIGGER")
#pragma push_macro("VIEW")
#pragma push_macro("MATERIALIZED_VIEW")
#pragma push_macro("VIEW_ONLY")
#pragma push_macro("MATERIALIZED_VIEW_ONLY")
#pragma push_macro("RULE")
#pragma push_macro("POLICY")
#pragma push_macro("SEQUENCE")
#pragma push_macro("RANGE")
#pragma push_macro("SHELL_TYPE")
#pragma push_macro("BASE_TYPE")
#pragma push_macro("COLLATION")
#pragma push_macro("CAST")
#pragma push_macro("OPERATOR")
#pragma push_macro("OPERATOR_FAMILY")
#pragma push_macro("OPERATOR_CLASS")
#pragma push_macro("CONVERSION")
#pragma push_macro("TEXT_SEARCH_PARSER")
#pragma push_macro("TEXT_SEARCH_TEMPLATE")
#pragma push_macro("TEXT_SEARCH_DICTIONARY")
#pragma push_macro("TEXT_SEARCH_CONFIGURATION")
#pragma push_macro("DOMAIN")
#pragma push_macro("COMPOSITE")
#pragma push_macro("PRIMARY_KEY")
#pragma push_macro("UNIQUE")
#pragma push_macro("NOT_NULL")
#pragma push_macro("DEFAULT")
#pragma push_macro("IDENTITY")
#pragma push_macro("IDENTITY_ALWAYS")
#pragma push_macro("SERIAL")
#pragma push_macro("START")
#pragma push_macro("INCREMENT")
#pragma push_macro("MINVALUE")
#pragma push_macro("MAXVALUE")
#pragma push_macro("CACHE")
#pragma push_macro("CYCLE")
#pragma push_macro("NOT_NULL_NAME")
#pragma push_macro("SEQUENCE_NAME")
#pragma push_macro("SEQUENCE_COMMENT")
#pragma push_macro("SEQUENCE_TYPE")
#pragma push_macro("GENERATED")
#pragma push_macro("CHECK")
#pragma push_macro("REFERENCES")
#pragma push_macro("COLLATE")
#pragma push_macro("VARCHAR")
#pragma push_macro("CHAR")
#pragma push_macro("NUMERIC")
#pragma push_macro("BIT")
#pragma push_macro("VARBIT")
#pragma push_macro("TIMESTAMPTZ")
#pragma push_macro("TIMESTAMP")
#pragma push_macro("TIME")
#pragma push_macro("TIMETZ")
#pragma push_macro("INTERVAL")
#pragma push_macro("TYPE")
#pragma push_macro("ARRAY")
#pragma push_macro("NAME")
#pragma push_macro("RENAMED_FROM")
#pragma push_macro("ON_UPDATE")
#pragma push_macro("COMMENT")
#pragma push_macro("PARTITION")
#pragma push_macro("FOREIGN_DATA_WRAPPER")
#pragma push_macro("FOREIGN_SERVER")
#pragma push_macro("USER_MAPPING")
#pragma push_macro("INHERITED")
#pragma push_macro("NO_DEFAULT")
#pragma push_macro("NULLABLE")
#pragma push_macro("VIRTUAL")
#pragma push_macro("STORAGE")
#pragma push_macro("COMPRESSION")
#pragma push_macro("STATISTICS")
#pragma push_macro("OPTIONS")
#pragma push_macro("WITH")
#pragma push_macro("IGNORE")
#pragma push_macro("LABEL")

#undef MG_IN_MODEL_
#undef TABLE
#undef ENUM
#undef INDEX
#undef UNIQUE_INDEX
#undef UNIQUE_ON
#undef PRIMARY_KEY_ON
#undef CHECK_ON
#undef EXCLUDE_ON
#undef STATISTICS_ON
#undef REFERENCE_TABLE
#undef DISTRIBUTED
#undef FOREIGN_KEY
#undef PUBLISHED
#undef PUBLICATION
#undef DEFAULT_PRIVILEGES
#undef REVOKE_FROM
#undef GRANT_TO
#undef REVOKE
#undef GRANT
#undef DECLARE_SCHEMA
#undef POSTGRESQL
#undef EXTENSION
#undef FUNCTION
#undef PROCEDURE
#undef AGGREGATE
#undef FUNCTION_FILE
#undef TRIGGER
#undef EVENT_TRIGGER
#undef VIEW
#undef MATERIALIZED_VIEW
#undef VIEW_ONLY
#undef MATERIALIZED_VIEW_ONLY
#undef RULE
#undef POLICY
#undef SEQUENCE
#undef RANGE
#undef SHELL_TYPE
#undef BASE_TYPE
#undef COLLATION
#undef CAST
#undef OPERATOR
#undef OPERATOR_FAMILY
#undef OPERATOR_CLASS
#undef CONVERSION
#undef TEXT_SEARCH_PARSER
#undef TEXT_SEARCH_TEMPLATE
#undef TEXT_SEARCH_DICTIONARY
#undef TEXT_SEARCH_CONFIGURATION
#undef DOMAIN
#undef COMPOSITE
#undef PRIMARY_KEY
#undef UNIQUE
#undef NOT_NULL
#undef DEFAULT
#undef IDENTITY
#undef IDENTITY_ALWAYS
#undef SERIAL
#undef START
#undef INCREMENT
#undef MINVALUE
#undef MAXVALUE
#undef CACHE
#undef CYCLE
#undef NOT_NULL_NAME
#undef SEQUENCE_NAME
#undef SEQUENCE_COMMENT
#undef SEQUENCE_TYPE
#undef GENERATED
#undef CHECK
#undef REFERENCES
#undef COLLATE
#undef VARCHAR
#undef CHAR
#undef NUMERIC
#undef BIT
#undef VARBIT
#undef TIMESTAMPTZ
#undef TIMESTAMP
#undef TIME
#undef TIMETZ
#undef INTERVAL
#undef TYPE
#undef ARRAY
#undef NAME
#undef RENAMED_FROM
#undef ON_UPDATE
#undef COMMENT
#undef PARTITION
#undef FOREIGN_DATA_WRAPPER
#undef FOREIGN_SERVER
#undef USER_MAPPING
#undef INHERITED
#undef NO_DEFAULT
#undef NULLABLE
#undef VIRTUAL
#undef STORAGE
#undef COMPRESSION
#undef STATISTICS
#undef OPTIONS
#undef WITH
#undef IGNORE
#undef LABEL

#define MG_IN_MODEL_

#ifdef MODELGEN_PARSE

#define TABLE(...)          struct __attribute__((annotate("mg.TABLE(" #__VA_ARGS__))) MG_FIRST_(__VA_ARGS__, )
#define COMPOSITE(...)      struct __attribute__((annotate("mg.COMPOSITE(" #__VA_ARGS__))) MG_FIRST_(__VA_ARGS__, )
#define DOMAIN(...)         __attribute__((annotate("mg.DOMAIN(" #__VA_ARGS__))) MG_FIRST_(__VA_ARGS__, )
#define ENUM(...)           enum __attribute__((annotate("mg.ENUM(" #__VA_ARGS__))) MG_FIRST_(__VA_ARGS__, )
#define INDEX(...)          _Static_assert(1, "mg.INDEX(" #__VA_ARGS__)
#define UNIQUE_INDEX(...)   _Static_assert(1, "mg.UNIQUE_INDEX(" #__VA_ARGS__)
#define UNIQUE_ON(...)      _Static_assert(1, "mg.UNIQUE_ON(" #__VA_ARGS__)
#define PRIMARY_KEY_ON(...) _Static_assert(1, "mg.PRIMARY_KEY_ON(" #__VA_ARGS__)
#define EXCLUDE_ON(...)     _Static_assert(1, "mg.EXCLUDE_ON(" #__VA_ARGS__)
#define DISTRIBUTED(...)    _Static_assert(1, "mg.DISTRIBUTED(" #__VA_ARGS__)
#define REFERENCE_TABLE(...) _Static_assert(1, "mg.REFERENCE_TABLE(" #__VA_ARGS__)
#define STATISTICS_ON(...)  _Static_assert(1, "mg.STATISTICS_ON(" #__VA_ARGS__)
#define CHECK_ON(...)       _Static_assert(1, "mg.CHECK_ON(" #__VA_ARGS__)
#define FOREIGN_KEY(...)    _Static_assert(1, "mg.FOREIGN_KEY(" #__VA_ARGS__)
#define PUBLISHED(...)      _Static_assert(1, "mg.PUBLISHED(" #__VA_ARGS__)
#define PUBLICATION(...)    _Static_assert(1, "mg.PUBLICATION(" #__VA_ARGS__)
#define DEFAULT_PRIVILEGES(...) _Static_assert(1, "mg.DEFAULT_PRIVILEGES(" #__VA_ARGS__)
#define REVOKE_FROM(...)    _Static_assert(1, "mg.REVOKE_FROM(" #__VA_ARGS__)
#define GRANT_TO(...)       _Static_assert(1, "mg.GRANT_TO(" #__VA_ARGS__)
#define REVOKE(...)         _Static_assert(1, "mg.REVOKE(" #__VA_ARGS__)
#define GRANT(...)          _Static_assert(1, "mg.GRANT(" #__VA_ARGS__)
#define DECLARE_SCHEMA(...) _Static_assert(1, "mg.DECLARE_SCHEMA(" #__VA_ARGS__)
#define POSTGRESQL(...)     _Static_assert(1, "mg.POSTGRESQL(" #__VA_ARGS__)
#define EXTENSION(...)      _Static_assert(1, "mg.EXTENSION(" #__VA_ARGS__)
#define FUNCTION(...)       _Static_assert(1, "mg.FUNCTION(" #__VA_ARGS__)
#define PROCEDURE(...)      _Static_assert(1, "mg.PROCEDURE(" #__VA_ARGS__)
#define AGGREGATE(...)      _Static_assert(1, "mg.AGGREGATE(" #__VA_ARGS__)
#define FUNCTION_FILE(...)  _Static_assert(1, "mg.FUNCTION_FILE(" #__VA_ARGS__)
#define TRIGGER(...)        _Static_assert(1, "mg.TRIGGER(" #__VA_ARGS__)
#define EVENT_TRIGGER(...)  _Static_assert(1, "mg.EVENT_TRIGGER(" #__VA_ARGS__)
#define VIEW(...)           struct __attribute__((annotate("mg.VIEW(" #__VA_ARGS__))) MG_FIRST_(__VA_ARGS__, )
#define MATERIALIZED_VIEW(...) \
    struct __attribute__((annotate("mg.MATERIALIZED_VIEW(" #__VA_ARGS__))) MG_FIRST_(__VA_ARGS__, )
#define VIEW_ONLY(...)      _Static_assert(1, "mg.VIEW_ONLY(" #__VA_ARGS__)
#define MATERIALIZED_VIEW_ONLY(...) _Static_assert(1, "mg.MATERIALIZED_VIEW_ONLY(" #__VA_ARGS__)
#define RULE(...)           _Static_assert(1, "mg.RULE(" #__VA_ARGS__)
#define POLICY(...)         _Static_assert(1, "mg.POLICY(" #__VA_ARGS__)
#define SEQUENCE(...)       _Static_assert(1, "mg.SEQUENCE(" #__VA_ARGS__)
#define RANGE(...)          _Static_assert(1, "mg.RANGE(" #__VA_ARGS__)
#define SHELL_TYPE(...)     _Static_assert(1, "mg.SHELL_TYPE(" #__VA_ARGS__)
#define BASE_TYPE(...)      _Static_assert(1, "mg.BASE_TYPE(" #__VA_ARGS__)
#define COLLATION(...)      _Static_assert(1, "mg.COLLATION(" #__VA_ARGS__)
#define CAST(...)           _Static_assert(1, "mg.CAST(" #__VA_ARGS__)
#define OPERATOR(...)       _Static_assert(1, "mg.OPERATOR(" #__VA_ARGS__)
#define OPERATOR_FAMILY(...) _Static_assert(1, "mg.OPERATOR_FAMILY(" #__VA_ARGS__)
#define OPERATOR_CLASS(...) _Static_assert(1, "mg.OPERATOR_CLASS(" #__VA_ARGS__)
#define CONVERSION(...)     _Static_assert(1, "mg.CONVERSION(" #__VA_ARGS__)
#define TEXT_SEARCH_PARSER(...) _Static_assert(1, "mg.TEXT_SEARCH_PARSER(" #__VA_ARGS__)
#define TEXT_SEARCH_TEMPLATE(...) _Static_assert(1, "mg.TEXT_SEARCH_TEMPLATE(" #__VA_ARGS__)
#define TEXT_SEARCH_DICTIONARY(...) _Static_assert(1, "mg.TEXT_SEARCH_DICTIONARY(" #__VA_ARGS__)
#define TEXT_SEARCH_CONFIGURATION(...) _Static_assert(1, "mg.TEXT_SEARCH_CONFIGURATION(" #__VA_ARGS__)
#define PRIMARY_KEY         __attribute__((annotate("mg.PRIMARY_KEY")))
#define UNIQUE              __attribute__((annotate("mg.UNIQUE")))
#define NOT_NULL            __attribute__((annotate("mg.NOT_NULL")))
#define IDENTITY            __attribute__((annotate("mg.IDENTITY")))
#define IDENTITY_ALWAYS     __attribute__((annotate("mg.IDENTITY_ALWAYS")))
#define SERIAL              __attribute__((annotate("mg.SERIAL")))
#define CYCLE               __attribute__((annotate("mg.CYCLE")))
#define ARRAY               __attribute__((annotate("mg.ARRAY")))
#define IGNORE              __attribute__((annotate("mg.IGNORE")))
#define DEFAULT(...)        __attribute__((annotate("mg.DEFAULT(" #__VA_ARGS__)))
#define GENERATED(...)      __attribute__((annotate("mg.GENERATED(" #__VA_ARGS__)))
#define CHECK(...)          __attribute__((annotate("mg.CHECK(" #__VA_ARGS__)))
#define REFERENCES(...)     __attribute__((annotate("mg.REFERENCES(" #__VA_ARGS__)))
#define COLLATE(...)        __attribute__((annotate("mg.COLLATE(" #__VA_ARGS__)))
#define INTERVAL(...)       __attribute__((annotate("mg.INTERVAL(" #__VA_ARGS__)))
#define TYPE(...)           __attribute__((annotate("mg.TYPE(" #__VA_ARGS__)))
#define NAME(...)           __attribute__((annotate("mg.NAME(" #__VA_ARGS__)))
#define RENAMED_FROM(...)   __attribute__((annotate("mg.RENAMED_FROM(" #__VA_ARGS__)))
#define ON_UPDATE(...)      __attribute__((annotate("mg.ON_UPDATE(" #__VA_ARGS__)))
#define COMMENT(...)        __attribute__((annotate("mg.COMMENT(" #__VA_ARGS__)))
#define FOREIGN_DATA_WRAPPER(...) _Static_assert(1, "mg.FOREIGN_DATA_WRAPPER(" #__VA_ARGS__)
#define FOREIGN_SERVER(...) _Static_assert(1, "mg.FOREIGN_SERVER(" #__VA_ARGS__)
#define USER_MAPPING(...)   _Static_assert(1, "mg.USER_MAPPING(" #__VA_ARGS__)
#define PARTITION(...)      struct __attribute__((annotate("mg.PARTITION(" #__VA_ARGS__))) MG_PARTITION_(__VA_ARGS__, )
#define INHERITED           __attribute__((annotate("mg.INHERITED")))
#define NO_DEFAULT          __attribute__((annotate("mg.NO_DEFAULT")))
#define NULLABLE            __attribute__((annotate("mg.NULLABLE")))
#define VIRTUAL             __attribute__((annotate("mg.VIRTUAL")))
#define STORAGE(...)        __attribute__((annotate("mg.STORAGE(" #__VA_ARGS__)))
#define COMPRESSION(...)    __attribute__((annotate("mg.COMPRESSION(" #__VA_ARGS__)))
#define STATISTICS(...)     __attribute__((annotate("mg.STATISTICS(" MG_TEXT_(__VA_ARGS__))))
#define OPTIONS(...)        __attribute__((annotate("mg.OPTIONS(" #__VA_ARGS__)))
#define WITH(...)           __attribute__((annotate("mg.WITH(" #__VA_ARGS__)))
#define LABEL(...)          __attribute__((annotate("mg.LABEL(" #__VA_ARGS__)))
#define NOT_NULL_NAME(...)  __attribute__((annotate("mg.NOT_NULL_NAME(" #__VA_ARGS__)))
#define SEQUENCE_NAME(...)  __attribute__((annotate("mg.SEQUENCE_NAME(" #__VA_ARGS__)))
#define SEQUENCE_COMMENT(...) __attribute__((annotate("mg.SEQUENCE_COMMENT(" #__VA_ARGS__)))
#define SEQUENCE_TYPE(...)  __attribute__((annotate("mg.SEQUENCE_TYPE(" #__VA_ARGS__)))
#define START(...)          __attribute__((annotate("mg.START(" MG_TEXT_(__VA_ARGS__))))
#define INCREMENT(...)      __attribute__((annotate("mg.INCREMENT(" MG_TEXT_(__VA_ARGS__))))
#define MINVALUE(...)       __attribute__((annotate("mg.MINVALUE(" MG_TEXT_(__VA_ARGS__))))
#define MAXVALUE(...)       __attribute__((annotate("mg.MAXVALUE(" MG_TEXT_(__VA_ARGS__))))
#define CACHE(...)          __attribute__((annotate("mg.CACHE(" MG_TEXT_(__VA_ARGS__))))
#define VARCHAR(...)        __attribute__((annotate("mg.VARCHAR(" MG_TEXT_(__VA_ARGS__))))
#define CHAR(...)           __attribute__((annotate("mg.CHAR(" MG_TEXT_(__VA_ARGS__))))
#define NUMERIC(...)        __attribute__((annotate("mg.NUMERIC(" MG_TEXT_(__VA_ARGS__))))
#define BIT(...)            __attribute__((annotate("mg.BIT(" MG_TEXT_(__VA_ARGS__))))
#define VARBIT(...)         __attribute__((annotate("mg.VARBIT(" MG_TEXT_(__VA_ARGS__))))
#define TIMESTAMPTZ(...)    __attribute__((annotate("mg.TIMESTAMPTZ(" MG_TEXT_(__VA_ARGS__))))
#define TIMESTAMP(...)      __attribute__((annotate("mg.TIMESTAMP(" MG_TEXT_(__VA_ARGS__))))
#define TIME(...)           __attribute__((annotate("mg.TIME(" MG_TEXT_(__VA_ARGS__))))
#define TIMETZ(...)         __attribute__((annotate("mg.TIMETZ(" MG_TEXT_(__VA_ARGS__))))

#else

#pragma push_macro("FILE")
#pragma push_macro("SECURITY_BARRIER")
#pragma push_macro("SECURITY_INVOKER")
#pragma push_macro("FIRST")
#pragma push_macro("CHECK_OPTION")
#pragma push_macro("NO_DATA")
#pragma push_macro("TABLESPACE")
#pragma push_macro("ON")
#pragma push_macro("INSTEAD")
#pragma push_macro("DO")
#pragma push_macro("ENABLED")
#pragma push_macro("OWNER")
#pragma push_macro("COLUMNS")
#pragma push_macro("VIA_ROOT")
#pragma push_macro("PUBLISH")
#pragma push_macro("TABLES_IN_SCHEMA")
#pragma push_macro("ALL_TABLES")
#pragma push_macro("IN_SCHEMA")
#pragma push_macro("MADE_BY")
#pragma push_macro("REVOKED")
#pragma push_macro("ON_FOREIGN_DATA_WRAPPER")
#pragma push_macro("ON_SERVER")
#pragma push_macro("ON_LANGUAGE")
#pragma push_macro("ON_TYPE")
#pragma push_macro("ON_FUNCTION")
#pragma push_macro("ON_SEQUENCE")
#pragma push_macro("ON_SCHEMA")
#pragma push_macro("WITH_GRANT_OPTION")
#pragma push_macro("CASCADE")
#pragma push_macro("REQUIRES")
#pragma push_macro("VERSION")
#pragma push_macro("RESTRICTIVE")
#pragma push_macro("WITH_CHECK")
#pragma push_macro("TO")
#pragma push_macro("FOR")
#pragma push_macro("ROW_SECURITY")
#pragma push_macro("FORCE_ROW_SECURITY")
#pragma push_macro("OWNED_BY")
#pragma push_macro("UNLOGGED")
#pragma push_macro("SUBTYPE")
#pragma push_macro("CANONICAL")
#pragma push_macro("SUBTYPE_DIFF")
#pragma push_macro("MULTIRANGE")
#pragma push_macro("PROVIDER")
#pragma push_macro("LOCALE")
#pragma push_macro("COLLATE_LOCALE")
#pragma push_macro("CTYPE_LOCALE")
#pragma push_macro("RULES")
#pragma push_macro("WITH_FUNCTION")
#pragma push_macro("COMMUTATOR")
#pragma push_macro("NEGATOR")
#pragma push_macro("RESTRICT")
#pragma push_macro("JOIN")
#pragma push_macro("FOR_TYPE")
#pragma push_macro("FAMILY")
#pragma push_macro("OPERATORS")
#pragma push_macro("FUNCTIONS")
#pragma push_macro("STORED_AS")
#pragma push_macro("FROM_ENCODING")
#pragma push_macro("TO_ENCODING")
#pragma push_macro("START_FUNCTION")
#pragma push_macro("GETTOKEN")
#pragma push_macro("END_FUNCTION")
#pragma push_macro("HEADLINE")
#pragma push_macro("LEXTYPES")
#pragma push_macro("INIT")
#pragma push_macro("LEXIZE")
#pragma push_macro("TEMPLATE")
#pragma push_macro("SETTINGS")
#pragma push_macro("PARSER")
#pragma push_macro("MAPPINGS")
#pragma push_macro("INPUT")
#pragma push_macro("OUTPUT")
#pragma push_macro("RECEIVE")
#pragma push_macro("SEND")
#pragma push_macro("TYPMOD_IN")
#pragma push_macro("TYPMOD_OUT")
#pragma push_macro("ANALYZE")
#pragma push_macro("SUBSCRIPT")
#pragma push_macro("LENGTH")
#pragma push_macro("ALIGNMENT")
#pragma push_macro("CATEGORY")
#pragma push_macro("ELEMENT")
#pragma push_macro("DELIMITER")
#pragma push_macro("NONDETERMINISTIC")
#pragma push_macro("INOUT")
#pragma push_macro("ASSIGNMENT")
#pragma push_macro("IMPLICIT")
#pragma push_macro("HASHES")
#pragma push_macro("MERGES")
#pragma push_macro("DEFAULT_CLASS")
#pragma push_macro("DEFAULT_CONVERSION")
#pragma push_macro("BY_VALUE")
#pragma push_macro("PREFERRED")
#pragma push_macro("COLLATABLE")
#pragma push_macro("NOT_VALID")
#pragma push_macro("HANDLER")
#pragma push_macro("VALIDATOR")
#pragma push_macro("DEFAULT_PARTITION")
#pragma push_macro("ATTACHED")
#pragma push_macro("ONLY")
#pragma push_macro("ACCESS_METHOD")
#pragma push_macro("OF_TYPE")
#pragma push_macro("REPLICA_IDENTITY")
#pragma push_macro("CLUSTER_ON")
#pragma push_macro("PARTITION_BY")
#pragma push_macro("PARTITION_OF")
#pragma push_macro("FOR_VALUES")
#pragma push_macro("INHERITS")
#pragma push_macro("SERVER")
#pragma push_macro("SCHEMA")
#pragma push_macro("WHERE")
#pragma push_macro("USING")
#pragma push_macro("INCLUDE")
#pragma push_macro("NULLS_NOT_DISTINCT")
#pragma push_macro("DEFERRABLE")
#pragma push_macro("INITIALLY_DEFERRED")
#pragma push_macro("MATCH_FULL")
#pragma push_macro("SET_COLUMNS")
#pragma push_macro("NO_INHERIT")
#pragma push_macro("INDEX_COMMENT")
#pragma push_macro("WITHOUT_OVERLAPS")
#pragma push_macro("PERIOD")
#pragma push_macro("NOT_ENFORCED")
#pragma push_macro("KINDS")
#pragma push_macro("SHARD_COUNT")
#pragma push_macro("NOT_COLOCATED")
#pragma push_macro("COLOCATE_WITH")
#pragma push_macro("TARGET")
#pragma push_macro("ON_DELETE_CASCADE")
#pragma push_macro("ON_DELETE_SET_NULL")
#pragma push_macro("ON_DELETE_SET_DEFAULT")
#pragma push_macro("ON_DELETE_RESTRICT")
#pragma push_macro("ON_DELETE_NO_ACTION")
#pragma push_macro("ON_UPDATE_CASCADE")
#pragma push_macro("ON_UPDATE_SET_NULL")
#pragma push_macro("ON_UPDATE_SET_DEFAULT")
#pragma push_macro("ON_UPDATE_RESTRICT")
#pragma push_macro("ON_UPDATE_NO_ACTION")
#pragma push_macro("DESC")
#pragma push_macro("ASC")
#pragma push_macro("NULLS_FIRST")
#pragma push_macro("NULLS_LAST")
#pragma push_macro("OPCLASS")
#pragma push_macro("EXPR")
#pragma push_macro("self")
#pragma push_macro("text_pattern_ops")
#pragma push_macro("varchar_pattern_ops")
#pragma push_macro("bpchar_pattern_ops")
#pragma push_macro("jsonb_path_ops")
#pragma push_macro("gin_trgm_ops")
#pragma push_macro("gist_trgm_ops")
#pragma push_macro("inet_ops")
#pragma push_macro("RETURNS")
#pragma push_macro("LANGUAGE")
#pragma push_macro("BODY")
#pragma push_macro("ATOMIC")
#pragma push_macro("RETURN")
#pragma push_macro("LIBRARY")
#pragma push_macro("SYMBOL")
#pragma push_macro("PARALLEL")
#pragma push_macro("COST")
#pragma push_macro("ROWS")
#pragma push_macro("SUPPORT")
#pragma push_macro("SET")
#pragma push_macro("TRANSFORM")
#pragma push_macro("SFUNC")
#pragma push_macro("STYPE")
#pragma push_macro("SSPACE")
#pragma push_macro("FINALFUNC")
#pragma push_macro("FINALFUNC_MODIFY")
#pragma push_macro("COMBINEFUNC")
#pragma push_macro("SERIALFUNC")
#pragma push_macro("DESERIALFUNC")
#pragma push_macro("INITCOND")
#pragma push_macro("MSFUNC")
#pragma push_macro("MINVFUNC")
#pragma push_macro("MSTYPE")
#pragma push_macro("MSSPACE")
#pragma push_macro("MFINALFUNC")
#pragma push_macro("MFINALFUNC_MODIFY")
#pragma push_macro("MINITCOND")
#pragma push_macro("SORTOP")
#pragma push_macro("BEFORE")
#pragma push_macro("AFTER")
#pragma push_macro("INSTEAD_OF")
#pragma push_macro("OLD_TABLE")
#pragma push_macro("NEW_TABLE")
#pragma push_macro("WHEN")
#pragma push_macro("EXECUTE")
#pragma push_macro("FROM")
#pragma push_macro("TAGS")
#pragma push_macro("IMMUTABLE")
#pragma push_macro("STABLE")
#pragma push_macro("VOLATILE")
#pragma push_macro("STRICT")
#pragma push_macro("SECURITY_DEFINER")
#pragma push_macro("LEAKPROOF")
#pragma push_macro("WINDOW")
#pragma push_macro("FINALFUNC_EXTRA")
#pragma push_macro("MFINALFUNC_EXTRA")
#pragma push_macro("HYPOTHETICAL")
#pragma push_macro("FOR_EACH_ROW")
#pragma push_macro("CONSTRAINT_TRIGGER")

#undef FILE
#undef SECURITY_BARRIER
#undef SECURITY_INVOKER
#undef FIRST
#undef CHECK_OPTION
#undef NO_DATA
#undef TABLESPACE
#undef ON
#undef INSTEAD
#undef DO
#undef ENABLED
#undef OWNER
#undef COLUMNS
#undef VIA_ROOT
#undef PUBLISH
#undef TABLES_IN_SCHEMA
#undef ALL_TABLES
#undef IN_SCHEMA
#undef MADE_BY
#undef REVOKED
#undef ON_FOREIGN_DATA_WRAPPER
#undef ON_SERVER
#undef ON_LANGUAGE
#undef ON_TYPE
#undef ON_FUNCTION
#undef ON_SEQUENCE
#undef ON_SCHEMA
#undef WITH_GRANT_OPTION
#undef CASCADE
#undef REQUIRES
#undef VERSION
#undef RESTRICTIVE
#undef WITH_CHECK
#undef TO
#undef FOR
#undef ROW_SECURITY
#undef FORCE_ROW_SECURITY
#undef OWNED_BY
#undef UNLOGGED
#undef SUBTYPE
#undef CANONICAL
#undef SUBTYPE_DIFF
#undef MULTIRANGE
#undef PROVIDER
#undef LOCALE
#undef COLLATE_LOCALE
#undef CTYPE_LOCALE
#undef RULES
#undef WITH_FUNCTION
#undef COMMUTATOR
#undef NEGATOR
#undef RESTRICT
#undef JOIN
#undef FOR_TYPE
#undef FAMILY
#undef OPERATORS
#undef FUNCTIONS
#undef STORED_AS
#undef FROM_ENCODING
#undef TO_ENCODING
#undef START_FUNCTION
#undef GETTOKEN
#undef END_FUNCTION
#undef HEADLINE
#undef LEXTYPES
#undef INIT
#undef LEXIZE
#undef TEMPLATE
#undef SETTINGS
#undef PARSER
#undef MAPPINGS
#undef INPUT
#undef OUTPUT
#undef RECEIVE
#undef SEND
#undef TYPMOD_IN
#undef TYPMOD_OUT
#undef ANALYZE
#undef SUBSCRIPT
#undef LENGTH
#undef ALIGNMENT
#undef CATEGORY
#undef ELEMENT
#undef DELIMITER
#undef NONDETERMINISTIC
#undef INOUT
#undef ASSIGNMENT
#undef IMPLICIT
#undef HASHES
#undef MERGES
#undef DEFAULT_CLASS
#undef DEFAULT_CONVERSION
#undef BY_VALUE
#undef PREFERRED
#undef COLLATABLE
#undef NOT_VALID
#undef HANDLER
#undef VALIDATOR
#undef DEFAULT_PARTITION
#undef ATTACHED
#undef ONLY
#undef ACCESS_METHOD
#undef OF_TYPE
#undef REPLICA_IDENTITY
#undef CLUSTER_ON
#undef PARTITION_BY
#undef PARTITION_OF
#undef FOR_VALUES
#undef INHERITS
#undef SERVER
#undef SCHEMA
#undef WHERE
#undef USING
#undef INCLUDE
#undef NULLS_NOT_DISTINCT
#undef DEFERRABLE
#undef INITIALLY_DEFERRED
#undef MATCH_FULL
#undef SET_COLUMNS
#undef NO_INHERIT
#undef INDEX_COMMENT
#undef WITHOUT_OVERLAPS
#undef PERIOD
#undef NOT_ENFORCED
#undef KINDS
#undef SHARD_COUNT
#undef NOT_COLOCATED
#undef COLOCATE_WITH
#undef TARGET
#undef ON_DELETE_CASCADE
#undef ON_DELETE_SET_NULL
#undef ON_DELETE_SET_DEFAULT
#undef ON_DELETE_RESTRICT
#undef ON_DELETE_NO_ACTION
#undef ON_UPDATE_CASCADE
#undef ON_UPDATE_SET_NULL
#undef ON_UPDATE_SET_DEFAULT
#undef ON_UPDATE_RESTRICT
#undef ON_UPDATE_NO_ACTION
#undef DESC
#undef ASC
#undef NULLS_FIRST
#undef NULLS_LAST
#undef OPCLASS
#undef EXPR
#undef self
#undef text_pattern_ops
#undef varchar_pattern_ops
#undef bpchar_pattern_ops
#undef jsonb_path_ops
#undef gin_trgm_ops
#undef gist_trgm_ops
#undef inet_ops
#undef RETURNS
#undef LANGUAGE
#undef BODY
#undef ATOMIC
#undef RETURN
#undef LIBRARY
#undef SYMBOL
#undef PARALLEL
#undef COST
#undef ROWS
#undef SUPPORT
#undef SET
#undef TRANSFORM
#undef SFUNC
#undef STYPE
#undef SSPACE
#undef FINALFUNC
#undef FINALFUNC_MODIFY
#undef COMBINEFUNC
#undef SERIALFUNC
#undef DESERIALFUNC
#undef INITCOND
#undef MSFUNC
#undef MINVFUNC
#undef MSTYPE
#undef MSSPACE
#undef MFINALFUNC
#undef MFINALFUNC_MODIFY
#undef MINITCOND
#undef SORTOP
#undef BEFORE
#undef AFTER
#undef INSTEAD_OF
#undef OLD_TABLE
#undef NEW_TABLE
#undef WHEN
#undef EXECUTE
#undef FROM
#undef TAGS
#undef IMMUTABLE
#undef STABLE
#undef VOLATILE
#undef STRICT
#undef SECURITY_DEFINER
#undef LEAKPROOF
#undef WINDOW
#undef FINALFUNC_EXTRA
#undef MFINALFUNC_EXTRA
#undef HYPOTHETICAL
#undef FOR_EACH_ROW
#undef CONSTRAINT_TRIGGER

#define TABLE(...)          struct MG_TABLE_(__VA_ARGS__, , , , , , , , , , , , , , , , , )
#define FOREIGN_DATA_WRAPPER(...) MG_ITEM_(__VA_ARGS__, )
#define FOREIGN_SERVER(...) MG_ITEM_2_(__VA_ARGS__, )
#define USER_MAPPING(...)   MG_ITEM_2_(__VA_ARGS__, )
#define PARTITION(...)      struct MG_PARTITION_(__VA_ARGS__, , , , , , , , , , , , , )
#define ENUM(...)           enum MG_TABLE_(__VA_ARGS__, , , , , , , , , , , , , , , , , )
#define INDEX(...)          MG_ON_(__VA_ARGS__, , , , , , , , , )
#define UNIQUE_INDEX(...)   MG_ON_(__VA_ARGS__, , , , , , , , , )
#define UNIQUE_ON(...)      MG_ON_(__VA_ARGS__, , , , , , , , , )
#define PRIMARY_KEY_ON(...) MG_ON_(__VA_ARGS__, , , , , , , , , )
#define EXCLUDE_ON(...)     MG_ON_(__VA_ARGS__, , , , , , , , , )
#define DISTRIBUTED(...)    MG_DISTRIBUTED_(__VA_ARGS__, , , , , )
#define REFERENCE_TABLE(tag) MG_ASSERT_(MG_OF_(tag, ))
#define STATISTICS_ON(...)  MG_ON_(__VA_ARGS__, , , , , , , , , )
#define CHECK_ON(...)       MG_CHECK_(__VA_ARGS__, )
#define FOREIGN_KEY(...)    MG_FOREIGN_KEY_(__VA_ARGS__, , , , , , , , , )
#define PUBLISHED(tag, ...) MG_ASSERT_(MG_OF_(tag, ))
#define PUBLICATION(...)    MG_ITEM_(__VA_ARGS__, )
#define DEFAULT_PRIVILEGES(...) MG_ASSERT_(1)
#define REVOKE_FROM(...)    MG_ASSERT_(1)
#define GRANT_TO(...)       MG_ASSERT_(1)
#define REVOKE(tag, ...)    MG_ASSERT_(MG_OF_(tag, ))
#define GRANT(tag, ...)     MG_ASSERT_(MG_OF_(tag, ))
#define DECLARE_SCHEMA(...) MG_ITEM_(__VA_ARGS__, )
#define POSTGRESQL(version) MG_ASSERT_((version) > 12)
#define EXTENSION(...)      MG_ITEM_(__VA_ARGS__, )
#define FUNCTION(...)       MG_ITEM_(__VA_ARGS__, )
#define PROCEDURE(...)      MG_ITEM_(__VA_ARGS__, )
#define AGGREGATE(...)      MG_ITEM_(__VA_ARGS__, )
#define FUNCTION_FILE(...)  MG_ITEM_(__VA_ARGS__, )
#define TRIGGER(...)        MG_PART_(__VA_ARGS__, )
#define EVENT_TRIGGER(...)  MG_ITEM_(__VA_ARGS__, )
#define VIEW(...)           struct MG_VIEW_(__VA_ARGS__, , , , , , , , , , )
#define MATERIALIZED_VIEW(...) struct MG_VIEW_(__VA_ARGS__, , , , , , , , , , )
#define VIEW_ONLY(...)      MG_ITEM_(__VA_ARGS__, )
#define MATERIALIZED_VIEW_ONLY(...) MG_ITEM_(__VA_ARGS__, )
#define RULE(...)           MG_PART_(__VA_ARGS__, )
#define POLICY(...)         MG_PART_(__VA_ARGS__, )
#define SEQUENCE(...)       MG_ITEM_(__VA_ARGS__, )
#define RANGE(...)          MG_ITEM_(__VA_ARGS__, )
#define SHELL_TYPE(...)     MG_ITEM_(__VA_ARGS__, )
#define BASE_TYPE(...)      MG_ITEM_(__VA_ARGS__, )
#define COLLATION(...)      MG_ITEM_(__VA_ARGS__, )
#define CAST(...)           MG_ITEM_(__VA_ARGS__, )
#define OPERATOR(...)       MG_ITEM_(__VA_ARGS__, )
#define OPERATOR_FAMILY(...) MG_ITEM_(__VA_ARGS__, )
#define OPERATOR_CLASS(...) MG_ITEM_(__VA_ARGS__, )
#define CONVERSION(...)     MG_ITEM_(__VA_ARGS__, )
#define TEXT_SEARCH_PARSER(...) MG_ITEM_(__VA_ARGS__, )
#define TEXT_SEARCH_TEMPLATE(...) MG_ITEM_(__VA_ARGS__, )
#define TEXT_SEARCH_DICTIONARY(...) MG_ITEM_(__VA_ARGS__, )
#define TEXT_SEARCH_CONFIGURATION(...) MG_ITEM_(__VA_ARGS__, )
#define COMPOSITE(...)      struct MG_TABLE_(__VA_ARGS__, , , , , , , , , , , , , , , , , )
#define DOMAIN(...)         MG_TABLE_(__VA_ARGS__, , , , , , , , , , , , , , , , , )
#define REFERENCES(...)     MG_REFERENCES_(__VA_ARGS__, , , , , , , , , )
#define INCLUDE(...)        MG_COLUMNS_(__VA_ARGS__)

#define PRIMARY_KEY
#define UNIQUE
#define NOT_NULL
#define IDENTITY
#define IDENTITY_ALWAYS
#define SERIAL
#define CYCLE
#define ARRAY
#define IGNORE
#define DEFAULT(...)
#define GENERATED(...)
#define CHECK(...)
#define COLLATE(...)
#define INTERVAL(...)
#define TYPE(...)
#define NAME(...)
#define RENAMED_FROM(...)
#define ON_UPDATE(...)
#define INHERITED
#define NO_DEFAULT
#define NULLABLE
#define VIRTUAL
#define DEFAULT_PARTITION
#define ATTACHED
#define ONLY
#define STORAGE(...)
#define COMPRESSION(...)
#define STATISTICS(...)
#define OPTIONS(...)
#define ACCESS_METHOD(...)
#define OF_TYPE(...)
#define REPLICA_IDENTITY(...)
#define CLUSTER_ON(...)
#define HANDLER(...)
#define VALIDATOR(...)
#define PARTITION_BY(...)
#define PARTITION_OF(...)
#define FOR_VALUES(...)
#define INHERITS(...)
#define SERVER(...)
#define COMMENT(...)
#define LABEL(...)
#define NOT_NULL_NAME(...)
#define SEQUENCE_NAME(...)
#define SEQUENCE_COMMENT(...)
#define SEQUENCE_TYPE(...)
#define START(...)
#define INCREMENT(...)
#define MINVALUE(...)
#define MAXVALUE(...)
#define CACHE(...)
#define VARCHAR(...)
#define CHAR(...)
#define NUMERIC(...)
#define BIT(...)
#define VARBIT(...)
#define TIMESTAMPTZ(...)
#define TIMESTAMP(...)
#define TIME(...)
#define TIMETZ(...)
#define FILE(...)
#define SECURITY_BARRIER
#define SECURITY_INVOKER
#define FIRST(...)
#define CHECK_OPTION(...)
#define NO_DATA
#define TABLESPACE(...)
#define ON(...)
#define INSTEAD
#define DO(...)
#define ENABLED(...)
#define OWNER(...)
#define COLUMNS(...)
#define VIA_ROOT
#define PUBLISH(...)
#define TABLES_IN_SCHEMA(...)
#define ALL_TABLES
#define IN_SCHEMA(...)
#define MADE_BY(...)
#define REVOKED(...)
#define ON_FOREIGN_DATA_WRAPPER(...)
#define ON_SERVER(...)
#define ON_LANGUAGE(...)
#define ON_TYPE(...)
#define ON_FUNCTION(...)
#define ON_SEQUENCE(...)
#define ON_SCHEMA(...)
#define WITH_GRANT_OPTION(...)
#define CASCADE
#define REQUIRES(...)
#define VERSION(...)
#define RESTRICTIVE
#define WITH_CHECK(...)
#define TO(...)
#define FOR(...)
#define ROW_SECURITY
#define FORCE_ROW_SECURITY
#define OWNED_BY(...)
#define UNLOGGED
#define SUBTYPE(...)
#define CANONICAL(...)
#define SUBTYPE_DIFF(...)
#define MULTIRANGE(...)
#define PROVIDER(...)
#define LOCALE(...)
#define COLLATE_LOCALE(...)
#define CTYPE_LOCALE(...)
#define RULES(...)
#define WITH_FUNCTION(...)
#define COMMUTATOR(...)
#define NEGATOR(...)
#define RESTRICT(...)
#define JOIN(...)
#define FOR_TYPE(...)
#define FAMILY(...)
#define OPERATORS(...)
#define FUNCTIONS(...)
#define STORED_AS(...)
#define FROM_ENCODING(...)
#define TO_ENCODING(...)
#define START_FUNCTION(...)
#define GETTOKEN(...)
#define END_FUNCTION(...)
#define HEADLINE(...)
#define LEXTYPES(...)
#define INIT(...)
#define LEXIZE(...)
#define TEMPLATE(...)
#define SETTINGS(...)
#define PARSER(...)
#define MAPPINGS(...)
#define INPUT(...)
#define OUTPUT(...)
#define RECEIVE(...)
#define SEND(...)
#define TYPMOD_IN(...)
#define TYPMOD_OUT(...)
#define ANALYZE(...)
#define SUBSCRIPT(...)
#define LENGTH(...)
#define ALIGNMENT(...)
#define CATEGORY(...)
#define ELEMENT(...)
#define DELIMITER(...)
#define NONDETERMINISTIC
#define INOUT
#define ASSIGNMENT
#define IMPLICIT
#define HASHES
#define MERGES
#define DEFAULT_CLASS
#define DEFAULT_CONVERSION
#define BY_VALUE
#define PREFERRED
#define COLLATABLE
#define NOT_VALID
#define SCHEMA(...)
#define WITH(...)
#define WHERE(...)
#define USING(...)
#define SET_COLUMNS(...)
#define OPCLASS(...)
#define NULLS_NOT_DISTINCT
#define DEFERRABLE
#define INITIALLY_DEFERRED
#define MATCH_FULL
#define NO_INHERIT
#define INDEX_COMMENT(...)
#define WITHOUT_OVERLAPS
#define PERIOD
#define NOT_ENFORCED
#define COLOCATE_WITH(tag) + MG_OF_(tag, )
#define NOT_COLOCATED
#define SHARD_COUNT(...)
#define KINDS(...)
#define TARGET(...)
#define ON_DELETE_CASCADE
#define ON_DELETE_SET_NULL
#define ON_DELETE_SET_DEFAULT
#define ON_DELETE_RESTRICT
#define ON_DELETE_NO_ACTION
#define ON_UPDATE_CASCADE
#define ON_UPDATE_SET_NULL
#define ON_UPDATE_SET_DEFAULT
#define ON_UPDATE_RESTRICT
#define ON_UPDATE_NO_ACTION
#define DESC
#define ASC
#define NULLS_FIRST
#define NULLS_LAST
#define text_pattern_ops
#define varchar_pattern_ops
#define bpchar_pattern_ops
#define jsonb_path_ops
#define gin_trgm_ops
#define gist_trgm_ops
#define inet_ops
#define RETURNS(...)
#define LANGUAGE(...)
#define BODY(...)
#define ATOMIC(...)
#define RETURN(...)
#define LIBRARY(...)
#define SYMBOL(...)
#define PARALLEL(...)
#define COST(...)
#define ROWS(...)
#define SUPPORT(...)
#define SET(...)
#define TRANSFORM(...)
#define SFUNC(...)
#define STYPE(...)
#define SSPACE(...)
#define FINALFUNC(...)
#define FINALFUNC_MODIFY(...)
#define COMBINEFUNC(...)
#define SERIALFUNC(...)
#define DESERIALFUNC(...)
#define INITCOND(...)
#define MSFUNC(...)
#define MINVFUNC(...)
#define MSTYPE(...)
#define MSSPACE(...)
#define MFINALFUNC(...)
#define MFINALFUNC_MODIFY(...)
#define MINITCOND(...)
#define SORTOP(...)
#define BEFORE(...)
#define AFTER(...)
#define INSTEAD_OF(...)
#define OLD_TABLE(...)
#define NEW_TABLE(...)
#define WHEN(...)
#define EXECUTE(...)
#define FROM(...)
#define TAGS(...)
#define IMMUTABLE
#define STABLE
#define VOLATILE
#define STRICT
#define SECURITY_DEFINER
#define LEAKPROOF
#define WINDOW
#define FINALFUNC_EXTRA
#define MFINALFUNC_EXTRA
#define HYPOTHETICAL
#define FOR_EACH_ROW
#define CONSTRAINT_TRIGGER

#endif
