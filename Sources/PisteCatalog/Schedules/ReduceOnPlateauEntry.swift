private import PisteCore

extension ScheduleName {
  static let reduceOnPlateauEntry = CatalogEntry(
    .schedule, "reduce-on-plateau", title: "reduce on plateau",
    summary: """
      Divided wherever a metric has not improved for some epochs. With a metric of the validation \
      rows, as by default, training has seen the validation set: its numbers are then no longer \
      those of rows that were held out. It counts epochs whatever schedule.unit says, and none of \
      the warm-up's.
      """,
    formula: """
      bad epoch: metric not below best·(1 − θ), or not above best·(1 + θ) for accuracy
      more than `patience` bad epochs in a row:  η ← max(γ·η, η_min), then `cooldown` epochs' rest
      a change of η by 10⁻⁸ or less is left out
      """,
    source: "PyTorch ReduceLROnPlateau",
    settings: [
      factor(0.1),
      SettingDefinition(
        "schedule.metric", .word(["val/loss", "val/accuracy", "train/loss", "train/accuracy"]),
        default: "val/loss", "What must improve: a loss by falling, an accuracy by rising."),
      SettingDefinition(
        "schedule.patience", .integer, default: 10, range: .atLeast(0), unit: "epochs",
        "Bad epochs in a row that are put up with."),
      SettingDefinition(
        "schedule.threshold", .number, default: 0.0001, range: .halfOpen(0, 1), symbol: "θ",
        "Share of the best value by which an epoch must better it to count as good."),
      SettingDefinition(
        "schedule.cooldown", .integer, default: 0, range: .atLeast(0), unit: "epochs",
        "Epochs after a division in which none counts as bad."),
      SettingDefinition(
        "schedule.min_factor", .number, default: 0, range: .closed(0, 1), symbol: "η_min/η",
        "The lowest rate, as a share of the first."),
    ])
}
