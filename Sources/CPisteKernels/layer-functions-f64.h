// expm1, log1p and erf of Float64: the C library's, since only checks compute in Float64.

#define INLINE TARGET static inline __attribute__((always_inline))

INLINE double FN(exponential_minus_one)(double x) { return expm1(x); }

INLINE double FN(log_one_plus)(double u) { return log1p(u); }

INLINE double FN(error_function)(double x) { return erf(x); }

#undef INLINE
