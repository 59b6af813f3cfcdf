internal import PisteCore

extension Comparison {
  /// Says where every run of a level gave the same number, so that an interval tells nothing.
  var spreadCaveats: [Caveat] {
    var alike: [String] = []
    var tied: [String] = []
    for level in ranking {
      let values = level.report.values
      guard let first = values.first, values.count >= 2,
        values.allSatisfy({ $0.value == first.value })
      else { continue }
      // A coarse metric may agree by chance where the runs themselves do not.
      let measured = level.runs.filter(\.isWhole).map { run in
        run.curves.filter { $0.key != Metric.seconds }
      }
      if measured.allSatisfy({ $0 == measured.first }) {
        alike.append(subject(level))
      } else {
        tied.append(subject(level))
      }
    }
    var result: [Caveat] = []
    if !alike.isEmpty {
      result.append(
        Caveat(
          .seedsChangeNothing,
          "The seeds changed nothing: every run of \(Prose.list(alike)) gave the same number, so "
            + "the interval says nothing about luck."))
    }
    if !tied.isEmpty {
      result.append(
        Caveat(
          .seedsChangeNothing,
          "Every run of \(Prose.list(tied)) has the same \(reported.title), though the runs "
            + "differ, so an interval of no width does not mean that there is no luck."))
    }
    return result
  }

  private func subject(_ level: LevelResult) -> String {
    isCompared ? short(level) : "the best configuration"
  }
}
