internal import PisteCore

extension ReportDocument {
  /// The figures behind the answer, by what they ask, and why some are left out.
  static func figureSections(_ comparison: Comparison) -> [Block] {
    let trials = comparison.trials
    let sections: [(title: String, figures: [Result<Figure, Omission>])] = [
      ("How far apart they are", [PairedFigure(comparison: comparison).figure()]),
      (
        "How they learn",
        [
          LearningCurveFigure(comparison: comparison).figure(),
          CostFigure(comparison: comparison).figure(),
          TargetFigure(comparison: comparison).figure(),
          OrderFigure(comparison: comparison).figure(),
          GapFigure(comparison: comparison).figure(),
        ]
      ),
      (
        "How much tuning matters",
        [
          BudgetFigure(comparison: comparison).figure(trials),
          ChanceFigure(comparison: comparison).figure(trials),
        ]
      ),
      (
        "How much the learning rate matters",
        [
          RateFigure(comparison: comparison).figure(),
          DivergenceFigure(comparison: comparison).figure(),
        ]
      ),
      (
        "What else matters",
        [
          IsolationFigure(comparison: comparison).figure(trials),
          VarianceFigure(comparison: comparison).figure(trials),
          ParallelFigure(comparison: comparison).figure(trials),
        ] + HeatMapFigure(comparison: comparison).figures()
      ),
    ]
    let levels = comparison.drawn.map { (name: $0.name, series: $0.series ?? 0) }
    var blocks: [Block] = []
    var reasons: [String] = []
    for (title, figures) in sections {
      var drawn: [Block] = []
      for figure in figures {
        switch figure {
        case .success(let figure): drawn.append(.figure(figure))
        case .failure(let omission): reasons.append(omission.reason)
        }
      }
      if !drawn.isEmpty { blocks += [.heading(title)] + Self.folded(drawn) }
    }
    // Where no figure is drawn there is nothing to show or hide.
    if !blocks.isEmpty { blocks.insert(.controls(comparison.isCompared ? levels : []), at: 0) }
    if !reasons.isEmpty {
      blocks.append(
        .details(
          "\(NumberFormat.count(reasons.count, "figure")) left out, and why",
          reasons.map { .paragraph($0) }))
    }
    return blocks
  }

  /// The blocks, all heat maps but the first behind one line.
  private static func folded(_ blocks: [Block]) -> [Block] {
    let places = blocks.indices.filter { place in
      if case .figure(let figure) = blocks[place] {
        figure.id.hasPrefix("heat-map-")
      } else {
        false
      }
    }
    guard let first = places.first else { return blocks }
    let title = NumberFormat.count(places.count, "more heat map")
    return Array(blocks[..<first]) + [.details(title, places.map { blocks[$0] })]
  }
}
