/// What other programs call Piste's settings: for hints, never for reading.
enum SettingAlias {
  private static let names: [String: String] = [
    "learning_rate": "optimizer.lr", "learningrate": "optimizer.lr", "base_lr": "optimizer.lr",
    "step_length": "optimizer.lr", "eta": "optimizer.lr", "alpha": "optimizer.lr",
    "optim": "optimizer.name", "optimiser": "optimizer.name", "opt": "optimizer.name",
    "wd": "optimizer.weight_decay", "l2": "optimizer.weight_decay",
    "weightdecay": "optimizer.weight_decay", "beta_1": "optimizer.beta1",
    "beta_2": "optimizer.beta2", "betas": "optimizer.beta1", "eps": "optimizer.epsilon",
    "batchsize": "batch_size", "bs": "batch_size", "batch": "batch_size",
    "train_batch_size": "batch_size", "minibatch_size": "batch_size",
    "num_epochs": "epochs", "n_epochs": "epochs", "max_epochs": "epochs", "epoch": "epochs",
    "num_train_epochs": "epochs", "dropout_rate": "model.dropout", "drop_rate": "model.dropout",
    "p_dropout": "model.dropout", "hidden_size": "model.hidden", "hidden_sizes": "model.hidden",
    "hidden_units": "model.hidden", "hidden_layers": "model.hidden", "hidden_dim": "model.hidden",
    "layers": "model.hidden", "layer_size": "model.hidden", "fc_layer_size": "model.hidden",
    "units": "model.hidden", "width": "model.hidden", "num_units": "model.hidden",
    "activation_fn": "model.activation", "activation_function": "model.activation",
    "nonlinearity": "model.activation", "initializer": "model.init.name",
    "kernel_initializer": "model.init.name", "weight_init": "model.init.name",
    "batch_norm": "model.normalize", "normalization": "model.normalize",
    "scheduler": "schedule.name", "lr_scheduler": "schedule.name",
    "lr_schedule": "schedule.name", "learning_rate_schedule": "schedule.name",
    "warmup_steps": "schedule.warmup", "warmup_epochs": "schedule.warmup",
    "step_size": "schedule.every", "gamma": "schedule.factor", "lr_decay": "schedule.factor",
    "loss_fn": "loss", "loss_function": "loss", "criterion": "loss",
    "max_grad_norm": "gradient_clip.norm", "grad_clip": "gradient_clip.norm",
    "clip_norm": "gradient_clip.norm", "clipnorm": "gradient_clip.norm",
    "gradient_clip_val": "gradient_clip.norm", "clip_value": "gradient_clip.value",
    "early_stopping_patience": "early_stopping.patience", "data": "dataset.name",
    "data_set": "dataset.name", "val_split": "dataset.validation",
    "validation_split": "dataset.validation", "val_size": "dataset.validation",
    "test_size": "dataset.test", "test_split": "dataset.test",
  ]
  private static let seeds: Set = ["seed", "random_seed", "random_state", "manual_seed"]

  /// What may have been meant by a name in a place; nil where nothing is known of it.
  static func hint(for key: String, under prefix: String) -> String? {
    let word = (key.split(separator: ".").last.map(String.init) ?? key).lowercased()
      .replacing("-", with: "_")
    if seeds.contains(word) { return "runs take their seeds from the top-level key `seeds`" }
    guard let setting = names[word] else { return nil }
    let start = prefix.isEmpty ? "" : prefix + "."
    let isHere = setting.hasPrefix(start)
    return "did you mean `\(isHere ? String(setting.dropFirst(start.count)) : setting)`?"
  }

  /// Every setting that an alias names.
  static let targets = Set(names.values)
}
