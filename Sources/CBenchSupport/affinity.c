#define _GNU_SOURCE

#include "CBenchSupport.h"

#if defined(__linux__)

#include <sched.h>

int32_t piste_bind_to_one_cpu(void) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -1;
  for (int cpu = CPU_SETSIZE - 1; cpu >= 0; cpu--) {
    if (!CPU_ISSET(cpu, &allowed)) continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    return sched_setaffinity(0, sizeof one, &one) == 0 ? cpu : -1;
  }
  return -1;
}

#else

int32_t piste_bind_to_one_cpu(void) { return -1; }

#endif
