// The bodies of bias_activation and activation_backward for one number type T and one instruction
// set. Every comparison is written so that NaN, for which it is false, stays NaN.

#define INLINE TARGET static inline __attribute__((always_inline))

#define ROOT_HALF ((T)0.707106781186547524400844362104849039)
#define NORMAL_PEAK ((T)0.398942280401432677939946059934381868)
#define ROOT_TWO_OVER_PI ((T)0.797884560802865355879892119868763737)
#define GELU_CUBIC ((T)0.044715)
#define SELU_SCALE ((T)1.0507009873554804934193349852946)
#define SELU_ALPHA ((T)1.6732632423543772848170429916717)

INLINE T FN(logistic_function)(T z) { return 1 / (1 + FN(exponential)(-z)); }

INLINE T FN(elu_value)(T z, T alpha) {
  T below = alpha * FN(exponential_minus_one)(z > 0 ? 0 : z);
  return z > 0 ? z : below;
}

INLINE T FN(selu_value)(T z) {
  T below = (SELU_SCALE * SELU_ALPHA) * FN(exponential_minus_one)(z > 0 ? 0 : z);
  return z > 0 ? SELU_SCALE * z : below;
}

INLINE T FN(gelu_value)(T z) {
  return (T)0.5 * z * (1 + FN(error_function)(z * ROOT_HALF));
}

INLINE T FN(gelu_slope)(T z) {
  T area = (T)0.5 * (1 + FN(error_function)(z * ROOT_HALF));
  return area + z * (NORMAL_PEAK * FN(exponential)((T)-0.5 * z * z));
}

INLINE T FN(gelu_tanh_value)(T z) {
  T inner = ROOT_TWO_OVER_PI * (z + GELU_CUBIC * (z * z * z));
  return (T)0.5 * z * (1 + FN(hyperbolic_tangent)(inner));
}

INLINE T FN(gelu_tanh_slope)(T z) {
  T inner = ROOT_TWO_OVER_PI * (z + GELU_CUBIC * (z * z * z));
  T t = FN(hyperbolic_tangent)(inner);
  T slope = ROOT_TWO_OVER_PI * (1 + 3 * GELU_CUBIC * (z * z));
  T fall = 1 - t * t;
  // Where tanh is ±1 its slope is 0, even if the square of z overflows.
  return (T)0.5 * (1 + t) + (fall > 0 ? (T)0.5 * z * (fall * slope) : 0);
}

INLINE T FN(silu_slope)(T z) {
  T s = FN(logistic_function)(z);
  return s * (1 + z * (1 - s));
}

// max(z, 0) + log(1 + e^−|z|), which overflows nowhere.
INLINE T FN(softplus_value)(T z) {
  T tail = FN(exponential)(z > 0 ? -z : z);
  return (z < 0 ? 0 : z) + FN(log_one_plus)(tail);
}

// One loop for each kind, so that the choice is made outside of it.
#define EACH_SUM(VALUE)                                            \
  for (ptrdiff_t r = 0; r < rows; r++, y += columns) {             \
    if (sums) {                                                    \
      for (ptrdiff_t c = 0; c < columns; c++) {                    \
        T z = y[c] + bias[c];                                      \
        sums[c] = z;                                               \
        y[c] = VALUE;                                              \
      }                                                            \
      sums += columns;                                             \
    } else {                                                       \
      for (ptrdiff_t c = 0; c < columns; c++) {                    \
        T z = y[c] + bias[c];                                      \
        y[c] = VALUE;                                              \
      }                                                            \
    }                                                              \
  }                                                                \
  break

TARGET static void FN(bias_activation)(
    int32_t kind, T parameter, T *restrict y, const T *restrict bias, T *restrict sums,
    ptrdiff_t rows, ptrdiff_t columns) {
  switch (kind) {
    case PISTE_LEAKY_RELU: EACH_SUM(z < 0 ? parameter * z : z);
    case PISTE_ELU: EACH_SUM(FN(elu_value)(z, parameter));
    case PISTE_SELU: EACH_SUM(FN(selu_value)(z));
    case PISTE_GELU: EACH_SUM(FN(gelu_value)(z));
    case PISTE_GELU_TANH: EACH_SUM(FN(gelu_tanh_value)(z));
    case PISTE_SILU: EACH_SUM(z * FN(logistic_function)(z));
    case PISTE_SOFTPLUS: EACH_SUM(FN(softplus_value)(z));
  }
}

#undef EACH_SUM
#define EACH_SLOPE(SLOPE)                                                       \
  for (ptrdiff_t i = 0; i < count; i++) {                                       \
    T v = values[i];                                                            \
    gradient[i] = gradient[i] * (SLOPE);                                        \
  }                                                                             \
  break

TARGET static void FN(activation_backward)(
    int32_t kind, T parameter, T *restrict gradient, const T *restrict values, ptrdiff_t count) {
  switch (kind) {
    case PISTE_LEAKY_RELU: EACH_SLOPE(v > 0 ? 1 : parameter);
    case PISTE_ELU: EACH_SLOPE(v > 0 ? 1 : v + parameter);
    case PISTE_SELU: EACH_SLOPE(v > 0 ? SELU_SCALE : v + SELU_SCALE * SELU_ALPHA);
    case PISTE_GELU: EACH_SLOPE(FN(gelu_slope)(v));
    case PISTE_GELU_TANH: EACH_SLOPE(FN(gelu_tanh_slope)(v));
    case PISTE_SILU: EACH_SLOPE(FN(silu_slope)(v));
    case PISTE_SOFTPLUS: EACH_SLOPE(-FN(exponential_minus_one)(-v));
  }
}

#undef EACH_SLOPE
#undef ROOT_HALF
#undef NORMAL_PEAK
#undef ROOT_TWO_OVER_PI
#undef GELU_CUBIC
#undef SELU_SCALE
#undef SELU_ALPHA
#undef INLINE
