// exp and tanh of Float64: the C library's, since only checks compute in Float64.

#define INLINE TARGET static inline __attribute__((always_inline))

INLINE double FN(exponential)(double x) { return exp(x); }

INLINE double FN(hyperbolic_tangent)(double x) { return tanh(x); }

INLINE double FN(square_root)(double x) { return __builtin_elementwise_sqrt(x); }

INLINE double FN(maximum)(double a, double b) { return a > b ? a : b; }

INLINE uint32_t FN(is_not_finite)(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return (bits & 0x7FF0000000000000u) == 0x7FF0000000000000u;
}

#undef INLINE
