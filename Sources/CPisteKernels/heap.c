// How much the C allocator has handed out, to show that a training step asks it for nothing.

#include "CPisteKernels.h"

#if defined(__GLIBC__)
#include <malloc.h>

size_t piste_heap_bytes_in_use(void) {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

#else

size_t piste_heap_bytes_in_use(void) { return 0; }

#endif
