private import PisteCore

/// An axis-aligned rectangle in pixels.
package struct Box: Sendable, Hashable {
  /// The left edge.
  package var x: Double
  /// The upper edge.
  package var y: Double
  /// The width.
  package var width: Double
  /// The height.
  package var height: Double

  /// Creates a rectangle.
  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The right edge.
  package var right: Double { x + width }
  /// The lower edge.
  package var bottom: Double { y + height }

  /// Whether the two share an area; touching edges do not count.
  package func overlaps(_ other: Box) -> Bool {
    x < other.right - 0.01 && other.x < right - 0.01 && y < other.bottom - 0.01
      && other.y < bottom - 0.01
  }
}

/// A piece of text as it was placed, so that overlaps can be looked for.
package struct PlacedLabel: Sendable, Hashable {
  /// The text.
  package var text: String
  /// The room it takes.
  package var box: Box
  /// Its size in pixels.
  package var size: Double
}

/// An SVG drawing under way.
struct Canvas: Sendable {
  /// Where text is anchored.
  enum Anchor: String, Sendable {
    case start
    case middle
    case end
  }

  /// The drawing's width in pixels.
  let width: Double
  /// The drawing's height in pixels.
  var height: Double
  /// How colors are named.
  let theme: Theme
  /// A prefix of ids, so that two drawings on a page do not share any.
  let prefix: String
  /// The elements so far.
  private(set) var body = ""
  /// The texts so far.
  private(set) var labels: [PlacedLabel] = []
  private var clips = 0

  init(width: Double, height: Double, theme: Theme, prefix: String) {
    self.width = width
    self.height = height
    self.theme = theme
    self.prefix = prefix
  }

