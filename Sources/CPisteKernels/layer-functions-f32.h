// expm1, log1p and erf of Float32, as far as activations need them, without branches.

#define INLINE TARGET static inline __attribute__((always_inline))

// e^x − 1 for x ≤ 0 to about 1.5 units in the last place, relative also near 0; NaN for NaN.
//
// x = n·ln 2 + r as in the exponential, p = e^r − 1 = r + r²·q(r), and 2^n·p + (2^n − 1), in which
// nothing cancels. Below −20 the result is −1, so 2^n never leaves the normal numbers.
INLINE float FN(exponential_minus_one)(float x) {
  const float shift = 12582912.0f;
  x = x < -20.0f ? -20.0f : x;
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
  float p = r + r * r * q;
  float scale = FN(power_of_two)(k);
  return scale * p + (scale - 1.0f);
}

// log(1 + u) for 0 ≤ u ≤ 1 to about 1.5 units in the last place; NaN for NaN.
//
// With s = u/(2 + u) it is 2·artanh s = 2s + s³·R(s²), written as u − s·(u − s²·R), R the Chebyshev
// interpolant of degree 4 on 0...1/9.
INLINE float FN(log_one_plus)(float u) {
  float s = u / (2.0f + u);
  float w = s * s;
  float q = 0.232243344f;
  q = q * w + 0.217065752f;
  q = q * w + 0.285923571f;
  q = q * w + 0.399997056f;
  q = q * w + 0.666666687f;
  return u - s * (u - w * q);
}

// erf x to about 1.5 units in the last place; NaN for NaN.
//
// Below 15/16, x + x·q(x²) with q the Chebyshev interpolant of degree 6; above, 1 − e^(−t) with t
// that of degree 8 of −log erfc up to 4, where erf is 1 to the last bit.
INLINE float FN(error_function)(float x) {
  float magnitude = __builtin_fabsf(x);
  float z = x * x;
  float q = 8.28582633e-5f;
  q = q * z - 0.000812296115f;
  q = q * z + 0.00519931829f;
  q = q * z - 0.0268587228f;
  q = q * z + 0.112836838f;
  q = q * z - 0.376126319f;
  q = q * z + 0.128379166f;
  float near = x + x * q;
  float a = magnitude > 4.0f ? 4.0f : magnitude;
  float t = -1.64328321e-6f;
  t = t * a + 4.61751115e-5f;
  t = t * a - 0.000597748032f;
  t = t * a + 0.00476375083f;
  t = t * a - 0.0264320243f;
  t = t * a + 0.110097289f;
  t = t * a + 0.631810308f;
  t = t * a + 1.13024092f;
  t = t * a - 0.000321486965f;
  float far = __builtin_copysignf(1.0f - FN(exponential)(-t), x);
  return magnitude < 0.9375f ? near : far;
}

#undef INLINE
