/// Small experiments for the tests, as texts.
enum Experiments {
  /// Twelve tuning runs and four evaluations, a moment each.
  static let small = """
    name: small
    description: Which of the two is better on irises?
    metric: {name: val/accuracy, goal: maximize}
    compare: optimizer.name
    seeds: {tune: 2, evaluate: 2}
    settings:
      dataset: {name: iris, validation: 0.2, test: 0.2}
      model: {hidden: [8], activation: tanh}
      epochs: 3
      batch_size: 16
    parameters:
      optimizer:
        one_of:
          - {name: sgd, lr: {values: [0.01, 0.1, 1]}}
          - {name: adam, lr: {values: [3e-4, 3e-3, 3e-2]}}
    """

  /// Runs long enough to be killed in the middle, short enough to wait for.
  static let slow = """
    name: slow
    metric: {name: val/loss, goal: minimize}
    compare: optimizer.name
    seeds: {tune: 2, evaluate: 2}
    settings:
      dataset: {name: digits, validation: 0.2, test: 0.2}
      model: {hidden: [256, 128], activation: relu}
      epochs: 12
      batch_size: 16
    parameters:
      optimizer:
        one_of:
          - {name: sgd, lr: {values: [0.01, 0.1]}, momentum: {values: [0, 0.9]}}
          - {name: adam, lr: {values: [1e-3, 1e-2]}}
    """

  /// Four runs, each long enough to be seen under way.
  static let few = """
    name: few
    metric: {name: val/loss, goal: minimize}
    compare: optimizer.lr
    seeds: 2
    settings:
      dataset: {name: digits, validation: 0.2, test: 0.2}
      model: {hidden: [256], activation: relu}
      epochs: 12
      batch_size: 16
    parameters:
      optimizer.lr: {values: [0.01, 0.1]}
    """

  /// One run of a second or two.
  static let long = """
    name: long
    seeds: 1
    settings:
      dataset: {name: digits}
      model: {hidden: [512, 256]}
      epochs: 60
      batch_size: 16
    """
}
