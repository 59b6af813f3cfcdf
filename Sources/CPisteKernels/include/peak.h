// How many multiplications and additions one core can do, whatever the memory.
#ifndef CPISTEKERNELS_PEAK_H
#define CPISTEKERNELS_PEAK_H

#include <stdint.h>

// Operations in one round of piste_peak_run; a multiply-add counts as two.
int64_t piste_peak_operations(int32_t instruction_set);

// Runs so many rounds of independent chains x <- x * a + b in Float32 and returns what became of
// them, so that no compiler leaves them out. The instruction set must be one that this CPU has.
float piste_peak_run(int32_t instruction_set, int64_t rounds);

#endif
