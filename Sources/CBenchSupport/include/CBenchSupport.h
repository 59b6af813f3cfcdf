// What a benchmark needs of the system and Swift cannot reach: a count of allocations, and a core.
#ifndef CBENCHSUPPORT_H
#define CBENCHSUPPORT_H

#include <stdint.h>

// Calls of malloc and its kin so far, by any thread; -1 where they cannot be counted.
int64_t piste_allocation_count(void);

// Binds this thread, and all threads and processes it starts from now on, to one of the CPUs it
// may use, the last one. Returns its number, or -1 where that cannot be done.
int32_t piste_bind_to_one_cpu(void);

#endif
