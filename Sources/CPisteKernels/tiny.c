// How this thread treats numbers below the least normal one.

#include "tiny.h"

#if defined(__x86_64__)

#include <xmmintrin.h>

// Flush results to zero, and take operands as zero.
#define TINY_IS_ZERO 0x8040u

uint64_t piste_tiny_is_zero(void) {
  const uint32_t before = _mm_getcsr();
  _mm_setcsr(before | TINY_IS_ZERO);
  return before;
}

void piste_restore_tiny(uint64_t before) {
  _mm_setcsr((_mm_getcsr() & ~TINY_IS_ZERO) | ((uint32_t)before & TINY_IS_ZERO));
}

#elif defined(__aarch64__)

#define TINY_IS_ZERO (UINT64_C(1) << 24)

static uint64_t control(void) {
  uint64_t value;
  __asm__ volatile("mrs %0, fpcr" : "=r"(value));
  return value;
}

static void set_control(uint64_t value) { __asm__ volatile("msr fpcr, %0" : : "r"(value)); }

uint64_t piste_tiny_is_zero(void) {
  const uint64_t before = control();
  set_control(before | TINY_IS_ZERO);
  return before;
}

void piste_restore_tiny(uint64_t before) {
  set_control((control() & ~TINY_IS_ZERO) | (before & TINY_IS_ZERO));
}

#else

uint64_t piste_tiny_is_zero(void) { return 0; }

void piste_restore_tiny(uint64_t before) { (void)before; }

#endif
