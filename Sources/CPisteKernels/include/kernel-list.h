// Every kernel, once: included with T as the number type and PISTE_KERNEL as what is made of it.
// Matrices are row-major; `rows` is the batch. No two arrays overlap unless that is said.

// y = f(y + bias), the bias added to every row. Shapes: y [rows, columns], bias [columns].
PISTE_KERNEL(void, bias_identity,
  PISTE_PARAMETERS(T *restrict y, const T *restrict bias, ptrdiff_t rows, ptrdiff_t columns),
  PISTE_ARGUMENTS(y, bias, rows, columns))
PISTE_KERNEL(void, bias_relu,
  PISTE_PARAMETERS(T *restrict y, const T *restrict bias, ptrdiff_t rows, ptrdiff_t columns),
  PISTE_ARGUMENTS(y, bias, rows, columns))
PISTE_KERNEL(void, bias_sigmoid,
  PISTE_PARAMETERS(T *restrict y, const T *restrict bias, ptrdiff_t rows, ptrdiff_t columns),
  PISTE_ARGUMENTS(y, bias, rows, columns))
PISTE_KERNEL(void, bias_tanh,
  PISTE_PARAMETERS(T *restrict y, const T *restrict bias, ptrdiff_t rows, ptrdiff_t columns),
  PISTE_ARGUMENTS(y, bias, rows, columns))

// gradient *= f'(z), f' written by the activation's output a = f(z). Shapes: [count].
PISTE_KERNEL(void, relu_backward,
  PISTE_PARAMETERS(T *restrict gradient, const T *restrict output, ptrdiff_t count),
  PISTE_ARGUMENTS(gradient, output, count))
PISTE_KERNEL(void, sigmoid_backward,
  PISTE_PARAMETERS(T *restrict gradient, const T *restrict output, ptrdiff_t count),
  PISTE_ARGUMENTS(gradient, output, count))
PISTE_KERNEL(void, tanh_backward,
  PISTE_PARAMETERS(T *restrict gradient, const T *restrict output, ptrdiff_t count),
  PISTE_ARGUMENTS(gradient, output, count))

// gradient = scale·(softmax(z) − onehot(label)); adds the rows' losses −log softmax(z)_label to
// *loss. Returns in how many rows the first largest logit is the label's. Labels lie in
// 0..<columns. Shapes: logits, gradient [rows, columns], labels [rows].
PISTE_KERNEL(ptrdiff_t, softmax_cross_entropy,
  PISTE_PARAMETERS(const T *restrict logits, T *restrict gradient, const int32_t *restrict labels,
    ptrdiff_t rows, ptrdiff_t columns, T scale, double *restrict loss),
  PISTE_ARGUMENTS(logits, gradient, labels, rows, columns, scale, loss))

// gradient = scale·(σ(z) − y) for targets y of 0 or 1; adds the rows' losses to *loss. Returns in
// how many rows z > 0 just where y is 1. Shapes: all [rows].
PISTE_KERNEL(ptrdiff_t, logistic,
  PISTE_PARAMETERS(const T *restrict logits, T *restrict gradient, const T *restrict targets,
    ptrdiff_t rows, T scale, double *restrict loss),
  PISTE_ARGUMENTS(logits, gradient, targets, rows, scale, loss))

// gradient = scale·(y − target); returns the sum of squared differences. Shapes: all [count].
PISTE_KERNEL(double, square,
  PISTE_PARAMETERS(const T *restrict outputs, T *restrict gradient, const T *restrict targets,
    ptrdiff_t count, T scale),
  PISTE_ARGUMENTS(outputs, gradient, targets, count, scale))

// sums[c] = Σ_r matrix[r, c], rows added from first to last. Shapes: [columns], [rows, columns].
PISTE_KERNEL(void, column_sums,
  PISTE_PARAMETERS(T *restrict sums, const T *restrict matrix, ptrdiff_t rows, ptrdiff_t columns),
  PISTE_ARGUMENTS(sums, matrix, rows, columns))

// Σ x², to about 1e-7 of itself whatever the size of the numbers; not finite just where an x is not.
PISTE_KERNEL(double, sum_of_squares,
  PISTE_PARAMETERS(const T *restrict values, ptrdiff_t count),
  PISTE_ARGUMENTS(values, count))

