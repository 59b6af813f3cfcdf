internal import PisteCore

extension Catalog {
  /// What cannot stand together among the settings of Rprop and with its schedule.
  static func stepSizeConflicts(_ settings: Settings) -> [SettingConflict] {
    guard settings["optimizer.name"] == "rprop" else { return [] }
    var conflicts: [SettingConflict] = []
    if let least = settings["optimizer.step_size_min"]?.number,
      let largest = settings["optimizer.step_size_max"]?.number, least > largest
    {
      conflicts.append(
        conflict(
          "optimizer.step_size_min",
          "the least step size \(NumberFormat.plain(least)) is above the largest, "
            + NumberFormat.plain(largest), hint: "set optimizer.step_size_max above it"))
    }
    let reason = "rprop takes from the rate its first step size and no other, so that "
    if let name = settings["schedule.name"]?.text, name != ScheduleName.constant.rawValue {
      conflicts.append(
        conflict(
          "schedule.name", reason + "\(name) would do nothing behind the first step",
          hint: "leave the schedule out, or use another optimizer"))
    } else if let warmup = settings["schedule.warmup"]?.integer, warmup > 0 {
      conflicts.append(
        conflict(
          "schedule.warmup", reason + "a warm-up would not raise it",
          hint: "leave schedule.warmup out, or use another optimizer"))
    }
    return conflicts
  }
}
