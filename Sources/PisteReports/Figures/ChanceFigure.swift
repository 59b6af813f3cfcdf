internal import PisteCore
internal import PisteStatistics

/// The chance of each level to be the best if all are tuned with one budget.
struct ChanceFigure {
  let comparison: Comparison

  /// The figure, or a sentence why there is none.
  func figure(_ all: [Trials]) -> Result<Figure, Omission> {
    let what = "The chance to be best by budget is left out: "
    guard comparison.isCompared, all.count >= 2 else {
      return .failure(Omission(what + "it takes two levels with results."))
    }
    let most = all.map(\.trials.count).min() ?? 0
    guard most >= 2 else {
      return .failure(Omission(what + "a level was tuned with one configuration only."))
    }
    let budgets = Comparison.budgets(upTo: most, count: 16)
    let chances = budgets.map {
      ChanceOfBest.afterTrials($0, of: all.map(\.values), goal: comparison.objective.goal)
    }
    let isLog = most > 12
    let chart = LineChart(panels: [
      ChartPanel(
        horizontal: Panel.Axis(
          title: "trials of each level\(isLog ? " (log scale)" : "")",
          domain: Scale.domain(of: [1, Double(most)], kind: isLog ? .log : .linear),
          kind: isLog ? .log : .linear,
          ticks: isLog
            ? nil : budgets.map { Tick(value: Double($0), label: "\($0)") }),
        vertical: Panel.Axis(
          title: "chance to have the best \(comparison.objective.title)", domain: -0.02...1.02,
          isPercent: true),
        lines: all.enumerated().map { place, trials in
          ChartLine(
            name: trials.name, series: trials.series,
            points: zip(budgets, chances).map { budget, chance in
              ChartLine.Point(
                x: Double(budget), y: chance[place],
                tip: "\(trials.name), \(NumberFormat.count(budget, "trial")) each: "
                  + share(chance[place]))
            })
        })
    ])
    return .success(
      Figure(
        id: "chance-of-best", title: "Who is best at each budget",
        caption: caption(all, budgets, chances), table: table(all, budgets, chances),
        draw: chart.draw))
  }

  private func share(_ value: Double) -> String {
    value > 0.995 && value < 1 || value > 0 && value < 0.005
      ? NumberFormat.percent(value, digits: 2) : NumberFormat.percent(value, digits: 0)
  }

  private func caption(_ all: [Trials], _ budgets: [Int], _ chances: [[Double]]) -> String {
    func sentence(_ place: Int) -> String {
      let order = all.indices.sorted {
        (chances[place][$1], $0) < (chances[place][$0], $1)
      }
      let words = order.prefix(3).map { comparison.named(all[$0].name, share(chances[place][$0])) }
      return "\(NumberFormat.count(budgets[place], "trial")) each: \(Prose.list(words))"
    }
    var text = "With \(sentence(0)). "
    if budgets.count > 2 { text += "With \(sentence(budgets.count / 2)). " }
    text += "With \(sentence(budgets.count - 1)). Each level's n trials are drawn from its own "
    text += "without replacement; the chance is exact for these trials, by their "
    text += "\(comparison.usesSameSeeds ? "" : "tuning ")results, and says nothing of trials that "
    text += "were not made. Budgets end at the fewest trials of a level."
    return text
  }

  private func table(_ all: [Trials], _ budgets: [Int], _ chances: [[Double]]) -> DataTable {
    DataTable(
      columns: [.numbers("trials each")] + all.map { .numbers($0.name) },
      rows: zip(budgets, chances).map { budget, chance in ["\(budget)"] + chance.map(share) })
  }
}
