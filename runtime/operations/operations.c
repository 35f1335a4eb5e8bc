/* The list of all operations. */
#include "operation.h"

const struct mg_operation *const mg_operations[] = {
#define OPERATION(name) &mg_op_##name,
#include "operations/operations.def"
#undef OPERATION
    NULL,
};
