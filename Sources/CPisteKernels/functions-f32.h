// exp and tanh of Float32, without branches, so that loops over them become vector code.

#define INLINE TARGET static inline __attribute__((always_inline))

// 2^k for k in −126...127; wraps to garbage outside, for which callers do not ask.
INLINE float FN(power_of_two)(int32_t k) {
  uint32_t bits = (uint32_t)(k + 127) << 23;
  float result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

// e^x to about 1.5 units in the last place; 0 and infinity beyond the range, NaN for NaN.
//
// x = n·ln 2 + r with |r| ≤ ½ ln 2, e^r = 1 + r + r²·q(r) with q the Chebyshev interpolant of
// degree 4 (relative error of the whole 1e-8), then scaled by 2^n in two steps, since 2^n alone
// may be too small for a normal number. n is rounded by adding 1.5·2^23, whose last bit is worth
// 1; the low bits of the sum are n itself, which spares an undefined conversion of NaN.
INLINE float FN(exponential)(float x) {
  const float shift = 12582912.0f;
  x = x > 89.0f ? 89.0f : x;
  x = x < -104.0f ? -104.0f : x;
  float shifted = x * 1.44269504f + shift;
  float n = shifted - shift;
  uint32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  int32_t k = (int32_t)(bits - 0x4B400000u);
  float r = x - n * 0.693145751953125f;
  r = r - n * 1.42860682e-6f;
  float q = 0.00139262679f;
  q = q * r + 0.00836324692f;
  q = q * r + 0.0416665524f;
  q = q * r + 0.166665763f;
  q = q * r + 0.5f;
  float y = 1.0f + (r + r * r * q);
  int32_t half = k >> 1;
  return y * FN(power_of_two)(half) * FN(power_of_two)(k - half);
}

// tanh x to about 2 units in the last place, relative also near 0.
//
// Below 5/8, x + x³·q(x²) with q the Chebyshev interpolant of degree 4 (relative error 2e-8);
// above, 1 − 2/(e^{2|x|} + 1), where the subtraction no longer cancels.
INLINE float FN(hyperbolic_tangent)(float x) {
  float magnitude = __builtin_fabsf(x);
  float z = x * x;
  float q = -0.00604516501f;
  q = q * z + 0.0209613293f;
  q = q * z - 0.0538432635f;
  q = q * z + 0.133327186f;
  q = q * z - 0.333333284f;
  float near = x + x * z * q;
  float far = 1.0f - 2.0f / (FN(exponential)(2.0f * magnitude) + 1.0f);
  far = __builtin_copysignf(far, x);
  return magnitude < 0.625f ? near : far;
}

INLINE float FN(square_root)(float x) { return __builtin_elementwise_sqrt(x); }

INLINE float FN(maximum)(float a, float b) { return a > b ? a : b; }

typedef uint32_t FN(Bits);
typedef int32_t FN(Places) __attribute__((vector_size(64)));
typedef int32_t FN(Labels) __attribute__((vector_size(64)));

// The larger one of `bits` and the bits of |x|; bits of magnitudes are in the magnitudes' order, and
// those of infinity and NaN above all others.
INLINE FN(Bits) FN(larger_bits)(FN(Bits) bits, float x) {
  FN(Bits) magnitude;
  memcpy(&magnitude, &x, sizeof x);
  magnitude &= 0x7FFFFFFFu;
  return magnitude > bits ? magnitude : bits;
}

INLINE int32_t FN(is_finite_bits)(FN(Bits) bits) { return bits < 0x7F800000u; }

#undef INLINE
