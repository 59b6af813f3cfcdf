internal import PisteCore

extension Catalog {
  /// What cannot stand together among the settings of Rprop.
  static func stepSizeConflicts(_ settings: Settings) -> [SettingConflict] {
    guard settings["optimizer.name"] == "rprop",
      let least = settings["optimizer.step_size_min"]?.number,
      let largest = settings["optimizer.step_size_max"]?.number, least > largest
    else { return [] }
    return [
      SettingConflict(
        key: "optimizer.step_size_min",
        error: SpecError(
          .conflict,
          "the least step size \(NumberFormat.plain(least)) is above the largest, "
            + NumberFormat.plain(largest), hint: "set optimizer.step_size_max above it"))
    ]
  }
}
