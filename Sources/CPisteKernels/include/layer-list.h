// The kernels of further activations, of normalization, dropout and further losses; see
// kernel-list.h for how the list is read.

// y = f(y + bias), the bias added to every row, for the activation `kind` (PISTE_LEAKY_RELU and
// the others). The sums y + bias are kept in `sums` unless that is null. NaN stays NaN.
// Shapes: y, sums [rows, columns], bias [columns].
PISTE_KERNEL(void, bias_activation,
  PISTE_PARAMETERS(int32_t kind, T parameter, T *restrict y, const T *restrict bias,
    T *restrict sums, ptrdiff_t rows, ptrdiff_t columns),
  PISTE_ARGUMENTS(kind, parameter, y, bias, sums, rows, columns))

// gradient *= f'(z), for GELU and SiLU from the kept sums z, for the others from the outputs f(z).
// Shapes: [count].
PISTE_KERNEL(void, activation_backward,
  PISTE_PARAMETERS(int32_t kind, T parameter, T *restrict gradient, const T *restrict values,
    ptrdiff_t count),
  PISTE_ARGUMENTS(kind, parameter, gradient, values, count))

// mask = stays where a draw is at least limit, else 0. Shapes: [count].
PISTE_KERNEL(void, dropout_mask,
  PISTE_PARAMETERS(T *restrict mask, const uint32_t *restrict draws, ptrdiff_t count,
    uint32_t limit, T stays),
  PISTE_ARGUMENTS(mask, draws, count, limit, stays))

// y *= factors; y as it was is kept in `kept` unless that is null. Shapes: [count].
PISTE_KERNEL(void, multiply,
  PISTE_PARAMETERS(T *restrict y, const T *restrict factors, T *restrict kept, ptrdiff_t count),
  PISTE_ARGUMENTS(y, factors, kept, count))

// Layer normalization up to the shift: z = y + bias, n = (z − mean)/√(variance + epsilon) of each
// row, y = scale·n. n and the factors 1/√(…) are kept unless those pointers are null.
// Shapes: y, normal [rows, columns], bias, scale [columns], inverse [rows].
PISTE_KERNEL(void, normalize_rows,
  PISTE_PARAMETERS(T *restrict y, const T *restrict bias, const T *restrict scale,
    T *restrict normal, T *restrict inverse, ptrdiff_t rows, ptrdiff_t columns, double epsilon),
  PISTE_ARGUMENTS(y, bias, scale, normal, inverse, rows, columns, epsilon))

// From ∂L/∂(scale·n) to ∂L/∂z of layer normalization, in place. Shapes as normalize_rows.
PISTE_KERNEL(void, normalize_rows_backward,
  PISTE_PARAMETERS(T *restrict gradient, const T *restrict scale, const T *restrict normal,
    const T *restrict inverse, ptrdiff_t rows, ptrdiff_t columns),
  PISTE_ARGUMENTS(gradient, scale, normal, inverse, rows, columns))

// Batch normalization up to the shift, by the statistics of these rows: as normalize_rows, but of
// each column. The running mean and variance (that one unbiased) move by `momentum` towards the
// batch's. At least two rows. Shapes: inverse and running ones [columns], work [2·columns].
PISTE_KERNEL(void, normalize_columns,
  PISTE_PARAMETERS(T *restrict y, const T *restrict bias, const T *restrict scale,
    T *restrict normal, T *restrict inverse, T *restrict running_mean,
    T *restrict running_variance, double *restrict work, ptrdiff_t rows, ptrdiff_t columns,
    double epsilon, double momentum),
  PISTE_ARGUMENTS(y, bias, scale, normal, inverse, running_mean, running_variance, work, rows,
    columns, epsilon, momentum))

// Batch normalization up to the shift, by running statistics: y = scale·(y + bias − mean)/√(…).
// Shapes: y [rows, columns], work [2·columns], the others [columns].
PISTE_KERNEL(void, normalize_columns_fixed,
  PISTE_PARAMETERS(T *restrict y, const T *restrict bias, const T *restrict scale,
    const T *restrict mean, const T *restrict variance, double *restrict work, ptrdiff_t rows,
    ptrdiff_t columns, double epsilon),
  PISTE_ARGUMENTS(y, bias, scale, mean, variance, work, rows, columns, epsilon))

// From ∂L/∂(scale·n) to ∂L/∂z of batch normalization, in place, given the gradients of its scale
// and shift. Shapes as normalize_columns.
PISTE_KERNEL(void, normalize_columns_backward,
  PISTE_PARAMETERS(T *restrict gradient, const T *restrict scale, const T *restrict normal,
    const T *restrict inverse, const T *restrict scale_gradient, const T *restrict shift_gradient,
    ptrdiff_t rows, ptrdiff_t columns),
  PISTE_ARGUMENTS(gradient, scale, normal, inverse, scale_gradient, shift_gradient, rows, columns))

// scale_gradient[c] = Σ_r gradient·normal, shift_gradient[c] = Σ_r gradient, rows from first to
// last. Shapes: gradient, normal [rows, columns], the others [columns].
PISTE_KERNEL(void, normalization_gradients,
  PISTE_PARAMETERS(T *restrict scale_gradient, T *restrict shift_gradient,
    const T *restrict gradient, const T *restrict normal, ptrdiff_t rows, ptrdiff_t columns),
  PISTE_ARGUMENTS(scale_gradient, shift_gradient, gradient, normal, rows, columns))

// As softmax_cross_entropy, with (1 − smoothing)·onehot(label) + smoothing/columns as target.
PISTE_KERNEL(ptrdiff_t, smoothed_cross_entropy,
  PISTE_PARAMETERS(const T *restrict logits, T *restrict gradient, const int32_t *restrict labels,
    ptrdiff_t rows, ptrdiff_t columns, T scale, T smoothing, double *restrict loss),
  PISTE_ARGUMENTS(logits, gradient, labels, rows, columns, scale, smoothing, loss))

// gradient = scale·c with c = y − target cut to ±delta; returns Σ c·((y − target) − c/2), which is
// Huber's loss. Shapes: [count].
PISTE_KERNEL(double, huber,
  PISTE_PARAMETERS(const T *restrict outputs, T *restrict gradient, const T *restrict targets,
    ptrdiff_t count, T scale, T delta),
  PISTE_ARGUMENTS(outputs, gradient, targets, count, scale, delta))

// Hinge loss of one logit and targets y of 0 or 1, s = 2y − 1: adds max(0, margin − s·z) of every
// row to *loss; gradient = −scale·s where that is positive, else 0. Returns as logistic.
PISTE_KERNEL(ptrdiff_t, hinge,
  PISTE_PARAMETERS(const T *restrict logits, T *restrict gradient, const T *restrict targets,
    ptrdiff_t rows, T scale, T margin, double *restrict loss),
  PISTE_ARGUMENTS(logits, gradient, targets, rows, scale, margin, loss))

// Hinge loss of several classes: adds Σ_{j≠y} max(0, margin − z_y + z_j) of every row to *loss,
// not divided by the classes; gradient = scale·its slope. Returns as softmax_cross_entropy.
PISTE_KERNEL(ptrdiff_t, multi_margin,
  PISTE_PARAMETERS(const T *restrict logits, T *restrict gradient, const int32_t *restrict labels,
    ptrdiff_t rows, ptrdiff_t columns, T scale, T margin, double *restrict loss),
  PISTE_ARGUMENTS(logits, gradient, labels, rows, columns, scale, margin, loss))