  /// Writes `text` with its baseline at `y`.
  mutating func text(
    _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start,
    ink: Ink = .text, bold: Bool = false
  ) {
    guard !text.isEmpty else { return }
    let room = TextMetrics.width(text, size: size, bold: bold)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - room / 2
      case .end: x - room
      }
    labels.append(
      PlacedLabel(
        text: text, box: Box(x: left, y: y - size * 0.8, width: room, height: size), size: size))
    body += "<text x=\"\(n(x))\" y=\"\(n(y))\" font-size=\"\(n(size))\""
    if anchor != .start { body += " text-anchor=\"\(anchor.rawValue)\"" }
    if bold { body += " font-weight=\"600\"" }
    body += " fill=\"\(theme.color(ink))\">\(Markup.escaped(text))</text>\n"
  }

  /// Writes `text` from `bottom` upward, its baseline at `x`.
  mutating func uprightText(_ text: String, x: Double, bottom: Double, size: Double) {
    guard !text.isEmpty else { return }
    let room = TextMetrics.width(text, size: size)
    labels.append(
      PlacedLabel(
        text: text, box: Box(x: x - size * 0.8, y: bottom - room, width: size, height: room),
        size: size))
    body += "<text transform=\"translate(\(n(x)) \(n(bottom))) rotate(-90)\""
    body += " font-size=\"\(n(size))\" fill=\"\(theme.color(.soft))\">"
    body += "\(Markup.escaped(text))</text>\n"
  }

  /// Draws a straight line.
  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, ink: Ink, width: Double = 1,
    dash: String = ""
  ) {
    path("M\(n(x1)) \(n(y1))L\(n(x2)) \(n(y2))", stroke: ink, width: width, dash: dash)
  }

  /// Draws a path.
  mutating func path(
    _ data: String, stroke: Ink? = nil, width: Double = 1.5, dash: String = "", opacity: Double = 1,
    fill: Ink? = nil
  ) {
    body += "<path d=\"\(data)\" fill=\"\(fill.map(theme.color) ?? "none")\""
    if let stroke {
      body += " stroke=\"\(theme.color(stroke))\" stroke-width=\"\(n(width))\""
      body += " stroke-linejoin=\"round\""
    }
    if !dash.isEmpty { body += " stroke-dasharray=\"\(dash)\"" }
    if opacity < 1 { body += " opacity=\"\(n(opacity))\"" }
    body += "/>\n"
  }

  /// Draws lines through `points`.
  mutating func polyline(
    _ points: [(x: Double, y: Double)], ink: Ink, width: Double = 2, dash: String = "",
    opacity: Double = 1
  ) {
    guard points.count > 1 else { return }
    path(trace(points), stroke: ink, width: width, dash: dash, opacity: opacity)
  }

  /// Draws faint lines, one a run, which share what they look like.
  mutating func faintLines(
    _ lines: [(name: String, points: [(x: Double, y: Double)])], series: Int
  ) {
    let drawn = lines.filter { $0.points.count > 1 }
    guard !drawn.isEmpty else { return }
    body += "<g"
    if theme == .page { body += " class=\"l\(series % Palette.count) run\"" }
    body += " fill=\"none\" stroke=\"\(theme.color(.series(series)))\" stroke-opacity=\"0.3\">\n"
    for line in drawn {
      body += "<path d=\"\(trace(line.points))\""
      body += theme == .page ? "><title>\(Markup.escaped(line.name))</title></path>\n" : "/>\n"
    }
    body += "</g>\n"
  }

  /// Fills the area between an upper and a lower edge.
  mutating func band(
    upper: [(x: Double, y: Double)], lower: [(x: Double, y: Double)], ink: Ink, opacity: Double
  ) {
    guard upper.count > 1 else { return }
    path(trace(upper + lower.reversed()) + "Z", opacity: opacity, fill: ink)
  }

  /// Draws a rectangle.
  mutating func rect(
    _ box: Box, fill: Ink, stroke: Ink? = nil, radius: Double = 0, opacity: Double = 1
  ) {
    body += "<rect x=\"\(n(box.x))\" y=\"\(n(box.y))\" width=\"\(n(box.width))\""
    body += " height=\"\(n(box.height))\" fill=\"\(theme.color(fill))\""
    if radius > 0 { body += " rx=\"\(n(radius))\"" }
    if let stroke { body += " stroke=\"\(theme.color(stroke))\"" }
    if opacity < 1 { body += " opacity=\"\(n(opacity))\"" }
    body += "/>\n"
  }

  /// Draws marks that belong together, so that the page can hide them or tell of them.
  ///
  /// A drawing of its own has no such groups, as it can do neither.
  ///
  /// - Parameters:
  ///   - series: the level they belong to; nil for none or the one of the group around.
  ///   - isRun: whether they are of single runs.
  ///   - tip: what a reader who points at them is told; empty for nothing.
  ///   - draw: draws them.
  mutating func group(
    series: Int? = nil, isRun: Bool = false, tip: String = "", _ draw: (inout Canvas) -> Void
  ) {
    guard theme == .page, series != nil || isRun || !tip.isEmpty else { return draw(&self) }
    let names = [series.map { "l\($0 % Palette.count)" }, isRun ? "run" : nil].compactMap { $0 }
    body += names.isEmpty ? "<g>" : "<g class=\"\(names.joined(separator: " "))\">"
    if !tip.isEmpty { body += "<title>\(Markup.escaped(tip))</title>" }
    draw(&self)
    body += "</g>\n"
  }

  /// Begins a group whose marks are cut at the edges of `box`.
  mutating func beginClip(_ box: Box) {
    clips += 1
    body += "<clipPath id=\"\(prefix)-clip\(clips)\"><rect x=\"\(n(box.x))\" y=\"\(n(box.y))\""
    body += " width=\"\(n(box.width))\" height=\"\(n(box.height))\"/></clipPath>\n"
    body += "<g clip-path=\"url(#\(prefix)-clip\(clips))\">\n"
  }

  /// Ends the group that ``beginClip(_:)`` began.
  mutating func endClip() { body += "</g>\n" }

  /// A number of pixels: at most one digit after the point.
  func n(_ value: Double) -> String { Self.number(value) }

  /// A number of pixels: at most one digit after the point.
  static func number(_ value: Double) -> String { written(tenths(value)) }

  /// Whole tenths of a pixel; 0 for what is not finite or far outside of any drawing.
  private static func tenths(_ value: Double) -> Int {
    let tenths = (value * 10).rounded()
    return tenths.isFinite && abs(tenths) < 1e9 ? Int(tenths) : 0
  }

  private static func written(_ tenths: Int) -> String {
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return sign + String(tenths.magnitude / 10) + (rest == 0 ? "" : ".\(rest)")
  }

  /// A path through `points`: the first one, then the steps from each to the next, which take half the room.
  ///
  /// Steps are differences of rounded places, so that they do not drift.
  private func trace(_ points: [(x: Double, y: Double)]) -> String {
    guard let first = points.first else { return "" }
    var (x, y) = (Self.tenths(first.x), Self.tenths(first.y))
    var data = "M\(Self.written(x)) \(Self.written(y))l"
    for point in points.dropFirst() {
      let next = (x: Self.tenths(point.x), y: Self.tenths(point.y))
      let (right, down) = (next.x - x, next.y - y)
      // A minus sign parts numbers by itself.
      if right >= 0, data.last != "l" { data += " " }
      data += Self.written(right)
      if down >= 0 { data += " " }
      data += Self.written(down)
      (x, y) = next
    }
    return data
  }
}
