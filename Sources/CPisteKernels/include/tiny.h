// Numbers too small to be normal ones, below 1.2e-38 in Float32, which many CPUs compute with a
// hundred times as slowly as with others.
#ifndef PISTE_TINY_H
#define PISTE_TINY_H

#include <stdint.h>

// From here on this thread takes such numbers as 0 and gives 0 in their place, if the CPU can.
// Returns what piste_restore_tiny wants to be given.
uint64_t piste_tiny_is_zero(void);

void piste_restore_tiny(uint64_t before);

#endif
