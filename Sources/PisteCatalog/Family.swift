/// A kind of thing that an experiment chooses by name.
public enum Family: String, Sendable, Codable, CaseIterable {
  /// Rules that turn gradients into changes of the parameters.
  case optimizer
  /// Learning-rate schedules: step → rate.
  case schedule
  /// Ways to fill the weights before the first step.
  case initializer
  /// Functions between the layers.
  case activation
  /// Normalizations between a hidden layer's sums and its activation.
  case hiddenNormalization = "hidden-normalization"
  /// What training makes small.
  case loss
  /// What is learned from.
  case dataset
  /// Scalings of the inputs, fitted on the training rows.
  case normalization
  /// What kind of target is predicted.
  case task
  /// In which order the examples come.
  case shuffle
  /// What is measured of the inside of a network.
  case diagnostics

  /// The dotted name of the setting that chooses a member.
  public var selector: String {
    switch self {
    case .optimizer: "optimizer.name"
    case .schedule: "schedule.name"
    case .initializer: "model.init.name"
    case .activation: "model.activation"
    case .hiddenNormalization: "model.normalize"
    case .loss: "loss"
    case .dataset: "dataset.name"
    case .normalization: "dataset.normalize"
    case .task: "task"
    case .shuffle: "shuffle"
    case .diagnostics: "diagnostics"
    }
  }

  /// The settings that apply whichever member is chosen, the selector left out.
  public var sharedSettings: [SettingDefinition] {
    self == .schedule ? ScheduleName.commonSettings : []
  }

  /// The dotted name under which the members' own settings stand; nil where they have none.
  ///
  /// A bare word given for it means the selector: `optimizer: adam` is `optimizer.name: adam`.
  public var group: String? {
    switch self {
    case .optimizer: "optimizer"
    case .schedule: "schedule"
    case .initializer: "model.init"
    case .dataset: "dataset"
    case .activation, .hiddenNormalization, .loss, .normalization, .task, .shuffle, .diagnostics:
      nil
    }
  }
}
