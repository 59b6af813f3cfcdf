public import PisteCore

extension InitializerName {
  /// How biases are filled under `settings`: the word given, or the one that follows.
  ///
  /// - Parameter settings: Complete settings.
  /// - Returns: `constant` or `uniform`, or another word that was given and is none of them.
  public static func biasRule(in settings: Settings) -> String {
    biasRule(in: settings, given: settings["model.bias_rule"]?.text)
  }

  static func biasRule(in settings: Settings, given: String?) -> String {
    let follows = settings["model.init.name"]?.text == pytorch.rawValue ? "uniform" : "constant"
    return given ?? follows
  }
}

extension Catalog {
  static func initializerConflicts(_ settings: Settings) -> [SettingConflict] {
    var conflicts: [SettingConflict] = []
    let name = settings["model.init.name"]?.text
    if name == InitializerName.uniform.rawValue, let low = settings["model.init.low"]?.number,
      let high = settings["model.init.high"]?.number, low >= high
    {
      conflicts.append(
        conflict(
          "model.init.low",
          "the lower bound \(NumberFormat.plain(low)) is not below the upper bound "
            + NumberFormat.plain(high), hint: "set model.init.high above it"))
    }
    if name == InitializerName.lsuv.rawValue, let normalize = settings["model.normalize"]?.text,
      normalize != "none"
    {
      conflicts.append(
        conflict(
          "model.init.name",
          "LSUV scales layers by their sums, which \(normalize) normalization takes away again",
          hint: "leave model.normalize out, or take another initializer, as orthogonal"))
    }
    let value = settings["model.bias_init"]?.number ?? 0
    if value != 0, InitializerName.biasRule(in: settings) == "uniform" {
      conflicts.append(
        conflict(
          "model.bias_init",
          "biases are drawn at random, so a first value of \(NumberFormat.plain(value)) would do "
            + "nothing", hint: "set model.bias_rule: constant, or leave model.bias_init out"))
    }
    return conflicts
  }
}
