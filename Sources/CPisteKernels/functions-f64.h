// exp and tanh of Float64: the C library's, since only checks compute in Float64.

#define INLINE TARGET static inline __attribute__((always_inline))

INLINE double FN(exponential)(double x) { return exp(x); }

INLINE double FN(hyperbolic_tangent)(double x) { return tanh(x); }

INLINE double FN(square_root)(double x) { return __builtin_elementwise_sqrt(x); }

INLINE double FN(maximum)(double a, double b) { return a > b ? a : b; }

typedef uint64_t FN(Bits);
typedef int64_t FN(Places) __attribute__((vector_size(128)));
typedef int32_t FN(Labels) __attribute__((vector_size(64)));

// The larger one of `bits` and the bits of |x|; bits of magnitudes are in the magnitudes' order, and
// those of infinity and NaN above all others.
INLINE FN(Bits) FN(larger_bits)(FN(Bits) bits, double x) {
  FN(Bits) magnitude;
  memcpy(&magnitude, &x, sizeof x);
  magnitude &= 0x7FFFFFFFFFFFFFFFu;
  return magnitude > bits ? magnitude : bits;
}

INLINE int32_t FN(is_finite_bits)(FN(Bits) bits) { return bits < 0x7FF0000000000000u; }

#undef INLINE
