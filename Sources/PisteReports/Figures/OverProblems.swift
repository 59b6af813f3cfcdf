package import PisteCore

/// The figures that set levels against each other over several problems.
package enum OverProblems {
  /// A figure as text, for what reads reports without looking at them.
  package struct Described: Sendable {
    /// What it shows.
    package var title: String
    /// The finding and how to read it.
    package var caption: String
    /// The numbers behind it.
    package var rows: [[String]]
    /// The labels of its wide and its narrow form, with the widths of the drawings.
    package var labels: [(width: Double, labels: [PlacedLabel])]

    init(_ figure: Figure) {
      title = figure.title
      caption = figure.caption
      rows = figure.table.rows
      labels = Figure.Form.allCases.map { form in
        let canvas = figure.draw(form, .page, figure.id)
        return (canvas.width, canvas.labels)
      }
    }
  }

  /// Mean ranks with their critical difference.
  ///
  /// - Parameters:
  ///   - problems: the problems' names.
  ///   - levels: the levels' names.
  ///   - scores: the results by problem and level; NaN for none.
  ///   - goal: which way is better.
  /// - Returns: the figure described, or why there is none.
  package static func ranks(
    problems: [String], levels: [String], scores: [[Double]], goal: Goal
  ) -> (figure: Described?, reason: String) {
    described(RankFigure(problems: problems, levels: levels, scores: scores, goal: goal).figure())
  }

  /// The performance profile of times to target.
  ///
  /// - Parameters:
  ///   - problems: the problems' names.
  ///   - levels: the levels' names.
  ///   - times: by problem and level, positive; infinite for a miss.
  ///   - unit: what the times are, as `epochs`.
  /// - Returns: the figure described, or why there is none.
  package static func profile(
    problems: [String], levels: [String], times: [[Double]], unit: String
  ) -> (figure: Described?, reason: String) {
    described(
      ProfileFigure(problems: problems, levels: levels, times: times, unit: unit).figure())
  }

  private static func described(
    _ result: Result<Figure, Omission>
  ) -> (figure: Described?, reason: String) {
    switch result {
    case .success(let figure): (Described(figure), "")
    case .failure(let omission): (nil, omission.reason)
    }
  }
}