// The same in parts: add_squares takes a part whose length is a multiple of 128 into `state`, 32
// numbers that begin as 0; finish_squares is given the rest, fewer than 128 numbers, once all parts
// are in. The result has the bits of sum_of_squares, or is -1 where only that can tell.
PISTE_KERNEL(void, add_squares,
  PISTE_PARAMETERS(double *restrict state, const T *restrict values, ptrdiff_t count),
  PISTE_ARGUMENTS(state, values, count))
PISTE_KERNEL(double, finish_squares,
  PISTE_PARAMETERS(const double *restrict state, const T *restrict values, ptrdiff_t count),
  PISTE_ARGUMENTS(state, values, count))

// 1 if no value is infinite or NaN, else 0.
PISTE_KERNEL(int32_t, all_finite,
  PISTE_PARAMETERS(const T *restrict values, ptrdiff_t count),
  PISTE_ARGUMENTS(values, count))

// target[i] = source[rows[i]] for whole rows. Shapes: target [count, width], source [N, width].
PISTE_KERNEL(void, gather,
  PISTE_PARAMETERS(T *restrict target, const float *restrict source,
    const int32_t *restrict rows, ptrdiff_t count, ptrdiff_t width),
  PISTE_ARGUMENTS(target, source, rows, count, width))

// θ −= rate·(g + penalty·θ). Shapes: all [count]. Like the three steps below, it returns 1 if no
// parameter it wrote is infinite or NaN, else 0.
PISTE_KERNEL(int32_t, sgd_step,
  PISTE_PARAMETERS(T *restrict parameters, const T *restrict gradients, ptrdiff_t count, T rate,
    T penalty),
  PISTE_ARGUMENTS(parameters, gradients, count, rate, penalty))

// g' = g + penalty·θ;  b = keep·b + intake·g';  θ −= rate·(of_gradient·g' + of_velocity·b).
PISTE_KERNEL(int32_t, momentum_step,
  PISTE_PARAMETERS(T *restrict parameters, const T *restrict gradients, T *restrict velocity,
    ptrdiff_t count, T rate, T penalty, T keep, T intake, T of_gradient, T of_velocity),
  PISTE_ARGUMENTS(parameters, gradients, velocity, count, rate, penalty, keep, intake,
    of_gradient, of_velocity))

// θ' = shrink·θ;  g' = g + penalty·θ;  m += intake1·(g' − m);  v = beta2·v + intake2·g'²;
// θ = θ' − step·m/(√v·unbias2 + epsilon). One of shrink = 1 and penalty = 0 holds.
PISTE_KERNEL(int32_t, adam_step,
  PISTE_PARAMETERS(T *restrict parameters, const T *restrict gradients, T *restrict mean,
    T *restrict square, ptrdiff_t count, T step, T unbias2, T intake1, T beta2, T intake2,
    T epsilon, T penalty, T shrink),
  PISTE_ARGUMENTS(parameters, gradients, mean, square, count, step, unbias2, intake1, beta2,
    intake2, epsilon, penalty, shrink))

// As adam_step, with w = max(w, v) in the place of v under the root.
PISTE_KERNEL(int32_t, amsgrad_step,
  PISTE_PARAMETERS(T *restrict parameters, const T *restrict gradients, T *restrict mean,
    T *restrict square, T *restrict largest, ptrdiff_t count, T step, T unbias2, T intake1, T beta2,
    T intake2, T epsilon, T penalty, T shrink),
  PISTE_ARGUMENTS(parameters, gradients, mean, square, largest, count, step, unbias2, intake1,
    beta2, intake2, epsilon, penalty, shrink))

// One pass of an update rule of rule-names.h over parameters and gradients, with up to four vectors
// beside them, some of them nil; the rule's body in rules.h says which. `width` is the length of a
// row for rules that know rows. Writes what it sums up to `sums`.
PISTE_KERNEL(void, rule_step,
  PISTE_PARAMETERS(int32_t rule, T *restrict parameters, const T *restrict gradients,
    T *restrict first, T *restrict second, T *restrict third, T *restrict fourth,
    ptrdiff_t count, ptrdiff_t width, const double *restrict factors, double *restrict sums),
  PISTE_ARGUMENTS(rule, parameters, gradients, first, second, third, fourth, count, width, factors,
    sums))

#include "layer-list.h"
