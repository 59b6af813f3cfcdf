private import PisteCore

extension Catalog {
  /// The settings that apply to every run, in the order in which people list them.
  public static let commonSettings: [SettingDefinition] = [
    SettingDefinition(
      "dataset.name", .choice(.dataset), isRequired: true, "What is learned from."),
    SettingDefinition(
      "dataset.limit", .integer, default: 0, range: .atLeast(0), unit: "rows",
      "Uses only so many of the set's rows (of its training file, if it has two); 0 for all."),
    SettingDefinition(
      "dataset.validation", .number, default: 0.1, range: .atLeast(0), unit: "rows or share",
      "Rows held out of training to choose by: a share below 1 or a count; 0 for none."),
    SettingDefinition(
      "dataset.normalize", .choice(.normalization), default: "standardize",
      "How the inputs are scaled; fitted on the training rows alone."),
    SettingDefinition(
      "dataset.split_seed", .integer, default: 0, range: .closed(0, 9_007_199_254_740_991),
      "Draws the splits and the made-up data; the run's own seed never does."),
    SettingDefinition(
      "task", .choice(.task), "What kind of target it is; left out, it follows from the data."),
    SettingDefinition(
      "loss", .choice(.loss), "What training makes small; left out, it follows from the task."),
    SettingDefinition(
      "model.hidden", .integers, default: [128], range: .closed(1, 65_536), unit: "units",
      symbol: "H", "Widths of the hidden layers, first to last; [] for none."),
    SettingDefinition(
      "model.activation", .choice(.activation), default: "relu",
      "The function behind each hidden layer."),
    SettingDefinition(
      "model.init.name", .choice(.initializer), default: "kaiming-uniform",
      "How the weights are filled."),
    SettingDefinition(
      "model.bias_init", .number, default: 0, range: .any, "The first value of every bias."),
    SettingDefinition(
      "optimizer.name", .choice(.optimizer), default: "sgd",
      "The rule that turns gradients into steps."),
    SettingDefinition(
      "schedule.name", .choice(.schedule), default: "constant",
      "How the learning rate changes over the run."),
    SettingDefinition(
      "batch_size", .integer, default: 32, range: .closed(1, 1_048_576), unit: "examples",
      symbol: "B", "Examples in one step."),
    SettingDefinition(
      "epochs", .integer, default: 10, range: .closed(1, 1_000_000), unit: "epochs", symbol: "E",
      "Passes over the training rows."),
    SettingDefinition(
      "drop_last", .boolean, default: false,
      "Leaves out the last batch of an epoch where it is not full."),
    SettingDefinition(
      "shuffle", .choice(.shuffle), default: "each-epoch", "In which order the examples come."),
    SettingDefinition(
      "log_every_steps", .integer, default: 0, range: .atLeast(0), unit: "steps",
      "Records loss and rate of every so many steps; 0 for epochs only."),
    SettingDefinition(
      "diagnostics", .choice(.diagnostics), default: "none",
      "What is measured of the network's inside at the end of an epoch."),
    SettingDefinition(
      "diagnostics_every", .integer, default: 1, range: .atLeast(1), unit: "epochs",
      "Diagnoses every so many epochs."),
  ]
}
