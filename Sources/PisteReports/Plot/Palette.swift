/// The colors of reports, and what tells series apart for those who cannot see color.
enum Palette {
  /// How many series can be told apart.
  static let count = 8

  /// Line colors on a light ground; at least 4.5 : 1 against white, apart under common color blindness.
  static let light = [
    "#0b63a5", "#b8460a", "#0a7a55", "#8440b0", "#856000", "#b52a6f", "#4a5663", "#7a3b22",
  ]
  /// The same on a dark ground.
  static let dark = [
    "#62b3f0", "#ff935c", "#3fcb9b", "#c79df2", "#e2bb45", "#ff8fc0", "#b4c0cc", "#d9a38a",
  ]
  /// Dash patterns, one for each series.
  static let dashes = ["", "7 4", "2 3", "10 3 2 3", "5 2", "1 3", "12 4", "3 3 8 3"]

  /// Heat map steps from worst to best on a light ground, each with the color of its text.
  static let heatLight = [
    ("#eef4f9", "#16202a"), ("#d6e6f3", "#16202a"), ("#b3d2ea", "#16202a"),
    ("#86b8dd", "#16202a"), ("#3d7eb5", "#ffffff"), ("#1c609b", "#ffffff"),
    ("#0a4275", "#ffffff"),
  ]
  /// The same on a dark ground, where better is brighter.
  static let heatDark = [
    ("#1d2732", "#e6edf3"), ("#22384b", "#e6edf3"), ("#264c69", "#e6edf3"),
    ("#2a6189", "#ffffff"), ("#5b9fcf", "#0d151c"), ("#8ac2e8", "#0d151c"),
    ("#c5e3f8", "#0d151c"),
  ]
}

/// What a mark is for; the theme decides the color.
enum Ink: Hashable, Sendable {
  /// Text and axes.
  case text
  /// Secondary text.
  case soft
  /// Grid lines.
  case grid
  /// The ground.
  case ground
  /// What went wrong.
  case alarm
  /// A series by its place.
  case series(Int)
  /// A heat map's cell by its step, 0…6.
  case heat(Int)
  /// The text on that cell.
  case heatText(Int)
  /// A cell without a value.
  case blank
}

/// Where a drawing is shown, which decides how it names its colors.
enum Theme: Sendable {
  /// Within the page: by CSS variables, which change with the reader's preference.
  case page
  /// As a file of its own: by fixed colors on a light ground of its own.
  case standalone

  /// The color of `ink` as an attribute's value.
  func color(_ ink: Ink) -> String {
    self == .page ? "var(--\(Self.name(ink)))" : Self.value(ink, dark: false)
  }

  /// The name of `ink`'s CSS variable, without the dashes.
  static func name(_ ink: Ink) -> String {
    switch ink {
    case .text: "text"
    case .soft: "soft"
    case .grid: "grid"
    case .ground: "card"
    case .alarm: "alarm"
    case .blank: "blank"
    case .series(let index): "s\(index % Palette.count)"
    case .heat(let step): "h\(step)"
    case .heatText(let step): "t\(step)"
    }
  }

  /// The color of `ink` on a light or a dark ground.
  static func value(_ ink: Ink, dark: Bool) -> String {
    switch ink {
    case .text: dark ? "#e6edf3" : "#1b2530"
    case .soft: dark ? "#a3b1bf" : "#55636f"
    case .grid: dark ? "#2b3743" : "#e2e7ec"
    case .ground: dark ? "#151c24" : "#ffffff"
    case .alarm: dark ? "#ff7b72" : "#c4161c"
    case .blank: dark ? "#1b232c" : "#f4f5f6"
    case .series(let index): (dark ? Palette.dark : Palette.light)[index % Palette.count]
    case .heat(let step): (dark ? Palette.heatDark : Palette.heatLight)[step].0
    case .heatText(let step): (dark ? Palette.heatDark : Palette.heatLight)[step].1
    }
  }

  /// Every ink a stylesheet has to define.
  static let inks: [Ink] =
    [.text, .soft, .grid, .ground, .alarm, .blank]
    + (0..<Palette.count).map { .series($0) }
    + Palette.heatLight.indices.flatMap { [.heat($0), .heatText($0)] }
}
