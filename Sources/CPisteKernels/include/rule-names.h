// The update rules of `rule_step` and the numbers they are given.
//
// One step of a rule passes over the parameters θ and gradients g once, with up to four vectors
// beside them and twelve factors by name. What is called g′ below is g + penalty·θ.
#ifndef PISTE_RULE_NAMES_H
#define PISTE_RULE_NAMES_H

// Places of the factors, which come in Float64 and are rounded to the number type. Which ones a rule reads, its body in rules.h says.
enum piste_factor {
  PISTE_RATE,         // what the step is multiplied by
  PISTE_PENALTY,      // λ of an L2 penalty, added to the gradient
  PISTE_SHRINK,       // what θ is multiplied by before the step, or λ beside it
  PISTE_KEEP1,        // β₁ or its kin, the share of the first running mean that stays
  PISTE_INTAKE1,      // 1 − β₁, the share of the gradient that enters it
  PISTE_KEEP2,        // β₂ or its kin
  PISTE_INTAKE2,      // 1 − β₂
  PISTE_OUTSIDE,      // ε added to a root
  PISTE_INSIDE,       // ε added under a root
  PISTE_UNBIAS,       // what a root is multiplied by
  PISTE_OF_GRADIENT,  // share of the gradient in the step
  PISTE_OF_MEMORY,    // share of a running mean in the step
  PISTE_FACTOR_COUNT
};

enum piste_rule {
  PISTE_ADAGRAD,
  PISTE_RMSPROP,
  PISTE_ADADELTA,
  PISTE_ADAMAX,
  PISTE_NADAM,
  PISTE_RPROP,
  PISTE_LION,
  PISTE_NORMS,
  PISTE_LAMB_MEANS,
  PISTE_LAMB_STEP,
  PISTE_ADAFACTOR_SQUARES,
  PISTE_ADAFACTOR_NORM,
  PISTE_ADAFACTOR_STEP,
  PISTE_ADAFACTOR_VECTOR,
  PISTE_SWATS,
  PISTE_SCHEDULE_FREE_SGD,
  PISTE_SCHEDULE_FREE_ADAMW,
  PISTE_SCHEDULE_FREE_POINT,
  PISTE_PRODIGY_MEANS,
  PISTE_PRODIGY_STEP
};

#endif
