/// A plot's area with its two axes.
struct Panel: Sendable {
  /// What an axis shows.
  struct Axis: Sendable {
    /// The axis's title.
    var title: String
    /// The values at its ends.
    var domain: ClosedRange<Double>
    /// How values are spaced.
    var kind: Scale.Kind = .linear
    /// Whether labels are per cent of fractions.
    var isPercent = false
    /// Whether it counts something that comes in whole numbers only.
    var isWhole = false
    /// Ticks to use in place of round values.
    var ticks: [Tick]?
    /// Whether values fall to the right, or grow downward.
    var isReversed = false
  }

  /// The area of the data.
  let frame: Box
  /// The horizontal scale.
  let x: Scale
  /// The vertical scale, growing upward.
  let y: Scale
  private let horizontal: Axis
  private let vertical: Axis
  private let xTicks: [Tick]
  private let xCenters: [Double]
  private let yTicks: [Tick]
  private let title: [String]
  private let size: Double
  private let strip: Double

  /// Lays a panel out within `outer`.
  ///
  /// - Parameters:
  ///   - outer: the room for area, ticks and titles.
  ///   - horizontal: the horizontal axis.
  ///   - vertical: the vertical axis; its title stands above the area.
  ///   - size: the size of text.
  ///   - strip: height of a strip to keep free between the area and the ticks.
  ///   - titleLines: how many lines to keep free for the vertical axis's title.
  ///   - titleRoom: how wide that title may be; nil for the width of the area.
  init(
    in outer: Box, horizontal: Axis, vertical: Axis, size: Double, strip: Double = 0,
    titleLines: Int = 1, titleRoom: Double? = nil
  ) {
    let top = outer.y + Double(titleLines) * (size + 3) + 9
    let bottom = outer.bottom - 2 * size - 16 - strip
    let count = max(2, Int((bottom - top) / 45))
    let candidates =
      vertical.ticks
      ?? (vertical.kind == .log
        ? Ticks.logarithmic(vertical.domain, count: count)
        : Ticks.linear(vertical.domain, count: count, percent: vertical.isPercent))
    let rise = Scale(
      kind: vertical.kind, domain: vertical.domain, start: vertical.isReversed ? top : bottom,
      end: vertical.isReversed ? bottom : top)
    yTicks = Ticks.thinned(
      candidates,
      extent: { tick in
        let center = rise.position(tick.value)
        return (center - size / 2)...(center + size / 2)
      }, gap: 3)
    let room = yTicks.map { TextMetrics.width($0.label, size: size) }.max() ?? 0
    let left = outer.x + room + 8
    let right = outer.right - 12
    let run = Scale(
      kind: horizontal.kind, domain: horizontal.domain, start: horizontal.isReversed ? right : left,
      end: horizontal.isReversed ? left : right)
    let across = max(2, Int((right - left) / 70))
    let steps =
      horizontal.ticks
      ?? (horizontal.kind == .log
        ? Ticks.logarithmic(horizontal.domain, count: across)
        : Ticks.linear(
          horizontal.domain, count: across, percent: horizontal.isPercent,
          whole: horizontal.isWhole))
    let limits = outer.x...max(outer.x, outer.right)
    func center(_ tick: Tick) -> Double {
      // A label at the end of the axis must not stick out.
      let half = TextMetrics.width(tick.label, size: size) / 2
      return min(max(run.position(tick.value), limits.lowerBound + half), limits.upperBound - half)
    }
    xTicks = Ticks.thinned(
      steps,
      extent: { tick in
        let half = TextMetrics.width(tick.label, size: size) / 2
        return (center(tick) - half)...(center(tick) + half)
      }, gap: 8)
    xCenters = xTicks.map(center)
    title = TextMetrics.wrapped(
      vertical.title, size: size * 1.1, room: titleRoom ?? right - left, lines: titleLines)
    frame = Box(x: left, y: top, width: right - left, height: bottom - top)
    x = run
    y = rise
    self.horizontal = horizontal
    self.vertical = vertical
    self.size = size
    self.strip = strip
  }

  /// The pixel of one end of an interval, and whether the panel cuts it off.
  func end(_ value: Double) -> (y: Double, isCut: Bool) {
    (y.clamped(value), !vertical.domain.contains(value))
  }

  /// Draws grid, ticks and titles.
  func draw(on canvas: inout Canvas) {
    for (line, text) in title.enumerated() {
      let below = Double(title.count - 1 - line)
      canvas.text(text, x: frame.x, y: frame.y - 9 - below * (size + 3), size: size, bold: true)
    }
    for tick in yTicks {
      let height = y.position(tick.value)
      canvas.line(frame.x, height, frame.right, height, ink: .grid)
      canvas.text(
        tick.label, x: frame.x - 6, y: height + size * 0.35, size: size, anchor: .end, ink: .soft)
    }
    let base = frame.bottom + strip
    canvas.line(frame.x, base, frame.right, base, ink: .soft)
    for (tick, center) in zip(xTicks, xCenters) {
      let place = x.position(tick.value)
      canvas.line(place, base, place, base + 4, ink: .soft)
      canvas.text(
        tick.label, x: center, y: base + size + 6, size: size, anchor: .middle, ink: .soft)
    }
    canvas.text(
      TextMetrics.truncated(horizontal.title, size: size, room: frame.width),
      x: (frame.x + frame.right) / 2, y: base + 2 * size + 11, size: size,
      anchor: .middle)
  }
}
