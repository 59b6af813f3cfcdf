/// One line of a chart with its marks, in the units of the axes.
struct ChartLine: Sendable {
  /// A marked place on the line.
  struct Point: Sendable {
    /// Where it stands on the horizontal axis.
    var x: Double
    /// Where it stands on the vertical axis.
    var y: Double
    /// What its uncertainty leaves; nil for none.
    var reach: ClosedRange<Double>?
    /// The numbers in words, for a reader who points at it.
    var tip = ""
  }

  /// How points are joined.
  enum Shape: Sendable {
    /// By straight lines.
    case straight
    /// By steps: each value holds until the next point.
    case stepped
    /// Not at all.
    case apart
  }

  /// How the uncertainty is drawn.
  enum Reach: Sendable {
    /// As an area along the line.
    case band
    /// As a bar at each point.
    case bars
  }

  /// The level's name.
  var name: String
  /// The level's color, dashes and marker.
  var series: Int
  /// The points from left to right.
  var points: [Point]
  /// How they are joined.
  var shape = Shape.straight
  /// How their uncertainty is drawn.
  var reach = Reach.band
  /// Faint lines behind it, one a run.
  var runs: [(name: String, points: [(x: Double, y: Double)])] = []
  /// Red crosses: runs that diverged.
  var crosses: [(x: Double, y: Double, tip: String)] = []
  /// Short upright strokes: runs that ended without what the line counts.
  var strokes: [(x: Double, y: Double, tip: String)] = []
}

/// A row under a chart's area: how a level stands along the horizontal axis.
struct ChartStrip: Sendable {
  /// The level's color and marker.
  var series: Int
  /// Short texts, each centered on its place.
  var texts: [(x: Double, text: String)] = []
  /// Red crosses and their sizes.
  var crosses: [(x: Double, radius: Double, tip: String)] = []
  /// A thick bar.
  var bar: ClosedRange<Double>?
  /// What the bar says, in words.
  var tip = ""
}

/// A straight line across a chart with its name: a limit, a target.
struct ChartGuide: Sendable {
  /// Which way it runs.
  enum Direction: Sendable {
    /// From top to bottom at a horizontal place.
    case upright
    /// From left to right at a height.
    case level
  }

  /// Which way it runs.
  var direction: Direction
  /// Where.
  var value: Double
  /// Its name; empty for none.
  var label = ""
  /// The level it belongs to; nil for all.
  var series: Int?
}

/// One panel of a chart.
struct ChartPanel: Sendable {
  /// The horizontal axis.
  var horizontal: Panel.Axis
  /// The vertical axis; its title stands above the area.
  var vertical: Panel.Axis
  /// The lines.
  var lines: [ChartLine]
  /// Lines across.
  var guides: [ChartGuide] = []
  /// Thin curves without marks: what theory says.
  var theory: [(series: Int, points: [(x: Double, y: Double)])] = []
  /// Rows under the area.
  var strips: [ChartStrip] = []
  /// What the rows say; empty for none.
  var stripTitle = ""

  /// Whether every line has marks and goes on to near the right edge, where its name can stand beside its end.
  var endsAtRight: Bool {
    let scale = Scale(
      kind: horizontal.kind, domain: horizontal.domain, start: horizontal.isReversed ? 1 : 0,
      end: horizontal.isReversed ? 0 : 1)
    return lines.allSatisfy { line in
      line.points.last.map { scale.position($0.x) > 0.85 } ?? false
    }
  }
}
