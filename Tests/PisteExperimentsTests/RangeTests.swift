import PisteCatalog
import PisteCore
import PisteTestSupport
import Testing

/// A value is held against the definition of the member that is chosen.
@Suite struct RangeTests {
  /// A file that chooses a member, gives what it needs, and one setting in line 4.
  private func file(_ entry: CatalogEntry, _ key: String, _ value: String) -> String {
    var lines = ["name: x", "settings:"]
    lines.append(key == entry.family.selector ? "" : "  \(entry.family.selector): \(entry.name)")
    lines.append("  \(key): \(value)")
    if entry.family != .dataset { lines.append("  dataset.name: digits") }
    for setting in entry.settings where setting.isRequired && setting.key != key {
      lines.append("  \(setting.key): " + (setting.type == .integers ? "[1]" : "somewhere"))
    }
    return lines.joined(separator: "\n")
  }

  /// What is told of the type or the range of the value in line 4.
  private func told(_ text: String) -> [String] {
    faults(text).split(separator: "\n").map(String.init).filter {
      $0.contains("outside") || $0.contains("[wrong-type]") || $0.contains("[unknown-choice]")
    }
  }

  /// Values just inside and just outside of a range, as a file writes them.
  private func bounds(_ setting: SettingDefinition) -> (inside: [String], outside: [String]) {
    guard let range = setting.range else { return ([], []) }
    let isWhole = setting.type == .integer || setting.type == .integers
    func ends(_ end: Double, _ isIncluded: Bool, up: Double) -> (String, String) {
      let step = isWhole ? 1 : Swift.max(1e-6, abs(end) * 1e-9)
      let inside = isIncluded ? end : end + up * step
      let outside = isIncluded ? end - up * step : end
      func text(_ value: Double) -> String {
        let number = isWhole ? String(Int(value)) : "\(value)"
        return setting.type == .integers || setting.type == .numbers ? "[\(number)]" : number
      }
      return (text(inside), text(outside))
    }
    var pairs: [(String, String)] = []
    if range.lower.isFinite { pairs.append(ends(range.lower, range.lowerIncluded, up: 1)) }
    if let upper = range.upper { pairs.append(ends(upper, range.upperIncluded, up: -1)) }
    return (pairs.map(\.0), pairs.map(\.1))
  }

  /// Whether a member takes what a definition allows, and nothing else.
  private func check(_ setting: SettingDefinition, of entry: CatalogEntry) {
    if let value = setting.defaultValue {
      let text = value.list.map { "[" + $0.map(\.description).joined(separator: ", ") + "]" }
      #expect(told(file(entry, setting.key, text ?? value.description)) == [])
    }
    let (inside, outside) = bounds(setting)
    for value in inside {
      #expect(told(file(entry, setting.key, value)) == [], "\(entry.name) \(value)")
    }
    for value in outside {
      let found = told(file(entry, setting.key, value))
      #expect(found.count == 1, "\(entry.name) \(setting.key) \(value)")
      #expect(
        found.allSatisfy {
          $0.hasPrefix("x.yaml:4:") && $0.contains("`\(setting.key)`")
            && $0.hasSuffix("[out-of-range]")
        }, "\(found)")
    }
  }

  @Test(
    arguments: Catalog.entries.filter { !$0.settings.isEmpty }.map {
      [$0.family.rawValue, $0.name]
    })
  func everyMembersOwnRangeDecides(member: [String]) throws {
    let family = try #require(Family(rawValue: member[0]))
    let entry = try #require(Catalog.entry(family, member[1]))
    for setting in entry.settings { check(setting, of: entry) }
  }

  @Test func aRangeThatIsAnotherMembersIsCaught() throws {
    let adam = try #require(Catalog.entry(.optimizer, "adam"))
    let free = try #require(Catalog.entry(.optimizer, "schedule-free-sgd"))
    let beta = try #require(free.settings.first { $0.key == "optimizer.beta1" })
    withKnownIssue { check(beta, of: adam) }
  }

  @Test func whatAnotherMemberAllowsIsRefusedWhereItStands() {
    #expect(
      faults(
        """
        name: x
        settings:
          dataset.name: digits
          optimizer.name: schedule-free-sgd
          optimizer.beta1: 0
        """)
          == """
          x.yaml:5:3: error: `optimizer.beta1` is 0, outside (0, 1) for schedule-free-sgd \
          [out-of-range]
            hint: `piste explain optimizer.beta1` says what it does; the default is 0.9
          """)
    #expect(
      codes("name: x\nsettings: {dataset: {name: rosenbrock, dimension: 1}}")
        == ["2:40 out-of-range"])
    for sound in [
      "{name: rosenbrock, rows: 1, test: 0}", "{name: quadratic, rows: 1, test: 0}",
      "{name: xor, rows: 4}",
    ] {
      #expect(!faults("name: x\nsettings: {dataset: \(sound), batch_size: 1}").contains("rows` is"))
    }
  }

  @Test func aSharedValueIsJudgedAtEveryPointOfTheGrid() {
    let text = """
      name: x
      compare: optimizer
      settings: {dataset: digits, optimizer.beta1: 0}
      parameters: {optimizer.name: {values: [adam, schedule-free-sgd, lamb]}}
      """
    let found = faults(text)
    #expect(!found.contains("for adam"))
    #expect(found.contains("`optimizer.beta1` is 0, outside (0, 1) for schedule-free-sgd"))
    #expect(found.contains("the default is 0.9"))
  }

  @Test func whatNoMemberAllowsIsToldWhileReading() {
    #expect(
      codes("name: x\nsettings: {dataset: digits, optimizer: {name: nonsense, beta1: 2}}")
        == ["2:47 unknown-choice", "2:64 out-of-range"])
  }
}
