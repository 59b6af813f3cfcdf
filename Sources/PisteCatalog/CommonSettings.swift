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
      "dataset.normalize_scope", .word(["feature", "image"]), default: "feature",
      "Over what the scaling's numbers are taken: each feature by itself, or all of them together."),
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
      "model.normalize", .choice(.hiddenNormalization), default: "none",
      "Normalizes each hidden layer's sums before the activation, over the batch or the layer."),
    SettingDefinition(
      "model.dropout", .number, default: 0, range: .halfOpen(0, 1), symbol: "p",
      """
      The chance that a step leaves a hidden unit out: h ← h·m/(1 − p), m = 1 with chance 1 − p, \
      else 0; evaluations leave none out. Source: Srivastava, Hinton, Krizhevsky, Sutskever and \
      Salakhutdinov, JMLR 15, 2014.
      """),
    SettingDefinition(
      "model.init.name", .choice(.initializer), default: "kaiming-uniform",
      "How the weights are filled."),
    SettingDefinition(
      "model.bias_init", .number, default: 0, range: .any, "The first value of every bias."),
    InitializerName.biasRule,
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
      "gradient_clip.norm", .number, range: .above(0), symbol: "c",
      """
      Scales a gradient whose Euclidean norm is above it down to it, g ← g·min(1, c/‖g‖), all \
      parameters together; left out, none is. Source: Pascanu, Mikolov and Bengio, ICML 2013.
      """),
    SettingDefinition(
      "gradient_clip.value", .number, range: .above(0), symbol: "v",
      """
      Cuts each component of the gradient at plus and minus it, g ← max(−v, min(v, g)), before the \
      norm is clipped. Source: Mikolov, Statistical Language Models, 2012.
      """),
    SettingDefinition(
      "early_stopping.patience", .integer, range: .closed(1, 1_000_000), unit: "epochs",
      """
      Ends the run after so many epochs in a row in which the metric did not get better than its \
      best by more than early_stopping.min_delta; left out, never. Source: after Prechelt, Early \
      Stopping – But When?, 1998.
      """),
    SettingDefinition(
      "early_stopping.metric", .word(["val/loss", "val/accuracy"]), default: "val/loss",
      "What must improve, measured on the validation rows."),
    SettingDefinition(
      "early_stopping.min_delta", .number, default: 0, range: .atLeast(0),
      "What an improvement must exceed, in units of the metric."),
    SettingDefinition(
      "early_stopping.restore_best", .boolean, default: true,
      "Ends the run, however it ends short of divergence, with the best epoch's parameters."),
    SettingDefinition(
      "checkpoint.every", .number, default: 30, range: .atLeast(0), unit: "seconds",
      affectsResult: false,
      "Saves what a killed run resumes from, so often; 0 for never. Changes no result."),
    SettingDefinition(
      "diagnostics", .choice(.diagnostics), default: "none",
      "What is measured of the network's inside at the end of an epoch."),
    SettingDefinition(
      "diagnostics_every", .integer, default: 1, range: .atLeast(1), unit: "epochs",
      "Diagnoses every so many epochs."),
  ]
}
