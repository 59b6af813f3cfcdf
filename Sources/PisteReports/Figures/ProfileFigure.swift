internal import PisteCore
internal import PisteStatistics

/// For how many problems each level is nearly the fastest to a target, by AlgoPerf's rules.
struct ProfileFigure {
  /// The problems' names.
  let problems: [String]
  /// The levels' names.
  let levels: [String]
  /// The time to target by problem and level, positive; infinite for a miss.
  let times: [[Double]]
  /// What the times are: `epochs`, `seconds`.
  let unit: String

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let what = "The performance profile is left out: "
    guard levels.count >= 2, levels.count <= Palette.count else {
      return .failure(Omission(what + "it takes from two to \(Palette.count) levels."))
    }
    guard problems.count >= Friedman.fewestProblems else {
      return .failure(
        Omission(
          what + "\(NumberFormat.count(problems.count, "problem")) "
            + "\(problems.count == 1 ? "is" : "are") fewer than the \(Friedman.fewestProblems) "
            + "that "
            + "shares of problems should rest on."))
    }
    guard times.joined().contains(where: \.isFinite) else {
      return .failure(Omission(what + "no level reached a target."))
    }
    let profile = PerformanceProfile(times: columns)
    let chart = LineChart(panels: [
      ChartPanel(
        horizontal: Panel.Axis(
          title: "τ: time to target over the fastest level's", domain: 0.97...(profile.limit * 1.01)
        ),
        vertical: Panel.Axis(
          title: "share of \(problems.count) problems within τ", domain: -0.02...1.02,
          isPercent: true),
        lines: levels.enumerated().map { line($0.element, $0.offset, profile) })
    ])
    return .success(
      Figure(
        id: "performance-profile", title: "Performance profile over problems",
        caption: caption(profile), table: table(profile), draw: chart.draw))
  }

  /// The times by level and problem.
  private var columns: [[Double]] { levels.indices.map { level in times.map { $0[level] } } }

  private func line(_ name: String, _ place: Int, _ profile: PerformanceProfile) -> ChartLine {
    var points = [ChartLine.Point(x: 1, y: profile.share(of: place, within: 1))]
    for step in profile.steps(of: place) where step.ratio > 1 {
      points.append(
        ChartLine.Point(
          x: step.ratio, y: step.share,
          tip: "\(name): within \(NumberFormat.significant(step.ratio, digits: 3)) × on "
            + NumberFormat.percent(step.share, digits: 0)))
    }
    points.append(
      ChartLine.Point(x: profile.limit, y: profile.share(of: place, within: profile.limit)))
    return ChartLine(name: name, series: place, points: points, shape: .stepped)
  }

  private func caption(_ profile: PerformanceProfile) -> String {
    let scores = profile.order.map {
      "\(levels[$0]) (\(NumberFormat.fixed(profile.score(of: $0), digits: 3)))"
    }
    var text = "Score, the area under the profile from 1 to \(NumberFormat.plain(profile.limit)) "
    text += "(1 is the fastest everywhere): \(Prose.list(scores, limit: 8)). "
    text += leaveOneOut
    text += "Times are \(unit) to each problem's target, over those of the fastest level there; "
    text += "one beyond \(NumberFormat.plain(profile.limit)) times the fastest counts as a miss. "
    text += "Scores hang on which levels are compared, here \(Prose.list(levels, limit: 8)). With "
    text += "\(problems.count) problems a share moves in steps of "
    text += "\(NumberFormat.percent(1 / Double(problems.count), digits: 0))."
    return text
  }

  /// Whether the order of the others stays if a level is taken away.
  private var leaveOneOut: String {
    guard levels.count >= 3 else { return "" }
    let changing = PerformanceProfile.turning(times: columns).map { levels[$0] }
    return changing.isEmpty
      ? "The order stays whichever level is taken away. "
      : "Without \(Prose.list(changing).replacing(" and ", with: " or ")) the others' order would "
        + "change. "
  }

  private func table(_ profile: PerformanceProfile) -> DataTable {
    DataTable(
      columns: [.words("problem")] + levels.map { .numbers("\($0), \(unit)") },
      rows: zip(problems, times).map { name, row in
        [name] + row.map { $0.isFinite ? NumberFormat.significant($0, digits: 4) : "missed" }
      } + [
        ["score"]
          + levels.indices.map { NumberFormat.fixed(profile.score(of: $0), digits: 3) }
      ])
  }
}
