/* The list of all operations. */
#include "../sql/operation.h"

const struct mg_operation *const mg_operations[] = {
#define OPERATION(name) &mg_op_##name,
#include "operations.def"
#undef OPERATION
    NULL,
};
